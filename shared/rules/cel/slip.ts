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
  const ratio = value.div(reference)
  return ratio.gte(low) && ratio.lte(high)
}

/** Whether two figures are the same but for a change as it may come from one period to the next (0.8 to 1.25 times). */
export const isNear = (value: Decimal, reference: Decimal): boolean => isWithin(value, reference, new Decimal('0.8'), new Decimal('1.25'))

const one = new Decimal(1)

/** Nearly all figures are of the size of their reference, which is seen without exact division. */
const isClose = (value: Decimal, reference: Decimal): boolean => {
  const ratio = value.toNumber() / reference.toNumber()
  return ratio > 0.2 && ratio < 5
}

/**
 * The factor by which a figure is off its reference: 10, 100, 1000 or 10000, one of these parts, or 1 when it
 * is no slip. Nothing is said of zero.
 */
export const slipOf = (value: Decimal, reference: Decimal): Decimal =>
  value.eq(zero) || reference.eq(zero) || isClose(value, reference)
    ? one
    : (bands.find(({ times, low, high }) => isWithin(value, reference.times(times), low, high))?.times ?? one)

/** The middle of some figures; of an even number the lower of the two in the middle, so that it is one of them. */
export const medianOf = (values: readonly Decimal[]): Decimal | undefined =>
  values.toSorted((a, b) => a.cmp(b))[Math.ceil(values.length / 2) - 1]
