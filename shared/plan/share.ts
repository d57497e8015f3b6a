/** How much of a year's work should be done by the end of a month. */
import { Decimal, zero } from '../model/decimal.ts'

type Months = readonly (Decimal | undefined)[]
const hundred = new Decimal(100)
const isKnown = (value: Decimal | undefined): value is Decimal => value !== undefined

/** Sum of the first `count` months; undefined while one of them is unknown. */
export const firstSum = (months: Months, count: number): Decimal | undefined => {
  const first = months.slice(0, count)
  return first.length < count || !first.every(isKnown) ? undefined : first.reduce((sum, value) => sum.plus(value), zero)
}

/** The mean, in percent, of the shares that earlier years had reached by this month; years with a gap or without any amount are left out. */
export const meanShare = (years: readonly Months[], month: number): Decimal | undefined => {
  const shares = years.flatMap((months) => {
    const whole = firstSum(months, 12)
    const part = firstSum(months, month)
    return whole === undefined || part === undefined || whole.lte(zero) ? [] : [part.times(hundred).div(whole)]
  })
  return shares.length === 0 ? undefined : shares.reduce((sum, share) => sum.plus(share), zero).div(shares.length)
}
