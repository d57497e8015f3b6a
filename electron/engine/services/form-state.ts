import { blocksSubmission, type Level } from '../../../shared/model/level.ts'
import type { FormState } from '../../../shared/model/state.ts'
import type { Store, StoredReport } from '../store/types.ts'

interface Standing {
  readonly sealed: boolean
  readonly rows: number
  readonly zeroReport: boolean
  /** Counts of a check of this very version; undefined when it was not checked since the last change. */
  readonly check: { readonly byLevel: Readonly<Record<string, number>>; readonly unexplained: number } | undefined
}

/** Where a report stands. */
export function formState({ sealed, rows, zeroReport, check }: Standing): FormState {
  if (sealed) return '已上报'
  if (rows === 0 && !zeroReport) return '未填'
  if (!check) return '填报中'
  const blocking = Object.entries(check.byLevel).some(([level, count]) => count > 0 && blocksSubmission(level as Level)) // keys are levels
  return blocking || check.unexplained > 0 ? '有问题' : '可上报'
}

/** The same from what is stored. Rows that the pack gives do not count until somebody has typed into one. */
export function stateOf(store: Store, report: StoredReport): FormState {
  const check = store.checks.get(report.form, report.period)
  return formState({
    sealed: report.sealed,
    rows: report.version === 0 ? 0 : report.rows.length,
    zeroReport: report.header.zeroReport,
    check: check?.version === report.version ? check : undefined,
  })
}
