import type { FormReview } from '../../../shared/contract/index.ts'
import type { FormState } from '../../../shared/model/state.ts'

/** Whether the preparer may give a form to the auditor: it is in order, and what it was sent back for was answered. */
export const mayHandIn = (state: FormState, { filled, stage, unanswered }: FormReview): boolean =>
  filled && state !== '已上报' && state !== '已接收' && (state === '可送审' || stage === 'returned') && unanswered === 0
