/**
 * Warning grades. Two official schemes, and one of our own for the forecast:
 *
 * | scheme   | red                                | yellow                    | green                |
 * |----------|------------------------------------|---------------------------|----------------------|
 * | G2020    | missed by more than the limit      | missed by at most it      | met                  |
 * | G2021    | the intensity rises                | falls, but below the pace | at or above the pace |
 * | forecast | the whole interval misses          | it holds the target       | the whole of it meets |
 *
 * G2020: 发改办环资〔2020〕901号 (the limit is a tenth of the target). G2021: 发改办环资〔2021〕629号, for falls
 * against last year. Exactly at the limit is yellow, exactly on the target is met.
 */
import type { Pace } from '../forms/indicator-schema.ts'
import { type Decimal, zero } from '../model/decimal.ts'
import { type Direction, isBehind } from './progress.ts'

export const grades = ['green', 'yellow', 'red'] as const
export type Grade = (typeof grades)[number]

/** By how much of the target (percent) a value misses it; zero when it is met. A target of zero that is missed is missed wholly. */
export const missOf = (direction: Direction, value: Decimal, target: Decimal): Decimal => {
  if (!isBehind(direction, value, target)) return zero
  const miss = value.minus(target).abs()
  return target.eq(zero) ? zero.plus(100) : miss.times(100).div(target.abs())
}

/** 发改办环资〔2020〕901号. `limit` in percent of the target. */
export const gradeByGap = (direction: Direction, value: Decimal, target: Decimal, limit: Decimal): Grade => {
  if (!isBehind(direction, value, target)) return 'green'
  return missOf(direction, value, target).gt(limit) ? 'red' : 'yellow'
}

/** 发改办环资〔2021〕629号: `fall` is the fall against the same months of last year, in percent. */
export const gradeByFall = (fall: Decimal, pace: Decimal): Grade => (fall.lt(zero) ? 'red' : fall.lt(pace) ? 'yellow' : 'green')

/** The grade of what has been reached: yearly falls by G2021, everything else by G2020. */
export const paceGrade = (kind: Pace, direction: Direction, actual: Decimal, pace: Decimal, limit: Decimal): Grade =>
  kind === 'intensityYear' ? gradeByFall(actual, pace) : gradeByGap(direction, actual, pace, limit)

/** The grade of what the year will come to. Without an interval the forecast itself is graded by its gap. */
export const forecastGrade = (
  direction: Direction,
  { forecast, low, high }: { readonly forecast: Decimal; readonly low?: Decimal | undefined; readonly high?: Decimal | undefined },
  target: Decimal,
  limit: Decimal,
): Grade => {
  if (low === undefined || high === undefined) return gradeByGap(direction, forecast, target, limit)
  const misses = [low, high].filter((end) => isBehind(direction, end, target)).length
  return misses === 2 ? 'red' : misses === 1 ? 'yellow' : 'green'
}

/** The worse of two grades. */
export const worseGrade = (a: Grade, b: Grade): Grade => (grades.indexOf(a) >= grades.indexOf(b) ? a : b)
