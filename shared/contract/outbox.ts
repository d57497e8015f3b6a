/** The way to the city as it crosses the boundary. */
import * as z from 'zod'
import { Month } from '../forms/primitives.ts'
import { SyncTarget } from '../submission/signed-files.ts'
import { outboxStates, parkReasons, troubles } from '../sync/outbox-entry.ts'
import { ProbeResult } from '../sync/probe-result.ts'
import { receiptKindNames } from '../sync/receipt-kinds.ts'
import { job, type MethodTable, Nothing } from './parts.ts'

/** One sealed package and where it is. */
export const OutboxItem = z.object({
  packageId: z.string(),
  period: Month,
  revision: z.int(),
  fileName: z.string(),
  bytes: z.int(),
  /** `kept`: it lies here and nobody has sent it. */
  state: z.enum(['kept', ...outboxStates]),
  parked: z.enum(parkReasons).nullable(),
  /** What went wrong last and was not mended since. */
  trouble: z.enum(troubles).nullable(),
  /** Tries or looks in vain, in a row. */
  failures: z.int(),
  /** When it is tried, or its receipt looked for, next; ISO time. */
  nextAt: z.string().nullable(),
  changedAt: z.string().nullable(),
  /** The newest thing the city signed. */
  receipt: z.enum(receiptKindNames).nullable(),
  mayWithdraw: z.boolean(),
  mayHandOver: z.boolean(),
})
export type OutboxItem = z.infer<typeof OutboxItem>

/** Where packages go from this computer, or, at a city, where they are taken from. */
export const TargetView = z.object({
  /** Null while neither the city announced one nor one was chosen here. */
  target: SyncTarget.nullable(),
  /** It was chosen here, instead of what the city announced. */
  isOwn: z.boolean(),
  folder: z.string().nullable(),
  /** `system`: sealed by this computer. `file`: readable for whoever can read the data folder. Null: none typed in. */
  secret: z.enum(['system', 'file']).nullable(),
  wrap: z.boolean(),
  /** Packages are sent by themselves as soon as they are made. */
  automatic: z.boolean(),
  probe: ProbeResult.nullable(),
  /** Nothing is missing to use it. */
  ready: z.boolean(),
})
export type TargetView = z.infer<typeof TargetView>

const PackageAt = z.strictObject({ packageId: z.string().max(64) })

export const outboxMethods = {
  'outbox.list': { kind: 'query', input: Nothing, output: z.object({ items: z.array(OutboxItem), ready: z.boolean() }) },
  /**
   * Puts a package in line, or ends every wait; without one, ends the waits of all.
   * Throws SUBMISSION_UNKNOWN, TARGET_MISSING, OUTBOX_BY_HAND.
   */
  'outbox.send': { kind: 'command', input: PackageAt.partial(), output: Nothing },
  /** Takes a package back before the city has it. Throws OUTBOX_NOT_NOW. */
  'outbox.withdraw': { kind: 'command', input: PackageAt, output: Nothing },
  /** A person carried it there: its receipt is waited for in the same way. Throws OUTBOX_NOT_NOW. */
  'outbox.markHandedOver': { kind: 'command', input: PackageAt, output: Nothing },
  'target.get': { kind: 'query', input: Nothing, output: TargetView },
  /**
   * What is left out stays as it is. `folder` is, with that of the second backups, the only path that crosses inwards: a person types it, and only files with names of
   * packages and receipts are written there. Throws TARGET_INVALID.
   */
  'target.set': {
    kind: 'command',
    input: z.strictObject({
      target: SyncTarget.nullable().optional(),
      folder: z.string().trim().max(1000).nullable().optional(),
      secret: z.string().max(20_000).optional(),
      wrap: z.boolean().optional(),
      automatic: z.boolean().optional(),
    }),
    output: TargetView,
  },
  /** Tries the target out and keeps what was found. Throws TARGET_MISSING. */
  'target.probe': { kind: 'command', input: z.strictObject({ job }), output: ProbeResult },
  /**
   * One round now, `hurry`: without heeding the waits. A county sends and looks for receipts, a city takes what came and
   * puts its receipts. Throws TARGET_MISSING.
   */
  'sync.once': {
    kind: 'command',
    input: z.strictObject({ job, hurry: z.boolean().optional() }),
    output: z.object({
      role: z.enum(['county', 'city']),
      /** Packages proven to lie at the target in this round; at a city, taken from it. */
      moved: z.int(),
      /** Receipts fetched or put in this round. */
      receipts: z.int(),
      /** Packages that are not where they should be yet; at a city, files that are not whole. */
      waiting: z.int(),
      trouble: z.enum(troubles).nullable(),
    }),
  },
} as const satisfies MethodTable
