/** Names and parts of things: `row`, `row.a`, `forms.F1`, `has(row.a)`. */
import type { ASTNode } from '@marcbachmann/cel-js'
import { zero } from '../../model/decimal.ts'
import { packText } from '../../text/pack.ts'
import type { FieldModel } from '../model.ts'
import { RowView } from '../sheet.ts'
import { folded } from './constants.ts'
import { failAt } from './environment.ts'
import { forCell, isVariable, noteCell, notePart, noteRead, rowForm, typeOf, unsupported, type Work } from './scope.ts'
import { blank, isRow, type Program, type Value } from './value.ts'

export const compileName = (node: ASTNode, name: string, work: Work): Program => {
  const depth = work.locals.lastIndexOf(name)
  if (depth >= 0) return (frame) => frame.locals[depth] ?? blank
  const variable = work.variables.get(name)
  if (variable === undefined) throw failAt(work.source, node.start, work.refused.get(name) ?? packText.unknownName(name))
  work.names.add(name)
  work.cells.name(name)
  return variable
}

const readsZero = (field: FieldModel, work: Work): boolean => field.celType === 'Decimal' && work.zeroFields.has(field.field.key)

export const compileAccess = (node: ASTNode, target: ASTNode, key: string, work: Work): Program => {
  const part = target.op === 'id' && !work.locals.includes(target.args) ? work.parts.get(`${target.args}.${key}`) : undefined
  if (part !== undefined && target.op === 'id') {
    work.names.add(target.args)
    for (const name of part.names) work.names.add(name)
    notePart(part, work)
    return part.run
  }
  noteRead(target, key, work)
  noteCell(target, key, 'text', work)
  const object = work.compile(target, forCell(target, work))
  const type = typeOf(target)
  const form = rowForm(type, work)
  if (form !== undefined) {
    const field = form.byKey.get(key)
    if (field === undefined) throw failAt(work.source, node.start, packText.unknownField(key))
    const index = field.index
    if (readsZero(field, work)) {
      // A blank counts as zero, a row that is not there does not: both have no text.
      if (isVariable(target, 'prev', work)) work.cells.add({ of: 'prev', field: null, by: 'row' })
      return (frame) => {
        const row = object(frame)
        if (!isRow(row)) return blank
        const value = row.get(index)
        return value === blank ? zero : value
      }
    }
    if (isVariable(target, 'row', work)) return ({ row }) => (row instanceof RowView ? row.get(index) : blank)
    return (frame) => {
      const row = object(frame)
      return row instanceof RowView ? row.get(index) : blank
    }
  }
  if (type === 'Forms') {
    work.formsRead.add(key)
    if (isVariable(target, 'earlierForms', work)) return (frame) => frame.sheet.run.earlier(key)
    if (isVariable(target, 'prevForms', work)) return ({ sheet }) => sheet.run.sheetBefore(key, sheet.period)?.rows ?? blank
    // A formula of an earlier report looks at the other forms of its own month.
    return ({ sheet }) =>
      (sheet.period < sheet.run.input.period ? sheet.run.sheetAt(key, sheet.period) : sheet.run.sheet(key))?.rows ?? blank
  }
  if (type === 'Report' || type === 'Plan' || type === 'Unit' || type === 'Field') {
    const read: Program = (frame) => {
      const struct = object(frame)
      return struct instanceof Map ? (struct.get(key) ?? blank) : blank
    }
    const constantOne = folded(read, object)
    return constantOne === read && target.op === 'id' && !work.locals.includes(target.args) ? keptForSheet(read) : constantOne
  }
  return unsupported(node, work, `.${key}`)
}

/** The same for all rows of a sheet; the number is kept and not the sheet, which would live as long as the pack. */
const keptForSheet = (program: Program): Program => {
  let sheet = -1
  let value: Value = blank
  return (frame) => {
    const { number } = frame.sheet
    if (number === sheet) return value
    value = program(frame)
    sheet = number
    return value
  }
}

/** `has(x.y)`: whether anything stands there, readable or not. Never blank. */
export const compileHas = (node: ASTNode, argument: ASTNode | undefined, work: Work): Program => {
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
  noteCell(target, key, 'filled', work)
  const object = work.compile(target, forCell(target, work))
  return (frame) => {
    const row = object(frame)
    return row instanceof RowView && row.has(field.index)
  }
}
