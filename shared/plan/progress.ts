/**
 * How far a target has come and how far it should be by now, by the way the target is measured (口径). Shares of
 * time, progress and falls are percentages, 0–100; a fall (下降率) is a positive number and therefore goes up.
 *
 * Sums, products and quotients are exact decimals; powers and logarithms are worked out in floating point and
 * rounded half up to `powerDigits` digits, so that the same figures give the same verdict everywhere.
 */
import type { Pace } from '../forms/indicator-schema.ts'
import { Decimal, roundDecimal, zero } from '../model/decimal.ts'

export type Direction = 'up' | 'down'

/** Digits after the point that powers and logarithms are rounded to (of a percentage). */
export const powerDigits = 6
const hundred = new Decimal(100)
const one = new Decimal(1)

const fromFloat = (value: number): Decimal | undefined =>
  Number.isFinite(value) ? roundDecimal(new Decimal(value.toFixed(powerDigits + 4)), powerDigits) : undefined

/**
 * Several yearly falls taken together, in percent: 1 − Π(1 − d). Falls multiply, they do not add (the way the
 * national accounting of carbon intensity and the provinces' energy statistics reckon). Exact.
 */
export const cumulativeFall = (falls: readonly Decimal[]): Decimal =>
  hundred.minus(falls.reduce((left, fall) => left.times(one.minus(fall.div(hundred))), one).times(hundred))

/** The fall of an intensity from the growth of energy and of output at constant prices, in percent; undefined when output is gone. */
export const intensityFall = (energyGrowth: Decimal, outputGrowth: Decimal): Decimal | undefined => {
  const output = hundred.plus(outputGrowth)
  return output.lte(zero) ? undefined : hundred.minus(hundred.plus(energyGrowth).times(hundred).div(output))
}

/** The fall of this year that brings a cumulative fall from `before` to `target`, in percent. */
export const neededFall = (target: Decimal, before: Decimal): Decimal | undefined => {
  const left = hundred.minus(before)
  return left.lte(zero) ? undefined : hundred.minus(hundred.minus(target).times(hundred).div(left))
}

export interface PaceFigures {
  readonly kind: Pace
  /** Where it began; only `point` needs it. */
  readonly base?: Decimal | undefined
  readonly target: Decimal
  /** Share of the time, or of the year's work, that should be done by now, in percent. */
  readonly share: Decimal
}

/**
 * The value that should be reached by now. A flow: target × share. A state: on the line from base to target. A fall
 * against last year: the target itself, because such a rate counts for the whole year at any time. A fall since the
 * base year: 1 − (1 − T)^share. A standing limit: the limit. Undefined when the base is needed and unknown.
 */
export const paceValue = ({ kind, base, target, share }: PaceFigures): Decimal | undefined => {
  switch (kind) {
    case 'flow':
      return target.times(share).div(hundred)
    case 'point':
      return base === undefined ? undefined : base.plus(target.minus(base).times(share).div(hundred))
    case 'intensityCumulative':
      return fromFloat(100 * (1 - (1 - target.toNumber() / 100) ** (share.toNumber() / 100)))
    case 'intensityYear':
    case 'standing':
      return target
  }
}

/** Worse than it should be by now; exactly on the line is in time. */
export const isBehind = (direction: Direction, actual: Decimal, pace: Decimal): boolean =>
  direction === 'up' ? actual.lt(pace) : actual.gt(pace)

/**
 * Progress in percent. A flow that shall stay small is measured against its pace (above 100 = too much used), one
 * that shall grow against the whole target; a state by the way covered from base to target; a cumulative fall on a
 * logarithmic scale, ln(1 − D) / ln(1 − T). Undefined where that would divide by zero or the base is unknown.
 */
export const progressOf = (figures: PaceFigures & { readonly direction: Direction; readonly actual: Decimal }): Decimal | undefined => {
  const { kind, direction, base, target, share, actual } = figures
  const part = (value: Decimal, whole: Decimal): Decimal | undefined => (whole.eq(zero) ? undefined : value.times(hundred).div(whole))
  switch (kind) {
    case 'flow':
      return part(actual, direction === 'up' ? target : target.times(share).div(hundred))
    case 'point':
      return base === undefined ? undefined : part(actual.minus(base), target.minus(base))
    case 'intensityCumulative': {
      const whole = Math.log(1 - target.toNumber() / 100)
      return whole === 0 ? undefined : fromFloat((100 * Math.log(1 - actual.toNumber() / 100)) / whole)
    }
    case 'intensityYear':
    case 'standing':
      return part(actual, target)
  }
}

/**
 * Where the year's figure stands once `value` is reported: a flow adds it to what was there, a cumulative fall
 * multiplies it with the falls of the years before, everything else is the value itself. Rounded to `digits`.
 */
export const standingAfter = (
  kind: Pace,
  { before, value, digits }: { readonly before: Decimal; readonly value: Decimal; readonly digits: number },
): Decimal => {
  if (kind === 'flow') return roundDecimal(before.plus(value), digits)
  return roundDecimal(kind === 'intensityCumulative' ? cumulativeFall([before, value]) : value, digits)
}
