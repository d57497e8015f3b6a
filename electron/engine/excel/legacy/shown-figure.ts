/** Whether a stored number is the one a cell shows. */
import { isDateFormat, isPercentFormat, shownFactor } from '../reader/number-format.ts'
import { serialToIso } from '../reader/serial-date.ts'

const figure = /^([+-]?)(\d{1,3}(?:,\d{3})+|\d{1,20})(?:\.(\d{1,20}))?(?:E([+-]\d{1,3}))?(%?)$/i

/**
 * @returns the format to take the number with, or undefined where it is not what the text says: then the text is all
 * there is
 */
export function tellsOf(shown: string, stored: number, format: string | undefined): { readonly format: string | undefined } | undefined {
  if (format === '@') return undefined
  if (format !== undefined && isDateFormat(format)) return tellsDay(shown, stored) ? { format } : undefined
  const bare = shown.normalize('NFKC').replace(/\s/g, '')
  const inBrackets = /^\((.*)\)$/.exec(bare)?.[1]
  const match = figure.exec(inBrackets ?? bare)
  if (match === null) return undefined
  const [, sign = '', digits = '', decimals = '', power = '0', percent = ''] = match
  // Zeros in front are no matter of the number; a format of nothing but zeros brings them along.
  if (/^0\d/.test(digits) && format !== '0'.repeat(digits.length)) return undefined
  const size = Number(`${digits.replaceAll(',', '')}.${decimals || '0'}E${power}`)
  const seen = sign === '-' || inBrackets !== undefined ? -size : size
  const step = 10 ** (Number(power) - decimals.length)
  const rounds = (value: number): boolean => Math.abs(value - seen) <= (step / 2) * (1 + 1e-6) + Math.abs(seen) * 1e-14
  if (percent !== '') return rounds(stored * 100) ? { format: format?.includes('%') === true ? format : '0.00%' } : undefined
  if (format === undefined) return rounds(stored) ? { format } : undefined
  if (isPercentFormat(format)) return undefined
  // Formats can leave out thousands, ten thousands or millions; only by what this one leaves out may the two differ.
  return rounds(stored) || rounds(stored * Number(shownFactor(format) ?? 1)) ? { format } : undefined
}

/** True when every number in the text belongs to that day. */
const tellsDay = (shown: string, serial: number): boolean => {
  const parts = (serialToIso(serial, false) ?? '').match(/\d+/g)?.map(Number)
  const seen = shown.normalize('NFKC').match(/\d+/g)
  if (parts === undefined || seen === null) return false
  const [year = 0, month = 0, day = 0, ...time] = parts
  const [hour = 0] = time
  const run = year * 10_000 + month * 100 + day
  const all = new Set([year, year % 100, month, day, run, Math.floor(run / 100), ...(time.length === 0 ? [0] : [...time, hour % 12 || 12])])
  return seen.every((digits) => all.has(Number(digits)))
}
