import { previousPeriod } from '../../../shared/model/period.ts'
import type { Finding } from '../../../shared/rules/finding.ts'
import { findingId } from '../../../shared/rules/finding-id.ts'
import type { EngineContext } from '../context.ts'
import { stateOfSealed } from './receipt-state.ts'

export interface EarlierExplanation {
  readonly period: string
  readonly text: string
  readonly by: string
  readonly at: string
}
/** Older words than these are of another time. */
const mostMonths = 24

/** What was said of the same rule on the same row in the months before, the last one first. */
function* explanationsBefore(context: EngineContext, period: string, finding: Finding): Generator<EarlierExplanation> {
  const { explanations } = context.store()
  const { validFrom } = context.pack().manifest
  const { ruleId, form, fields, rowId, rowKey } = finding
  const row = rowId === null ? '' : rowKey === null || rowKey === '' ? `#${rowId}` : rowKey
  let earlier = period
  for (let back = 0; back < mostMonths; back++) {
    earlier = previousPeriod(earlier)
    if (earlier < validFrom) return
    const found = explanations.all(earlier).get(findingId({ ruleId, form, period: earlier, row, fields }))
    if (found) yield { period: earlier, text: found.text, by: found.by, at: found.at }
  }
}

/** What was said the last time, handed up or not; null when nothing was. */
export function earlierExplanation(context: EngineContext, period: string, finding: Finding): EarlierExplanation | null {
  const { value } = explanationsBefore(context, period, finding).next()
  return value ?? null
}

/** The last one that went up with its month and was not sent back: words to build on. Null when there is none. */
export function acceptedExplanation(context: EngineContext, period: string, finding: Finding): EarlierExplanation | null {
  for (const earlier of explanationsBefore(context, period, finding)) {
    const state = stateOfSealed(context.store(), finding.form, earlier.period)
    if (state !== undefined && state !== 'returned') return earlier
  }
  return null
}
