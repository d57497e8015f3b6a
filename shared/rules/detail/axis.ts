/**
 * The values a cell may take, counted in its smallest steps: a number in units of its last decimal, a date in days, a
 * month in months. On such a line the smallest change is found by halving, whatever the rule looks like.
 */
import { addDays, daysBetween, isDate } from '../../model/dates.ts'
import { Decimal, decimalsOf, decimalText, parseDecimal } from '../../model/decimal.ts'
import { isPeriod, monthsBetween, shiftPeriod } from '../../model/period.ts'
import { isNumeric } from '../../model/value.ts'
import type { FieldModel } from '../model.ts'

export interface Axis {
  readonly kind: 'number' | 'date' | 'month'
  readonly least: bigint
  readonly most: bigint
  /** Canonical text of a step. */
  readonly text: (step: bigint) => string
  /** The steps just below and just above a value (the same one twice when it is a step); undefined when it is none at all. */
  readonly around: (text: string) => readonly [bigint, bigint] | undefined
  /** The same for a number that was worked out; undefined on an axis of other things. */
  readonly aroundNumber: (value: Decimal) => readonly [bigint, bigint] | undefined
}

/** Digits of a field that says none: enough for what stands there. */
const decimalsFor = (model: FieldModel, current: string): number =>
  model.field.type === 'integer' ? 0 : (model.field.decimals ?? Math.min(6, Math.max(2, decimalsOf(current))))

const mostDigits = 18
const floorOf = (value: Decimal): bigint => {
  const cut = value.round(0, Decimal.roundDown)
  return BigInt((cut.gt(value) ? cut.minus(1) : cut).toFixed(0))
}

const numberAxis = (model: FieldModel, current: string): Axis => {
  const { field } = model
  const decimals = decimalsFor(model, current)
  const scale = new Decimal(10).pow(decimals)
  const limit = 10n ** BigInt(mostDigits)
  const bound = (text: string | undefined, otherwise: bigint, up: boolean): bigint => {
    const value = text === undefined ? undefined : parseDecimal(text)?.times(scale)
    if (value === undefined) return otherwise
    const below = floorOf(value)
    return up && !value.eq(below.toString()) ? below + 1n : below
  }
  const aroundNumber = (value: Decimal): readonly [bigint, bigint] | undefined => {
    const scaled = value.times(scale)
    if (scaled.abs().gt(limit.toString())) return undefined
    const below = floorOf(scaled)
    return [below, scaled.eq(below.toString()) ? below : below + 1n]
  }
  return {
    kind: 'number',
    least: bound(field.min, field.allowNegative ? -limit : 0n, true),
    most: bound(field.max, field.share ? BigInt(scale.times(100).toFixed(0)) : limit, false),
    text: (step) => decimalText(new Decimal(step.toString()).div(scale)),
    around(text) {
      const value = parseDecimal(text)
      return value && aroundNumber(value)
    },
    aroundNumber,
  }
}

const firstDay = '1980-01-01'
const lastDay = '2060-12-31'
const dateAxis: Axis = {
  kind: 'date',
  least: 0n,
  most: BigInt(daysBetween(firstDay, lastDay)),
  text: (step) => addDays(firstDay, Number(step)),
  around(text) {
    const step = isDate(text) ? BigInt(daysBetween(firstDay, text)) : undefined
    return step === undefined ? undefined : [step, step]
  },
  aroundNumber: () => undefined,
}

const firstMonth = '1980-01'
const monthAxis: Axis = {
  kind: 'month',
  least: 0n,
  most: 971n,
  text: (step) => shiftPeriod(firstMonth, Number(step)),
  around(text) {
    const step = isPeriod(text) ? BigInt(monthsBetween(firstMonth, text)) : undefined
    return step === undefined ? undefined : [step, step]
  },
  aroundNumber: () => undefined,
}

/** The axis of a field; undefined where values are names and not amounts. */
export const axisOf = (model: FieldModel, current: string): Axis | undefined =>
  isNumeric(model.field.type)
    ? numberAxis(model, current)
    : model.field.type === 'date'
      ? dateAxis
      : model.field.type === 'month'
        ? monthAxis
        : undefined

/**
 * The step nearest to `from` that passes, on the way to a step that does: the one before it (towards `from`) fails.
 * `failing` and `passing` are what they say; the work is the logarithm of their distance.
 */
export const nearestPassing = (failing: bigint, passing: bigint, passes: (step: bigint) => boolean): bigint => {
  let bad = failing
  let good = passing
  while (good - bad > 1n || bad - good > 1n) {
    const middle = (bad + good) / 2n
    if (passes(middle)) good = middle
    else bad = middle
  }
  return good
}
