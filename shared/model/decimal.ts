/**
 * Exact decimal numbers. Every sum, product and comparison of reported figures goes through here, so that
 * 18 × 1.2 is 21.6 and a printed total is the exact sum of its column.
 *
 * Addition, subtraction and multiplication are exact. Division is rounded half up to 40 digits after the
 * point (`divisionDigits`), far beyond anything a form shows; a formula that needs fewer says `round`.
 */
import Big from 'big.js'

export const divisionDigits = 40

/** A constructor of our own: big.js keeps its settings on the constructor. */
export const Decimal = Big()
Decimal.DP = divisionDigits
Decimal.RM = Decimal.roundHalfUp
export type Decimal = Big

export const zero: Decimal = new Decimal(0)

/** The one way a number is written down: no exponent, no plus, no leading or trailing zeros. */
export const canonicalNumber = /^(?:0|-?(?:[1-9]\d*|(?:0|[1-9]\d*)\.\d*[1-9]))$/

const [minus, point, digit0, digit9] = [45, 46, 48, 57]

/**
 * Reads canonical text; undefined for anything else. A month's check reads a million cells, so the text is looked at
 * once, digit by digit, and the number is put together as the library itself would.
 */
export const parseDecimal = (text: string): Decimal | undefined => {
  const isNegative = text.charCodeAt(0) === minus
  const start = isNegative ? 1 : 0
  const { length } = text
  const digits: number[] = []
  let pointAt = -1
  let leadingZeros = 0
  for (let at = start; at < length; at++) {
    const code = text.charCodeAt(at)
    if (code === point) {
      if (pointAt >= 0 || at === start) return undefined
      pointAt = at
    } else if (code < digit0 || code > digit9) return undefined
    else if (code !== digit0 || digits.length > 0) digits.push(code - digit0)
    else leadingZeros++
  }
  const wholeDigits = (pointAt < 0 ? length : pointAt) - start
  const isZero = digits.length === 0
  if (wholeDigits === 0 || (wholeDigits > 1 && text.charCodeAt(start) === digit0)) return undefined
  if (pointAt >= 0 ? text.charCodeAt(length - 1) === digit0 || pointAt === length - 1 : isZero && isNegative) return undefined
  if (isZero) return zero
  while (digits.at(-1) === 0) digits.pop()
  // A copy of a number of the library's own making, so that nothing in it can be told from one.
  const number = new Decimal(zero)
  number.s = isNegative ? -1 : 1
  number.e = wholeDigits - leadingZeros - 1
  number.c = digits
  return number
}

/** -1, 0 or 1 as `a` is smaller than, equal to or greater than `b`; the library would copy `b` first. */
export const compareDecimals = (a: Decimal, b: Decimal): number => {
  const [aZero, bZero] = [a.c[0] === 0, b.c[0] === 0]
  if (aZero || bZero) return aZero ? (bZero ? 0 : -b.s) : a.s
  if (a.s !== b.s) return a.s
  if (a.e !== b.e) return a.e > b.e ? a.s : -a.s
  const shared = Math.min(a.c.length, b.c.length)
  for (let at = 0; at < shared; at++) {
    const difference = (a.c[at] ?? 0) - (b.c[at] ?? 0)
    if (difference !== 0) return difference > 0 ? a.s : -a.s
  }
  return a.c.length === b.c.length ? 0 : a.c.length > b.c.length ? a.s : -a.s
}

/** Canonical text of a number; minus zero is `0`. */
export const decimalText = (value: Decimal): string => {
  const text = value.toFixed()
  return text === '-0' ? '0' : text
}

/** Digits after the point of canonical text. */
export const decimalsOf = (text: string): number => {
  const point = text.indexOf('.')
  return point < 0 ? 0 : text.length - point - 1
}

/** Rounds half away from zero (四舍五入). `digits` may not be negative. */
export const roundDecimal = (value: Decimal, digits: number): Decimal => value.round(digits, Decimal.roundHalfUp)

/** Exact sum of canonical texts. */
export const sumTexts = (texts: Iterable<string>): string => {
  let sum = zero
  for (const text of texts) sum = sum.plus(text)
  return decimalText(sum)
}
