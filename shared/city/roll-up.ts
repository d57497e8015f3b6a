/** 汇总 (T1): exact sums over accepted packages, with who is missing and where every number comes from. */
import type { FormTemplate, Total } from '../forms/form-schema.ts'
import type { Indicator } from '../forms/indicator-schema.ts'
import { Decimal, decimalText, parseDecimal, roundDecimal, zero } from '../model/decimal.ts'
import { type FormFigures, indicatorField, numberIn, rowsIn } from './figures.ts'

/** One unit's part of a sum. */
export interface RollUpPart {
  readonly unit: string
  readonly unitName: string
  readonly sha256: string
  readonly values: Readonly<Record<string, string>>
  /** Blank cells by field: how many the sum had to leave out. */
  readonly missing: Readonly<Record<string, number>>
}
export interface RollUpTotal extends Omit<RollUpPart, 'unit' | 'unitName' | 'sha256'> {
  /** As the form prints it, e.g. 合计. */
  readonly label: string
  readonly parts: readonly RollUpPart[]
}
export interface IndicatorPart {
  readonly unit: string
  readonly unitName: string
  readonly sha256: string
  readonly rowId: string
  readonly value: string | null
  /** What an average is weighted by. */
  readonly weight: string | null
}
/** `sum`: amounts add up. `average`: weighted. `none`: nothing sensible can be said of all units together. */
export interface IndicatorRollUp {
  readonly indicator: string
  readonly title: string
  readonly unit: string
  readonly way: 'sum' | 'average' | 'none'
  readonly weightedBy: string | null
  readonly value: string | null
  readonly parts: readonly IndicatorPart[]
}
export interface FormRollUp {
  readonly form: string
  readonly rows: number
  readonly totals: readonly RollUpTotal[]
  readonly indicators: readonly IndicatorRollUp[]
}

const averageDigits = 4

/** Where a form counts its rows it prints their number with a unit, e.g. 3台. */
const withoutUnit = (text: string, unit: string | undefined): string =>
  unit !== undefined && text.endsWith(unit) ? text.slice(0, -unit.length) : text

const addInto = (sums: Record<string, Decimal>, values: Readonly<Record<string, string>>, count: Total['count']): void => {
  for (const [field, text] of Object.entries(values)) {
    const number = parseDecimal(withoutUnit(text, field === count?.field ? count.unit : undefined))
    if (number !== undefined) sums[field] = (sums[field] ?? zero).plus(number)
  }
}

/** A share of sums, e.g. 完工率: worked out from the sums, so that big units weigh more than small ones. */
function ratesOf(total: Total | undefined, sums: Readonly<Record<string, Decimal>>, template: FormTemplate): Record<string, string> {
  return Object.fromEntries(
    (total?.rates ?? []).flatMap(({ field, of, to }) => {
      const [part, whole] = [sums[of], sums[to]]
      if (part === undefined || whole === undefined || whole.eq(zero)) return []
      const digits = template.fields.find(({ key }) => key === field)?.decimals ?? 2
      return [[field, decimalText(roundDecimal(part.times(100).div(whole), digits))] as const]
    }),
  )
}

function totalsOf(template: FormTemplate, sources: readonly FormFigures[]): RollUpTotal[] {
  const labels = [...new Set(sources.flatMap(({ records }) => records.totals.map(({ label }) => label)))]
  // Sub-totals (`by`) print a label for each value; they follow their total's own.
  const described = (label: string) => template.totals.find((total) => total.label === label || label.startsWith(total.label))
  return labels.map((label) => {
    const count = described(label)?.count
    const sums: Record<string, Decimal> = {}
    const missing: Record<string, number> = {}
    const rates = new Set((described(label)?.rates ?? []).map(({ field }) => field))
    const parts = sources.flatMap(({ facts, records }): RollUpPart[] => {
      const own = records.totals.find((total) => total.label === label)
      if (own === undefined) return []
      addInto(sums, own.values, count)
      for (const [field, count] of Object.entries(own.missing)) missing[field] = (missing[field] ?? 0) + count
      return [{ unit: facts.unit, unitName: facts.unitName, sha256: facts.sha256, values: own.values, missing: own.missing }]
    })
    const added = Object.entries(sums).flatMap(([field, sum]) =>
      rates.has(field) ? [] : [[field, `${decimalText(sum)}${field === count?.field ? count.unit : ''}`] as const],
    )
    return { label, values: { ...Object.fromEntries(added), ...ratesOf(described(label), sums, template) }, missing, parts }
  })
}

