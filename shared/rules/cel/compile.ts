/**
 * Type-checked expressions as closures. What an expression means is CEL's; what is different is written in
 * `value.ts` (exact numbers, blanks) and `functions.ts` (a closed set of functions). Errors behave as in CEL:
 * `&&` and `||` absorb an error of one side when the other decides, and a blank wins over an error.
 */
import type { ASTNode } from '@marcbachmann/cel-js'
import type { CodeList } from '../../forms/schema.ts'
import { Decimal, zero } from '../../model/decimal.ts'
import { packText } from '../../text/pack.ts'
import type { FieldModel, FormModel } from '../model.ts'
import { RowView } from '../sheet.ts'
import { type CheckedExpression, failAt } from './environment.ts'
import { celFunctions, divide } from './functions.ts'
import { rowFunctions } from './row-functions.ts'
import { isSafePattern } from './safe-pattern.ts'
import { blank, equal, type Frame, isDecimal, isList, isRow, type Program, type Value } from './value.ts'

/** What the names of an expression stand for. */
export interface Scope {
  readonly forms: ReadonlyMap<string, FormModel>
  readonly codes: ReadonlyMap<string, CodeList>
  /** Programs of the variables, e.g. `row`, `report`. */
  readonly variables: ReadonlyMap<string, Program>
  /** Replaces the access to a part of a variable, e.g. `field.required`. */
  readonly parts: ReadonlyMap<string, Pick<Compiled, 'run' | 'names'>>
  /** Names that exist but not here, with the reason. */
  readonly refused: ReadonlyMap<string, string>
  /** Numeric fields whose blanks count as zero. */
  readonly zeroFields: ReadonlySet<string>
}
export interface Compiled {
  readonly run: Program
  /** Variables it names. */
  readonly names: ReadonlySet<string>
  /** Fields it reads of the row itself, of the row before, of the report and of rows of lists. */
  readonly reads: {
    readonly row: ReadonlySet<string>
    readonly prev: ReadonlySet<string>
    readonly report: ReadonlySet<string>
    readonly others: ReadonlySet<string>
  }
  /** Forms read through `forms`. */
  readonly formsRead: ReadonlySet<string>
}

interface Work extends Scope {
  readonly source: string
  readonly locals: readonly string[]
  readonly names: Set<string>
  readonly reads: { row: Set<string>; prev: Set<string>; report: Set<string>; others: Set<string> }
  readonly formsRead: Set<string>
}

/** Name of the type the library found for a node; it keeps it on the node but does not declare it. */
const typeOf = (node: ASTNode): string => {
  const found: unknown = Reflect.get(node, 'checkedType')
  const name: unknown = typeof found === 'object' && found !== null ? Reflect.get(found, 'name') : undefined
  return typeof name === 'string' ? name : 'dyn'
}

const constants = new WeakMap<Program, Value>()

/** A program that gives the same value everywhere; operators over constants are worked out when compiling. */
export const constant = (value: Value): Program => {
  const program: Program = () => value
  constants.set(program, value)
  return program
}

/** The value of a constant program; undefined for one that depends on where it runs. */
export const constantValue = (program: Program): Value | undefined => constants.get(program)

/** A program over constants alone is a constant itself, unless it fails: then it shall fail where it runs. */
const folded = (program: Program, ...operands: readonly Program[]): Program => {
  if (!operands.every((operand) => constants.has(operand))) return program
  try {
    return constant(program(nowhere))
  } catch {
    return program
  }
}
/** Constants look at nothing, so there is nothing here to look at. */
const nowhere = Object.freeze({ locals: [] }) as unknown as Frame

/** Turns a checked expression into a program. Throws `ExpressionError` for what we do not carry. */
export const compileExpression = (checked: CheckedExpression, scope: Scope): Compiled => {
  const work: Work = {
    ...scope,
    source: checked.source,
    locals: [],
    names: new Set(),
    reads: { row: new Set(), prev: new Set(), report: new Set(), others: new Set() },
    formsRead: new Set(),
  }
  const run = compile(checked.ast, work)
  return { run, names: work.names, reads: work.reads, formsRead: work.formsRead }
}

const unsupported = (node: ASTNode, work: Work, what: string): never => {
  throw failAt(work.source, node.start, packText.notSupported(what))
}

