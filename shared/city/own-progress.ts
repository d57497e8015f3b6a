/** A city's own progress from its counties': only what may be added is added, and only when nobody is missing. */
import type { FormTemplate } from '../forms/form-schema.ts'
import type { Indicator } from '../forms/indicator-schema.ts'
import type { ReportingUnit } from '../forms/manifest-schema.ts'
import { decimalText, zero } from '../model/decimal.ts'
import { type FormFigures, indicatorField, numberIn, rowsIn } from './figures.ts'

/** Amounts of a month, of the year so far, and of last year: a city's are those of its places together. */
const amounts = ['actualMonth', 'actualYTD', 'lastYTD', 'lastYearTotal'] as const
const lastYear = Array.from({ length: 12 }, (_, at) => `last${String(at + 1).padStart(2, '0')}`)
/** Without these the row would say nothing of the month. */
const needed = ['actualMonth', 'actualYTD'] as const

/**
 * `added`: sums of all places. `incomplete`: some have not reported it (`missing`, by name), so a sum would be short.
 * `notAdditive`: shares and rates cannot be added; a person takes the figure from where it is worked out for the whole city.
 */
export interface OwnIndicator {
  readonly indicator: string
  readonly title: string
  readonly way: 'added' | 'incomplete' | 'notAdditive'
  readonly values: Readonly<Record<string, string>>
  readonly missing: readonly string[]
}

/** Units that report a part of the city; departments report the whole of what they answer for, which is not added once more. */
export const isPlace = ({ kind }: Pick<ReportingUnit, 'kind'>): boolean => kind !== 'department'

/**
 * @param template the form made from indicators
 * @param places all units of the plan that report a part of the city
 * @param sources the form in the accepted packages of the month
 */
export function ownProgress(
  template: FormTemplate,
  indicators: readonly Indicator[],
  places: readonly Pick<ReportingUnit, 'id' | 'name'>[],
  sources: readonly FormFigures[],
): OwnIndicator[] {
  const named = indicatorField(template)
  if (named === undefined || template.structure.kind !== 'fixed') return []
  const given = new Set(template.structure.rows.map(({ key }) => key))
  const fields = [...amounts, ...lastYear].filter((key) => template.fields.some((field) => field.key === key))
  const rowsOf = new Map(sources.map(({ facts, records }) => [facts.unit, rowsIn(records)]))
  return indicators
    .filter(({ key }) => given.has(key))
    .map(({ key: indicator, title, pace }): OwnIndicator => {
      if (pace !== 'flow') return { indicator, title, way: 'notAdditive', values: {}, missing: [] }
      const parts = places.map(({ id, name }) => ({
        name,
        values: rowsOf.get(id)?.find(({ values }) => values[named] === indicator)?.values ?? {},
      }))
      const missing = parts.filter(({ values }) => needed.some((field) => numberIn(values, field) === undefined)).map(({ name }) => name)
      if (missing.length > 0 || parts.length === 0) return { indicator, title, way: 'incomplete', values: {}, missing }
      const values = fields.flatMap((field) => {
        const numbers = parts.flatMap(({ values: own }) => numberIn(own, field) ?? [])
        if (numbers.length < parts.length) return []
        return [[field, decimalText(numbers.reduce((sum, number) => sum.plus(number), zero))] as const]
      })
      return { indicator, title, way: 'added', values: Object.fromEntries(values), missing: [] }
    })
}
