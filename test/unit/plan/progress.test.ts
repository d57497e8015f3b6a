import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Decimal, decimalText, roundDecimal } from '../../../shared/model/decimal.ts'
import { cumulativeFall, intensityFall, isBehind, neededFall, paceValue, progressOf, standingAfter } from '../../../shared/plan/progress.ts'
import { firstSum, meanShare } from '../../../shared/plan/share.ts'

const d = (text: string | number): Decimal => new Decimal(text)
const shown = (value: Decimal | undefined, digits: number): string | undefined =>
  value === undefined ? undefined : roundDecimal(value, digits).toFixed(digits)

/** Falls as reported: one decimal between −20 and 20 %. */
const fall = fc.integer({ min: -200, max: 200 }).map((tenths) => d(tenths).div(10))
const amount = fc.integer({ min: 0, max: 1_000_000 }).map((cents) => d(cents).div(100))
const share = fc.integer({ min: 0, max: 10_000 }).map((basis) => d(basis).div(100))

describe('falls of several years', () => {
  it('multiply: the published example of 2021–2023 covers 26.8 % of a target of 17 %', () => {
    const three = cumulativeFall([d('-1.51'), d('2.2'), d('4.18')])
    expect(shown(d(100).minus(three), 2)).toBe('95.13')
    const figures = { kind: 'intensityCumulative', direction: 'up', target: d(17), share: d(60), actual: three } as const
    expect(shown(progressOf(figures), 1)).toBe('26.8')
  })

  it('are exact, whatever their order, and less than their sum', () => {
    fc.assert(
      fc.property(fc.array(fall, { minLength: 1, maxLength: 5 }), (falls) => {
        const all = cumulativeFall(falls)
        expect(decimalText(all)).toBe(decimalText(cumulativeFall(falls.toReversed())))
        const left = falls.reduce((product, one) => product.times(d(100).minus(one)), d(1))
        expect(
          decimalText(
            d(100)
              .minus(all)
              .times(d(100).pow(falls.length - 1)),
          ),
        ).toBe(decimalText(left))
        if (falls.length > 1 && falls.every((one) => one.gt(0))) {
          const sum = falls.reduce((total, one) => total.plus(one), d(0))
          expect(all.lt(sum)).toBe(true)
        }
      }),
    )
  })

  it('the fall still needed brings the product to the target', () => {
    fc.assert(
      fc.property(fall, fall, (target, before) => {
        const needed = neededFall(target, before)
        expect(needed).toBeDefined()
        if (needed !== undefined) expect(shown(cumulativeFall([before, needed]), 20)).toBe(shown(target, 20))
      }),
    )
    expect(neededFall(d(20), d(100))).toBeUndefined()
  })

  it('come from the growth of energy and of output', () => {
    expect(shown(intensityFall(d(2), d(6)), 4)).toBe('3.7736')
    expect(shown(intensityFall(d(6), d(6)), 4)).toBe('0.0000')
    expect(intensityFall(d(6), d(5))?.lt(0)).toBe(true)
    expect(intensityFall(d(6), d(-100))).toBeUndefined()
  })
})

describe('the pace of a five-year intensity target', () => {
  const fromPlan: [string, string, readonly string[]][] = [
    ['22', '4.848', ['4.85', '9.46', '13.85', '18.03', '22.00']],
    ['19', '4.127', ['4.13', '8.08', '11.88', '15.51', '19.00']],
    ['15.5', '3.312', ['3.31', '6.51', '9.61', '12.61', '15.50']],
    ['13', '2.747', ['2.75', '5.42', '8.02', '10.54', '13.00']],
    ['14.5', '3.085', ['3.08', '6.07', '8.97', '11.78', '14.50']],
    ['18', '3.891', ['3.89', '7.63', '11.23', '14.68', '18.00']],
  ]
  it.each(fromPlan)('%s %% is %s %% a year', (target, perYear, years) => {
    const pace = (year: number): Decimal | undefined => paceValue({ kind: 'intensityCumulative', target: d(target), share: d(year * 20) })
    expect(shown(pace(1), 3)).toBe(perYear)
    expect([1, 2, 3, 4, 5].map((year) => shown(pace(year), 2))).toEqual(years)
  })

  it('is the share of the time on the scale of progress', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 60 }), share, (target, part) => {
        const actual = paceValue({ kind: 'intensityCumulative', target: d(target), share: part })
        if (actual === undefined) throw new Error('no pace')
        const progress = progressOf({ kind: 'intensityCumulative', direction: 'up', target: d(target), share: part, actual })
        expect(progress?.minus(part).abs().lt('0.001')).toBe(true)
      }),
    )
  })
})