const compile = (node: ASTNode, work: Work): Program => {
  switch (node.op) {
    case 'value': {
      const value: unknown = node.args
      if (typeof value === 'string' || typeof value === 'boolean' || value instanceof Decimal) return constant(value)
      return unsupported(node, work, work.source.slice(node.start, node.end))
    }
    case 'id':
      return compileName(node, node.args, work)
    case '.':
      return compileAccess(node, node.args[0], node.args[1], work)
    case '[]': {
      const [list, key] = node.args
      if (key.op === 'value' && typeof key.args === 'string') return compileAccess(node, list, key.args, work)
      return unsupported(node, work, '[ ]')
    }
    case 'list': {
      const items = node.args.map((item) => compile(item, work))
      return folded(
        (frame) => {
          const values = items.map((item) => item(frame))
          return values.includes(blank) ? blank : values
        },
        ...items,
      )
    }
    case '?:': {
      const [condition, yes, no] = node.args.map((part) => compile(part, work))
      if (condition === undefined || yes === undefined || no === undefined) return unsupported(node, work, '?:')
      const known = constantValue(condition)
      if (known !== undefined) return known === blank ? constant(blank) : known === true ? yes : no
      return (frame) => {
        const decided = condition(frame)
        return decided === blank ? blank : decided === true ? yes(frame) : no(frame)
      }
    }
    case '&&':
      return logical(compile(node.args[0], work), compile(node.args[1], work), false)
    case '||':
      return logical(compile(node.args[0], work), compile(node.args[1], work), true)
    case '!_': {
      const operand = compile(node.args, work)
      return folded((frame) => {
        const value = operand(frame)
        return value === blank ? blank : value !== true
      }, operand)
    }
    case '-_': {
      const operand = compile(node.args, work)
      return folded((frame) => {
        const value = operand(frame)
        return isDecimal(value) ? value.neg() : blank
      }, operand)
    }
    case 'call':
      return oncePerSheet(node, compileCall(node, node.args[0], node.args[1], work))
    case 'rcall':
      return oncePerSheet(node, compileMethod(node, node.args[0], node.args[1], node.args[2], work))
    case '==':
    case '!=':
    case '<':
    case '<=':
    case '>':
    case '>=':
    case '+':
    case '-':
    case '*':
    case '/':
    case 'in':
      return binary(node.op, node, compile(node.args[0], work), compile(node.args[1], work), work)
    default:
      return unsupported(node, work, node.op)
  }
}

const listNames = new Set(['rows', 'prevRows', 'earlier', 'forms'])

/** Names that occur in a tree and are not bound inside it. */
const freeNames = (value: unknown, bound: readonly string[], into: Set<string>): void => {
  if (Array.isArray(value)) for (const item of value) freeNames(item, bound, into)
  if (typeof value !== 'object' || value === null || !('op' in value) || !('args' in value)) return
  if (value.op === 'id') {
    if (typeof value.args === 'string' && !bound.includes(value.args)) into.add(value.args)
    return
  }
  if (value.op !== 'rcall' || !Array.isArray(value.args)) {
    freeNames(value.args, bound, into)
    return
  }
  const [, receiver, args] = value.args
  const first: unknown = Array.isArray(args) && args.length > 1 ? args[0] : undefined
  const isBinder = typeof first === 'object' && first !== null && 'op' in first && first.op === 'id' && 'args' in first
  freeNames(receiver, bound, into)
  freeNames(args, isBinder ? [...bound, String(first.args)] : bound, into)
}

/**
 * A part that looks at whole lists and not at the row is worked out once for a form and not for each of its
 * rows: a total inside a rule about rows would otherwise cost the square of the rows.
 */
const oncePerSheet = (node: ASTNode, program: Program): Program => {
  const names = new Set<string>()
  freeNames(node, [], names)
  if (![...names].some((name) => listNames.has(name)) || ![...names].every((name) => sheetNames.has(name))) return program
  const known = new WeakMap<object, Value>()
  return (frame) => {
    let value = known.get(frame.sheet)
    if (value === undefined) {
      value = program(frame)
      known.set(frame.sheet, value)
    }
    return value
  }
}
const sheetNames = new Set([...listNames, 'report', 'plan', 'unit', 'tolerance', 'cel'])

const compileName = (node: ASTNode, name: string, work: Work): Program => {
  const depth = work.locals.lastIndexOf(name)
  if (depth >= 0) return (frame) => frame.locals[depth] ?? blank
  const variable = work.variables.get(name)
  if (variable === undefined) throw failAt(work.source, node.start, work.refused.get(name) ?? packText.unknownName(name))
  work.names.add(name)
  return variable
}

const isVariable = (node: ASTNode, name: string, work: Work): boolean =>
  node.op === 'id' && node.args === name && !work.locals.includes(name)

const rowForm = (type: string, work: Work): FormModel | undefined => (type.startsWith('Row_') ? work.forms.get(type.slice(4)) : undefined)

