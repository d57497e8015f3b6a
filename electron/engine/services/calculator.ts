import type { Report } from '../../../shared/contract/index.ts'
import type { FormTemplate } from '../../../shared/forms/form-schema.ts'
import { compileTemplate } from '../../../shared/rules/compute.ts'
import type { EngineContext } from '../context.ts'
import type { StoredReport } from '../store/types.ts'
import { computeInput } from './check-input.ts'

export interface Calculation {
  /** By row id. */
  readonly computed: ReadonlyMap<string, Readonly<Record<string, string>>>
  readonly totals: Report['totals']
  readonly yearRows: Report['yearRows']
}

/** Computed cells and totals of a report. */
export function calculate(context: EngineContext, template: FormTemplate, report: StoredReport): Calculation {
  const compiled = compileTemplate(context.pack(), template)
  const input = computeInput(context, template, report)
  const computed = compiled.computeReport(input)
  const yearRows = compiled.yearRows(input)
  const totals = compiled.totals(
    report.rows.map((row) => ({ ...row.values, ...computed.get(row.id) })),
    yearRows,
    report.period,
  )
  return { computed, totals, yearRows: yearRows.map((row) => ({ ...row })) }
}
