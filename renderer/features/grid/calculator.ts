/**
 * What a clerk reckons in a number cell: `=12.5*3`, `=+100*5%`. Exact decimals, the four operations, brackets, signs and
 * per cent as Excel has them, nothing else. Only a division that does not come out even is rounded.
 */
import { Decimal, decimalsOf, decimalText, roundDecimal } from '../../../shared/model/decimal.ts'

/** What the result is for. */
export interface ReckonedFor {
  /** Digits after the point that the cell shows; absent = as many as say something. */
  readonly decimals?: number | undefined
  /** The cell holds percentages as 0–100: `=5%+3%` is 8 there and 0.08 elsewhere, and of `=1-5%` nobody knows which of the two is meant. */
  readonly inPercent?: boolean
}
interface Value {
  readonly number: Decimal
  /** The number counts hundredths. */
  readonly isPercent: boolean
  /** Per cent and plain figures were added, so the plain ones are parts of one: `1-5%`. */
  readonly isMixed: boolean
  readonly isExact: boolean
}
type Reading = { readonly value: Value; readonly at: number } | null

/** A figure, and no reckoning: most of what is typed and pasted. */
const figure = /^[\d.,-]*$/
const number = /^\d+(?:\.\d+)?|^\.\d+/
const mostCharacters = 200
const significantDigits = 12
/** No smaller than a hundredth of what is counted, also of very large results. */
const fewestDecimals = 2
/** More digits after the point are no figure of a form (see `readValue`). */
const mostDecimals = 24
const hundredth = new Decimal('0.01')

/** Canonical text of the result; null when the text is no reckoning of ours or divides by zero. */
export function calculate(text: string, { decimals, inPercent = false }: ReckonedFor = {}): string | null {
  if (figure.test(text)) return null
  const plain = text
    .normalize('NFKC')
    .replace(/[×✕]/g, '*')
    .replace(/÷/g, '/')
    .replace(/\u2212/g, '-')
    .replace(/[\s,]/g, '')
  if (!plain.startsWith('=') || plain.length > mostCharacters) return null
  const result = sum(plain, 1)
  if (result?.at !== plain.length) return null
  const { isPercent, isMixed, isExact, number: reckoned } = result.value
  if (isMixed && inPercent) return null
  const value = isPercent && !inPercent ? reckoned.times(hundredth) : reckoned
  const exact = decimalText(value)
  return isExact && decimalsOf(exact) <= mostDecimals ? exact : decimalText(roundDecimal(value, decimals ?? decimalsThatSay(value)))
}

/** `e` is the place of the first digit: 0 for units, -1 for tenths. */
const decimalsThatSay = ({ e }: Decimal): number => Math.min(mostDecimals, Math.max(fewestDecimals, significantDigits - 1 - e))

const plainOf = ({ number: counted, isPercent }: Value): Decimal => (isPercent ? counted.times(hundredth) : counted)

function add(left: Value, right: Value, sign: 1 | -1): Value {
  const isPercent = left.isPercent && right.isPercent
  const isMixed = left.isMixed || right.isMixed || left.isPercent !== right.isPercent
  const [a, b] = isPercent ? [left.number, right.number] : [plainOf(left), plainOf(right)]
  return { number: a.plus(b.times(sign)), isPercent, isMixed, isExact: left.isExact && right.isExact }
}
function multiply(left: Value, right: Value): Value {
  const isExact = left.isExact && right.isExact
  if (left.isPercent && right.isPercent) return { number: left.number.times(plainOf(right)), isPercent: true, isMixed: false, isExact }
  // A part of something counts what that counts: `12*(1+5%)` is no part of one any more.
  const isMixed = left.isMixed && right.isMixed
  return { number: left.number.times(right.number), isPercent: left.isPercent || right.isPercent, isMixed, isExact }
}
function divide(left: Value, right: Value): Value {
  // Something divided by a share is no share; a share divided by a figure is one.
  const [over, under] = right.isPercent ? [plainOf(left), plainOf(right)] : [left.number, right.number]
  const quotient = over.div(under)
  const isEven = quotient.times(under).eq(over)
  const isPercent = left.isPercent && !right.isPercent
  return { number: quotient, isPercent, isMixed: left.isMixed, isExact: isEven && left.isExact && right.isExact }
}

function sum(text: string, start: number): Reading {
  let left = product(text, start)
  while (left && (text[left.at] === '+' || text[left.at] === '-')) {
    const right = product(text, left.at + 1)
    if (!right) return null
    left = { value: add(left.value, right.value, text[left.at] === '+' ? 1 : -1), at: right.at }
  }
  return left
}

function product(text: string, start: number): Reading {
  let left = factor(text, start)
  while (left && (text[left.at] === '*' || text[left.at] === '/')) {
    const right = factor(text, left.at + 1)
    if (!right) return null
    const divides = text[left.at] === '/'
    if (divides && right.value.number.eq(0)) return null
    left = { value: divides ? divide(left.value, right.value) : multiply(left.value, right.value), at: right.at }
  }
  return left
}

function factor(text: string, start: number): Reading {
  if (text[start] === '+') return factor(text, start + 1)
  if (text[start] === '-') {
    const inner = factor(text, start + 1)
    return inner && { value: { ...inner.value, number: inner.value.number.times(-1) }, at: inner.at }
  }
  let read = operand(text, start)
  // `5%%` is 0.0005, as Excel has it.
  while (read && text[read.at] === '%') {
    const { value, at } = read
    read = { value: { ...value, number: plainOf(value), isPercent: true, isMixed: false }, at: at + 1 }
  }
  return read
}

function operand(text: string, start: number): Reading {
  if (text[start] === '(') {
    const inner = sum(text, start + 1)
    return inner && text[inner.at] === ')' ? { value: inner.value, at: inner.at + 1 } : null
  }
  const digits = number.exec(text.slice(start))?.[0]
  if (digits === undefined) return null
  return { value: { number: new Decimal(digits), isPercent: false, isMixed: false, isExact: true }, at: start + digits.length }
}
