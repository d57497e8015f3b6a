/** Units of measure: reading them and converting exactly. */
import type { Field } from '../../../../shared/forms/form-schema.ts'
import { Decimal, decimalText, parseDecimal } from '../../../../shared/model/decimal.ts'
import { conventions, scaleWords, sizedAlready, sizedGroups, strangeUnit, unitGroups } from '../../../../shared/text/import-units.ts'

/** The spelling by which units are compared. */
export const plainUnit = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/^每/, '')
    .replace(/\s+/g, '')
    .replace(/[·•・.]/g, '·')

/** A unit as it stands behind a heading or in a row of units, without its brackets. */
export const withoutBrackets = (text: string): string => text.replace(/[（()）【】[\]]/g, '').trim()

/** True for the strokes people write where a column has no unit; also for nothing. */
export const isStroke = (text: string): boolean => /^[-—－–/]*$/.test(text)

/** Groups by unit; a few words stand in two groups (度). */
const groupsOf = new Map<string, { readonly group: string; readonly size: string }[]>()
for (const [group, units] of Object.entries(unitGroups))
  for (const [unit, size] of Object.entries(units))
    groupsOf.set(plainUnit(unit), [...(groupsOf.get(plainUnit(unit)) ?? []), { group, size }])

// 百吨, 十万元: nobody lists them all.
for (const group of sizedGroups)
  for (const [unit, size] of Object.entries(unitGroups[group] ?? {}))
    for (const [scale, times] of Object.entries(scaleWords)) {
      const name = plainUnit(scale + unit)
      if (!sizedAlready.test(unit) && !groupsOf.has(name))
        groupsOf.set(name, [{ group, size: decimalText(new Decimal(size).times(times)) }])
    }

/** The unit in which a form wants the figures of a field; undefined where it names none. */
export const wantedUnit = ({ type, unit }: Pick<Field, 'type' | 'unit'>): string | undefined => (type === 'percent' ? '%' : unit)

/** True for a text that is nothing but a known unit, simple or a quotient. `own` are plain units of the form at hand. */
export function isUnit(text: string, own?: ReadonlySet<string>): boolean {
  const unit = plainUnit(text)
  if (groupsOf.has(unit) || own?.has(unit) === true) return true
  const parts = unit.split('/')
  return (
    parts.length === 2 && parts.every((part) => groupsOf.has(part) || /^(?:小?时|天|日|月|年|季|个?采暖季|公里|km|万元|[ahdy])$/.test(part))
  )
}

/** True for what can be nothing but a unit, though nobody told the program how large it is. */
export const isStrangeUnit = (text: string): boolean => strangeUnit.test(plainUnit(text))

/** A word of size alone: 万, 亿. */
export const isScale = (text: string): boolean => Object.hasOwn(scaleWords, text.normalize('NFKC'))

/** True for a unit, and for a word of size that stands in the place of one; what the latter means is asked about. */
export const namesUnit = (text: string, own?: ReadonlySet<string>): boolean => isUnit(text, own) || isScale(text)

export type Conversion =
  | { readonly kind: 'same' }
  /** Multiply by this; a fraction `a/b` where the quotient has no end. */
  | { readonly kind: 'exact'; readonly factor: string }
  | { readonly kind: 'convention'; readonly factor: string; readonly text: string }
  | { readonly kind: 'unknown' }

/** How figures in `from` become figures in `to`. */
export function convert(from: string, to: string): Conversion {
  const a = plainUnit(from)
  const b = plainUnit(to)
  if (a === b) return { kind: 'same' }
  const simple = simpleRatio(a, b) ?? quotientRatio(a, b)
  if (simple !== undefined) return simple === '1' ? { kind: 'same' } : { kind: 'exact', factor: simple }
  for (const convention of conventions) {
    const there = conventionFactor(a, b, convention)
    const back = there === undefined ? conventionFactor(b, a, convention) : undefined
    const factor = there ?? (back === undefined ? undefined : inverse(back))
    if (factor !== undefined) return { kind: 'convention', factor, text: convention.text }
  }
  return { kind: 'unknown' }
}

const conventionFactor = (a: string, b: string, { from, to, divisor }: (typeof conventions)[number]): string | undefined => {
  const size = sizeIn(a, from)
  return size === undefined || sizeIn(b, to) !== '1' ? undefined : divide(size, divisor)
}

const sizeIn = (unit: string, group: string): string | undefined => groupsOf.get(unit)?.find((entry) => entry.group === group)?.size

const simpleRatio = (a: string, b: string): string | undefined => {
  for (const { group, size } of groupsOf.get(a) ?? []) {
    const other = sizeIn(b, group)
    if (other !== undefined) return divide(size, other)
  }
  return undefined
}

/** 元/蒸吨 to 万元/蒸吨: numerators and denominators convert apart. */
const quotientRatio = (a: string, b: string): string | undefined => {
  const [overA, underA, ...moreA] = a.split('/')
  const [overB, underB, ...moreB] = b.split('/')
  if (underA === undefined || underB === undefined || moreA.length + moreB.length > 0) return undefined
  const over = overA === overB ? '1' : simpleRatio(overA ?? '', overB ?? '')
  const under = underA === underB ? '1' : simpleRatio(underA, underB)
  return over === undefined || under === undefined ? undefined : divideFactors(over, under)
}

/** Decimal text when the quotient ends, else the fraction. */
export const divide = (a: string, b: string): string => {
  const quotient = new Decimal(a).div(b).round(exactPlaces)
  return quotient.times(b).eq(a) ? decimalText(quotient) : `${a}/${b}`
}
/** The way back. */
export const inverse = (factor: string): string => {
  const [over = '1', under = '1'] = factor.split('/')
  return divide(under, over)
}

const divideFactors = (a: string, b: string): string => {
  const [overA = '1', underA = '1'] = a.split('/')
  const [overB = '1', underB = '1'] = b.split('/')
  return divide(decimalText(new Decimal(overA).times(underB)), decimalText(new Decimal(underA).times(overB)))
}

/** In place of a factor: figures up to one are shares of one, larger ones percent as they stand. */
export const smallOnesAreShares = 'share'

/** In place of a factor: each row by the unit that stands in it. */
export const byRow = 'row'

const roundedPlaces = 10
/** Quotients of units that end at all end long before this. */
const exactPlaces = 20

/** `value` × `factor`, exact where it has an end; `exact: false` when it had to be rounded. undefined for a bad factor. */
export function applyFactor(value: string, factor: string): { readonly value: string; readonly exact: boolean } | undefined {
  const size = parseDecimal(value)
  const isShare = factor === smallOnesAreShares && size !== undefined && size.abs().lte(1)
  const [over = '', under = '1', ...more] = (isShare ? '100' : factor === smallOnesAreShares ? '1' : factor).split('/')
  const [number, numerator, divisor] = [parseDecimal(value), parseDecimal(over), parseDecimal(under)]
  if (number === undefined || numerator === undefined || divisor === undefined || divisor.eq(0) || more.length > 0) return undefined
  const product = number.times(numerator)
  if (divisor.eq(1)) return { value: decimalText(product), exact: true }
  const quotient = product.div(divisor).round(exactPlaces)
  const exact = quotient.times(divisor).eq(product)
  return { value: decimalText(exact ? quotient : quotient.round(roundedPlaces)), exact }
}
