/** Keys, and what comes back from the city, as they cross the boundary. */
import * as z from 'zod'
import { Month } from '../forms/primitives.ts'
import { receiptKinds, SyncTarget } from '../submission/signed-files.ts'
import { Bytes, type MethodTable, Nothing } from './parts.ts'

const Fingerprint = z.string().regex(/^[0-9a-f]{64}$/)
const Role = z.enum(['county', 'city'])
const Reason = z.string().trim().min(1).max(400)

/** Keys of others: a county knows its city's, a city its counties'. */
export const PeerKey = z.object({
  fingerprint: z.string(),
  /** The fingerprint as it is read out on the telephone. */
  words: z.string(),
  role: Role,
  owner: z.string(),
  name: z.string(),
  createdAt: z.string(),
  addedAt: z.string(),
  addedBy: z.string(),
  /** Null while what it signs counts. */
  revoked: z
    .object({
      at: z.string(),
      why: z.string(),
      /** Its owner has another since; what it signed before still counts. */
      isReplaced: z.boolean(),
    })
    .nullable(),
  /** Where packages go; only of a city. */
  target: SyncTarget.nullable(),
})
export type PeerKey = z.infer<typeof PeerKey>

export const KeyStatus = z.object({
  own: z
    .object({
      fingerprint: z.string(),
      words: z.string(),
      /** The signing key as `minisign -P` takes it. */
      minisign: z.string(),
      name: z.string(),
      createdAt: z.string(),
      /** `system`: sealed by this computer's secret store. `file`: whoever can read the data folder can sign. */
      protection: z.enum(['system', 'file']),
      target: SyncTarget.nullable(),
      /** Packages carry an SM2 signature as well (国密). */
      national: z.boolean(),
    })
    .nullable(),
  /** Newest first. */
  peers: z.array(PeerKey),
})
export type KeyStatus = z.infer<typeof KeyStatus>

/** One receipt of a package, from a file or from a code that was read out. */
export const ReceiptView = z.object({
  id: z.string(),
  packageId: z.string(),
  period: Month,
  revision: z.int(),
  kind: z.enum(receiptKinds),
  /** The place among all that the city says of the package. */
  sequence: z.int(),
  source: z.enum(['file', 'code']),
  /** The city's clock; of a typed code, when it was typed. */
  at: z.string(),
  takenAt: z.string(),
  by: z.string(),
  reason: z.string(),
  daysLate: z.int(),
  verdict: z.enum(['same', 'different', 'unknown']),
  resubmitBy: z.string().nullable(),
  comments: z.int(),
})
export type ReceiptView = z.infer<typeof ReceiptView>

export const ReturnedComment = z.object({
  id: z.string(),
  receipt: z.string(),
  form: z.string(),
  period: Month,
  rowId: z.string().nullable(),
  rowKey: z.string().nullable(),
  field: z.string().nullable(),
  text: z.string(),
  /** Null until somebody has answered; a month is not handed up again before. */
  answer: z.string().nullable(),
  answeredBy: z.string().nullable(),
  answeredAt: z.string().nullable(),
})
export type ReturnedComment = z.infer<typeof ReturnedComment>

export const WaiverView = z.object({
  id: z.string(),
  period: Month,
  rule: z.string(),
  rowKey: z.string().nullable(),
  reason: z.string(),
  by: z.string(),
  at: z.string(),
  receiver: z.string(),
})
export type WaiverView = z.infer<typeof WaiverView>

/** Somebody's unit file before it is believed: its words are to be compared on the telephone. */
export const AnnouncedKey = z.object({
  fingerprint: z.string(),
  role: Role,
  owner: z.string(),
  name: z.string(),
  createdAt: z.string(),
  /** This very key is known already. */
  known: z.boolean(),
  /** It is in use, and its owner says something newer about itself (where packages go, its name): that was taken over. */
  renewed: z.boolean(),
  /** Name the key it takes the place of, when that one is known. */
  replaces: z.string().nullable(),
})
export type AnnouncedKey = z.infer<typeof AnnouncedKey>

/** What a file from outside was. `repeated`: it was taken before, nothing changed. */
export const Taken = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('unitFile'), announced: AnnouncedKey }),
  z.object({ kind: z.literal('receipt'), repeated: z.boolean(), receipt: ReceiptView }),
  z.object({ kind: z.literal('waiver'), repeated: z.boolean(), waiver: WaiverView }),
])
export type Taken = z.infer<typeof Taken>

export const exchangeMethods = {
  'keys.status': { kind: 'query', input: Nothing, output: KeyStatus },
  /** Makes the keys of a folder that has none. */
  'keys.create': { kind: 'command', input: Nothing, output: KeyStatus },
  /** Makes new keys; the other side has to be given the new unit file. */
  'keys.replace': { kind: 'command', input: z.strictObject({ reason: Reason }), output: KeyStatus },
  /** What is handed to the other side. Throws KEYS_MISSING. */
  'keys.unitFile': { kind: 'query', input: Nothing, output: z.object({ fileName: z.string(), bytes: Bytes }) },
  /** Where a city wants its packages; it stands in the unit file that is handed out from then on. Throws CITY_ONLY. */
  'keys.setTarget': { kind: 'command', input: z.strictObject({ target: SyncTarget }), output: KeyStatus },
  /** Trusts a key from now on. `words` are what the other side read out; the key it replaces is trusted no longer. */
  'keys.add': { kind: 'command', input: z.strictObject({ bytes: Bytes, words: z.string().max(200) }), output: KeyStatus },
  /** Whether packages are signed with SM2 as well, for bureaus that ask for it. Throws KEYS_MISSING, KEYS_LOCKED. */
  'keys.setNational': { kind: 'command', input: z.strictObject({ on: z.boolean() }), output: KeyStatus },
  'keys.revoke': { kind: 'command', input: z.strictObject({ fingerprint: Fingerprint, reason: Reason }), output: KeyStatus },
  /** Any file from the other side: a unit file is only looked at, a receipt or a waiver takes effect. */
  'exchange.take': { kind: 'command', input: z.strictObject({ fileName: z.string().max(300), bytes: Bytes }), output: Taken },
  /** What the city said of a package on the telephone. */
  'receipts.typeCode': {
    kind: 'command',
    input: z.strictObject({ packageId: z.string().max(64), code: z.string().max(60) }),
    output: z.object({ repeated: z.boolean(), receipt: ReceiptView }),
  },
  /** Of all packages or those of one period, newest first. */
  'receipts.list': { kind: 'query', input: z.strictObject({ period: Month.optional() }), output: z.array(ReceiptView) },
  'returned.list': { kind: 'query', input: z.strictObject({ period: Month }), output: z.array(ReturnedComment) },
  'returned.answer': {
    kind: 'command',
    input: z.strictObject({ id: z.string().max(64), answer: z.string().trim().min(1).max(2000) }),
    output: ReturnedComment,
  },
  'waivers.list': { kind: 'query', input: z.strictObject({ period: Month }), output: z.array(WaiverView) },
} as const satisfies MethodTable
