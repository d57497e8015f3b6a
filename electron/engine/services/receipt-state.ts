/** What the receipts of a package amount to. */
import type { ReceiptView, SubmissionSummary } from '../../../shared/contract/index.ts'
import { Receipt, type receiptKinds } from '../../../shared/submission/signed-files.ts'
import type { StoredReceipt } from '../store/exchange-store.ts'
import type { Store } from '../store/types.ts'

type Kind = (typeof receiptKinds)[number]
type Package = Pick<SubmissionSummary, 'packageId' | 'period' | 'revision'>

/** A receipt was read before it was stored; a typed code has nothing but its kind and when it was typed. */
export function receiptView(stored: StoredReceipt, { packageId, period, revision }: Package): ReceiptView {
  const common = { id: stored.id, packageId, period, revision, kind: stored.kind as Kind, takenAt: stored.takenAt } // written from a kind
  if (!stored.file.startsWith('{')) {
    const nothing = { by: '', reason: '', daysLate: 0, verdict: 'unknown', resubmitBy: null, comments: 0 } as const
    return { ...common, source: 'code', at: stored.takenAt, ...nothing }
  }
  const { at, by, reason, daysLate, verdict, resubmitBy, comments } = Receipt.parse(JSON.parse(stored.file))
  return { ...common, source: 'file', at, by, reason, daysLate, verdict, resubmitBy, comments: comments.length }
}

/**
 * The kind that counts: the latest by the city's clock. Arrival counts only while nothing was decided, and after a refusal: the
 * city takes in what it refused once it knows the key, and what people refuse arrived before.
 */
export function decisiveKind(receipts: readonly Pick<ReceiptView, 'kind' | 'at' | 'id'>[]): Kind | undefined {
  return receipts
    .toSorted((a, b) => (a.at === b.at ? (a.id < b.id ? -1 : 1) : a.at < b.at ? -1 : 1))
    .reduce<Kind | undefined>(
      (known, { kind }) => (kind !== 'received' || known === undefined || known === 'refused' ? kind : known),
      undefined,
    )
}

const states: Readonly<Record<Kind, SubmissionSummary['state']>> = {
  received: 'received',
  accepted: 'accepted',
  returned: 'returned',
  reopened: 'returned',
  refused: 'returned',
}

/** The kind that counts for a package; undefined while the city said nothing. */
export const kindOf = (store: Store, summary: Package): Kind | undefined =>
  decisiveKind(store.exchange.receiptsOf(summary.packageId).map((stored) => receiptView(stored, summary)))

/** Where a package stands. */
export function stateOfPackage(store: Store, summary: Package): SubmissionSummary['state'] {
  const kind = kindOf(store, summary)
  return kind === undefined ? 'sealed' : states[kind]
}

/** Where the newest package of a period that holds a form stands; undefined when there is none. */
export function stateOfSealed(store: Store, form: string, period: string): SubmissionSummary['state'] | undefined {
  const newest = store.submissions
    .list()
    .filter((summary) => summary.period === period && summary.forms.includes(form))
    .sort((a, b) => b.revision - a.revision)[0]
  return newest && stateOfPackage(store, newest)
}
