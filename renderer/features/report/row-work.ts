/** The same rules as in the engine, run in the page on the row being typed, so that its cells are marked at once. */
import type { Report } from '../../../shared/contract/index.ts'
import type { FormTemplate } from '../../../shared/forms/form-schema.ts'
import type { ReportingUnit } from '../../../shared/forms/manifest-schema.ts'
import type { Pack } from '../../../shared/forms/pack-types.ts'
import { naturalKey } from '../../../shared/model/natural-key.ts'
import { checkRow } from '../../../shared/rules/check.ts'
import { type CompiledRules, compileRules } from '../../../shared/rules/compile-rules.ts'
import { compileTemplate } from '../../../shared/rules/compute.ts'
import type { FormData } from '../../../shared/rules/input.ts'
import type { RowWork } from '../grid/cell-rules.ts'
import type { GridRow } from '../grid/grid-store.ts'
import { marksOf } from '../grid/marks.ts'

interface RowWorkOptions {
  readonly pack: Pack
  readonly template: FormTemplate
  readonly unit: ReportingUnit
  readonly period: string
  /** `YYYY-MM-DD` */
  readonly today: string
  readonly report: () => Report | null
  readonly previous: () => Report | null
  readonly rows: () => readonly GridRow[]
}

/** The work on rows, and whether some of their numbers rest on what only the engine has. */
export interface ReportRowWork extends RowWork {
  readonly needsEngine: boolean
}

const compiledPacks = new WeakMap<Pack, CompiledRules>()
const compiledOf = (pack: Pack): CompiledRules => {
  const compiled = compiledPacks.get(pack) ?? compileRules(pack)
  compiledPacks.set(pack, compiled)
  return compiled
}

const formData = (report: Report, rows: readonly GridRow[], keys: readonly string[]): FormData => ({
  header: report.header,
  state: report.state,
  rows: rows.map(({ id, values }) => ({ id, key: naturalKey(keys, values), values })),
})

export function createRowWork({ pack, template, unit, period, today, report, previous, rows }: RowWorkOptions): ReportRowWork {
  const compiled = compileTemplate(pack, template)
  const previousRow = (key: string) => {
    const row = key === '' ? undefined : previous()?.rows.find((candidate) => candidate.key === key)
    return row && { previous: { ...row.computed, ...row.values } }
  }
  /** What the page cannot reckon, as the engine last did: it rests on months and forms that are not here. */
  const fromEngine = (key: string): Record<string, string> => {
    if (compiled.beyondRow.size === 0 || key === '') return {}
    const known = report()?.rows.find((row) => row.key === key)?.computed ?? {}
    return Object.fromEntries(Object.entries(known).filter(([field]) => compiled.beyondRow.has(field)))
  }
  return {
    needsEngine: compiled.beyondRow.size > 0,
    compute(values) {
      const header = report()?.header
      const key = naturalKey(template.naturalKey, values)
      const computed = compiled.computeRow(values, { period, unit, ...(header && { header }), ...previousRow(key) })
      const own = Object.entries(computed).filter(([field]) => !compiled.beyondRow.has(field))
      return { ...Object.fromEntries(own), ...fromEngine(key) }
    },
    check(row, before) {
      const shown = report()
      if (!shown) return before
      const before1 = previous()
      const findings = checkRow(
        compiledOf(pack),
        {
          checkDate: today,
          period,
          unit,
          only: template.id,
          current: new Map([
            [
              template.id,
              formData(
                shown,
                rows().map((other) => {
                  const one = other.id === row.id ? row : other
                  const known = fromEngine(one.key)
                  return Object.keys(known).length === 0 ? one : { ...one, values: { ...known, ...one.values } }
                }),
                template.naturalKey,
              ),
            ],
          ]),
          previous: new Map(before1 ? [[template.id, formData(before1, before1.rows, template.naturalKey)]] : []),
          earlier: () => [],
        },
        template.id,
        row.id,
      )
      return marksOf(findings).get(row.id) ?? new Map()
    },
    totals: (all) =>
      compiled.totals(
        all.map(({ values, computed }) => ({ ...computed, ...values })),
        report()?.yearRows,
        period,
      ),
  }
}
