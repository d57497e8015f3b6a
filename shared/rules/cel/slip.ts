/**
 * Slips of the unit: a figure that is ten, a hundred, a thousand or ten thousand times what it should be (or that
 * part of it) was most likely written in another unit or with its point in the wrong place.
 */
import { Decimal, zero } from '../../model/decimal.ts'

/** How far a figure may be from the slipped reference: a tenfold change may be real, so it must fit more closely. */
const bands = [
  { factor: '10', low: '0.95', high: '1.05' },
  { factor: '100', low: '0.9', high: '1.1' },
  { factor: '1000', low: '0.8', high: '1.25' },
  { factor: '10000', low: '0.8', high: '1.25' },
].flatMap(({ factor, low, high }) =>
  [new Decimal(factor), new Decimal(1).div(factor)].map((times) => ({ times, low: new Decimal(low), high: new Decimal(high) })),
)

/** Factors by which a figure goes wrong, smallest slip first. */
export const slipFactors: readonly Decimal[] = bands.map(({ times }) => times)

const isWithin = (value: Decimal, reference: Decimal, low: Decimal, high: Decimal): boolean => {
  if (reference.eq(zero)) return value.eq(zero)
  // Multiplied out, because exact division costs many times as much.
  const [least, most] = [reference.times(low), reference.times(high)]
  return reference.gt(zero) ? value.gte(least) && value.lte(most) : value.lte(least) && value.gte(most)
}

/** Whether two figures are the same but for a change as it may come from one period to the next (0.8 to 1.25 times). */
export const isNear = (value: Decimal, reference: Decimal): boolean => isWithin(value, reference, new Decimal('0.8'), new Decimal('1.25'))

const one = new Decimal(1)

/** Room for what floating point loses: whatever may be within a band is looked at exactly. */
const roughly = { low: 1 - 1e-9, high: 1 + 1e-9 }
const roughBands = bands.map((band) => ({
  ...band,
  least: band.times.times(band.low).toNumber() * roughly.low,
  most: band.times.times(band.high).toNumber() * roughly.high,
}))

/**
 * The factor by which a figure is off its reference: 10, 100, 1000 or 10000, one of these parts, or 1 when it
 * is no slip. Nothing is said of zero.
 */
export const slipOf = (value: Decimal, reference: Decimal): Decimal => {
  if (value.eq(zero) || reference.eq(zero)) return one
  const ratio = value.toNumber() / reference.toNumber()
  const band = roughBands.find(
    ({ times, low, high, least, most }) => ratio >= least && ratio <= most && isWithin(value, reference.times(times), low, high),
  )
  return band?.times ?? one
}

/** The middle of some figures; of an even number the lower of the two in the middle, so that it is one of them. */
export const medianOf = (values: readonly Decimal[]): Decimal | undefined =>
  values.toSorted((a, b) => a.cmp(b))[Math.ceil(values.length / 2) - 1]
