/** What a clerk reckons in a number cell: `=12.5*3`. Exact decimals, the four operations and brackets, nothing else. */
import { Decimal, decimalText } from '../../../shared/model/decimal.ts'

type Reading = { readonly value: Decimal; readonly at: number } | null

/** A figure, and no reckoning: most of what is typed and pasted. */
const figure = /^[\d.,-]*$/
const number = /^\d+(?:\.\d+)?|^\.\d+/

/** Canonical text of the result; null when the text is no reckoning of ours or divides by zero. */
export function calculate(text: string): string | null {
  if (figure.test(text)) return null
  const plain = text.normalize('NFKC').replace(/[×✕]/g, '*').replace(/÷/g, '/').replace(/[\s,]/g, '')
  if (!plain.startsWith('=') || plain.length > 200) return null
  const result = sum(plain, 1)
  return result && result.at === plain.length ? decimalText(result.value) : null
}

function sum(text: string, start: number): Reading {
  let left = product(text, start)
  while (left && (text[left.at] === '+' || text[left.at] === '-')) {
    const right = product(text, left.at + 1)
    if (!right) return null
    left = { value: text[left.at] === '+' ? left.value.plus(right.value) : left.value.minus(right.value), at: right.at }
  }
  return left
}

function product(text: string, start: number): Reading {
  let left = factor(text, start)
  while (left && (text[left.at] === '*' || text[left.at] === '/')) {
    const right = factor(text, left.at + 1)
    if (!right) return null
    const divides = text[left.at] === '/'
    if (divides && right.value.eq(0)) return null
    left = { value: divides ? left.value.div(right.value) : left.value.times(right.value), at: right.at }
  }
  return left
}

function factor(text: string, start: number): Reading {
  if (text[start] === '-') {
    const inner = factor(text, start + 1)
    return inner && { value: inner.value.times(-1), at: inner.at }
  }
  if (text[start] === '(') {
    const inner = sum(text, start + 1)
    return inner && text[inner.at] === ')' ? { value: inner.value, at: inner.at + 1 } : null
  }
  const digits = number.exec(text.slice(start))?.[0]
  return digits === undefined ? null : { value: new Decimal(digits), at: start + digits.length }
}
