/** What next month must come to so that progress is no longer behind, and what is left to do each month. */
import type { Pace } from '../forms/indicator-schema.ts'
import { Decimal, roundDecimal, zero } from '../model/decimal.ts'
import { type Direction, isBehind, neededFall, paceValue, standingAfter } from './progress.ts'

export interface BreakEvenFigures {
  readonly kind: Pace
  readonly direction: Direction
  readonly base?: Decimal | undefined
  readonly target: Decimal
  /** Share expected by the end of next month, in percent. */
  readonly share: Decimal
  /** What counts before next month: a flow's sum so far, a cumulative fall up to last year, otherwise not used. */
  readonly before: Decimal
  /** Digits after the point of the field that is typed, which are also those of the figure that is judged. */
  readonly digits: number
}

/** Steps tried on the grid around the exact answer: far more than rounding can be off by. */
const reach = 1000

/**
 * The value next month that just ends the run, on the grid of the field's digits: the least one where more is
 * better, the greatest one where less is better. One unit worse still lies behind. Undefined when no value does it:
 * a flow that must stay small and is over its pace already cannot fall below zero.
 */
export const breakEven = (figures: BreakEvenFigures): Decimal | undefined => {
  const { kind, direction, target, base, share, before, digits } = figures
  const exact = paceValue({ kind, base, target, share })
  if (exact === undefined) return undefined
  // The form shows and judges the pace at the digits of the field.
  const pace = roundDecimal(exact, digits)
  const rough = kind === 'flow' ? pace.minus(before) : kind === 'intensityCumulative' ? neededFall(pace, before) : pace
  if (rough === undefined) return undefined
  const unit = new Decimal(1).div(new Decimal(10).pow(digits))
  const worse = direction === 'up' ? unit.times(-1) : unit
  const isEnough = (value: Decimal): boolean => !isBehind(direction, standingAfter(kind, { before, value, digits }), pace)
  const isAllowed = (value: Decimal): boolean => kind !== 'flow' || value.gte(zero)
  // The judged figure is rounded, so the neighbours of the exact answer are tried and not trusted.
  let value = roundDecimal(rough, digits)
  if (!isAllowed(value)) value = zero
  for (let step = 0; step < reach && !isEnough(value); step += 1) value = value.minus(worse)
  if (!isAllowed(value) || !isEnough(value)) return undefined
  for (let step = 0; step < reach; step += 1) {
    const next = value.plus(worse)
    if (!isAllowed(next) || !isEnough(next)) return value
    value = next
  }
  return undefined
}

/**
 * What must still come: for a flow or a state the mean of each month that is left, for falls the fall of the whole
 * year. Undefined in December and where the base of a fall is unknown.
 */
export const stillNeeded = (
  kind: Pace,
  {
    target,
    actual,
    before,
    month,
  }: { readonly target: Decimal; readonly actual: Decimal; readonly before: Decimal; readonly month: number },
): Decimal | undefined => {
  if (kind === 'intensityCumulative') return neededFall(target, before)
  if (kind === 'intensityYear' || kind === 'standing') return target
  return month >= 12 ? undefined : target.minus(actual).div(12 - month)
}
