/** Units × forms × months: who owes what, what is there, what is late. */
import type { ReportingUnit } from '../forms/manifest-schema.ts'
import type { Pack } from '../forms/pack-types.ts'
import { periodsBetween } from '../model/period.ts'
import { isOwed } from '../plan/duties.ts'
import type { Decision, PackageFacts } from './package-facts.ts'
import { type PeriodStanding, standingOf } from './standing.ts'

export type CityPlan = Pick<Pack, 'manifest' | 'forms'>

/** `absent`: owed, and not in the package that is there. `notOwed`: neither owed nor handed up. */
export type FormCell = PeriodStanding['state'] | 'absent' | 'notOwed'

export interface BoardUnit {
  readonly unit: ReportingUnit
  readonly periods: readonly (PeriodStanding & { readonly forms: readonly { readonly form: string; readonly cell: FormCell }[] })[]
}
export interface CitySet {
  readonly packages: readonly PackageFacts[]
  readonly decisions: readonly Decision[]
}

/** Forms that a unit owes for a period. */
export const owedForms = (plan: CityPlan, unit: ReportingUnit, period: string): string[] =>
  plan.manifest.forms.filter((duty) => isOwed(plan, duty, unit, period)).map(({ id }) => id)

/** The plan's first period that anybody owes. */
export const firstPeriod = ({ manifest }: CityPlan): string => {
  const given = manifest.parameters.firstPeriod?.value
  return typeof given === 'string' && given > manifest.validFrom ? given : manifest.validFrom
}

const cellOf = (standing: PeriodStanding, form: string, isDue: boolean): FormCell => {
  const shown = standing.newest ?? standing.claims[0]
  if (shown === undefined) return isDue ? standing.state : 'notOwed'
  if (shown.forms.some((one) => one.form === form)) return standing.state
  return isDue ? 'absent' : 'notOwed'
}

/** One line a unit in the plan's order, one entry a period. A period in which a unit owes nothing and sent nothing is left out. */
export function cityBoard(plan: CityPlan, { packages, decisions }: CitySet, from: string, to: string, today: string): BoardUnit[] {
  const { manifest } = plan
  const place = ({ unit, period }: { readonly unit: string; readonly period: string }) => `${unit} ${period}`
  const packagesAt = Map.groupBy(packages, place)
  const decisionsAt = Map.groupBy(decisions, place)
  return manifest.units.map((unit) => ({
    unit,
    periods: periodsBetween(from, to).flatMap((period) => {
      const at = place({ unit: unit.id, period })
      const owed = new Set(period < firstPeriod(plan) ? [] : owedForms(plan, unit, period))
      const here = packagesAt.get(at) ?? []
      if (owed.size === 0 && here.length === 0) return []
      const standing = standingOf({
        unit: unit.id,
        period,
        calendar: manifest.calendar,
        today,
        packages: here,
        decisions: decisionsAt.get(at) ?? [],
      })
      const forms = manifest.forms.map(({ id }) => ({ form: id, cell: cellOf(standing, id, owed.has(id)) }))
      return [{ ...standing, forms: forms.filter(({ cell }) => cell !== 'notOwed') }]
    }),
  }))
}
