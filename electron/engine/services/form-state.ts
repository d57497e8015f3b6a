import type { SubmissionSummary } from '../../../shared/contract/index.ts'
import { blocksSubmission, type Level } from '../../../shared/model/level.ts'
import type { FormState, ReviewStage } from '../../../shared/model/state.ts'
import type { Store, StoredReport } from '../store/types.ts'
import { stateOfSealed } from './receipt-state.ts'
import { stageOf } from './review-stage.ts'

interface Standing {
  /** Where its package stands; undefined while it is not sealed. */
  readonly sealed: SubmissionSummary['state'] | undefined
  readonly rows: number
  readonly zeroReport: boolean
  /** Counts of a check of this very version; undefined when it was not checked since the last change. */
  readonly check: { readonly byLevel: Readonly<Record<string, number>>; readonly unexplained: number } | undefined
  /** How far it has come between the people who sign; undefined where nobody signs in the program. */
  readonly stage?: ReviewStage | undefined
}

/** Whether there is anything to check, sign and hand up in what is stored: rows, or the word that there are none. */
export const hasContent = (stored: ReturnType<Store['reports']['summary']>): boolean =>
  stored !== undefined && (stored.rowCount > 0 || stored.header.zeroReport)

const handedUp: Readonly<Record<SubmissionSummary['state'], FormState>> = {
  sealed: '已上报',
  received: '已接收',
  accepted: '已接收',
  returned: '已退回',
}

/** Where a report stands. */
export function formState({ sealed, rows, zeroReport, check, stage }: Standing): FormState {
  if (sealed !== undefined) return handedUp[sealed]
  // An emptied form that was sent back is no longer handed up, so nobody waits for it.
  if (rows === 0 && !zeroReport) return '未填'
  if (stage === 'returned') return '已退回'
  if (stage === 'handedIn') return '待审核'
  if (stage === 'passed') return '待签发'
  if (!check) return stage === 'signed' ? '可上报' : '填报中'
  const blocking = Object.entries(check.byLevel).some(([level, count]) => count > 0 && blocksSubmission(level as Level)) // keys are levels
  if (blocking || check.unexplained > 0) return '有问题'
  return stage === 'open' ? '可送审' : '可上报'
}

/** The same from what is stored. Rows that the pack gives are stored, and count, once somebody has typed into one. */
export function stateOf(store: Store, report: StoredReport): FormState {
  const check = store.checks.get(report.form, report.period)
  return formState({
    sealed: report.sealed ? (stateOfSealed(store, report.form, report.period) ?? 'sealed') : undefined,
    rows: store.reports.summary(report.form, report.period)?.rowCount ?? 0,
    zeroReport: report.header.zeroReport,
    check: check?.version === report.version ? check : undefined,
    stage: stageOf(store, report.form, report.period),
  })
}
