import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  canonicalNumber,
  compareDecimals,
  Decimal,
  decimalsOf,
  decimalText,
  parseDecimal,
  roundDecimal,
  sumTexts,
} from '../../../shared/model/decimal.ts'

/** A decimal as an integer and a scale, with its text written by BigInt alone. */
const scaled = fc.record({ digits: fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }), scale: fc.integer({ min: 0, max: 8 }) })
const textOf = (digits: bigint, scale: number): string => {
  const sign = digits < 0n ? '-' : ''
  const padded = (digits < 0n ? -digits : digits).toString().padStart(scale + 1, '0')
  const whole = padded.slice(0, padded.length - scale)
  const fraction = padded.slice(padded.length - scale).replace(/0+$/, '')
  const text = fraction === '' ? whole : `${whole}.${fraction}`
  return text === '0' ? '0' : sign + text
}

describe('decimals', () => {
  it('are exact where doubles are not', () => {
    expect(decimalText(new Decimal('18').times('1.2'))).toBe('21.6')
    expect(decimalText(new Decimal('0.1').plus('0.2'))).toBe('0.3')
    expect(18 * 1.2).not.toBe(21.6)
  })

  it('sum a column exactly as whole numbers do', () => {
    fc.assert(
      fc.property(fc.array(scaled, { maxLength: 60 }), (column) => {
        const reference = column.reduce((sum, { digits, scale }) => sum + digits * 10n ** BigInt(8 - scale), 0n)
        expect(sumTexts(column.map(({ digits, scale }) => textOf(digits, scale)))).toBe(textOf(reference, 8))
      }),
    )
  })

  it('write the same number in one way only', () => {
    fc.assert(
      fc.property(scaled, ({ digits, scale }) => {
        const text = textOf(digits, scale)
        expect(canonicalNumber.test(text)).toBe(true)
        expect(decimalText(new Decimal(text))).toBe(text)
      }),
    )
    for (const text of ['1.0', '01', '+1', '-0', '.5', '5.', '1e3', '', ' 1', '１', '1,000', 'NaN'])
      expect(parseDecimal(text)).toBeUndefined()
    expect(decimalText(new Decimal('-0'))).toBe('0')
  })

  it('are read and compared as the library does', () => {
    const nearly = fc.string({ unit: fc.constantFrom('0', '1', '5', '9', '.', '-', 'e', '１'), maxLength: 12 })
    fc.assert(
      fc.property(nearly, (text) => {
        expect(parseDecimal(text)).toStrictEqual(canonicalNumber.test(text) ? new Decimal(text) : undefined)
      }),
      { numRuns: 5000 },
    )
    const numbers = fc.record({ digits: fc.bigInt({ min: -(10n ** 4n), max: 10n ** 4n }), scale: fc.integer({ min: 0, max: 5 }) })
    fc.assert(
      fc.property(numbers, numbers, (one, other) => {
        const [a, b] = [parseDecimal(textOf(one.digits, one.scale)), new Decimal(textOf(other.digits, other.scale))]
        if (a === undefined) throw new Error('a canonical number was not read')
        expect(compareDecimals(a, b)).toBe(a.cmp(b))
        expect(compareDecimals(b, a)).toBe(b.cmp(a))
        expect(compareDecimals(a, a)).toBe(0)
      }),
      { numRuns: 3000 },
    )
    expect(compareDecimals(new Decimal('-0'), new Decimal('0'))).toBe(0)
  })

  it('round half away from zero', () => {
    expect(['2.345', '2.344', '-2.345', '0.005'].map((text) => decimalText(roundDecimal(new Decimal(text), 2)))).toEqual([
      '2.35',
      '2.34',
      '-2.35',
      '0.01',
    ])
  })

  it('divide to forty digits', () => {
    expect(decimalText(new Decimal('1').div('3'))).toBe(`0.${'3'.repeat(40)}`)
    expect(decimalsOf('0.25')).toBe(2)
    expect(decimalsOf('25')).toBe(0)
  })
})
