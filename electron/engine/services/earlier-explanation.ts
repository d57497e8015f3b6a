import { previousPeriod } from '../../../shared/model/period.ts'
import type { Finding } from '../../../shared/rules/finding.ts'
import { findingId } from '../../../shared/rules/finding-id.ts'
import type { EngineContext } from '../context.ts'

export interface EarlierExplanation {
  readonly period: string
  readonly text: string
  readonly by: string
  readonly at: string
}
/** Older words than these are of another time. */
const mostMonths = 24

/** What was said the last time of the same rule on the same row; null when nothing was. */
export function earlierExplanation(context: EngineContext, period: string, finding: Finding): EarlierExplanation | null {
  const { explanations } = context.store()
  const { validFrom } = context.pack().manifest
  const { ruleId, form, fields, rowId, rowKey } = finding
  const row = rowId === null ? '' : rowKey === null || rowKey === '' ? `#${rowId}` : rowKey
  let earlier = period
  for (let back = 0; back < mostMonths; back++) {
    earlier = previousPeriod(earlier)
    if (earlier < validFrom) return null
    const found = explanations.all(earlier).get(findingId({ ruleId, form, period: earlier, row, fields }))
    if (found) return { period: earlier, text: found.text, by: found.by, at: found.at }
  }
  return null
}
