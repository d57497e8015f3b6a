/** What the schema alone cannot see: whether the parts of a form fit each other and the code lists. */
import { isCoded, isNumeric, readValue } from '../model/value.ts'
import { packText, packThings } from '../text/pack.ts'
import { headerLeaves } from './columns.ts'
import type { CodeList, Field, FormTemplate } from './form-schema.ts'
import type { DataPath, Locate, PackProblem } from './source.ts'

/** Words CEL keeps for itself or JavaScript gives a meaning to. */
const reserved = new Set(
  'as break const continue else false for function if import in let loop namespace null package prototype constructor return true var void while'.split(
    ' ',
  ),
)

const duplicates = (keys: readonly string[]): number[] => keys.flatMap((key, index) => (keys.indexOf(key) < index ? [index] : []))

/** Everything wrong with a form; empty when it may be used. */
export const checkForm = (form: FormTemplate, codes: ReadonlyMap<string, CodeList>, locate: Locate): PackProblem[] => {
  const problems: PackProblem[] = []
  const add = (path: DataPath, message: string): void => void problems.push({ ...locate(path), message })
  const fields = new Map(form.fields.map((field) => [field.key, field]))
  const mustExist = (keys: readonly string[], path: DataPath, where: string): void => {
    for (const [index, key] of keys.entries()) if (!fields.has(key)) add([...path, index], packText.fieldMissing(key, where))
  }
  const mustBeNumeric = (keys: readonly string[], path: DataPath, where: string): void => {
    for (const [index, key] of keys.entries()) {
      const field = fields.get(key)
      if (field === undefined) add([...path, index], packText.fieldMissing(key, where))
      else if (!isNumeric(field.type)) add([...path, index], packText.notNumeric(key, where))
    }
  }

  const keys = form.fields.map((field) => field.key)
  for (const index of duplicates(keys)) add(['fields', index, 'key'], packText.duplicate(packThings.field, keys[index] ?? ''))
  for (const [index, key] of keys.entries()) if (reserved.has(key)) add(['fields', index, 'key'], packText.reservedKey(key))

  const leaves = headerLeaves(form.header)
  for (const leaf of leaves) if (!fields.has(leaf)) add(['header'], packText.fieldMissing(leaf, 'header'))
  for (const index of duplicates(leaves)) add(['header'], packText.headerTwice(leaves[index] ?? ''))
  for (const [index, key] of keys.entries()) if (!leaves.includes(key)) add(['fields', index], packText.headerMissing(key))

  if (form.structure.kind !== 'single' && form.naturalKey.length === 0) add(['naturalKey'], packText.keyNeeded)
  mustExist(form.naturalKey, ['naturalKey'], 'naturalKey')
  mustExist(form.rowLabel, ['rowLabel'], 'rowLabel')
  if (form.carryForward.mode === 'snapshot') mustExist(form.carryForward.clear, ['carryForward', 'clear'], 'carryForward.clear')
  for (const [index, total] of form.totals.entries()) {
    mustBeNumeric(total.fields, ['totals', index, 'fields'], 'totals')
    if (total.count !== undefined && !fields.has(total.count.field))
      add(['totals', index, 'count', 'field'], packText.fieldMissing(total.count.field, 'totals'))
    if (total.by !== undefined && !fields.has(total.by)) add(['totals', index, 'by'], packText.fieldMissing(total.by, 'totals'))
    for (const [at, { field, of, to }] of (total.rates ?? []).entries()) {
      mustBeNumeric([field], ['totals', index, 'rates', at], 'totals')
      for (const key of [of, to])
        if (!total.fields.includes(key)) add(['totals', index, 'rates', at], packText.fieldMissing(key, 'totals.fields'))
    }
  }
  if (form.excel.sheet !== undefined && /[[\]:*?/\\]|^'|'$/.test(form.excel.sheet))
    add(['excel', 'sheet'], packText.sheetName(form.excel.sheet))

  for (const [index, field] of form.fields.entries()) {
    const trouble = codesTrouble(field, fields, codes)
    if (trouble !== undefined) add(['fields', index, ...trouble[0]], trouble[1])
    const unitTrouble = unitFieldTrouble(field, fields)
    if (unitTrouble !== undefined) add(['fields', index, 'unitField'], unitTrouble)
    const readable = (value: string, path: DataPath): void => {
      const list = field.codes === undefined ? undefined : codes.get(field.codes)
      if (!readValue(field, value, list).ok) add(path, packText.valueUnreadable(field.key, value))
    }
    if (field.initial !== undefined) readable(field.initial, ['fields', index, 'initial'])
    for (const side of ['min', 'max'] as const) {
      const limit = field[side]
      if (limit === undefined) continue
      if (!isNumeric(field.type) && field.type !== 'date') add(['fields', index, side], packText.notNumeric(field.key, side))
      else readable(limit, ['fields', index, side])
    }
  }
  if (form.structure.kind === 'fixed') checkFixedRows(form, fields, codes, add)
  return problems
}

