/** How the data cells of each column are written. */
import type { Report } from '../../../../shared/contract/index.ts'
import { columnLetters } from '../../../../shared/forms/columns.ts'
import type { CodeList, Field } from '../../../../shared/forms/form-schema.ts'
import { isDate } from '../../../../shared/model/dates.ts'
import { decimalsOf } from '../../../../shared/model/decimal.ts'
import { isCoded, isNumeric, showValue } from '../../../../shared/model/value.ts'
import { isoToSerial } from '../reader/serial-date.ts'
import { fitsSpreadsheet } from './cell-xml.ts'
import { linesOf, type PagePlan } from './page-plan.ts'
import type { StyleSheet } from './styles.ts'
import { xmlText } from './xml-text.ts'

type Row = Report['rows'][number]
/** @param row 1-based, as it stands in an address */
type CellWriter = (row: number, source: Row | undefined) => string
export interface ColumnWriter {
  readonly write: CellWriter
  /** The text that may take several lines; undefined for numbers and dates. */
  readonly shown: ((source: Row) => string) | undefined
}

export const dateFormat = 'yyyy-mm-dd'

/** Digits as the form shows them; undefined = as many as there are. */
export const numberFormat = (field: Field): string | undefined => {
  const decimals = field.type === 'integer' ? 0 : field.decimals
  return decimals === undefined ? undefined : decimals === 0 ? '0' : `0.${'0'.repeat(decimals)}`
}

export function columnWriters(
  columns: readonly Field[],
  codes: ReadonlyMap<string, CodeList>,
  styles: StyleSheet,
): readonly ColumnWriter[] {
  return columns.map((field, column) => {
    const { key } = field
    const value = (source: Row | undefined): string => source?.values[key] ?? source?.computed[key] ?? ''
    // A computed cell is grey: it is not typed.
    const base = { font: 'body', bordered: true, ...(field.computed === undefined ? {} : { shaded: true }) } as const
    const cells = cellsOf(column)
    const text = styles.indexOf({ ...base, align: 'left', asText: true })
    const centred = styles.indexOf({ ...base, align: 'center', asText: true })
    if (isNumeric(field.type)) return { write: numberWriter(field, value, styles, base, text, cells), shown: undefined }
    if (field.type === 'date') {
      const date = styles.indexOf({ ...base, align: 'center', format: dateFormat })
      const serials = new Map<string, number | undefined>()
      const serialOf = (shown: string): number | undefined => {
        if (serials.has(shown)) return serials.get(shown)
        const serial = isDate(shown) ? isoToSerial(shown) : undefined
        if (serials.size < daysKept) serials.set(shown, serial)
        return serial
      }
      const write: CellWriter = (row, source) => {
        const shown = value(source)
        const serial = serialOf(shown)
        return serial === undefined ? cells.text(row, shown === '' ? date : centred, shown) : cells.number(row, date, serial)
      }
      return { write, shown: undefined }
    }
    if (isCoded(field.type)) {
      const list = codes.get(field.codes ?? '')
      const shown = (source: Row | undefined) => showValue(field, value(source), list)
      return { write: (row, source) => cells.text(row, centred, shown(source)), shown }
    }
    const style = field.type === 'yesNo' || field.type === 'month' || field.type === 'uscc' ? centred : text
    return { write: (row, source) => cells.text(row, style, value(source)), shown: value }
  })
}

const daysKept = 20_000

/** The cells of one column, whose letters are spelt out once. */
const cellsOf = (column: number) => {
  const start = `<c r="${columnLetters(column)}`
  return {
    empty: (row: number, style: number): string => `${start}${row}" s="${style}"/>`,
    number: (row: number, style: number, value: string | number): string => `${start}${row}" s="${style}"><v>${value}</v></c>`,
    text: (row: number, style: number, text: string): string =>
      text === ''
        ? `${start}${row}" s="${style}"/>`
        : `${start}${row}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${xmlText(text)}</t></is></c>`,
  }
}

/** Lines of the tallest cell of a row. */
export const rowLines = (writers: readonly ColumnWriter[], plan: PagePlan, source: Row | undefined): number => {
  let lines = 1
  if (source === undefined) return lines
  for (let column = 0; column < writers.length; column++) {
    const shown = writers[column]?.shown
    if (shown === undefined) continue
    lines = Math.max(lines, linesOf(shown(source), plan.widths[column] ?? 1))
  }
  return lines
}

const numberWriter = (
  field: Field,
  value: (source: Row | undefined) => string,
  styles: StyleSheet,
  base: { readonly font: 'body'; readonly bordered: true; readonly shaded?: boolean },
  text: number,
  cells: ReturnType<typeof cellsOf>,
): CellWriter => {
  const format = numberFormat(field)
  const usual = styles.indexOf({ ...base, align: 'right', ...(format === undefined ? {} : { format }) })
  const exact = styles.indexOf({ ...base, align: 'right' })
  const decimals = field.type === 'integer' ? 0 : field.decimals
  return (row, source) => {
    const shown = value(source)
    if (shown === '') return cells.empty(row, usual)
    // Anything that is no number, or more of one than a spreadsheet holds, is kept as text.
    if (!fitsSpreadsheet(shown)) return cells.text(row, text, shown)
    return cells.number(row, decimals !== undefined && decimalsOf(shown) > decimals ? exact : usual, shown)
  }
}
