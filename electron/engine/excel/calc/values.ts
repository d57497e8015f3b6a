/** Values and how they turn into one another. Where Excel's rule depends on the country or the program, nothing is guessed. */
import type { ErrorCode, ErrorValue, Scalar } from './model.ts'
import { doubtful, tooMuch } from './uncomputable.ts'

export const isError = (value: Scalar): value is ErrorValue => typeof value === 'object' && value !== null

const errors = new Map<ErrorCode, ErrorValue>()
export function errorValue(code: ErrorCode): ErrorValue {
  let value = errors.get(code)
  if (value === undefined) {
    value = { error: code }
    errors.set(code, value)
  }
  return value
}

/** Excel's longest text. */
const longestText = 32_767

export function checkedText(text: string): string {
  if (text.length > longestText) throw tooMuch()
  return text
}

/** The result of arithmetic: what is beyond a double is #NUM!. */
export const checkedNumber = (value: number): number | ErrorValue =>
  Number.isFinite(value) ? (value === 0 ? 0 : value) : errorValue('#NUM!')

const plainNumber = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:E[+-]?\d{1,3})?$/i
const groupedNumber = /^[+-]?\d{1,3}(?:,\d{3})+(?:\.\d*)?$/

/** The number a text shows, for arithmetic and for VALUE; an error when it certainly shows none. */
export function textToNumber(text: string): number | ErrorValue {
  const bare = text.trim()
  if (plainNumber.test(bare)) return checkedNumber(Number(bare))
  if (groupedNumber.test(bare)) return Number(bare.replaceAll(',', ''))
  const percent = bare.endsWith('%') ? bare.slice(0, -1).trim() : ''
  if (plainNumber.test(percent)) return Number(percent) / 100
  // Dates, times, currencies and fractions are read in the manner of the country the program is set to.
  if (/\d/.test(bare) || /[０-９]/.test(bare)) throw doubtful()
  return errorValue('#VALUE!')
}

export function toNumber(value: Scalar): number | ErrorValue {
  switch (typeof value) {
    case 'number':
      return value
    case 'boolean':
      return value ? 1 : 0
    case 'string':
      return textToNumber(value)
    default:
      return value === null ? 0 : value
  }
}

export function toBoolean(value: Scalar): boolean | ErrorValue {
  switch (typeof value) {
    case 'boolean':
      return value
    case 'number':
      return value !== 0
    case 'string':
      if (/^true$/i.test(value)) return true
      if (/^false$/i.test(value)) return false
      if (/\d/.test(value)) throw doubtful()
      return errorValue('#VALUE!')
    default:
      return value === null ? false : value
  }
}

export function toText(value: Scalar): string | ErrorValue {
  switch (typeof value) {
    case 'string':
      return value
    case 'boolean':
      return value ? 'TRUE' : 'FALSE'
    case 'number':
      return numberText(value)
    default:
      return value === null ? '' : value
  }
}

/** A number joined to a text: up to 15 digits. Programs differ on when they turn to powers of ten. */
export function numberText(value: number): string {
  if (value === 0) return '0'
  const size = Math.abs(value)
  if (size >= 1e15 || size < 1e-4) throw doubtful()
  const shown = value.toPrecision(15)
  // The last digit hangs on noise that differs from program to program.
  if ((value * (1 + 2 ** -51)).toPrecision(15) !== shown || (value * (1 - 2 ** -51)).toPrecision(15) !== shown) throw doubtful()
  return String(Number(shown))
}

/** The two numbers agree in all the digits a spreadsheet shows. */
export const nearlyEqual = (a: number, b: number): boolean =>
  a === b || (Math.abs(a - b) < Math.abs(a) * 2 ** -48 && Math.sign(a) === Math.sign(b))

/** A sum that cancels out to noise in the last binary digits is zero. */
export function addNumbers(a: number, b: number): number | ErrorValue {
  return a !== 0 && b !== 0 && nearlyEqual(a, -b) ? 0 : checkedNumber(a + b)
}

/** Sums without losing the small ones among the large. */
export class ExactSum {
  private sum = 0
  private lost = 0

  add(value: number): void {
    const next = this.sum + value
    this.lost += Math.abs(this.sum) >= Math.abs(value) ? this.sum - next + value : value - next + this.sum
    this.sum = next
  }

  total(): number {
    return Number.isFinite(this.lost) ? this.sum + this.lost : this.sum
  }
}

/** `value` × 10^`digits`, worked out in decimal on the 15 digits that count. */
export function scaleDecimal(value: number, digits: number): number {
  const [mantissa, exponent = '0'] = value.toPrecision(15).split('e')
  return Number(`${mantissa}e${Number(exponent) + digits}`)
}