describe('pace and progress by kind', () => {
  it('of a flow, a state, a yearly fall and a standing limit', () => {
    expect(shown(paceValue({ kind: 'flow', target: d(1825), share: d(25) }), 2)).toBe('456.25')
    expect(shown(paceValue({ kind: 'point', base: d(20), target: d(50), share: d(40) }), 2)).toBe('32.00')
    expect(paceValue({ kind: 'point', target: d(50), share: d(40) })).toBeUndefined()
    expect(shown(paceValue({ kind: 'intensityYear', target: d('2.4'), share: d(25) }), 2)).toBe('2.40')
    expect(shown(paceValue({ kind: 'standing', target: d(98), share: d(25) }), 2)).toBe('98.00')
    const progress = (figures: Parameters<typeof progressOf>[0]): string | undefined => shown(progressOf(figures), 2)
    expect(progress({ kind: 'flow', direction: 'down', target: d(1000), share: d(25), actual: d(300) })).toBe('120.00')
    expect(progress({ kind: 'flow', direction: 'up', target: d(1000), share: d(25), actual: d(300) })).toBe('30.00')
    expect(progress({ kind: 'point', direction: 'up', base: d(20), target: d(50), share: d(40), actual: d(35) })).toBe('50.00')
    expect(progress({ kind: 'point', direction: 'down', base: d(50), target: d(20), share: d(40), actual: d(41) })).toBe('30.00')
    expect(progress({ kind: 'point', direction: 'up', base: d(50), target: d(50), share: d(40), actual: d(50) })).toBeUndefined()
    expect(progress({ kind: 'flow', direction: 'down', target: d(1000), share: d(0), actual: d(3) })).toBeUndefined()
  })

  it('a flow that shall stay small lies behind exactly above 100 %, one that shall grow exactly below its share', () => {
    fc.assert(
      fc.property(amount, amount, share, (target, actual, part) => {
        fc.pre(target.gt(0) && part.gt(0))
        const pace = paceValue({ kind: 'flow', target, share: part })
        const down = progressOf({ kind: 'flow', direction: 'down', target, share: part, actual })
        const up = progressOf({ kind: 'flow', direction: 'up', target, share: part, actual })
        if (pace === undefined || down === undefined || up === undefined) throw new Error('no progress')
        // Quotients are rounded to 40 digits, so the two may only differ on the line itself.
        if (!actual.eq(pace)) {
          expect(isBehind('down', actual, pace)).toBe(down.gt(100))
          expect(isBehind('up', actual, pace)).toBe(up.lt(part))
        }
        expect(isBehind('down', pace, pace) || isBehind('up', pace, pace)).toBe(false)
      }),
    )
  })

  it('a figure adds up, multiplies or stands for itself', () => {
    expect(decimalText(standingAfter('flow', { before: d(10), value: d('2.5'), digits: 4 }))).toBe('12.5')
    expect(decimalText(standingAfter('intensityCumulative', { before: d(10), value: d(5), digits: 4 }))).toBe('14.5')
    expect(decimalText(standingAfter('point', { before: d(10), value: d(5), digits: 4 }))).toBe('5')
  })
})

describe('the share of a year', () => {
  const year = (...values: (number | undefined)[]): (Decimal | undefined)[] =>
    values.map((value) => (value === undefined ? undefined : d(value)))
  const even = year(...Array<number>(12).fill(10))
  const late = year(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 120)

  it('is the mean of whole years; years with a gap or nothing at all are left out', () => {
    expect(shown(meanShare([even], 3), 4)).toBe('25.0000')
    expect(shown(meanShare([even, late], 3), 4)).toBe('12.5000')
    expect(shown(meanShare([even, [...late.slice(0, 11), undefined]], 3), 4)).toBe('25.0000')
    expect(shown(meanShare([even, []], 12), 4)).toBe('100.0000')
    expect(meanShare([year(...Array<number>(12).fill(0))], 3)).toBeUndefined()
    expect(meanShare([], 3)).toBeUndefined()
  })

  it('never falls from month to month and ends at 100 %', () => {
    fc.assert(
      fc.property(fc.array(fc.array(amount, { minLength: 12, maxLength: 12 }), { minLength: 1, maxLength: 3 }), (years) => {
        const shares = Array.from({ length: 12 }, (_, at) => meanShare(years, at + 1))
        if (shares[0] === undefined) return
        for (let at = 1; at < 12; at += 1) expect(shares[at]?.gte(shares[at - 1] ?? 0)).toBe(true)
        expect(shown(shares[11], 20)).toBe(`100.${'0'.repeat(20)}`)
      }),
    )
  })

  it('a sum over a gap is unknown', () => {
    expect(firstSum(year(1, undefined, 3), 1)?.eq(1)).toBe(true)
    expect(firstSum(year(1, undefined, 3), 2)).toBeUndefined()
    expect(firstSum(year(1), 2)).toBeUndefined()
  })
})
