/** A value of the form as the template shows it. */
import type { CodeList, Field } from '../../../../shared/forms/form-schema.ts'
import { isDate } from '../../../../shared/model/dates.ts'
import { canonicalNumber } from '../../../../shared/model/decimal.ts'
import { isCoded, isNumeric, showValue } from '../../../../shared/model/value.ts'
import { fillText } from '../../../../shared/text/fill.ts'
import type { ParsedLayout, ParsedWorkbook, SheetLayout } from '../../ports.ts'
import { rectangleOf } from '../calc/grid-area.ts'
import { readPrefix, tokenize } from '../calc/tokens.ts'
import type { PatchValue } from '../patcher/orders.ts'
import { applyFactor } from '../recognise/units.ts'
import { cellText, words } from '../recognise/words.ts'

interface WrittenValue {
  readonly value: PatchValue
  /** What a person should look at; told the address. */
  readonly note?: (cell: string) => string
}
export interface ColumnTarget {
  readonly field: Field
  readonly codes: CodeList | undefined
  readonly factor: string
  /** What the template's drop-down lists; undefined without one. */
  readonly list: readonly string[] | undefined
  readonly format: string | undefined
}

/** @param value canonical, or as typed where it could not be read */
export function writeValue(value: string, { field, codes, factor, list, format }: ColumnTarget): WrittenValue {
  if (isNumeric(field.type)) {
    if (!canonicalNumber.test(value)) return { value: { kind: 'text', text: value }, note: (cell) => fillText.notNumber(cell, value) }
    const scaled = factor === '1' ? { value, exact: true } : applyFactor(value, factor)
    if (scaled === undefined) return { value: { kind: 'text', text: value }, note: (cell) => fillText.notNumber(cell, value) }
    const number = { kind: 'number', text: scaled.value } as const
    return scaled.exact ? { value: number } : { value: number, note: (cell) => fillText.rounded(cell, value, scaled.value) }
  }
  if (field.type === 'date' && isDate(value))
    return { value: format === '@' ? { kind: 'text', text: value } : { kind: 'date', text: value } }
  const shown = isCoded(field.type) ? showValue(field, value, codes) : value
  if (list === undefined) return { value: { kind: 'text', text: shown } }
  const listed = asListed(shown, value, isCoded(field.type) ? codes : undefined, list)
  return listed === undefined
    ? { value: { kind: 'text', text: shown }, note: (cell) => fillText.notInList(cell, shown) }
    : { value: { kind: 'text', text: listed } }
}

/** The entry of a drop-down that means the value: by name, by code, or with both in one entry. */
const asListed = (shown: string, value: string, codes: CodeList | undefined, list: readonly string[]): string | undefined => {
  const item = codes?.items.find(({ code }) => code === value)
  const names = [
    shown,
    value,
    ...(item === undefined ? [] : [item.label, item.code, ...item.synonyms, `${item.code}${item.label}`, `${item.label}${item.code}`]),
  ]
  for (const name of names) {
    const found = list.filter((entry) => words(entry) === words(name))
    if (found.length === 1) return found[0]
  }
  return undefined
}

/** The entries of the drop-down at a cell; undefined where there is none or it is worked out by a formula. */
export function listAt(
  { row, column }: { readonly row: number; readonly column: number },
  sheet: SheetLayout | undefined,
  layout: ParsedLayout,
  workbook: ParsedWorkbook,
): readonly string[] | undefined {
  const rule = sheet?.rules.find(
    ({ kind, areas }) =>
      kind === 'list' && areas.some(({ top, left, bottom, right }) => row >= top && row <= bottom && column >= left && column <= right),
  )
  if (rule === undefined) return undefined
  const formula = rule.formula.replace(/^=/, '')
  if (/^".*"$/s.test(formula))
    return formula
      .slice(1, -1)
      .replaceAll('""', '"')
      .split(',')
      .map((entry) => entry.trim())
      .filter((entry) => entry !== '')
  return entriesOf(layout.names.find(({ name }) => name === formula)?.formula ?? formula, sheet?.name ?? '', workbook)
}

const mostEntries = 5000

const entriesOf = (formula: string, own: string, workbook: ParsedWorkbook): readonly string[] | undefined => {
  const [token, ...more] = tokenize(formula)
  if (token?.kind !== 'reference' || more.length > 0) return undefined
  const sheetName = token.prefix === '' ? own : readPrefix(token.prefix).sheet
  const sheet = workbook.sheets.find(({ name }) => name === sheetName)
  const { top, left, bottom, right } = rectangleOf(token.area)
  if (sheet === undefined || (top !== bottom && left !== right)) return undefined
  const entries = sheet.rows
    .filter(({ row }) => row >= top && row <= bottom)
    .flatMap(({ cells }) => cells.slice(left - 1, right).map(cellText))
    .filter((entry) => entry !== '')
  return entries.length === 0 || entries.length > mostEntries ? undefined : entries
}
