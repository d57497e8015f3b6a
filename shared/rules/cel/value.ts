/**
 * Values inside expressions. All numbers are exact decimals, literals included; dates, months and codes are
 * texts. `blank` stands for what is not known: it passes through every operator and function, except where the
 * answer does not depend on it.
 *
 * | a     | b     | a && b | a \|\| b | !a    |
 * |-------|-------|--------|----------|-------|
 * | true  | blank | blank  | true     | false |
 * | false | blank | false  | blank    | true  |
 * | blank | true  | blank  | true     | blank |
 * | blank | false | false  | blank    | blank |
 * | blank | blank | blank  | blank    | blank |
 */
import { compareDecimals, Decimal, decimalText } from '../../model/decimal.ts'
import type { RuleErrorReason } from '../../text/rules.ts'
import type { Sheet } from '../sheet.ts'

export const blank: unique symbol = Symbol('blank')
export type Blank = typeof blank

/** A row as expressions see it. */
export interface RowValue {
  readonly sheet: Sheet
  readonly index: number
  /** Value of the field at this position in the template. */
  get(field: number): Value
  /** Whether anything stands in the cell, readable or not. */
  has(field: number): boolean
  /** The same row one period earlier. */
  readonly previous: RowValue | undefined
}
export type Struct = ReadonlyMap<string, Value>
export type Value = Decimal | string | boolean | RowValue | readonly Value[] | Struct | Blank

/** What an expression is evaluated in. */
export interface Frame {
  readonly sheet: Sheet
  readonly row: RowValue | undefined
  /** Variables of `all`, `exists`, `map`, `filter` and `cel.bind`, by depth. */
  readonly locals: Value[]
}
export type Program = (frame: Frame) => Value

/** A rule that cannot run for a reason other than a blank. */
export class RuleFault extends Error {
  override readonly name = 'RuleFault'
  readonly reason: RuleErrorReason

  constructor(reason: RuleErrorReason) {
    super(reason)
    this.reason = reason
  }
}

export const isDecimal = (value: Value): value is Decimal => value instanceof Decimal
export const isList = (value: Value): value is readonly Value[] => Array.isArray(value)
export const isRow = (value: Value): value is RowValue =>
  typeof value === 'object' && !Array.isArray(value) && !(value instanceof Decimal) && !(value instanceof Map)

/** Equality inside expressions; a blank is equal to nothing, so callers look for it first. */
export const equal = (a: Value, b: Value): boolean => {
  if (a === b) return true
  if (isDecimal(a)) return isDecimal(b) && compareDecimals(a, b) === 0
  if (isList(a)) return isList(b) && a.length === b.length && a.every((item, index) => equal(item, b[index] ?? blank))
  return false
}

/** Text under which a value is looked up in an index; undefined for a blank and for what is no single value. */
export const lookupText = (value: Value): string | undefined => {
  if (typeof value === 'string') return value
  if (typeof value === 'boolean') return value ? '是' : '否'
  return isDecimal(value) ? decimalText(value) : undefined
}
