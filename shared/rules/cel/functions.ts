/**
 * The functions of expressions, all there are. A blank argument makes the result blank unless the table says
 * that the function takes blanks. Signatures are in the notation of the CEL library; `T` is any type.
 *
 * Lists made from rows (`rows.map(r, r.x)`) keep their blanks; `sum`, `avg`, `min`, `max`, `unique` and `texts`
 * leave them out, as the printed total does. A list written out (`[row.a, row.b]`) is blank when one of its
 * items is, so that a sum of parts is not compared while a part is missing.
 */

import type { CodeList } from '../../forms/form-schema.ts'
import { addDays, dateOf, daysBetween, isDate } from '../../model/dates.ts'
import { Decimal, decimalsOf, decimalText, parseDecimal, roundDecimal, zero } from '../../model/decimal.ts'
import { isPeriod, monthEnd, monthStart, monthsBetween, shiftPeriod } from '../../model/period.ts'
import { isOrgCodeValid, isUsccShaped, isUsccValid, orgCodeOfUscc, usccCheckCharacter } from '../../model/uscc.ts'
import { isCode } from '../../model/value.ts'
import { planFunctions } from './plan-functions.ts'
import { medianOf, slipOf } from './slip.ts'
import { blank, isDecimal, isList, RuleFault, type Value } from './value.ts'

export interface CelFunction {
  readonly signatures: readonly string[]
  readonly takesBlank?: true
  readonly run: (args: readonly Value[], codes: ReadonlyMap<string, CodeList>) => Value
}

const decimal = (value: Value | undefined): Decimal => {
  if (value !== undefined && isDecimal(value)) return value
  throw new RuleFault('internal')
}
const text = (value: Value | undefined): string => {
  if (typeof value === 'string') return value
  throw new RuleFault('internal')
}
const list = (value: Value | undefined): readonly Value[] => {
  if (value !== undefined && isList(value)) return value
  throw new RuleFault('internal')
}
/** A whole number for counting with. */
const whole = (value: Value | undefined, least: number, most: number): number => {
  const number = decimal(value)
  const result = number.toNumber()
  if (!Number.isInteger(result) || result < least || result > most) throw new RuleFault('outOfRange')
  return result
}
const number = (value: number): Decimal => new Decimal(value)
const numbers = (value: Value | undefined): Decimal[] => list(value).filter(isDecimal)
const date = (value: Value | undefined): string => {
  const result = text(value)
  if (!isDate(result)) throw new RuleFault('outOfRange')
  return result
}
/** The month of a date or a month. */
const month = (value: Value | undefined): string => {
  const result = text(value).slice(0, 7)
  if (!isPeriod(result)) throw new RuleFault('outOfRange')
  return result
}
const characters = (value: Value | undefined): string[] => Array.from(text(value))
const extreme = (values: readonly Decimal[], wanted: 1 | -1): Value =>
  values.length === 0 ? blank : values.reduce((best, value) => (value.cmp(best) === wanted ? value : best))
const sum = (values: readonly Decimal[]): Decimal => values.reduce((total, value) => total.plus(value), zero)

export const divide = (a: Decimal, b: Decimal): Decimal => {
  if (b.eq(zero)) throw new RuleFault('divisionByZero')
  return a.div(b)
}

const distinct = (values: readonly Value[]): Value[] => {
  const seen = new Map<string, Value>()
  for (const value of values) {
    if (typeof value === 'string') seen.set(value, value)
    else if (isDecimal(value)) seen.set(decimalText(value), value)
  }
  return [...seen.values()]
}
const strings = (value: Value | undefined): string[] => list(value).filter((item) => typeof item === 'string')

const codeList = (codes: ReadonlyMap<string, CodeList>, id: Value | undefined): CodeList => {
  const found = codes.get(text(id))
  if (found === undefined) throw new RuleFault('outOfRange')
  return found
}

/** What the list says for the code under `key` in the month of `at`. */
const codeFigure = (
  codes: ReadonlyMap<string, CodeList>,
  id: Value | undefined,
  code: Value | undefined,
  key: Value | undefined,
  at: Value | undefined,
): string | undefined => {
  const when = month(at)
  const item = codeList(codes, id).items.find((candidate) => candidate.code === code)
  const figures = item?.figures?.find(({ from, to }) => from <= when && (to === undefined || when <= to))
  return figures?.values[text(key)]
}

