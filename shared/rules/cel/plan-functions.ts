/** Functions for progress, forecast and warning; what they reckon stands in `shared/plan`. Shares and falls are in percent. */
import { Pace } from '../../forms/indicator-schema.ts'
import { type Decimal, zero } from '../../model/decimal.ts'
import { breakEven, stillNeeded } from '../../plan/break-even.ts'
import { forecastByRatio, forecastByRunRate, forecastByShare, forecastHalfWidth } from '../../plan/forecast.ts'
import { forecastGrade, type Grade, grades, paceGrade, worseGrade } from '../../plan/grade.ts'
import { cumulativeFall, type Direction, intensityFall, paceValue, progressOf } from '../../plan/progress.ts'
import { firstSum, meanShare } from '../../plan/share.ts'
import { warningOf } from '../../plan/warning.ts'
import type { CelFunction } from './functions.ts'
import { blank, isDecimal, isList, RuleFault, type Value } from './value.ts'

const optional = (value: Value | undefined): Decimal | undefined => (value !== undefined && isDecimal(value) ? value : undefined)
const decimal = (value: Value | undefined): Decimal => {
  const found = optional(value)
  if (found === undefined) throw new RuleFault('internal')
  return found
}
const orBlank = (value: Decimal | undefined): Value => value ?? blank
const whole = (value: Value | undefined, least: number, most: number): number => {
  const result = decimal(value).toNumber()
  if (!Number.isInteger(result) || result < least || result > most) throw new RuleFault('outOfRange')
  return result
}
const months = (value: Value | undefined): (Decimal | undefined)[] =>
  value !== undefined && isList(value) ? value.map((item) => optional(item)) : []
const kind = (value: Value | undefined): Pace => {
  const result = Pace.safeParse(value)
  if (!result.success) throw new RuleFault('outOfRange')
  return result.data
}
const direction = (value: Value | undefined): Direction => {
  if (value !== 'up' && value !== 'down') throw new RuleFault('outOfRange')
  return value
}
const grade = (value: Value | undefined): Grade | undefined => grades.find((known) => known === value)
const hasBlank = (values: readonly (Value | undefined)[]): boolean => values.some((value) => value === undefined || value === blank)

