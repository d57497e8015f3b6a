/** How the data cells of each column are written. */
import type { Report } from '../../../../shared/contract/index.ts'
import type { CodeList, Field } from '../../../../shared/forms/form-schema.ts'
import { isDate } from '../../../../shared/model/dates.ts'
import { decimalsOf } from '../../../../shared/model/decimal.ts'
import { isCoded, isNumeric, showValue } from '../../../../shared/model/value.ts'
import { isoToSerial } from '../reader/serial-date.ts'
import { emptyCell, fitsSpreadsheet, numberCell, textCell } from './cell-xml.ts'
import { linesOf, type PagePlan } from './page-plan.ts'
import type { StyleSheet } from './styles.ts'

type Row = Report['rows'][number]
type CellWriter = (row: number, column: number, source: Row | undefined) => string
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
  return columns.map((field) => {
    const value = (source: Row | undefined): string => source?.values[field.key] ?? source?.computed[field.key] ?? ''
    // A computed cell is grey: it is not typed.
    const base = { font: 'body', bordered: true, ...(field.computed === undefined ? {} : { shaded: true }) } as const
    const text = styles.indexOf({ ...base, align: 'left', asText: true })
    const centred = styles.indexOf({ ...base, align: 'center', asText: true })
    if (isNumeric(field.type)) return { write: numberWriter(field, value, styles, base, text), shown: undefined }
    if (field.type === 'date') {
      const date = styles.indexOf({ ...base, align: 'center', format: dateFormat })
      const write: CellWriter = (row, column, source) => {
        const shown = value(source)
        const serial = isDate(shown) ? isoToSerial(shown) : undefined
        return serial === undefined ? textCell(row, column, shown === '' ? date : centred, shown) : numberCell(row, column, date, serial)
      }
      return { write, shown: undefined }
    }
    if (isCoded(field.type)) {
      const list = codes.get(field.codes ?? '')
      const shown = (source: Row | undefined) => showValue(field, value(source), list)
      return { write: (row, column, source) => textCell(row, column, centred, shown(source)), shown }
    }
    const style = field.type === 'yesNo' || field.type === 'month' || field.type === 'uscc' ? centred : text
    return { write: (row, column, source) => textCell(row, column, style, value(source)), shown: value }
  })
}

/** Lines of the tallest cell of a row. */
export const rowLines = (writers: readonly ColumnWriter[], plan: PagePlan, source: Row | undefined): number => {
  let lines = 1
  if (source === undefined) return lines
  for (const [column, { shown }] of writers.entries()) {
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
): CellWriter => {
  const format = numberFormat(field)
  const usual = styles.indexOf({ ...base, align: 'right', ...(format === undefined ? {} : { format }) })
  const exact = styles.indexOf({ ...base, align: 'right' })
  const decimals = field.type === 'integer' ? 0 : field.decimals
  return (row, column, source) => {
    const shown = value(source)
    if (shown === '') return emptyCell(row, column, usual)
    // Anything that is no number, or more of one than a spreadsheet holds, is kept as text.
    if (!fitsSpreadsheet(shown)) return textCell(row, column, text, shown)
    return numberCell(row, column, decimals !== undefined && decimalsOf(shown) > decimals ? exact : usual, shown)
  }
}
