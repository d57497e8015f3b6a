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

/** Reads canonical text; undefined for anything else. */
export const parseDecimal = (text: string): Decimal | undefined => (canonicalNumber.test(text) ? new Decimal(text) : undefined)

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
