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

/** A decimal point and fourteen digits, or fifteen digits: nothing of it can be noise. */
const surelyShown = 15
const datesKept = 20_000

/**
 * The same from the text of a cell, for sheets with millions of them: what a format says is found once, and a day that
 * comes again is the same cell.
 * @returns undefined when the text is no number
 */
export function numberReader(
  formats: readonly (string | undefined)[],
  date1904: boolean,
): (text: string, style: number) => ParsedCell | undefined {
  const showsDate = formats.map((format) => format !== undefined && isDateFormat(format))
  const isPlain = formats.map((format) => format === undefined || format === '@' || format === 'General')
  const dates = new Map<string, ParsedCell>()
  return (text, style) => {
    const value = Number(text)
    if (!Number.isFinite(value)) return undefined
    if (isPlain[style] !== false) return { value: text.length <= surelyShown ? value : shownNumber(value), kind: 'number' }
    if (showsDate[style] !== true)
      return { value: text.length <= surelyShown ? value : shownNumber(value), kind: 'number', format: formats[style] ?? '' }
    const mark = `${style} ${text}`
    let cell = dates.get(mark)
    if (cell === undefined) {
      cell = numberCell(value, formats[style], date1904)
      if (dates.size < datesKept) dates.set(mark, cell)
    }
    return cell
  }
}
