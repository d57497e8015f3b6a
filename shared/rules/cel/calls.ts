/** Calls of functions, methods of texts, and the macros over lists. */
import type { ASTNode } from '@marcbachmann/cel-js'
import { packText } from '../../text/pack.ts'
import { RowView } from '../sheet.ts'
import { compileHas } from './access.ts'
import { failAt } from './environment.ts'
import { celFunctions } from './functions.ts'
import { rowFunctions } from './row-functions.ts'
import { isSafePattern } from './safe-pattern.ts'
import { isVariable, notePart, rowForm, typeOf, unsupported, type Work } from './scope.ts'
import { blank, isList, type Program, type Value } from './value.ts'

/** `coalesce` and `when` only look at what they need: the rest may fail, or name cells that the answer does not rest on. */
const lazily = (name: string, [first, second]: readonly Program[]): Program | undefined => {
  if (first === undefined || second === undefined) return undefined
  if (name === 'when') return (frame) => (first(frame) === true ? second(frame) : blank)
  if (name !== 'coalesce') return undefined
  return (frame) => {
    const value = first(frame)
    return value === blank ? second(frame) : value
  }
}

export const compileCall = (node: ASTNode, name: string, args: readonly ASTNode[], work: Work): Program => {
  if (name === 'has') return compileHas(node, args[0], work)
  if (name === 'reading') return compileReading(node, args[0], work)
  if (name === 'target') return compileTarget(node, args, work)
  if (Object.hasOwn(rowFunctions, name)) return compileRowCall(node, name, args, work)
  const found = Object.hasOwn(celFunctions, name) ? celFunctions[name] : undefined
  if (found === undefined) return unsupported(node, work, `${name}()`)
  const programs = args.map((argument) => work.compile(argument, work))
  const { run, takesBlank } = found
  const codes = work.codes
  const [first] = args
  if (/^(inCodes|code[A-Z])/.test(name) && first?.op === 'value' && typeof first.args === 'string' && !codes.has(first.args)) {
    throw failAt(work.source, first.start, packText.unknownField(first.args))
  }
  const chosen = lazily(name, programs)
  if (chosen !== undefined) return chosen
  return (frame) => {
    const values: Value[] = []
    for (const program of programs) {
      const value = program(frame)
      if (value === blank && takesBlank !== true) return blank
      values.push(value)
    }
    return run(values, codes)
  }
}

/** `reading("key")`: how the plan is read under the parameter's value; the key must be written out and have readings. */
const compileReading = (node: ASTNode, argument: ASTNode | undefined, work: Work): Program => {
  const key = argument?.op === 'value' && typeof argument.args === 'string' ? argument.args : ''
  const part = work.parts.get(`reading.${key}`)
  if (part === undefined) throw failAt(work.source, node.start, packText.noReadings(key))
  for (const name of part.names) work.names.add(name)
  notePart(part, work)
  return part.run
}

/**
 * `target("key")`, `target("key", "2025")`: what the city has set for the reporting unit, for the year of the report
 * or the one named; blank when it has set nothing. A key that is written out must be an indicator of the pack.
 */
const compileTarget = (node: ASTNode, [keyNode, yearNode]: readonly ASTNode[], work: Work): Program => {
  const targets = work.variables.get('targets')
  if (keyNode === undefined || targets === undefined) return unsupported(node, work, 'target()')
  if (keyNode.op === 'value' && typeof keyNode.args === 'string' && !work.parts.has(`target.${keyNode.args}`))
    throw failAt(work.source, keyNode.start, packText.targetIndicator(keyNode.args))
  work.names.add('unit')
  const key = work.compile(keyNode, work)
  const year: Program = yearNode === undefined ? ({ sheet }) => sheet.period.slice(0, 4) : work.compile(yearNode, work)
  return (frame) => {
    const [wanted, of, all] = [key(frame), year(frame), targets(frame)]
    return typeof wanted === 'string' && typeof of === 'string' && all instanceof Map ? (all.get(`${wanted} ${of}`) ?? blank) : blank
  }
}

