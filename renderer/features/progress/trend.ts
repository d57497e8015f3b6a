/** The months of one indicator, out of the reports of the year. */
import type { Report } from '../../../shared/contract/index.ts'
import type { FormTemplate } from '../../../shared/forms/form-schema.ts'
import { Decimal, decimalText, parseDecimal } from '../../../shared/model/decimal.ts'

export interface TrendValue {
  /** Canonical text. */
  readonly value: string
  readonly period: string
  readonly field: string
}
export interface TrendMonth {
  /** 1–12. */
  readonly month: number
  readonly actual: TrendValue | undefined
  readonly pace: TrendValue | undefined
  /** The same month of last year. */
  readonly last: TrendValue | undefined
}
export interface Trend {
  /** A sum since January, a value of the month, or a fall against last year: what all lines of the chart measure. */
  readonly measure: 'sum' | 'value' | 'fall'
  readonly months: readonly TrendMonth[]
}

const monthNumbers = Array.from({ length: 12 }, (_, at) => at + 1)
const lastField = (month: number): string => `last${String(month).padStart(2, '0')}`

/** True for forms that carry the months a chart needs; `docs/pack-authors.md` names the columns. */
export const hasMonths = ({ fields }: FormTemplate): boolean =>
  ['actualMonth', 'actualYTD', lastField(1)].every((key) => fields.some((field) => field.key === key))

/** Every line measures the same: falls since the base year are shown as the falls of the year, as last year's are stored. */
const fieldsOf = (pace: string) =>
  pace === 'flow'
    ? ({ measure: 'sum', actual: 'actualYTD', pace: 'paceTarget' } as const)
    : pace === 'intensityCumulative'
      ? ({ measure: 'fall', actual: 'actualMonth', pace: 'required' } as const)
      : ({ measure: pace === 'intensityYear' ? 'fall' : 'value', actual: 'actualMonth', pace: 'paceTarget' } as const)

/** @param reports of the year up to the month that is shown, in order */
export function trendOf(reports: readonly Report[], row: string, pace: string): Trend {
  const fields = fieldsOf(pace)
  const cell = (report: Report | undefined, field: string): TrendValue | undefined => {
    const found = report?.rows.find(({ id }) => id === row)
    const value = found?.values[field] ?? found?.computed[field]
    return report && value !== undefined && parseDecimal(value) ? { value, period: report.period, field } : undefined
  }
  const latest = reports.at(-1)
  let sum: Decimal | undefined = new Decimal(0)
  const months = monthNumbers.map((month): TrendMonth => {
    const report = reports.find(({ period }) => Number(period.slice(5)) === month)
    const own = cell(latest, lastField(month))
    const value = own && parseDecimal(own.value)
    sum = value && sum?.plus(value)
    const last = fields.measure !== 'sum' ? own : own && sum ? { ...own, value: decimalText(sum) } : undefined
    return { month, actual: cell(report, fields.actual), pace: cell(report, fields.pace), last }
  })
  return { measure: fields.measure, months }
}
