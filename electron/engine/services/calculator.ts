import type { Report } from '../../../shared/contract/index.ts'
import type { FormTemplate } from '../../../shared/forms/schema.ts'
import type { EngineContext } from '../context.ts'
import type { StoredReport } from '../store/types.ts'

export interface Calculation {
  /** By row, in the report's order. */
  readonly computed: readonly Readonly<Record<string, string>>[]
  readonly totals: Report['totals']
}

/** Computed cells and totals of a report. */
export function calculate(_context: EngineContext, _template: FormTemplate, report: StoredReport): Calculation {
  return { computed: report.rows.map(() => ({})), totals: [] }
}