const compileRowCall = (node: ASTNode, name: string, args: readonly ASTNode[], work: Work): Program => {
  const found = rowFunctions[name]
  const [targetNode, ...rest] = args
  if (found === undefined || targetNode === undefined) return unsupported(node, work, `${name}()`)
  const type = typeOf(targetNode)
  const form = rowForm(found.takes === 'list' ? type.replace(/^list<(.*)>$/, '$1') : type, work)
  if (form === undefined) return unsupported(node, work, `${name}()`)
  const isField = (index: number): boolean => found.fieldArguments === 'rest' || found.fieldArguments.includes(index + 1)
  const fields: number[] = []
  const values: Program[] = []
  for (const [index, argument] of rest.entries()) {
    if (!isField(index)) {
      values.push(work.compile(argument, work))
      continue
    }
    const field = argument.op === 'value' && typeof argument.args === 'string' ? form.byKey.get(argument.args) : undefined
    if (field === undefined) throw failAt(work.source, argument.start, packText.literalField(name))
    fields.push(field.index)
    const isOwn = isVariable(targetNode, 'row', work) && found.history !== 'before'
    if (isOwn) work.reads.row.add(field.field.key)
    else work.reads.others.add(field.field.key)
  }
  if (name === 'twinRow' && isVariable(targetNode, 'row', work)) for (const key of form.byKey.keys()) work.reads.row.add(key)
  if (found.history !== undefined) work.names.add('earlier')
  const target = work.compile(targetNode, work)
  const { run } = found
  return (frame) => {
    const first = target(frame)
    if (first === blank) return blank
    const given: Value[] = []
    for (const program of values) {
      const value = program(frame)
      if (value === blank) return blank
      given.push(value)
    }
    return run(first, fields, given, frame.sheet.run)
  }
}

const textMethods: Readonly<Record<string, (a: string, b: string) => boolean>> = {
  contains: (a, b) => a.includes(b),
  startsWith: (a, b) => a.startsWith(b),
  endsWith: (a, b) => a.endsWith(b),
}

export const compileMethod = (node: ASTNode, name: string, receiver: ASTNode, args: readonly ASTNode[], work: Work): Program => {
  const [first, second, third] = args
  if (name === 'matches') {
    const pattern: unknown = first?.op === 'value' ? first.args : undefined
    if (typeof pattern !== 'string' || !isSafePattern(pattern))
      throw failAt(work.source, node.start, packText.pattern(String(pattern ?? '')))
    const expression = new RegExp(pattern, 'u')
    const target = work.compile(receiver, work)
    return (frame) => {
      const text = target(frame)
      return typeof text === 'string' ? expression.test(text) : blank
    }
  }
  const method = Object.hasOwn(textMethods, name) ? textMethods[name] : undefined
  if (method !== undefined && first !== undefined) {
    const target = work.compile(receiver, work)
    const argument = work.compile(first, work)
    return (frame) => {
      const a = target(frame)
      const b = argument(frame)
      return typeof a === 'string' && typeof b === 'string' ? method(a, b) : blank
    }
  }
  if (first?.op !== 'id' || second === undefined) return unsupported(node, work, `.${name}()`)
  const depth = work.locals.length
  const inner: Work = { ...work, locals: [...work.locals, first.args] }
  if (name === 'bind' && receiver.op === 'id' && receiver.args === 'cel' && third !== undefined) {
    const bound = work.compile(second, work)
    const body = work.compile(third, inner)
    return (frame) => {
      frame.locals[depth] = bound(frame)
      return body(frame)
    }
  }
  return compileMacro(
    node,
    name,
    work.compile(receiver, work),
    work.compile(second, inner),
    third === undefined ? undefined : work.compile(third, inner),
    depth,
    work,
  )
}

/** Of longer lists of rows the values are read and let go: all at once they would be more than what is made of them. */
const itemsHeld = 4096

const compileMacro = (
  node: ASTNode,
  name: string,
  receiver: Program,
  body: Program,
  transform: Program | undefined,
  depth: number,
  work: Work,
): Program => {
  const over =
    (visit: (items: readonly Value[], each: (item: Value, program?: Program) => Value) => Value): Program =>
    (frame) => {
      const items = receiver(frame)
      if (!isList(items)) return blank
      const isLong = items.length > itemsHeld
      return visit(items, (item, program = body) => {
        frame.locals[depth] = item
        return isLong && item instanceof RowView ? item.inPassing(() => program(frame)) : program(frame)
      })
    }
  switch (name) {
    case 'all':
    case 'exists': {
      const deciding = name === 'exists'
      return over((items, each) => {
        let result: Value = !deciding
        for (const item of items) {
          const value = each(item)
          if (value === deciding) return deciding
          if (value === blank) result = blank
        }
        return result
      })
    }
    case 'exists_one':
      return over((items, each) => {
        let found = 0
        for (const item of items) {
          const value = each(item)
          if (value === blank) return blank
          if (value === true) found += 1
        }
        return found === 1
      })
    case 'filter':
      return over((items, each) => items.filter((item) => each(item) === true))
    case 'map':
      return transform === undefined
        ? over((items, each) => items.map((item) => each(item)))
        : over((items, each) => items.flatMap((item) => (each(item) === true ? [each(item, transform)] : [])))
    default:
      return unsupported(node, work, `.${name}()`)
  }
}