const codeInForce = (list: CodeList, code: string, period: string | undefined): Value => {
  let item = list.items.find((candidate) => candidate.code === code)
  // A chain of replacements is no longer than the list, so that a circle in it ends too.
  for (let steps = 0; item?.replacedBy !== undefined && steps < list.items.length; steps++) {
    if (period !== undefined && item.replacedFrom !== undefined && period < item.replacedFrom) break
    const { replacedBy } = item
    item = list.items.find((candidate) => candidate.code === replacedBy)
  }
  return item?.code ?? blank
}

export const celFunctions: Readonly<Record<string, CelFunction>> = {
  ...planFunctions,
  // numbers
  abs: { signatures: ['abs(Decimal): Decimal'], run: ([a]) => decimal(a).abs() },
  min: {
    signatures: ['min(Decimal, Decimal): Decimal', 'min(list<Decimal>): Decimal'],
    run: (args) => extreme(args.length === 2 ? args.map(decimal) : numbers(args[0]), -1),
  },
  max: {
    signatures: ['max(Decimal, Decimal): Decimal', 'max(list<Decimal>): Decimal'],
    run: (args) => extreme(args.length === 2 ? args.map(decimal) : numbers(args[0]), 1),
  },
  sum: { signatures: ['sum(list<Decimal>): Decimal'], run: ([a]) => sum(numbers(a)) },
  avg: {
    signatures: ['avg(list<Decimal>): Decimal'],
    run: ([a]) => {
      const values = numbers(a)
      return values.length === 0 ? blank : sum(values).div(values.length)
    },
  },
  /** The middle one; blank when there is none. */
  median: { signatures: ['median(list<Decimal>): Decimal'], run: ([a]) => medianOf(numbers(a)) ?? blank },
  /** `slip(value, reference)`: 10, 100, 1000, 10000 or one of these parts when the value is off by that factor, else 1. */
  slip: { signatures: ['slip(Decimal, Decimal): Decimal'], run: ([value, reference]) => slipOf(decimal(value), decimal(reference)) },
  round: { signatures: ['round(Decimal, Decimal): Decimal'], run: ([a, digits]) => roundDecimal(decimal(a), whole(digits, 0, 30)) },
  floor: { signatures: ['floor(Decimal): Decimal'], run: ([a]) => floor(decimal(a)) },
  /** The share of a in b as a percentage with two decimals. */
  pct: { signatures: ['pct(Decimal, Decimal): Decimal'], run: ([a, b]) => roundDecimal(divide(decimal(a).times(100), decimal(b)), 2) },
  number: { signatures: ['number(string): Decimal'], run: ([a]) => parseDecimal(text(a)) ?? blank },
  text: { signatures: ['text(Decimal): string'], run: ([a]) => decimalText(decimal(a)) },

  // lists
  count: { signatures: ['count(list<T>): Decimal'], run: ([a]) => number(list(a).length) },
  unique: { signatures: ['unique(list<T>): list<T>'], run: ([a]) => distinct(list(a)) },
  /** Items of the first list that the second has not. */
  missing: {
    signatures: ['missing(list<string>, list<string>): list<string>'],
    run: ([wanted, present]) => {
      const have = new Set(strings(present))
      return distinct(strings(wanted).filter((item) => !have.has(item)))
    },
  },
  joined: { signatures: ['joined(list<string>): string'], run: ([a]) => strings(a).join('、') },

  // texts
  left: {
    signatures: ['left(string, Decimal): string'],
    run: ([a, n]) =>
      characters(a)
        .slice(0, whole(n, 0, 4000))
        .join(''),
  },
  right: {
    signatures: ['right(string, Decimal): string'],
    run: ([a, n]) => {
      const all = characters(a)
      return all.slice(Math.max(0, all.length - whole(n, 0, 4000))).join('')
    },
  },
  /** `substr(s, first, length)`, the first character is 1. */
  substr: {
    signatures: ['substr(string, Decimal, Decimal): string'],
    run: ([a, first, length]) => {
      const start = whole(first, 1, 4000) - 1
      return characters(a)
        .slice(start, start + whole(length, 0, 4000))
        .join('')
    },
  },
  length: { signatures: ['length(string): Decimal'], run: ([a]) => number(characters(a).length) },
  isNumber: { signatures: ['isNumber(string): bool'], run: ([a]) => parseDecimal(text(a)) !== undefined },
  decimalsOf: { signatures: ['decimalsOf(string): Decimal'], run: ([a]) => number(decimalsOf(text(a))) },
  isDate: { signatures: ['isDate(string): bool'], run: ([a]) => isDate(text(a)) },
  isMonth: { signatures: ['isMonth(string): bool'], run: ([a]) => isPeriod(text(a)) },

  // codes
  inCodes: { signatures: ['inCodes(string, string): bool'], run: ([id, a], codes) => isCode(text(a), codeList(codes, id)) },
  codeLabel: {
    signatures: ['codeLabel(string, string): string'],
    run: ([id, a], codes) => codeList(codes, id).items.find((item) => item.code === a)?.label ?? blank,
  },
  /**
   * The code that stands for `a` now, or stood for it in the period given: follows `replacedBy` as far as it was in
   * force. Blank for what is no code of the list.
   */
  codeNow: {
    signatures: ['codeNow(string, string): string', 'codeNow(string, string, string): string'],
    run: ([id, a, period], codes) => codeInForce(codeList(codes, id), text(a), period === undefined ? undefined : month(period)),
  },
  codeParent: {
    signatures: ['codeParent(string, string): string'],
    run: ([id, a], codes) => codeList(codes, id).items.find((item) => item.code === a)?.parent ?? blank,
  },
  codesUnder: {
    signatures: ['codesUnder(string, string): list<string>'],
    run: ([id, parent], codes) => codeList(codes, id).items.flatMap((item) => (item.parent === parent ? [item.code] : [])),
  },

  /** `codeNumber("C_energy", code, "coef", month)`: a figure that goes with the code in that month; blank when there is none. */
  codeNumber: {
    signatures: ['codeNumber(string, string, string, string): Decimal'],
    run: ([id, code, key, at], codes) => {
      const figure = codeFigure(codes, id, code, key, at) ?? ''
      return /^-?\d+(\.\d+)?$/.test(figure) ? new Decimal(figure) : blank
    },
  },
  codeText: {
    signatures: ['codeText(string, string, string, string): string'],
    run: ([id, code, key, at], codes) => codeFigure(codes, id, code, key, at) ?? blank,
  },

  // dates and periods; a month is taken where a date is, except for days
  date: {
    signatures: ['date(Decimal, Decimal, Decimal): string'],
    run: ([y, m, d]) => dateOf(whole(y, 1900, 2199), whole(m, 1, 12), whole(d, 1, 31)) ?? blank,
  },
  monthOf: { signatures: ['monthOf(string): string'], run: ([a]) => month(a) },
  yearOf: { signatures: ['yearOf(string): Decimal'], run: ([a]) => number(Number(month(a).slice(0, 4))) },
  monthNumber: { signatures: ['monthNumber(string): Decimal'], run: ([a]) => number(Number(month(a).slice(5, 7))) },
  dayOf: { signatures: ['dayOf(string): Decimal'], run: ([a]) => number(Number(date(a).slice(8, 10))) },
  monthStart: { signatures: ['monthStart(string): string'], run: ([a]) => monthStart(month(a)) },
  monthEnd: { signatures: ['monthEnd(string): string'], run: ([a]) => monthEnd(month(a)) },
  addDays: { signatures: ['addDays(string, Decimal): string'], run: ([a, n]) => addDays(date(a), whole(n, -40_000, 40_000)) },
  daysBetween: { signatures: ['daysBetween(string, string): Decimal'], run: ([a, b]) => number(daysBetween(date(a), date(b))) },
  addMonths: { signatures: ['addMonths(string, Decimal): string'], run: ([a, n]) => shiftPeriod(month(a), whole(n, -1200, 1200)) },
  monthsBetween: { signatures: ['monthsBetween(string, string): Decimal'], run: ([a, b]) => number(monthsBetween(month(a), month(b))) },

  // credit codes
  usccShaped: { signatures: ['usccShaped(string): bool'], run: ([a]) => isUsccShaped(text(a)) },
  usccValid: { signatures: ['usccValid(string): bool'], run: ([a]) => isUsccValid(text(a)) },
  usccCheckChar: { signatures: ['usccCheckChar(string): string'], run: ([a]) => usccCheckCharacter(text(a)) ?? blank },
  orgCodeOf: { signatures: ['orgCodeOf(string): string'], run: ([a]) => orgCodeOfUscc(text(a)) },
  orgCodeValid: { signatures: ['orgCodeValid(string): bool'], run: ([a]) => isOrgCodeValid(text(a)) },

  // blanks
  coalesce: { signatures: ['coalesce(T, T): T'], takesBlank: true, run: ([a, b]) => (a === blank ? (b ?? blank) : (a ?? blank)) },
  isBlank: { signatures: ['isBlank(T): bool'], takesBlank: true, run: ([a]) => a === blank },
}

const floor = (value: Decimal): Decimal => {
  const cut = value.round(0, Decimal.roundDown)
  return cut.gt(value) ? cut.minus(1) : cut
}
