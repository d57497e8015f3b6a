import { blocksSubmission, type Level } from '../../../shared/model/level.ts'
import type { FormState } from '../../../shared/model/state.ts'

interface Standing {
  readonly sealed: boolean
  readonly rows: number
  readonly zeroReport: boolean
  /** Counts of a check of this very version; undefined when it was not checked since the last change. */
  readonly check: { readonly byLevel: Readonly<Record<string, number>>; readonly unexplained: number } | undefined
}

/** Where a report stands, from what is stored. */
export function formState({ sealed, rows, zeroReport, check }: Standing): FormState {
  if (sealed) return '已上报'
  if (rows === 0 && !zeroReport) return '未填'
  if (!check) return '填报中'
  const blocking = Object.entries(check.byLevel).some(([level, count]) => count > 0 && blocksSubmission(level as Level)) // keys are levels
  return blocking || check.unexplained > 0 ? '有问题' : '可上报'
}
