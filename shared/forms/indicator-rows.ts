/** Rows that a form takes from the indicators of its pack (F3, F9): one indicator, one row. */
import { pinyinInitials } from '../model/pinyin.ts'
import { indicatorOfYear, packThings } from '../text/pack.ts'
import { type CodeList, type FormTemplate, type IndicatorRows, indicatorList } from './form-schema.ts'
import type { Indicator } from './indicator-schema.ts'
import type { ReportingUnit } from './manifest-schema.ts'

type Source = IndicatorRows['values'][string]

const textOf = (indicator: Indicator, source: Source): string | undefined => {
  const value = indicator[source]
  if (Array.isArray(value)) return value.length === 0 ? undefined : value.join('、')
  return value === undefined ? undefined : String(value)
}

/** Places report every indicator, departments those they answer for; a pack without departments says nothing of it. */
const rowOwners = ({ responsible }: Indicator, units: readonly ReportingUnit[]) => {
  const departments = units.filter(({ kind }) => kind === 'department')
  if (departments.length === 0) return {}
  const own = departments.filter(({ name }) => responsible.includes(name)).map(({ id }) => id)
  const places: ReportingUnit['kind'][] = ['district', 'county', 'board']
  return { kinds: places, ...(own.length === 0 ? {} : { units: own }) }
}

/** The form with one fixed row for each indicator it asks for, behind its own fixed rows. */
export const withIndicatorRows = (form: FormTemplate, indicators: readonly Indicator[], units: readonly ReportingUnit[]): FormTemplate => {
  const { structure } = form
  if (structure.kind !== 'fixed' || structure.indicators === undefined) return form
  const { which, values } = structure.indicators
  const chosen = indicators.filter(({ monthly, reportedBy }) => reportedBy === 'county' && (which === 'all' || monthly))
  const rows = chosen.map((indicator) => ({
    key: indicator.key,
    ...rowOwners(indicator, units),
    values: Object.fromEntries(
      Object.entries(values).flatMap(([field, source]) => {
        const text = textOf(indicator, source)
        return text === undefined ? [] : [[field, text]]
      }),
    ),
  }))
  return { ...form, structure: { ...structure, rows: [...structure.rows, ...rows] } }
}

/** The code list by which a form names its indicators; undefined for a pack without any. */
export const indicatorCodes = (indicators: readonly Indicator[]): CodeList | undefined => {
  if (indicators.length === 0) return undefined
  const titles = indicators.map(({ title }) => title)
  const isShared = (title: string) => titles.indexOf(title) !== titles.lastIndexOf(title)
  const items = indicators.map(({ key, title, dueYear, synonyms = [] }) => ({
    code: key,
    // The same target for two years: the year tells them apart, or the key would have to.
    label: isShared(title) ? indicatorOfYear(title, dueYear) : title,
    synonyms,
    pinyin: pinyinInitials(title),
  }))
  return { id: indicatorList, title: packThings.indicator, items }
}
