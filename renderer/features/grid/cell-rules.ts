/** What may be done with one cell, and how typed text becomes its stored value. */
import type { Report } from '../../../shared/contract/index.ts'
import type { Field, FormTemplate } from '../../../shared/forms/form-schema.ts'
import {
  cleanText,
  isCoded,
  isNumeric,
  longestText,
  readDayOfYear,
  readValue,
  showValue,
  type ValueField,
} from '../../../shared/model/value.ts'
import { firstUnits } from '../../../shared/model/well-formed.ts'
import { gridText } from '../../../shared/text/ui-grid.ts'
import { calculate, type ReckonedFor } from './calculator.ts'
import { fromTenThousands, toTenThousands } from './column-look.ts'
import type { GridColumn } from './columns.ts'
import type { GridRow } from './grid-store.ts'
import type { RowMarks } from './marks.ts'

/** The rules as the grid uses them, between two answers of the engine. */
export interface RowWork {
  /** Computed cells of a row with these values. */
  compute(values: Readonly<Record<string, string>>): Record<string, string>
  /** Marks of a row just typed; `before` are those it had. */
  check(row: GridRow, before: RowMarks): RowMarks
  /** In small steps: a long form must not hold up the typing. */
  totals(rows: readonly GridRow[]): Generator<undefined, Report['totals']>
  /** Marks of many rows just changed, or of one in a very long form: what their own values say, and what the last check said beyond that. */
  checkAlone(rows: readonly GridRow[]): ReadonlyMap<string, RowMarks>
}

/** Whether the field of this row is typed at all; `row` null stands for a row that does not exist yet. */
export function writable(template: FormTemplate, field: Field, row: GridRow | null): boolean {
  if (field.computed !== undefined && !field.overridable) return false
  if (row?.origin !== 'fixed' || template.structure.kind !== 'fixed') return true
  const fixed = template.structure.rows.find((candidate) => candidate.key === row.key)
  return fixed ? !Object.hasOwn(fixed.values, field.key) : !template.naturalKey.includes(field.key)
}

/** What is stored for typed text (`year` of the form for days without one): its canonical form, or as much of the text itself as a cell holds when it cannot be read; null = blank. */
export function readCell(column: GridColumn, text: string, values: Readonly<Record<string, string | null>>, year: string): string | null {
  const { field, codes } = column
  const reckoned = isNumeric(field.type)
    ? calculate(text, reckonedFor(column))
    : field.type === 'date'
      ? readDayOfYear(text, Number(year))
      : null
  const parent = field.parent === undefined ? undefined : (values[field.parent] ?? undefined)
  const result = readValue(readAs(column), reckoned ?? text, codes, parent)
  if (result.ok && column.scaled && result.value !== null) return fromTenThousands(result.value)
  const kept = result.ok ? (result.value ?? '') : cleanText(text)
  return kept === '' ? null : firstUnits(kept, longestText)
}

/** A rounded result keeps the digits of the column, four more of them where it counts in ten thousands; of a whole number it is none. */
const reckonedFor = ({ field, scaled }: GridColumn): ReckonedFor => ({
  decimals: field.decimals === undefined ? undefined : field.decimals + (scaled ? 4 : 0),
  inPercent: field.type === 'percent',
})

/** A whole number shown in ten thousands has decimals, and its unit is written so. */
const readAs = ({ field, scaled }: GridColumn): ValueField =>
  scaled ? { type: 'decimal', unit: `${gridText.tenThousand}${field.unit ?? ''}` } : field

/** True when the text is a value of the column's kind; blank counts as one. */
export function isReadable(column: GridColumn, text: string, values: Readonly<Record<string, string>>): boolean {
  const { field, codes } = column
  return readValue(readAs(column), text, codes, field.parent === undefined ? undefined : values[field.parent]).ok
}

/** Digits in groups of three; text that is no number stays as it is. */
export const groupDigits = (text: string): string =>
  /^-?\d+(\.\d+)?$/.test(text) ? text.replace(/^(-?\d+)/, (whole) => whole.replace(/\B(?=(\d{3})+$)/g, ',')) : text

/** A whole number that counts nothing is a year, and a year is written without separators. */
const isYear = (field: Field): boolean => field.type === 'integer' && field.unit === undefined

/** What the cell shows while nobody edits it. */
export function displayText(column: Pick<GridColumn, 'field' | 'codes'> & { readonly scaled?: boolean }, value: string | null): string {
  if (value === null) return ''
  if (isCoded(column.field.type)) return showValue(column.field, value, column.codes)
  return isNumeric(column.field.type) && !isYear(column.field) ? groupDigits(column.scaled ? toTenThousands(value) : value) : value
}

/** What the editor starts with, and what is copied: no grouping, so that it can be pasted anywhere. */
export function editText({ field, codes, scaled }: GridColumn, value: string | null): string {
  if (value === null) return ''
  if (isCoded(field.type)) return showValue(field, value, codes)
  return scaled ? toTenThousands(value) : value
}
