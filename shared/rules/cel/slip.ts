/**
 * Slips of the unit: a figure that is ten, a hundred, a thousand or ten thousand times what it should be (or that
 * part of it) was most likely written in another unit or with its point in the wrong place.
 */
import { Decimal, zero } from '../../model/decimal.ts'

/** Factors by which a figure goes wrong, smallest slip first. */
export const slipFactors: readonly Decimal[] = ['10', '0.1', '100', '0.01', '1000', '0.001', '10000', '0.0001'].map(
  (factor) => new Decimal(factor),
)

/** A figure may differ from its reference by a fifth besides the slip itself. */
const lowest = new Decimal('0.8')
const highest = new Decimal('1.25')

/** Whether two figures are the same but for a change as it may come from one period to the next. */
export const isNear = (value: Decimal, reference: Decimal): boolean => {
  if (reference.eq(zero)) return value.eq(zero)
  const ratio = value.div(reference)
  return ratio.gte(lowest) && ratio.lte(highest)
}

/**
 * The factor by which a figure is off its reference: 10, 100, 1000 or 10000, one of these parts, or 1 when it
 * is no slip. Nothing is said of zero.
 */
export const slipOf = (value: Decimal, reference: Decimal): Decimal =>
  value.eq(zero) || reference.eq(zero) ? one : (slipFactors.find((factor) => isNear(value, reference.times(factor))) ?? one)
const one = new Decimal(1)

/** The middle of some figures; of an even number the lower of the two in the middle, so that it is one of them. */
export const medianOf = (values: readonly Decimal[]): Decimal | undefined =>
  values.toSorted((a, b) => a.cmp(b))[Math.ceil(values.length / 2) - 1]
