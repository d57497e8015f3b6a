/**
 * Small signed files that units and cities exchange: who signs with which key, what came of a package, what was waived.
 * Each is one line of canonical JSON with its own signature inside, so that it can travel on a stick, through a chat or
 * in a folder, and can be written in one way only.
 */
import * as z from 'zod'
import { Month, PackId } from '../forms/primitives.ts'

const Hex = (bytes: number) => z.string().regex(new RegExp(`^[0-9a-f]{${bytes * 2}}$`))
/** SHA-256 of the raw signing key, hex: what people compare on the telephone, said as words. */
export const Fingerprint = Hex(32)
export const Digest = Hex(32)
export const DocumentId = z.string().regex(/^[0-9A-Z]{26}$/)
export const Instant = z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/)
export const Day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/)
const Words = (longest: number) => z.string().max(longest)

/** What every signed file carries besides what it says. */
const signed = {
  /** Fingerprint of the key it is signed with. */
  key: Fingerprint,
  /** Ed25519 over a word naming the format, a line feed and the canonical JSON of everything but this member. */
  signature: Hex(64),
}

/** The two public keys of a unit or a city. */
export const PublicKeys = z.strictObject({
  /** Raw Ed25519 key. */
  signing: Hex(32),
  /** An age recipient (X25519): packages can be wrapped for it, and receipt codes are worked out with it. */
  exchange: z.string().regex(/^age1[02-9ac-hj-np-z]{58}$/),
})
export type PublicKeys = z.infer<typeof PublicKeys>

/** Where packages go and receipts come from. Passwords are never in a file: they are typed in once at each computer. */
export const SyncTarget = z.discriminatedUnion('kind', [
  /** The path is chosen at each computer; drives have other letters there. */
  z.strictObject({ kind: z.literal('folder') }),
  z.strictObject({ kind: z.literal('webdav'), url: z.url({ protocol: /^https?$/ }).max(500), user: Words(100) }),
  z.strictObject({
    kind: z.literal('sftp'),
    host: z.string().min(1).max(253),
    port: z.int().min(1).max(65535),
    path: Words(500),
    user: Words(100),
    /** SHA-256 of the server's host key as OpenSSH writes it, without the padding. */
    hostKey: z.string().regex(/^SHA256:[A-Za-z0-9+/]{43}$/),
  }),
  z.strictObject({
    kind: z.literal('s3'),
    endpoint: z.url({ protocol: /^https?$/ }).max(500),
    region: z.string().min(1).max(60),
    bucket: z.string().min(3).max(63),
    prefix: Words(200),
    accessKey: Words(200),
  }),
])
export type SyncTarget = z.infer<typeof SyncTarget>

/** Who signs with which key: made by the owner, signed with the key it announces. */
export const UnitFile = z.strictObject({
  format: z.literal('tanbao-unit'),
  formatVersion: z.literal(1),
  role: z.enum(['county', 'city']),
  /** Unit of the plan, or its receiver. */
  id: z.string().regex(/^[A-Za-z0-9-]{2,40}$/),
  name: z.string().min(1).max(80),
  pack: PackId,
  keys: PublicKeys,
  createdAt: Instant,
  /** The key this one takes the place of. */
  replaces: Fingerprint.nullable(),
  /** Only of a city: where its counties send to. */
  target: SyncTarget.nullable(),
  ...signed,
})
export type UnitFile = z.infer<typeof UnitFile>

/** One remark of the city on a returned package, at a cell, a row or a whole form. */
export const ReturnComment = z.strictObject({
  id: DocumentId,
  form: z.string().min(1).max(40),
  rowId: z.string().max(80).nullable(),
  /** Natural key of the row at the time, for people. */
  rowKey: z.string().max(400).nullable(),
  field: z.string().max(60).nullable(),
  text: z.string().min(1).max(2000),
})
export type ReturnComment = z.infer<typeof ReturnComment>

/**
 * `received`: arrived whole and is on the city's disk. `accepted`: counted. `returned`: to be corrected.
 * `reopened`: an accepted package may be revised. `refused`: arrived, but is not what the city takes (`reason` says why).
 */
export const receiptKinds = ['received', 'accepted', 'returned', 'reopened', 'refused'] as const

/** What came of a package at the city. */
export const Receipt = z.strictObject({
  format: z.literal('tanbao-receipt'),
  formatVersion: z.literal(1),
  id: DocumentId,
  kind: z.enum(receiptKinds),
  /** The place among all that is said of the package: 0 refused at the door, 1 arrived, then one more with each decision. */
  sequence: z.int().min(0),
  packageId: DocumentId,
  /** Of the whole package file, before any wrapping. */
  sha256: Digest,
  unit: z.string(),
  receiver: z.strictObject({ id: z.string(), name: z.string() }),
  pack: PackId,
  period: Month,
  revision: z.int().min(1),
  /** The city's clock, which decides what is late. */
  at: Instant,
  by: Words(80),
  daysLate: z.int().min(0),
  /** Whether the city's own check came to the county's findings. */
  verdict: z.enum(['same', 'different', 'unknown']),
  reason: Words(2000),
  comments: z.array(ReturnComment).max(5000),
  resubmitBy: Day.nullable(),
  /** The head of the county's audit chain that came with the package: countersigned, it can never be cut short unseen. */
  audit: z.strictObject({ seq: z.int(), hash: Digest }),
  ...signed,
})
export type Receipt = z.infer<typeof Receipt>

/** A rule that need not hold for one unit in one period. */
export const Waiver = z.strictObject({
  format: z.literal('tanbao-waiver'),
  formatVersion: z.literal(1),
  id: DocumentId,
  unit: z.string(),
  pack: PackId,
  period: Month,
  rule: z.string().min(1).max(60),
  /** One row only, by its natural key; null for every row. */
  rowKey: z.string().max(400).nullable(),
  reason: z.string().min(1).max(2000),
  receiver: z.strictObject({ id: z.string(), name: z.string() }),
  at: Instant,
  by: Words(80),
  ...signed,
})
export type Waiver = z.infer<typeof Waiver>

/**
 * The name of the n-th receipt (from 1) of a package: known to the county beforehand, so that it never has to list a
 * folder, and never written twice.
 */
export const receiptFileName = (packageFileName: string, number: number): string =>
  `${packageFileName.replace(/\.zip$/, '')}.receipt-${number}.json`
