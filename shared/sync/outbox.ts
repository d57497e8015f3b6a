/**
 * The way of one package to the city as a pure function: what happened goes in, the entry to be stored and what is to
 * be done come out. The caller stores first and acts afterwards, so that a power cut at any moment leaves an entry from
 * which the work is taken up again. Whatever comes twice, late or out of turn changes nothing.
 */
import { pollBackoff, sendBackoff, waitMs } from './backoff.ts'
import {
  isDue,
  mayHandOver,
  mayWithdraw,
  type OutboxEntry,
  type OutboxState,
  type ParkReason,
  type PassingTrouble,
  type Trouble,
} from './outbox-entry.ts'
import type { ReceiptKindName } from './receipt-kinds.ts'
import { countsOver } from './receipt-rule.ts'

/** `at` is this computer's clock in ms since 1970; `chance` lies between 0 and 1 and spreads the waits. */
export type OutboxEvent =
  /** Time has passed, or the program has just looked. */
  | { readonly kind: 'tick'; readonly at: number }
  /** A person asked for it, or the network came back: waits are over. */
  | { readonly kind: 'sendNow'; readonly at: number }
  /** The program was started anew: no attempt of before is under way. */
  | { readonly kind: 'restarted'; readonly at: number }
  /** The attempt read its bytes back from the final name and found them equal. */
  | { readonly kind: 'proven'; readonly attempt: number; readonly at: number }
  | {
      readonly kind: 'failed'
      readonly attempt: number
      readonly at: number
      readonly trouble: PassingTrouble
      readonly chance: number
      readonly askedMs?: number
    }
  | { readonly kind: 'stopped'; readonly attempt: number; readonly at: number; readonly reason: ParkReason }
  /** The receipt was not there yet, or could not be looked for. */
  | {
      readonly kind: 'noReceipt'
      readonly at: number
      readonly chance: number
      readonly trouble: Trouble | null
      readonly askedMs?: number
    }
  /** A receipt whose signature holds for this package. `number`: it was fetched from the target under this number. */
  | { readonly kind: 'receipt'; readonly at: number; readonly id: string; readonly says: ReceiptKindName; readonly number?: number }
  | { readonly kind: 'handedOver'; readonly at: number }
  | { readonly kind: 'withdraw'; readonly at: number }
  | { readonly kind: 'supersede'; readonly at: number }

/** What the caller has to do once the entry is stored. */
export type OutboxEffect =
  | { readonly kind: 'send'; readonly packageId: string; readonly attempt: number }
  /** Look for the receipt of this number under its known name. */
  | { readonly kind: 'poll'; readonly packageId: string; readonly number: number }
  /** See to it that it still lies there, and bring it again if not: what is said of it stays true either way. */
  | { readonly kind: 'confirm'; readonly packageId: string }
  /** End the attempt under way. */
  | { readonly kind: 'abort'; readonly packageId: string }
  /** Take the file away from the target, once no attempt is under way. */
  | { readonly kind: 'remove'; readonly packageId: string }

export interface OutboxStep {
  readonly entry: OutboxEntry
  readonly effects: readonly OutboxEffect[]
}

/** States in which the city's word is waited for. After `accepted` a reopening may come, after `returned` nothing but a change of mind. */
const waiting: ReadonlySet<OutboxState> = new Set([
  'uploaded',
  'handed',
  'received',
  'accepted',
  'returned',
  'refused',
  'withdrawn',
  'superseded',
])
/** Those in which an answer is still owed and looked for at the quick pace. */
const hurried: ReadonlySet<OutboxState> = new Set(['uploaded', 'handed', 'received'])
/** So many looks in vain, and it is seen to that the package itself still lies there. */
const confirmEvery = 4
/** Looking for a change of mind once a decision is known: after hours, and ever more rarely, at least once a week. */
const calmWaitMs = (failures: number): number => 6 * 60 * 60_000 * Math.min(failures, 28)

/** Where a package stands once the city has said this of it. */
export const stateAfter: Readonly<Record<ReceiptKindName, OutboxState>> = {
  received: 'received',
  accepted: 'accepted',
  returned: 'returned',
  // The month may be revised; this package has done its part all the same.
  reopened: 'accepted',
  refused: 'refused',
}

const unchanged = (entry: OutboxEntry): OutboxStep => ({ entry, effects: [] })

/** A step into another state: the tries begin anew. */
function into(entry: OutboxEntry, state: OutboxState, at: number, more: Partial<OutboxEntry> = {}): OutboxEntry {
  return { ...entry, failures: 0, since: at, waitMs: 0, parked: null, trouble: null, ...more, state, changedAt: at }
}

