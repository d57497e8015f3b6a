import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Decimal, decimalText, roundDecimal, zero } from '../../../shared/model/decimal.ts'
import { forecastByRatio, forecastByRunRate, forecastByShare, forecastHalfWidth } from '../../../shared/plan/forecast.ts'

const d = (value: string | number): Decimal => new Decimal(value)
const months = (...values: number[]): Decimal[] => values.map(d)
const sum = (values: readonly Decimal[]): Decimal => values.reduce((total, value) => total.plus(value), zero)
const shown = (value: Decimal | undefined): string | undefined => (value === undefined ? undefined : decimalText(roundDecimal(value, 10)))
const positive = fc.integer({ min: 1, max: 100_000 }).map((cents) => d(cents).div(100))
const year = fc.array(positive, { minLength: 12, maxLength: 12 })
const factor = d('1.5')

describe('the forecast', () => {
  it('by ratio, share and run-rate, worked by hand', () => {
    // 300 after three months against 250 of last year's 1200: 300 + 1.2 × 950.
    expect(shown(forecastByRatio(d(300), d(250), d(1200)))).toBe('1440')
    expect(forecastByRatio(d(300), d(0), d(1200))).toBeUndefined()
    expect(shown(forecastByShare(d(300), d(25)))).toBe('1200')
    expect(forecastByShare(d(300), d(0))).toBeUndefined()
    expect(shown(forecastByRunRate(d(300), 3))).toBe('1200')
  })

  it('by ratio is right when every month grows alike, in whatever season; the run-rate is only right without one', () => {
    fc.assert(
      fc.property(year, fc.integer({ min: 50, max: 200 }), fc.integer({ min: 1, max: 12 }), (last, growth, month) => {
        const actual = last.map((value) => value.times(growth).div(100))
        const [soFar, lastSoFar] = [sum(actual.slice(0, month)), sum(last.slice(0, month))]
        expect(shown(forecastByRatio(soFar, lastSoFar, sum(last)))).toBe(shown(sum(actual)))
        const share = lastSoFar.times(100).div(sum(last))
        const gap = forecastByShare(soFar, share)?.minus(sum(actual)).abs()
        expect(gap?.lt('0.0000000001')).toBe(true)
      }),
    )
    const heating = months(30, 30, 20, 0, 0, 0, 0, 0, 0, 0, 10, 10)
    expect(forecastByRunRate(sum(heating.slice(0, 3)), 3).gt(sum(heating).times(3))).toBe(true)
  })

  it('in December is what there is', () => {
    fc.assert(
      fc.property(year, year, (actual, last) => {
        expect(shown(forecastByRatio(sum(actual), sum(last), sum(last)))).toBe(shown(sum(actual)))
        expect(shown(forecastByRunRate(sum(actual), 12))).toBe(shown(sum(actual)))
      }),
    )
  })
})

describe('half the 80 % interval', () => {
  const last = months(100, 100, 100, 100, 100, 100, 100, 100, 100, 100, 100, 100)

  it('worked by hand', () => {
    // Ratios 1.1, 1.2, 1.3 around 1.2: s² = (0.01 + 0 + 0.01) / 3 × 3 / 2 = 0.01; t(2) = 1.8856;
    // nine months to come: √(9 × 100² + 900² / 3) = 600; 1.5 × 1.8856 × 0.1 × 600 = 169.704.
    const actual = months(110, 120, 130)
    expect(shown(forecastHalfWidth({ actual, last, month: 3, factor }))).toBe('169.704')
    expect(shown(forecastHalfWidth({ actual, last, month: 3, factor: d(1) }))).toBe('113.136')
  })

  it('is not given for fewer than three comparable months, nor without last year', () => {
    expect(forecastHalfWidth({ actual: months(110, 120), last, month: 2, factor })).toBeUndefined()
    expect(forecastHalfWidth({ actual: [d(110), undefined, d(130)], last, month: 3, factor })).toBeUndefined()
    expect(forecastHalfWidth({ actual: months(1, 2, 3, 4), last: [d(0), ...last.slice(1)], month: 4, factor })).toBeDefined()
    expect(forecastHalfWidth({ actual: months(1, 2, 3), last: [d(0), ...last.slice(1)], month: 3, factor })).toBeUndefined()
    expect(forecastHalfWidth({ actual: months(1, 2, 3), last: last.slice(0, 11), month: 3, factor })).toBeUndefined()
    expect(
      forecastHalfWidth({ actual: months(1, 2, 3), last: [...last.slice(0, 5), undefined, ...last.slice(6)], month: 3, factor }),
    ).toBeUndefined()
  })

  it('is zero when every month grew alike, and in December; it grows with K and scales with the amounts', () => {
    fc.assert(
      fc.property(year, year, fc.integer({ min: 3, max: 11 }), (actual, before, month) => {
        const width = forecastHalfWidth({ actual, last: before, month, factor })
        const wider = forecastHalfWidth({ actual, last: before, month, factor: d(3) })
        const scaled = forecastHalfWidth({
          actual: actual.map((one) => one.times(10)),
          last: before.map((one) => one.times(10)),
          month,
          factor,
        })
        if (width === undefined || wider === undefined || scaled === undefined) throw new Error('no width')
        expect(width.gte(0)).toBe(true)
        expect(wider.minus(width.times(2)).abs().lt('0.00001')).toBe(true)
        expect(scaled.minus(width.times(10)).abs().lt('0.0001')).toBe(true)
        const even = before.map((one) => one.times('1.1'))
        expect(forecastHalfWidth({ actual: even, last: before, month, factor })?.lt('0.001')).toBe(true)
        expect(forecastHalfWidth({ actual, last: before, month: 12, factor })?.eq(0)).toBe(true)
      }),
    )
  })
})
