/** Arithmetic on single numbers. */
import { doubtful } from '../uncomputable.ts'
import { checkedNumber, errorValue, nearlyEqual, scaleDecimal } from '../values.ts'
import { ErrorResult, type FunctionFamily, type StrictFunction, scalarFunction, wholePart } from './spec.ts'

const fail = (code: Parameters<typeof errorValue>[0]) => new ErrorResult(errorValue(code))

const oneNumber = (apply: (value: number) => number): StrictFunction => scalarFunction(1, 1, (args) => checkedNumber(apply(args.number(0))))

const halfAway = (size: number): number => Math.floor(size + 0.5)

/** Rounds the decimal digits that count, as people do: 1.005 to two places is 1.01. */
export function roundDecimal(value: number, digits: number, direction: (size: number) => number = halfAway): number {
  const places = Math.max(-308, Math.min(308, wholePart(digits)))
  const scaled = scaleDecimal(Math.abs(value), places)
  if (!Number.isFinite(scaled) || scaled >= 1e15) return value
  return Math.sign(value) * scaleDecimal(direction(scaled), -places)
}

/** Cutting off is only certain when the noise of the last binary digits does not decide it. */
function cutDecimal(value: number, digits: number, direction: (size: number) => number): number {
  const result = roundDecimal(value, digits, direction)
  const raw = Math.abs(value) * 10 ** wholePart(digits)
  const nearest = Math.round(raw)
  const isExact = value === Number(value.toPrecision(15))
  if (!isExact && raw !== nearest && nearlyEqual(raw, nearest)) throw doubtful()
  return result
}

/** Next whole number below; noise just under a whole number is no ground to decide on. */
function floorOf(value: number): number {
  const nearest = Math.round(value)
  if (nearest !== value && nearlyEqual(nearest, value)) throw doubtful()
  return Math.floor(value)
}

const cut = (direction: (size: number) => number, defaultDigits?: number): StrictFunction =>
  scalarFunction(defaultDigits === undefined ? 2 : 1, 2, (args) =>
    cutDecimal(args.number(0), args.number(1, defaultDigits ?? 0), direction),
  )

function remainder(value: number, divisor: number): number {
  if (divisor === 0) throw fail('#DIV/0!')
  if (Number.isInteger(value) && Number.isInteger(divisor)) {
    const rest = value % divisor
    return rest !== 0 && Math.sign(rest) !== Math.sign(divisor) ? rest + divisor : rest
  }
  return value - divisor * floorOf(value / divisor)
}

/** To a multiple; a whole multiple is told from one that is off by noise. */
function toMultiple(value: number, step: number, direction: (count: number) => number): number {
  if (value > 0 && step < 0) throw fail('#NUM!')
  const count = value / step
  const nearest = Math.round(count)
  // For a negative step both programs turn the direction around.
  const rounded = nearlyEqual(count, nearest) ? nearest : direction(count)
  return Number((rounded * step).toPrecision(15))
}

function logarithm(value: number, base: number): number {
  if (value <= 0 || base <= 0) throw fail('#NUM!')
  if (base === 1) throw fail('#DIV/0!')
  if (base === 10) return Math.log10(value)
  return base === 2 ? Math.log2(value) : Math.log(value) / Math.log(base)
}

/** @throws CannotCompute for powers on which programs disagree */
export function power(base: number, exponent: number): number {
  if (base === 0 && exponent === 0) throw doubtful()
  if (base === 0 && exponent < 0) throw fail('#DIV/0!')
  if (base < 0 && !Number.isInteger(exponent)) throw doubtful()
  return base ** exponent
}

export const mathFunctions: FunctionFamily = {
  ABS: oneNumber(Math.abs),
  SIGN: oneNumber(Math.sign),
  INT: oneNumber(floorOf),
  SQRT: oneNumber((value) => {
    if (value < 0) throw fail('#NUM!')
    return Math.sqrt(value)
  }),
  EXP: oneNumber(Math.exp),
  LN: oneNumber((value) => logarithm(value, Math.E)),
  LOG10: oneNumber((value) => logarithm(value, 10)),
  LOG: scalarFunction(1, 2, (args) => checkedNumber(logarithm(args.number(0), args.number(1, 10)))),
  PI: scalarFunction(0, 0, () => Math.PI),
  POWER: scalarFunction(2, 2, (args) => checkedNumber(power(args.number(0), args.number(1)))),
  MOD: scalarFunction(2, 2, (args) => checkedNumber(remainder(args.number(0), args.number(1)))),
  QUOTIENT: scalarFunction(2, 2, (args) => {
    if (args.number(1) === 0) throw fail('#DIV/0!')
    return wholePart(args.number(0) / args.number(1))
  }),
  ROUND: scalarFunction(2, 2, (args) => checkedNumber(roundDecimal(args.number(0), args.number(1)))),
  ROUNDUP: cut(Math.ceil),
  ROUNDDOWN: cut(Math.floor),
  TRUNC: cut(Math.floor, 0),
  CEILING: scalarFunction(2, 2, (args) => {
    const [value, step] = [args.number(0), args.number(1)]
    return value === 0 || step === 0 ? 0 : checkedNumber(toMultiple(value, step, Math.ceil))
  }),
  FLOOR: scalarFunction(2, 2, (args) => {
    const [value, step] = [args.number(0), args.number(1)]
    if (value === 0) return 0
    if (step === 0) throw fail('#DIV/0!')
    return checkedNumber(toMultiple(value, step, Math.floor))
  }),
}