const noteRead = (target: ASTNode, key: string, work: Work): void => {
  if (isVariable(target, 'row', work)) work.reads.row.add(key)
  else if (isVariable(target, 'prev', work)) work.reads.prev.add(key)
  else if (isVariable(target, 'report', work)) work.reads.report.add(key)
  else work.reads.others.add(key)
}

const readsZero = (field: FieldModel, work: Work): boolean => field.celType === 'Decimal' && work.zeroFields.has(field.field.key)

const compileAccess = (node: ASTNode, target: ASTNode, key: string, work: Work): Program => {
  const part = target.op === 'id' && !work.locals.includes(target.args) ? work.parts.get(`${target.args}.${key}`) : undefined
  if (part !== undefined && target.op === 'id') {
    work.names.add(target.args)
    for (const name of part.names) work.names.add(name)
    return part.run
  }
  noteRead(target, key, work)
  const object = compile(target, work)
  const type = typeOf(target)
  const form = rowForm(type, work)
  if (form !== undefined) {
    const field = form.byKey.get(key)
    if (field === undefined) throw failAt(work.source, node.start, packText.unknownField(key))
    const index = field.index
    if (readsZero(field, work)) {
      return (frame) => {
        const row = object(frame)
        if (!isRow(row)) return blank
        const value = row.get(index)
        return value === blank ? zero : value
      }
    }
    return (frame) => {
      const row = object(frame)
      return row instanceof RowView ? row.get(index) : blank
    }
  }
  if (type === 'Forms') {
    work.formsRead.add(key)
    return (frame) => frame.sheet.run.sheet(key)?.rows ?? blank
  }
  if (type === 'Report' || type === 'Plan' || type === 'Unit' || type === 'Field') {
    return folded((frame) => {
      const struct = object(frame)
      return struct instanceof Map ? (struct.get(key) ?? blank) : blank
    }, object)
  }
  return unsupported(node, work, `.${key}`)
}

/** `has(x.y)`: whether anything stands there, readable or not. Never blank. */
const compileHas = (node: ASTNode, argument: ASTNode | undefined, work: Work): Program => {
  if (argument?.op !== '.' || argument.args[0].op !== 'id') return unsupported(node, work, 'has()')
  const [target, key] = argument.args
  const form = rowForm(typeOf(target), work)
  if (form === undefined) {
    const value = compileAccess(argument, target, key, work)
    if (typeOf(target) === 'Forms' && !work.forms.has(key)) throw failAt(work.source, node.start, packText.unknownField(key))
    return folded((frame) => value(frame) !== blank, value)
  }
  const field = form.byKey.get(key)
  if (field === undefined) throw failAt(work.source, node.start, packText.unknownField(key))
  noteRead(target, key, work)
  const object = compile(target, work)
  return (frame) => {
    const row = object(frame)
    return row instanceof RowView && row.has(field.index)
  }
}

const logical = (left: Program, right: Program, deciding: boolean): Program => {
  const [first, second] = [constantValue(left), constantValue(right)]
  if (first === deciding || second === deciding) return constant(deciding)
  if (first === !deciding) return right
  if (second === !deciding) return left
  return undecided(left, right, deciding)
}

const undecided =
  (left: Program, right: Program, deciding: boolean): Program =>
  (frame) => {
    let first: Value
    try {
      first = left(frame)
    } catch (error) {
      const second = right(frame)
      if (second === deciding || second === blank) return second
      throw error
    }
    if (first === deciding) return deciding
    if (first !== blank) return right(frame)
    try {
      return right(frame) === deciding ? deciding : blank
    } catch {
      return blank
    }
  }

const compare = (a: Value, b: Value): number | undefined => {
  if (isDecimal(a) && isDecimal(b)) return a.cmp(b)
  if (typeof a === 'string' && typeof b === 'string') return a < b ? -1 : a > b ? 1 : 0
  if (typeof a === 'boolean' && typeof b === 'boolean') return Number(a) - Number(b)
  return undefined
}

type BinaryOperator = '==' | '!=' | '<' | '<=' | '>' | '>=' | '+' | '-' | '*' | '/' | 'in'