export const planFunctions: Readonly<Record<string, CelFunction>> = {
  /** `when(condition, value)`: the value where the condition holds, else blank. */
  when: { signatures: ['when(bool, T): T'], run: ([holds, value]) => (holds === true ? (value ?? blank) : blank) },
  /** `item(list, n)`, the first is 1. */
  item: {
    signatures: ['item(list<T>, Decimal): T'],
    run: ([list, n]) => (list !== undefined && isList(list) ? (list[whole(n, 1, 300) - 1] ?? blank) : blank),
  },
  /** `firstSum(list, n)`: sum of the first n; blank while one of them is. */
  firstSum: {
    signatures: ['firstSum(list<Decimal>, Decimal): Decimal'],
    run: ([list, n]) => orBlank(firstSum(months(list), whole(n, 1, 300))),
  },
  /** `meanShare(year, year, year, month)`: the share of the year usually reached by the end of the month; incomplete years are left out. */
  meanShare: {
    signatures: ['meanShare(list<Decimal>, list<Decimal>, list<Decimal>, Decimal): Decimal'],
    run: ([a, b, c, month]) => orBlank(meanShare([months(a), months(b), months(c)], whole(month, 1, 12))),
  },
  /** `paceValue(kind, base, target, share)`: the value that should be reached by now. */
  paceValue: {
    signatures: ['paceValue(string, Decimal, Decimal, Decimal): Decimal'],
    takesBlank: true,
    run: ([way, base, target, share]) =>
      hasBlank([way, target, share])
        ? blank
        : orBlank(paceValue({ kind: kind(way), base: optional(base), target: decimal(target), share: decimal(share) })),
  },
  /** `progressOf(kind, direction, base, target, share, actual)` in percent. */
  progressOf: {
    signatures: ['progressOf(string, string, Decimal, Decimal, Decimal, Decimal): Decimal'],
    takesBlank: true,
    run: ([way, side, base, target, share, actual]) => {
      if (hasBlank([way, side, target, share, actual])) return blank
      const figures = { kind: kind(way), base: optional(base), target: decimal(target), share: decimal(share) }
      return orBlank(progressOf({ ...figures, direction: direction(side), actual: decimal(actual) }))
    },
  },
  /** `forecastBy(method, actual, lastSame, lastYear, share, month)`: the whole year by Y, S or R; blank for any other method. */
  forecastBy: {
    signatures: ['forecastBy(string, Decimal, Decimal, Decimal, Decimal, Decimal): Decimal'],
    takesBlank: true,
    run: ([method, actual, lastSame, lastYear, share, month]) => {
      if (hasBlank([method, actual])) return blank
      if (method === 'Y' && !hasBlank([lastSame, lastYear]))
        return orBlank(forecastByRatio(decimal(actual), decimal(lastSame), decimal(lastYear)))
      if (method === 'S' && !hasBlank([share])) return orBlank(forecastByShare(decimal(actual), decimal(share)))
      return method === 'R' && !hasBlank([month]) ? forecastByRunRate(decimal(actual), whole(month, 1, 12)) : blank
    },
  },
  /** `forecastHalfWidth(this year, last year, month, K)`: half the 80 % interval; blank when there are too few months. */
  forecastHalfWidth: {
    signatures: ['forecastHalfWidth(list<Decimal>, list<Decimal>, Decimal, Decimal): Decimal'],
    run: ([actual, last, month, factor]) =>
      orBlank(forecastHalfWidth({ actual: months(actual), last: months(last), month: whole(month, 1, 12), factor: decimal(factor) })),
  },
  /** `cumulativeFall(list)`: yearly falls multiplied; blank while one of them is. */
  cumulativeFall: {
    signatures: ['cumulativeFall(list<Decimal>): Decimal'],
    run: ([list]) => {
      const falls = months(list)
      const all = falls.flatMap((fall) => fall ?? [])
      return all.length < falls.length || all.length === 0 ? blank : cumulativeFall(all)
    },
  },
  /** `intensityFall(growth of energy, growth of output)`. */
  intensityFall: {
    signatures: ['intensityFall(Decimal, Decimal): Decimal'],
    run: ([energy, output]) => orBlank(intensityFall(decimal(energy), decimal(output))),
  },
  /** `paceGrade(kind, direction, actual, pace, limit)`: green, yellow, red. */
  paceGrade: {
    signatures: ['paceGrade(string, string, Decimal, Decimal, Decimal): string'],
    run: ([way, side, actual, pace, limit]) => paceGrade(kind(way), direction(side), decimal(actual), decimal(pace), decimal(limit)),
  },
  /** `forecastGrade(direction, forecast, low, high, target, limit)`. */
  forecastGrade: {
    signatures: ['forecastGrade(string, Decimal, Decimal, Decimal, Decimal, Decimal): string'],
    takesBlank: true,
    run: ([side, forecast, low, high, target, limit]) => {
      if (hasBlank([side, forecast, target, limit])) return blank
      const figures = { forecast: decimal(forecast), low: optional(low), high: optional(high) }
      return forecastGrade(direction(side), figures, decimal(target), decimal(limit))
    },
  },
  /** `worseGrade(a, b)`: of two grades the worse, of one known grade that one. */
  worseGrade: {
    signatures: ['worseGrade(string, string): string'],
    takesBlank: true,
    run: ([a, b]) => {
      const [first, second] = [grade(a), grade(b)]
      return first === undefined || second === undefined ? (first ?? second ?? blank) : worseGrade(first, second)
    },
  },
  /** `warningOf(months, remind, letter, talk)`: none, remind, letter, talk. */
  warningOf: {
    signatures: ['warningOf(Decimal, Decimal, Decimal, Decimal): string'],
    run: ([count, remind, letter, talk]) => {
      const step = (value: Value | undefined): number => whole(value, 1, 120)
      return warningOf(whole(count, 0, 2400), { remind: step(remind), letter: step(letter), talk: step(talk) })
    },
  },
  /** `breakEven(kind, direction, base, target, share next month, before, digits)`: what next month must come to. */
  breakEven: {
    signatures: ['breakEven(string, string, Decimal, Decimal, Decimal, Decimal, Decimal): Decimal'],
    takesBlank: true,
    run: ([way, side, base, target, share, sofar, digits]) => {
      if (hasBlank([way, side, target, share, digits])) return blank
      const known = kind(way)
      if ((known === 'flow' || known === 'intensityCumulative') && hasBlank([sofar])) return blank
      return orBlank(
        breakEven({
          kind: known,
          direction: direction(side),
          base: optional(base),
          target: decimal(target),
          share: decimal(share),
          before: optional(sofar) ?? zero,
          digits: whole(digits, 0, 12),
        }),
      )
    },
  },
  /** `stillNeeded(kind, target, actual, before, month)`: for each month that is left, or as the fall of the year. */
  stillNeeded: {
    signatures: ['stillNeeded(string, Decimal, Decimal, Decimal, Decimal): Decimal'],
    takesBlank: true,
    run: ([way, target, actual, sofar, month]) => {
      if (hasBlank([way, target, month])) return blank
      const known = kind(way)
      const needs: readonly (Value | undefined)[] =
        known === 'intensityCumulative' ? [sofar] : known === 'flow' || known === 'point' ? [actual] : []
      if (hasBlank(needs)) return blank
      const figures = { target: decimal(target), actual: optional(actual) ?? zero, before: optional(sofar) ?? zero }
      return orBlank(stillNeeded(known, { ...figures, month: whole(month, 1, 12) }))
    },
  },
}
