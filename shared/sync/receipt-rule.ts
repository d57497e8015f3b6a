/**
 * Which of the things the city said of a package counts: one rule for a package in the outbox, which meets receipts one by one as
 * they come, and for one that was carried there by hand, of which only its receipts are known.
 */
import type { ReceiptKindName } from './receipt-kinds.ts'

export interface SaidReceipt {
  readonly kind: ReceiptKindName
  /** Receipts of one package sort by it as the city gave them. */
  readonly id: string
  /** Its number at the target; 0: it came by hand. */
  readonly number: number
}

/**
 * True when a receipt takes the place of the one that counts, or of none. The city numbers its receipts at the target; one that
 * came by hand has only its id. A mere arrival never takes back a decision; it does take back a refusal at the door, which the
 * city gives to what it cannot attribute yet: what people refuse arrived before.
 */
export function countsOver(next: SaidReceipt, known: SaidReceipt | null): boolean {
  if (known === null) return true
  const isLater = next.number > 0 && known.number > 0 ? next.number > known.number : next.id > known.id
  const isDecision = next.kind !== 'received' && next.kind !== 'refused'
  // Whatever the numbers: what is decided about a package is decided after it arrived.
  if (known.kind === 'received' && isDecision) return true
  return isLater && (next.kind !== 'received' || known.kind === 'received' || known.kind === 'refused')
}

/** The one that counts, in whatever order they came; undefined while the city said nothing. */
export function receiptThatCounts(receipts: readonly SaidReceipt[]): SaidReceipt | undefined {
  const inOrder = receipts.toSorted((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0))
  return inOrder.reduce<SaidReceipt | undefined>((known, next) => (countsOver(next, known ?? null) ? next : known), undefined)
}
