import type { FormState, ReviewStage } from '../../../shared/model/state.ts'

/** Whether a form is sealed, whatever the city has said of it since: only a revision opens it again. */
export const isGoneUp = (state: FormState | undefined, stage: ReviewStage | undefined): boolean =>
  state === '已上报' || state === '已接收' || (state === '已退回' && stage !== 'returned')
