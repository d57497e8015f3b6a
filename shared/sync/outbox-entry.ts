/** One package on its way to the city, as it is kept on disk. */
import * as z from 'zod'
import { receiptKindNames } from './receipt-kinds.ts'

/**
 * `queued`: waits for its turn. `sending`: an attempt is under way. `uploaded`: lies at the target, read back and found equal.
 * `handed`: carried there by a person. `received` … `refused`: what the city signed. `parked`: goes no further without a
 * person. `withdrawn`: taken back before the city had it. `superseded`: a later revision takes its place.
 */
export const outboxStates = [
  'queued',
  'sending',
  'uploaded',
  'handed',
  'received',
  'accepted',
  'returned',
  'refused',
  'parked',
  'withdrawn',
  'superseded',
] as const
export type OutboxState = (typeof outboxStates)[number]

/** What no waiting mends: a person has to do something first. */
export const parkReasons = [
  'noTarget',
  'credentials',
  'forbidden',
  'missing',
  'tooLarge',
  'full',
  'certificate',
  'hostKey',
  'redirect',
  'conflict',
] as const
export type ParkReason = (typeof parkReasons)[number]

/** What may pass by itself. */
export const passingTroubles = ['unreachable', 'timeout', 'busy', 'answer', 'notEqual', 'receiptUnreadable'] as const
export type PassingTrouble = (typeof passingTroubles)[number]
export const troubles = [...parkReasons, ...passingTroubles] as const
export type Trouble = (typeof troubles)[number]

export const OutboxEntry = z.strictObject({
  packageId: z.string(),
  /** The name it travels under. */
  fileName: z.string(),
  /** Of the bytes that travel. */
  sha256: z.string(),
  state: z.enum(outboxStates),
  /** Counts the tries; what an earlier try has to say no longer matters. */
  attempt: z.int(),
  /** Tries or looks in vain, in a row. */
  failures: z.int(),
  /** The wait for the next step began then (ms since 1970 by this computer's clock); null: nothing is waited for. */
  since: z.number().nullable(),
  waitMs: z.number(),
  parked: z.enum(parkReasons).nullable(),
  /** The last thing that went wrong and was not mended since. */
  trouble: z.enum(troubles).nullable(),
  /** It may lie where the city can take it: a receipt may come whatever is decided here. */
  exposed: z.boolean(),
  /** Receipts that were fetched from the target without a gap: the next one looked for has the number behind it. */
  receipts: z.int(),
  /** The newest thing the city signed; number 0: it came by hand. */
  receipt: z.strictObject({ id: z.string(), kind: z.enum(receiptKindNames), number: z.int() }).nullable(),
  /** When the state last changed, ms since 1970. */
  changedAt: z.number(),
})
export type OutboxEntry = z.infer<typeof OutboxEntry>

/** A package that was put in line a moment ago. */
export const newEntry = (what: Pick<OutboxEntry, 'packageId' | 'fileName' | 'sha256'>, at: number): OutboxEntry => ({
  ...what,
  state: 'queued',
  attempt: 0,
  failures: 0,
  since: at,
  waitMs: 0,
  parked: null,
  trouble: null,
  exposed: false,
  receipts: 0,
  receipt: null,
  changedAt: at,
})

/** Whether the wait is over. A clock that was set back ends it too: nobody waits a day because a clock was wrong. */
export const isDue = ({ since, waitMs }: OutboxEntry, now: number): boolean => since !== null && (now < since || now - since >= waitMs)

/** Taking back is possible while nothing is known to have arrived. */
export const mayWithdraw = ({ state, receipt }: OutboxEntry): boolean =>
  receipt === null && ['queued', 'sending', 'uploaded', 'handed', 'parked'].includes(state)

/** Marking as handed over by hand: while the network has not proven it there. */
export const mayHandOver = ({ state, receipt }: OutboxEntry): boolean =>
  receipt === null && ['queued', 'sending', 'parked', 'withdrawn', 'uploaded'].includes(state)