/** One thing that happened to one package. */
export function stepOutbox(entry: OutboxEntry, event: OutboxEvent): OutboxStep {
  const { packageId, state } = entry
  switch (event.kind) {
    case 'tick':
      return tick(entry, event.at)
    case 'sendNow':
      if (state === 'parked' || state === 'withdrawn') return { entry: into(entry, 'queued', event.at), effects: [] }
      if (entry.since === null || state === 'sending') return unchanged(entry)
      return unchanged({ ...entry, failures: 0, since: event.at, waitMs: 0 })
    case 'restarted':
      return unchanged(state === 'sending' ? { ...entry, state: 'queued', since: event.at, waitMs: 0 } : entry)
    case 'proven':
      if (state !== 'sending' || event.attempt !== entry.attempt) return unchanged(entry)
      return unchanged(into(entry, 'uploaded', event.at))
    case 'failed': {
      if (state !== 'sending' || event.attempt !== entry.attempt) return unchanged(entry)
      const failures = entry.failures + 1
      const wait = waitMs(sendBackoff, failures, event.chance, event.askedMs)
      return unchanged({ ...entry, state: 'queued', failures, since: event.at, waitMs: wait, trouble: event.trouble, changedAt: event.at })
    }
    case 'stopped':
      if (state !== 'sending' || event.attempt !== entry.attempt) return unchanged(entry)
      return unchanged(into(entry, 'parked', event.at, { since: null, parked: event.reason }))
    case 'noReceipt': {
      if (!waiting.has(state)) return unchanged(entry)
      const failures = entry.failures + 1
      const wait = hurried.has(state) ? waitMs(pollBackoff, failures, 0.5 + event.chance / 2, event.askedMs) : calmWaitMs(failures)
      return unchanged({ ...entry, failures, since: event.at, waitMs: wait, trouble: event.trouble })
    }
    case 'receipt':
      return receipt(entry, event)
    case 'handedOver':
      if (!mayHandOver(entry)) return unchanged(entry)
      return {
        entry: into(entry, 'handed', event.at, { exposed: true, attempt: entry.attempt + 1 }),
        effects: state === 'sending' ? [{ kind: 'abort', packageId }] : [],
      }
    case 'withdraw':
      if (!mayWithdraw(entry)) return unchanged(entry)
      return leave(entry, 'withdrawn', event.at)
    case 'supersede':
      if (state === 'superseded') return unchanged(entry)
      return leave(entry, 'superseded', event.at)
  }
}

/** The time has come for a try or a look, or it has not. The wait is used up by it, so that no second one begins beside it. */
function tick(entry: OutboxEntry, at: number): OutboxStep {
  const { packageId, state } = entry
  if (!isDue(entry, at)) return unchanged(entry)
  if (state === 'queued') {
    const attempt = entry.attempt + 1
    const sending: OutboxEntry = { ...entry, state: 'sending', attempt, exposed: true, since: null, changedAt: at }
    return { entry: sending, effects: [{ kind: 'send', packageId, attempt }] }
  }
  if (!waiting.has(state)) return unchanged(entry)
  const poll: OutboxEffect = { kind: 'poll', packageId, number: entry.receipts + 1 }
  // The order to take it away may have been lost.
  if (state === 'withdrawn') return { entry, effects: [{ kind: 'remove', packageId }, poll] }
  // Files vanish from sticks and shares, and an order to take away may arrive late.
  const isLong = state === 'uploaded' && entry.failures % confirmEvery === confirmEvery - 1
  return { entry, effects: isLong ? [{ kind: 'confirm', packageId }, poll] : [poll] }
}

/** The city's word counts in every state, as `receipt-rule.ts` has it. */
function receipt(entry: OutboxEntry, event: Extract<OutboxEvent, { kind: 'receipt' }>): OutboxStep {
  const number = event.number ?? 0
  // One that was missing in between is looked for on, and may come later than those behind it.
  const receipts = number === entry.receipts + 1 ? number : entry.receipts
  const now = { id: event.id, kind: event.says, number }
  // The next one is looked for at once.
  const counted: OutboxEntry = { ...entry, receipts, ...(receipts > entry.receipts ? { failures: 0, since: event.at, waitMs: 0 } : {}) }
  if (!countsOver(now, entry.receipt)) return unchanged(receipts > entry.receipts ? counted : entry)
  const said: OutboxEntry = { ...counted, exposed: true, receipt: now }
  if (entry.state === 'superseded') return unchanged(said)
  return {
    entry: into(said, stateAfter[event.says], event.at, { attempt: entry.attempt + 1 }),
    effects: entry.state === 'sending' ? [{ kind: 'abort', packageId: entry.packageId }] : [],
  }
}

/** No further try. What may lie at the target is taken away unless the city has it, and its word is still listened to. */
function leave(entry: OutboxEntry, state: 'withdrawn' | 'superseded', at: number): OutboxStep {
  const { packageId } = entry
  const effects: OutboxEffect[] = []
  if (entry.state === 'sending') effects.push({ kind: 'abort', packageId })
  if (entry.exposed && entry.state !== 'handed' && state === 'withdrawn') effects.push({ kind: 'remove', packageId })
  const more = { attempt: entry.attempt + 1, ...(entry.exposed ? {} : { since: null }) }
  return { entry: into(entry, state, at, more), effects }
}

/** When the next step of any of them is due, ms since 1970; undefined when nothing is waited for. */
export function nextDue(entries: readonly OutboxEntry[]): number | undefined {
  const moments = entries.flatMap(({ since, waitMs: wait }) => (since === null ? [] : [since + wait]))
  return moments.length === 0 ? undefined : Math.min(...moments)
}