type Add = (path: DataPath, message: string) => void

type Trouble = readonly [path: DataPath, message: string]

/** What is wrong with the code list of a field or with the field it hangs on. */
const codesTrouble = (field: Field, fields: ReadonlyMap<string, Field>, codes: ReadonlyMap<string, CodeList>): Trouble | undefined => {
  if (!isCoded(field.type)) {
    if (field.codes !== undefined) return [['codes'], packText.unknownKeys('codes')]
    return field.parent === undefined ? undefined : [['parent'], packText.unknownKeys('parent')]
  }
  if (field.codes === undefined) return [[], packText.codesNeeded(field.key)]
  const list = codes.get(field.codes)
  if (list === undefined) return [['codes'], packText.codesMissing(field.key, field.codes)]
  if (field.parent === undefined) return undefined
  const seen = new Set([field.key])
  for (let up: string | undefined = field.parent; up !== undefined; up = fields.get(up)?.parent) {
    if (seen.has(up)) return [['parent'], packText.parentNotCoded(field.key, field.parent)]
    seen.add(up)
  }
  const above = fields.get(field.parent)
  if (above === undefined) return [['parent'], packText.fieldMissing(field.parent, 'parent')]
  const aboveList = above.codes === undefined ? undefined : codes.get(above.codes)
  if (!isCoded(above.type) || aboveList === undefined) return [['parent'], packText.parentNotCoded(field.key, field.parent)]
  const aboveCodes = new Set(aboveList.items.map((item) => item.code))
  const orphan = list.items.find((item) => item.parent !== undefined && !aboveCodes.has(item.parent))
  return orphan === undefined ? undefined : [['parent'], packText.parentCode(orphan.code, orphan.parent ?? '')]
}

/** What is wrong with the field in which a figure finds its unit. */
const unitFieldTrouble = (field: Field, fields: ReadonlyMap<string, Field>): string | undefined => {
  if (field.unitField === undefined) return undefined
  const holder = fields.get(field.unitField)
  if (holder === undefined) return packText.fieldMissing(field.unitField, 'unitField')
  const isFigure = isNumeric(field.type) && field.type !== 'percent' && field.unit === undefined
  return isFigure && (holder.type === 'text' || holder.type === 'code') ? undefined : packText.unitFieldWrong(field.key, field.unitField)
}

const checkFixedRows = (form: FormTemplate, fields: ReadonlyMap<string, Field>, codes: ReadonlyMap<string, CodeList>, add: Add): void => {
  if (form.structure.kind !== 'fixed') return
  const rows = form.structure.rows
  for (const index of duplicates(rows.map((row) => row.key)))
    add(['structure', 'rows', index, 'key'], packText.duplicate(packThings.fixedRow, rows[index]?.key ?? ''))
  for (const [index, row] of rows.entries()) {
    for (const [key, value] of Object.entries(row.values)) {
      const field = fields.get(key)
      const path = ['structure', 'rows', index, 'values', key]
      if (field === undefined) add(path, packText.fieldMissing(key, 'structure.rows'))
      else if (!readValue(field, value, field.codes === undefined ? undefined : codes.get(field.codes)).ok)
        add(path, packText.valueUnreadable(key, value))
    }
  }
}

/** Everything wrong with a code list. */
export const checkCodeList = (list: CodeList, locate: Locate): PackProblem[] => {
  const problems: PackProblem[] = []
  const seen = new Set<string>()
  const codes = new Set(list.items.map((item) => item.code))
  for (const [index, item] of list.items.entries()) {
    if (seen.has(item.code)) problems.push({ ...locate(['items', index]), message: packText.duplicate(packThings.code, item.code) })
    seen.add(item.code)
    if (item.replacedBy !== undefined && !codes.has(item.replacedBy)) {
      problems.push({ ...locate(['items', index, 'replacedBy']), message: packText.valueUnreadable('replacedBy', item.replacedBy) })
    }
    for (const [at, { from, to }] of (item.figures ?? []).entries()) {
      const path = ['items', index, 'figures', at]
      if (to !== undefined && to < from) problems.push({ ...locate(path), message: packText.periodOrder })
      const clash = item.figures?.slice(0, at).some((other) => from <= (other.to ?? '9999-12') && other.from <= (to ?? '9999-12'))
      if (clash === true) problems.push({ ...locate(path), message: packText.figuresOverlap(item.code) })
    }
  }
  return problems
}