const binary = (operator: BinaryOperator, node: ASTNode, left: Program, right: Program, work: Work): Program => {
  const both = (apply: (a: Value, b: Value) => Value): Program =>
    folded(
      (frame) => {
        const a = left(frame)
        if (a === blank) return blank
        const b = right(frame)
        return b === blank ? blank : apply(a, b)
      },
      left,
      right,
    )
  const ordered = (accept: (order: number) => boolean): Program =>
    both((a, b) => {
      const order = compare(a, b)
      return order === undefined ? blank : accept(order)
    })
  const exact = (apply: (a: Decimal, b: Decimal) => Value): Program => both((a, b) => (isDecimal(a) && isDecimal(b) ? apply(a, b) : blank))
  switch (operator) {
    case '==':
      return both(equal)
    case '!=':
      return both((a, b) => !equal(a, b))
    case '<':
      return ordered((order) => order < 0)
    case '<=':
      return ordered((order) => order <= 0)
    case '>':
      return ordered((order) => order > 0)
    case '>=':
      return ordered((order) => order >= 0)
    case '+':
      return both((a, b) => {
        if (isDecimal(a) && isDecimal(b)) return a.plus(b)
        if (isList(a) && isList(b)) return [...a, ...b]
        return typeof a === 'string' && typeof b === 'string' ? a + b : blank
      })
    case '-':
      return exact((a, b) => a.minus(b))
    case '*':
      return exact((a, b) => a.times(b))
    case '/':
      return exact(divide)
    case 'in':
      return membership(node, left, right, work)
  }
}

const membership = (node: ASTNode, left: Program, right: Program, work: Work): Program => {
  const list = node.op === 'in' ? node.args[1] : undefined
  if (list?.op === 'list') {
    const literals = list.args.map((item): unknown => (item.op === 'value' ? item.args : undefined))
    const texts = literals.filter((item) => typeof item === 'string')
    if (texts.length === literals.length) {
      const known = new Set<Value>(texts)
      return folded((frame) => {
        const value = left(frame)
        return value === blank ? blank : known.has(value)
      }, left)
    }
  }
  if (list !== undefined && !typeOf(list).startsWith('list')) return unsupported(node, work, 'in')
  return (frame) => {
    const value = left(frame)
    const items = right(frame)
    if (value === blank || !isList(items)) return blank
    if (items.some((item) => item !== blank && equal(item, value))) return true
    return items.includes(blank) ? blank : false
  }
}

const compileCall = (node: ASTNode, name: string, args: readonly ASTNode[], work: Work): Program => {
  if (name === 'has') return compileHas(node, args[0], work)
  if (Object.hasOwn(rowFunctions, name)) return compileRowCall(node, name, args, work)
  const found = Object.hasOwn(celFunctions, name) ? celFunctions[name] : undefined
  if (found === undefined) return unsupported(node, work, `${name}()`)
  const programs = args.map((argument) => compile(argument, work))
  const { run, takesBlank } = found
  const codes = work.codes
  const [first] = args
  if (/^(inCodes|code[A-Z])/.test(name) && first?.op === 'value' && typeof first.args === 'string' && !codes.has(first.args)) {
    throw failAt(work.source, first.start, packText.unknownField(first.args))
  }
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
      values.push(compile(argument, work))
      continue
    }
    const field = argument.op === 'value' && typeof argument.args === 'string' ? form.byKey.get(argument.args) : undefined
    if (field === undefined) throw failAt(work.source, argument.start, packText.literalField(name))
    fields.push(field.index)
    if (isVariable(targetNode, 'row', work)) work.reads.row.add(field.field.key)
    else work.reads.others.add(field.field.key)
  }
  if (name === 'twinRow' && isVariable(targetNode, 'row', work)) for (const key of form.byKey.keys()) work.reads.row.add(key)
  const target = compile(targetNode, work)
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

const compileMethod = (node: ASTNode, name: string, receiver: ASTNode, args: readonly ASTNode[], work: Work): Program => {
  const [first, second, third] = args
  if (name === 'matches') {
    const pattern: unknown = first?.op === 'value' ? first.args : undefined
    if (typeof pattern !== 'string' || !isSafePattern(pattern))
      throw failAt(work.source, node.start, packText.pattern(String(pattern ?? '')))
    const expression = new RegExp(pattern, 'u')
    const target = compile(receiver, work)
    return (frame) => {
      const text = target(frame)
      return typeof text === 'string' ? expression.test(text) : blank
    }
  }
  const method = Object.hasOwn(textMethods, name) ? textMethods[name] : undefined
  if (method !== undefined && first !== undefined) {
    const target = compile(receiver, work)
    const argument = compile(first, work)
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
    const bound = compile(second, work)
    const body = compile(third, inner)
    return (frame) => {
      frame.locals[depth] = bound(frame)
      return body(frame)
    }
  }
  return compileMacro(
    node,
    name,
    compile(receiver, work),
    compile(second, inner),
    third === undefined ? undefined : compile(third, inner),
    depth,
    work,
  )
}

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
      return visit(items, (item, program = body) => {
        frame.locals[depth] = item
        return program(frame)
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
