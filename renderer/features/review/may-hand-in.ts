import type { FormReview } from '../../../shared/contract/index.ts'
import type { FormState } from '../../../shared/model/state.ts'
import { isGoneUp } from './is-gone-up.ts'

/** Whether the preparer may give a form to the auditor: it is in order, and what it was sent back for was answered. */
export const mayHandIn = (state: FormState, { filled, stage, unanswered }: FormReview): boolean =>
  filled && !isGoneUp(state, stage) && (state === '可送审' || stage === 'returned') && unanswered === 0
