import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Decimal } from '../../../shared/model/decimal.ts'
import { forecastGrade, gradeByFall, gradeByGap, grades, missOf, paceGrade, worseGrade } from '../../../shared/plan/grade.ts'

const d = (value: string | number): Decimal => new Decimal(value)
const limit = d(10)
const number = fc.integer({ min: -100_000, max: 100_000 }).map((cents) => d(cents).div(100))
const side = fc.constantFrom('up' as const, 'down' as const)

describe('grade by the gap (G2020)', () => {
  it.each([
    ['1825', 'green'],
    ['1825.01', 'yellow'],
    ['1880', 'yellow'],
    ['2007.5', 'yellow'],
    ['2007.51', 'red'],
    ['2010', 'red'],
  ])('of a ceiling of 1825 and a forecast of %s', (forecast, grade) => {
    expect(gradeByGap('down', d(forecast), d(1825), limit)).toBe(grade)
  })

  it('the gap of 1880 is 3.0 %, of 2010 10.1 %', () => {
    expect(missOf('down', d(1880), d(1825)).toFixed(1)).toBe('3.0')
    expect(missOf('down', d(2010), d(1825)).toFixed(1)).toBe('10.1')
  })

  it.each([
    ['50', 'green'],
    ['49.99', 'yellow'],
    ['45', 'yellow'],
    ['44.99', 'red'],
  ])('of a floor of 50 and a share of %s', (share, grade) => {
    expect(gradeByGap('up', d(share), d(50), limit)).toBe(grade)
  })

  it('any miss of a target of zero is red', () => {
    expect(gradeByGap('down', d('0.01'), d(0), limit)).toBe('red')
    expect(gradeByGap('down', d(0), d(0), limit)).toBe('green')
  })
})

describe('grade by the fall (G2021)', () => {
  it.each([
    ['-0.01', 'red'],
    ['0', 'yellow'],
    ['3.08', 'yellow'],
    ['3.085', 'green'],
    ['3.2', 'green'],
  ])('of %s %% against a pace of 3.085 %%', (fall, grade) => {
    expect(gradeByFall(d(fall), d('3.085'))).toBe(grade)
    expect(paceGrade('intensityYear', 'up', d(fall), d('3.085'), limit)).toBe(grade)
  })

  it('only yearly falls are graded so', () => {
    expect(paceGrade('intensityCumulative', 'up', d('3.08'), d('3.085'), limit)).toBe('yellow')
    expect(paceGrade('intensityCumulative', 'up', d('2'), d('3.085'), limit)).toBe('red')
    expect(paceGrade('intensityYear', 'up', d('2'), d('3.085'), limit)).toBe('yellow')
  })
})

describe('grade of the forecast', () => {
  const target = d(100)
  it.each([
    ['101', '110', 'red'],
    ['100', '110', 'yellow'],
    ['90', '100.01', 'yellow'],
    ['90', '100', 'green'],
    ['80', '99', 'green'],
  ])('an interval %s to %s against a ceiling of 100', (low, high, grade) => {
    expect(forecastGrade('down', { forecast: d(95), low: d(low), high: d(high) }, target, limit)).toBe(grade)
  })

  it('without an interval by the gap', () => {
    expect(forecastGrade('down', { forecast: d(105) }, target, limit)).toBe('yellow')
    expect(forecastGrade('down', { forecast: d(105), low: d(90) }, target, limit)).toBe('yellow')
    expect(forecastGrade('down', { forecast: d(111) }, target, limit)).toBe('red')
  })

  it('turns round with the direction', () => {
    fc.assert(
      fc.property(number, number, number, number, side, (forecast, a, b, aim, direction) => {
        const [low, high] = a.lt(b) ? [a, b] : [b, a]
        const turned = direction === 'up' ? 'down' : 'up'
        const mirrored = { forecast: forecast.times(-1), low: high.times(-1), high: low.times(-1) }
        expect(forecastGrade(direction, { forecast, low, high }, aim, limit)).toBe(forecastGrade(turned, mirrored, aim.times(-1), limit))
      }),
    )
  })

  it('getting better never makes the grade worse', () => {
    fc.assert(
      fc.property(number, number, number, (a, b, aim) => {
        const [less, more] = a.lt(b) ? [a, b] : [b, a]
        const rank = (value: Decimal): number => grades.indexOf(gradeByGap('up', value, aim, limit))
        expect(rank(more)).toBeLessThanOrEqual(rank(less))
      }),
    )
  })
})

describe('two grades together', () => {
  it('the worse one is shown', () => {
    for (const a of grades)
      for (const b of grades)
        expect(worseGrade(a, b)).toBe(a === 'red' || b === 'red' ? 'red' : a === 'yellow' || b === 'yellow' ? 'yellow' : 'green')
  })
})
