/** The same rules as in the engine, run in the page on the row being typed, so that its cells are marked at once. */
import type { Report } from '../../../shared/contract/index.ts'
import type { FormTemplate } from '../../../shared/forms/form-schema.ts'
import type { ReportingUnit } from '../../../shared/forms/manifest-schema.ts'
import type { Pack } from '../../../shared/forms/pack-types.ts'
import { naturalKey } from '../../../shared/model/natural-key.ts'
import { checkRow, checkRowsAlone, restsOnRowAlone } from '../../../shared/rules/check.ts'
import { type CompiledRules, compileRules } from '../../../shared/rules/compile-rules.ts'
import { compileTemplate } from '../../../shared/rules/compute.ts'
import type { Finding } from '../../../shared/rules/finding.ts'
import { formsNamed } from '../../../shared/rules/forms.ts'
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
  /** What the last check of the whole form found. */
  readonly findings: () => readonly Finding[]
}

/** The work on rows, and whether some of their numbers rest on what only the engine has. */
export interface ReportRowWork extends RowWork {
  readonly needsEngine: boolean
}

/** The rules of one form, and the forms they read: a pack has many more, which nobody should wait for. */
function packOfForm(pack: Pack, template: FormTemplate): Pack {
  const own = pack.rules.filter(({ forms }) => forms.includes(template.id) || forms.includes('*'))
  const rules = own.map((rule) => ({
    ...rule,
    forms: [template.id],
    reads: [...new Set([...rule.reads, ...rule.forms.filter((id) => pack.forms.has(id))])],
  }))
  const read = rules.flatMap((rule) => rule.reads.flatMap((id) => pack.forms.get(id) ?? []))
  const needed = new Set([template, ...read].flatMap((form) => [form.id, ...formsNamed(pack, form).map(({ id }) => id)]))
  return { ...pack, rules, forms: new Map([...pack.forms].filter(([id]) => needed.has(id))) }
}
const compiledForms = new WeakMap<FormTemplate, { readonly pack: Pack; readonly compiled: CompiledRules }>()
/** The rules of one form, compiled once. */
export function compiledRulesOf(pack: Pack, template: FormTemplate): CompiledRules {
  const known = compiledForms.get(template)
  if (known?.pack === pack) return known.compiled
  const compiled = compileRules(packOfForm(pack, template))
  compiledForms.set(template, { pack, compiled })
  return compiled
}

type RowInput = Pick<GridRow, 'id' | 'values'>
const formData = (report: Report, rows: readonly RowInput[], keys: readonly string[]): FormData => ({
  header: report.header,
  state: report.state,
  rows: rows.map(({ id, values }) => ({ id, key: naturalKey(keys, values), values })),
})

/** Rows after which the totals let something else happen. */
const rowsAStep = 512

const byKey = <Row extends { readonly key: string }>(rows: readonly Row[]): ReadonlyMap<string, Row> =>
  new Map(rows.toReversed().map((row) => [row.key, row]))
/** Made once for the rows of a report, since every typed cell of a long form asks for it. */
const indexes = new WeakMap<Report['rows'], ReadonlyMap<string, Report['rows'][number]>>()
const rowByKey = (shown: Report | null, key: string): Report['rows'][number] | undefined => {
  if (!shown || key === '') return undefined
  const index = indexes.get(shown.rows) ?? byKey(shown.rows)
  indexes.set(shown.rows, index)
  return index.get(key)
}

export function createRowWork({ pack, template, unit, period, today, report, previous, rows, findings }: RowWorkOptions): ReportRowWork {
  const compiled = compileTemplate(pack, template)
  const previousRow = (key: string) => {
    const row = rowByKey(previous(), key)
    return row && { previous: { ...row.computed, ...row.values } }
  }
  /** What the page cannot reckon, as the engine last did: it rests on months and forms that are not here. */
  const fromEngine = (key: string): Record<string, string> => {
    if (compiled.beyondRow.size === 0 || key === '') return {}
    const known = rowByKey(report(), key)?.computed ?? {}
    return Object.fromEntries(Object.entries(known).filter(([field]) => compiled.beyondRow.has(field)))
  }
  const withEngineCells = (row: GridRow): RowInput => {
    const known = fromEngine(row.key)
    return Object.keys(known).length === 0 ? row : { id: row.id, values: { ...known, ...row.values } }
  }
  let beyond: { readonly of: readonly Finding[]; readonly byRow: ReadonlyMap<string, readonly Finding[]> } = { of: [], byRow: new Map() }
  /** What the last check said of rows beside what stands in them alone. */
  const beyondRows = (): ReadonlyMap<string, readonly Finding[]> => {
    const of = findings()
    if (beyond.of !== of) {
      const alone = new Set(pack.rules.filter(restsOnRowAlone).map(({ id }) => id))
      const kept = of.filter(({ rowId, ruleId }) => rowId !== null && !alone.has(ruleId))
      beyond = { of, byRow: Map.groupBy(kept, ({ rowId }) => rowId ?? '') }
    }
    return beyond.byRow
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
        compiledRulesOf(pack, template),
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
                rows().map((other) => withEngineCells(other.id === row.id ? row : other)),
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
    checkAlone(changed) {
      const shown = report()
      if (!shown) return new Map()
      const current = new Map([[template.id, formData(shown, changed.map(withEngineCells), template.naturalKey)]])
      const input = { checkDate: today, period, unit, only: template.id, current, previous: new Map(), earlier: () => [] }
      const known = beyondRows()
      const kept = changed.flatMap(({ id }) => known.get(id) ?? [])
      return marksOf([...checkRowsAlone(compiledRulesOf(pack, template), input, template.id), ...kept])
    },
    *totals(all) {
      if (template.totals.length === 0) return []
      const joined: Readonly<Record<string, string>>[] = []
      for (const [at, { values, computed }] of all.entries()) {
        if (at % rowsAStep === rowsAStep - 1) yield
        joined.push({ ...computed, ...values })
      }
      return yield* compiled.totalSteps(joined, report()?.yearRows, period)
    },
  }
}