const amountField = 'actualYTD'

function indicatorsOf(
  template: FormTemplate,
  indicators: readonly Indicator[],
  weights: ReadonlyMap<string, string>,
  sources: readonly FormFigures[],
  places: ReadonlySet<string>,
): IndicatorRollUp[] {
  const named = indicatorField(template)
  if (named === undefined || !template.fields.some(({ key }) => key === amountField)) return []
  const rows = sources.map(({ facts, records }) => ({ facts, rows: rowsIn(records) }))
  return indicators.flatMap((indicator): IndicatorRollUp[] => {
    const weightedBy = indicator.pace === 'flow' ? undefined : weights.get(indicator.key)
    const parts = rows.flatMap(({ facts, rows: own }): IndicatorPart[] => {
      const row = own.find(({ values }) => values[named] === indicator.key)
      if (row === undefined) return []
      const weight = weightedBy === undefined ? undefined : own.find(({ values }) => values[named] === weightedBy)?.values[amountField]
      const { unit, unitName, sha256 } = facts
      return [{ unit, unitName, sha256, rowId: row.rowId, value: row.values[amountField] ?? null, weight: weight ?? null }]
    })
    if (parts.length === 0) return []
    // A department tells of the whole of what it answers for: beside the places' parts it would count twice.
    const ofPlaces = parts.filter(({ unit }) => places.has(unit))
    const counted = ofPlaces.length > 0 ? ofPlaces : parts
    const way = indicator.pace === 'flow' ? 'sum' : weightedBy === undefined ? 'none' : 'average'
    const value = way === 'sum' ? sumOf(counted) : way === 'average' ? averageOf(counted) : null
    const { key, title, unit = '' } = indicator
    return [{ indicator: key, title, unit, way, weightedBy: weightedBy ?? null, value, parts: counted }]
  })
}

const sumOf = (parts: readonly IndicatorPart[]): string | null => {
  const numbers = parts.flatMap(({ value }) => parseDecimal(value ?? '') ?? [])
  return numbers.length === 0 ? null : decimalText(numbers.reduce((sum, number) => sum.plus(number), zero))
}
/** Only when every value has its weight: an average of some of them would look like one of all. */
function averageOf(parts: readonly IndicatorPart[]): string | null {
  let sum = zero
  let whole = zero
  for (const { value, weight } of parts) {
    if (value === null) continue
    const [number, by] = [parseDecimal(value), parseDecimal(weight ?? '')]
    if (number === undefined || by === undefined || by.lte(zero)) return null
    sum = sum.plus(number.times(by))
    whole = whole.plus(by)
  }
  return whole.eq(zero) ? null : decimalText(roundDecimal(new Decimal(sum.div(whole)), averageDigits))
}

/**
 * @param sources the form in the accepted packages of one period, in the plan's order of units
 * @param places units that report a part of the city
 */
export const rollUp = (
  template: FormTemplate,
  indicators: readonly Indicator[],
  weights: ReadonlyMap<string, string>,
  sources: readonly FormFigures[],
  places: ReadonlySet<string>,
): FormRollUp => ({
  form: template.id,
  rows: sources.reduce((count, { records }) => count + records.rows.length, 0),
  totals: totalsOf(template, sources),
  indicators: indicatorsOf(template, indicators, weights, sources, places),
})

/** The cells behind one number of a roll-up, by unit. */
export interface CellBehind {
  readonly unit: string
  readonly unitName: string
  readonly sha256: string
  readonly rowId: string
  readonly rowKey: string
  readonly value: string
}

/** Cells of a field in the accepted packages that hold a number, with the row they stand in. */
export const cellsBehind = (template: FormTemplate, sources: readonly FormFigures[], field: string): CellBehind[] =>
  sources.flatMap(({ facts, records }) =>
    rowsIn(records).flatMap(({ rowId, values }): CellBehind[] => {
      if (numberIn(values, field) === undefined) return []
      const rowKey = template.naturalKey.map((key) => values[key] ?? '').join('|')
      return [{ unit: facts.unit, unitName: facts.unitName, sha256: facts.sha256, rowId, rowKey, value: values[field] ?? '' }]
    }),
  )
