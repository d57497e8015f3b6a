import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Decimal, decimalsOf, decimalText, roundDecimal } from '../../../shared/model/decimal.ts'
import { type BreakEvenFigures, breakEven, stillNeeded } from '../../../shared/plan/break-even.ts'
import { isBehind, paceValue, standingAfter } from '../../../shared/plan/progress.ts'

const d = (value: string | number): Decimal => new Decimal(value)
const shown = (value: Decimal | undefined): string | undefined => (value === undefined ? undefined : decimalText(value))

/** Whether next month still lies behind with this value, judged as the form judges it. */
const isStillBehind = ({ kind, direction, base, target, share, before, digits }: BreakEvenFigures, value: Decimal): boolean => {
  const pace = paceValue({ kind, base, target, share })
  if (pace === undefined) throw new Error('no pace')
  return isBehind(direction, standingAfter(kind, { before, value, digits }), roundDecimal(pace, digits))
}

const digits = fc.integer({ min: 0, max: 4 })
const share = fc.integer({ min: 1, max: 12_000 }).map((part) => d(part).div(120))
const figures = fc
  .record({
    kind: fc.constantFrom('flow', 'point', 'intensityYear', 'intensityCumulative', 'standing'),
    direction: fc.constantFrom('up', 'down'),
    base: fc.integer({ min: -5000, max: 5000 }).map((cents) => d(cents).div(100)),
    target: fc.integer({ min: 1, max: 6000 }).map((cents) => d(cents).div(100)),
    share,
    before: fc.integer({ min: -3000, max: 6000 }).map((cents) => d(cents).div(100)),
    digits,
  })
  .map(
    (one): BreakEvenFigures => ({
      ...one,
      before: roundDecimal(one.kind === 'flow' ? one.before.abs() : one.before, one.digits),
      direction: one.kind.startsWith('intensity') ? 'up' : one.direction,
    }),
  )

describe('the value next month that ends the run', () => {
  it('worked by hand', () => {
    const flow = { kind: 'flow', target: d(1200), before: d(520), digits: 2 } as const
    // 1200 × 50 % = 600 by the end of June, 520 by the end of May.
    expect(shown(breakEven({ ...flow, direction: 'down', share: d(50) }))).toBe('80')
    expect(shown(breakEven({ ...flow, direction: 'up', share: d(50) }))).toBe('80')
    expect(shown(breakEven({ ...flow, direction: 'up', share: d('58.3333') }))).toBe('180')
    expect(
      shown(breakEven({ kind: 'point', direction: 'up', base: d(20), target: d(50), share: d('41.6667'), before: d(0), digits: 2 })),
    ).toBe('32.5')
    expect(shown(breakEven({ kind: 'intensityYear', direction: 'up', target: d('2.4'), share: d(50), before: d(0), digits: 1 }))).toBe(
      '2.4',
    )
    // 18.0261 % by the fourth year, 15.2 % by the third: 1 − 0.819739 / 0.848 = 3.3327 %.
    expect(
      shown(breakEven({ kind: 'intensityCumulative', direction: 'up', target: d(22), share: d(80), before: d('15.2'), digits: 4 })),
    ).toBe('3.3327')
  })

  it('is the best value that is still enough: one unit of the last digit worse lies behind', () => {
    let found = 0
    fc.assert(
      fc.property(figures, (one) => {
        const value = breakEven(one)
        if (value === undefined) return
        found += 1
        expect(decimalsOf(decimalText(value))).toBeLessThanOrEqual(one.digits)
        expect(isStillBehind(one, value)).toBe(false)
        const unit = d(1).div(d(10).pow(one.digits))
        const worse = one.direction === 'up' ? value.minus(unit) : value.plus(unit)
        if (one.kind !== 'flow' || worse.gte(0)) expect(isStillBehind(one, worse)).toBe(true)
        else expect(decimalText(value)).toBe('0')
      }),
      { numRuns: 2000 },
    )
    expect(found).toBeGreaterThan(1500)
  })

  it('is missing exactly when nothing next month ends the run', () => {
    fc.assert(
      fc.property(figures, (one) => {
        if (breakEven(one) !== undefined) return
        expect(one.kind).toBe('flow')
        expect(one.direction).toBe('down')
        expect(isStillBehind(one, d(0))).toBe(true)
      }),
      { numRuns: 2000 },
    )
    expect(breakEven({ kind: 'flow', direction: 'down', target: d(100), share: d(50), before: d('50.01'), digits: 2 })).toBeUndefined()
    expect(shown(breakEven({ kind: 'flow', direction: 'down', target: d(100), share: d(50), before: d(50), digits: 2 }))).toBe('0')
    expect(breakEven({ kind: 'point', direction: 'up', target: d(100), share: d(50), before: d(0), digits: 2 })).toBeUndefined()
    expect(
      breakEven({ kind: 'intensityCumulative', direction: 'up', target: d(20), share: d(50), before: d(100), digits: 2 }),
    ).toBeUndefined()
  })
})

describe('what is still needed', () => {
  it('is the mean of the months left, or the fall of the year', () => {
    expect(shown(stillNeeded('flow', { target: d(1200), actual: d(300), before: d(0), month: 3 }))).toBe('100')
    expect(shown(stillNeeded('point', { target: d(50), actual: d(41), before: d(0), month: 9 }))).toBe('3')
    expect(stillNeeded('flow', { target: d(1200), actual: d(300), before: d(0), month: 12 })).toBeUndefined()
    expect(shown(stillNeeded('intensityYear', { target: d('2.4'), actual: d(1), before: d(0), month: 12 }))).toBe('2.4')
    expect(shown(stillNeeded('intensityCumulative', { target: d('14.5'), actual: d(12), before: d(10), month: 5 }))).toBe('5')
  })
})
