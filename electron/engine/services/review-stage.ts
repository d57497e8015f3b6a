import type { SignerRole } from '../../../shared/contract/index.ts'
import type { ReviewStage } from '../../../shared/model/state.ts'
import type { Store, StoredReviewAct } from '../store/types.ts'

/** Whose act it is; a refusal is anybody's. */
export const signerOf = { handIn: 'preparer', pass: 'auditor', sign: 'leader' } as const satisfies Readonly<Record<string, SignerRole>>

/** How far the acts of one report, oldest first, have brought it. */
export function reviewStage(acts: readonly Pick<StoredReviewAct, 'act' | 'voidedAt'>[]): ReviewStage {
  if (acts.at(-1)?.act === 'refuse') return 'returned'
  const standing = new Set(acts.filter(({ voidedAt }) => voidedAt === null).map(({ act }) => act))
  if (standing.has('sign')) return 'signed'
  if (standing.has('pass')) return 'passed'
  return standing.has('handIn') ? 'handedIn' : 'open'
}

export const isReviewed = (store: Store): boolean => store.profile.get()?.review === true

/** The stage of a report; undefined where months are handed up without signing. */
export function stageOf(store: Store, form: string, period: string): ReviewStage | undefined {
  if (!isReviewed(store)) return undefined
  return reviewStage(store.review.list(period).filter((act) => act.form === form))
}
