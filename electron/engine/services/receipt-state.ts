/** What the receipts of a package amount to. */
import type { ReceiptView, SubmissionSummary } from '../../../shared/contract/index.ts'
import { Receipt, type receiptKinds } from '../../../shared/submission/signed-files.ts'
import { receiptThatCounts } from '../../../shared/sync/receipt-rule.ts'
import type { StoredReceipt } from '../store/exchange-store.ts'
import type { Store } from '../store/types.ts'

type Kind = (typeof receiptKinds)[number]
type Package = Pick<SubmissionSummary, 'packageId' | 'period' | 'revision'>

/** A code as it is kept: what it says and when among the receipts of its package cannot be read off the code alone. */
export const typedReceipt = (code: string, sequence: number): string => `${code} ${sequence}`

/** A receipt was read before it was stored; a typed code has nothing but its kind, its place and when it was typed. */
export function receiptView(stored: StoredReceipt, { packageId, period, revision }: Package): ReceiptView {
  const common = { id: stored.id, packageId, period, revision, kind: stored.kind as Kind, takenAt: stored.takenAt } // written from a kind
  if (!stored.file.startsWith('{')) {
    const sequence = Number(stored.file.split(' ')[1])
    const nothing = { by: '', reason: '', daysLate: 0, verdict: 'unknown', resubmitBy: null, comments: 0 } as const
    return { ...common, sequence, source: 'code', at: stored.takenAt, ...nothing }
  }
  const { sequence, at, by, reason, daysLate, verdict, resubmitBy, comments } = Receipt.parse(JSON.parse(stored.file))
  return { ...common, sequence, source: 'file', at, by, reason, daysLate, verdict, resubmitBy, comments: comments.length }
}

/**
 * What receipts of one package are ordered by: the place that the city gave them. Clocks differ, and a typed code has only the
 * county's; time decides between two that claim one place.
 */
export const receiptOrder = ({ sequence, at, id }: Pick<ReceiptView, 'sequence' | 'at' | 'id'>): string =>
  `${String(sequence).padStart(6, '0')} ${at} ${id}`

/** The kind that counts, in whatever order the receipts came: the same as for a package on its way (`shared/sync`). */
export function decisiveKind(receipts: readonly Pick<ReceiptView, 'kind' | 'sequence' | 'at' | 'id'>[]): Kind | undefined {
  return receiptThatCounts(receipts.map((receipt) => ({ kind: receipt.kind, id: receiptOrder(receipt), number: 0 })))?.kind
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
