/**
 * What the year will come to. Three ways: by the ratio to the same months of last year (Y), by the share that these
 * months usually have of a year (S), and by running on at the same rate (R, a line to look at and no forecast: in
 * series with a season its error is many times that of the others). Known steps are added by the form.
 */
import { Decimal, roundDecimal, zero } from '../model/decimal.ts'

/** Same-period ratio: A + (A / L) × the rest of last year. Undefined when last year had nothing by now. */
export const forecastByRatio = (actual: Decimal, lastSame: Decimal, lastYear: Decimal): Decimal | undefined =>
  lastSame.eq(zero) ? undefined : actual.plus(actual.times(lastYear.minus(lastSame)).div(lastSame))

/** Seasonal share (percent): A / s. Undefined for a share of zero. */
export const forecastByShare = (actual: Decimal, share: Decimal): Decimal | undefined =>
  share.lte(zero) ? undefined : actual.times(100).div(share)

/** Running on at the same rate: A × 12 / m. */
export const forecastByRunRate = (actual: Decimal, month: number): Decimal => actual.times(12).div(month)

/** Fewer comparable months give no interval (数据不足). */
export const leastRatios = 3
/** Digits after the point of the half width, which is worked out in floating point. */
export const widthDigits = 6

/** 90 % quantiles of Student's t for 1 to 11 degrees of freedom: four fifths lie between minus and plus the value. */
const tQuantiles = [3.0777, 1.8856, 1.6377, 1.5332, 1.4759, 1.4398, 1.4149, 1.3968, 1.383, 1.3722, 1.3634]

export interface WidthFigures {
  /** This year and last year, January first. */
  readonly actual: readonly (Decimal | undefined)[]
  readonly last: readonly (Decimal | undefined)[]
  /** Months elapsed, 1–12. */
  readonly month: number
  /** Stretches the textbook interval to what it reaches on series that remember the month before (K). */
  readonly factor: Decimal
}

/**
 * Half the width of the 80 % interval of the same-period forecast. With r the monthly ratios to last year and G the
 * ratio of the sums: s² is the variance of r around G, weighted by last year's months, times n / (n − 1); the half
 * width is K · t · s · √(Σ L² + (Σ L)² / n) over the months to come. Undefined for fewer than `leastRatios`
 * comparable months, for an unknown month of last year, or when last year had nothing by now.
 */
export const forecastHalfWidth = ({ actual, last, month, factor }: WidthFigures): Decimal | undefined => {
  const pairs: { readonly ratio: number; readonly weight: number }[] = []
  let sum = 0
  let lastSum = 0
  for (let at = 0; at < month; at += 1) {
    const mine = actual[at]?.toNumber()
    const before = last[at]?.toNumber()
    if (mine === undefined || before === undefined || before <= 0) continue
    pairs.push({ ratio: mine / before, weight: before })
    sum += mine
    lastSum += before
  }
  const rest = last.slice(month, 12)
  const quantile = tQuantiles[pairs.length - 2]
  if (pairs.length < leastRatios || quantile === undefined || rest.length < 12 - month) return undefined
  let squares = 0
  let total = 0
  for (const value of rest) {
    if (value === undefined) return undefined
    squares += value.toNumber() ** 2
    total += value.toNumber()
  }
  const count = pairs.length
  const ratio = sum / lastSum
  const spread = pairs.reduce((all, pair) => all + pair.weight * (pair.ratio - ratio) ** 2, 0) / lastSum
  const deviation = Math.sqrt((spread * count) / (count - 1))
  const width = factor.toNumber() * quantile * deviation * Math.sqrt(squares + total ** 2 / count)
  return Number.isFinite(width) && width < 1e18 ? roundDecimal(new Decimal(width.toFixed(widthDigits)), widthDigits) : undefined
}
