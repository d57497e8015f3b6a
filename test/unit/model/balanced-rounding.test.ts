import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { balancedRounding } from '../../../shared/model/balanced-rounding.ts'
import { Decimal, decimalText, roundDecimal, zero } from '../../../shared/model/decimal.ts'

const decimals = (texts: readonly string[]) => texts.map((text) => new Decimal(text))
const printed = (values: readonly Decimal[]) => values.map(decimalText)
const sum = (values: readonly Decimal[]) => values.reduce((total, value) => total.plus(value), zero)

/** Rows, each of one town and one kind of heating, as the cells of a printed table. */
const table = fc.record({
  rows: fc.array(fc.record({ value: fc.integer({ min: -5_000_000, max: 50_000_000 }), town: fc.nat(3), kind: fc.nat(2) }), {
    maxLength: 12,
  }),
  digits: fc.integer({ min: 0, max: 3 }),
})

describe('balanced rounding', () => {
  it('gives what is missing to the parts that lost most', () => {
    const { parts, sums } = balancedRounding(decimals(['0.4', '0.4', '0.4', '2']), [[0, 1, 2, 3]], 0)
    expect([printed(parts), printed(sums)]).toEqual([['1', '0', '0', '2'], ['3']])
  })

  it('keeps the sums of sums', () => {
    const values = decimals(['1.26', '1.26', '1.26', '1.26', '1.26'])
    const { parts, sums } = balancedRounding(
      values,
      [
        [0, 1, 2, 3, 4],
        [0, 1],
        [2, 3, 4],
      ],
      1,
    )
    expect(printed(sums)).toEqual(['6.3', '2.5', '3.8'])
    expect(decimalText(sum(parts))).toBe('6.3')
  })

  it('adds up in 100,000 tables of rows, sub-totals and a total, and stays beside the truth', () => {
    fc.assert(
      fc.property(table, ({ rows, digits }) => {
        const values = rows.map(({ value }) => new Decimal(value).div(1000))
        const towns = [0, 1, 2, 3].map((town) => rows.flatMap((row, index) => (row.town === town ? [index] : [])))
        const groups = [rows.map((_, index) => index), ...towns]
        const { parts, sums } = balancedRounding(values, groups, digits)
        const unit = new Decimal(10).pow(-digits)
        for (const [index, part] of parts.entries()) {
          const off = part.minus(values[index] ?? zero).abs()
          if (off.gte(unit)) throw new Error(`part ${index} is off by ${off.toFixed()}`)
        }
        for (const [index, group] of groups.entries()) {
          const own = sum(group.map((member) => parts[member] ?? zero))
          if (!own.eq(sums[index] ?? zero)) throw new Error(`sum ${index} does not add up`)
        }
        const total = roundDecimal(sum(values), digits)
        if (!total.eq(sums[0] ?? zero)) throw new Error('the total is not the true one, rounded')
        const ofTowns = sum(sums.slice(1))
        if (!ofTowns.eq(total)) throw new Error('the sub-totals do not add up')
      }),
      { numRuns: 100_000 },
    )
  })

  it('adds up where sub-totals cut across each other, too', () => {
    fc.assert(
      fc.property(table, ({ rows, digits }) => {
        const by = (pick: (row: (typeof rows)[number]) => number) =>
          [0, 1, 2, 3].map((value) => rows.flatMap((row, index) => (pick(row) === value ? [index] : [])))
        const groups = [rows.map((_, index) => index), ...by(({ town }) => town), ...by(({ kind }) => kind)]
        const { parts, sums } = balancedRounding(
          rows.map(({ value }) => new Decimal(value).div(1000)),
          groups,
          digits,
        )
        for (const [index, group] of groups.entries())
          expect(decimalText(sums[index] ?? zero)).toBe(decimalText(sum(group.map((member) => parts[member] ?? zero))))
      }),
    )
  })

  it('would not add up if every cell were rounded by itself', () => {
    const values = decimals(['0.4', '0.4', '0.4'])
    const alone = values.map((value) => roundDecimal(value, 0))
    expect(decimalText(sum(alone))).not.toBe(decimalText(roundDecimal(sum(values), 0)))
  })
})
