/** Turns what a spreadsheet stores into a plain cell. */
import type { ParsedCell } from '../../ports.ts'
import { isDateFormat } from './number-format.ts'
import { serialToIso } from './serial-date.ts'

/** Excel shows at most fifteen digits; what lies behind them is binary noise no clerk ever saw. */
export const shownNumber = (value: number): number => (Number.isInteger(value) ? value : Number(value.toPrecision(15)))

/** A number with its format: a date when the format shows one. A mere time of day stays a number. */
export function numberCell(value: number, format: string | undefined, date1904: boolean): ParsedCell {
  if (format === undefined || format === '@' || format === 'General') return { value: shownNumber(value), kind: 'number' }
  if (isDateFormat(format)) {
    const iso = serialToIso(value, date1904)
    if (iso !== undefined) return { value: iso, kind: 'date', format }
  }
  return { value: shownNumber(value), kind: 'number', format }
}
