/** What a city knows of a package without opening it, and of what it decided about it. Plain data, the same behind every store. */
import * as z from 'zod'
import { Month, PackId } from '../forms/primitives.ts'
import { Day, Digest, DocumentId, Fingerprint, Instant, type Receipt } from '../submission/signed-files.ts'

/** Facts of a package that was taken in. They come from the package and from its arrival, never from other packages. */
export const PackageFacts = z.strictObject({
  /** Of the whole package file, before any wrapping: what it is known by. */
  sha256: Digest,
  packageId: DocumentId,
  fileName: z.string(),
  bytes: z.int(),
  unit: z.string(),
  unitName: z.string(),
  pack: PackId,
  packVersion: z.string(),
  packDigest: Digest,
  period: Month,
  revision: z.int().min(1),
  revisionReason: z.string(),
  /** Digest of the package it says it takes the place of. */
  supersedes: Digest.nullable(),
  /** The county's clock. */
  sealedAt: Instant,
  checkDate: Day,
  /** The city's clock; the day is the calendar day where the city is, and decides what is late. */
  receivedAt: Instant,
  receivedDay: Day,
  /** Key it is signed with; null for one that a person let in without a signature. */
  signer: Fingerprint.nullable(),
  /** Who let an unsigned package in, and why. */
  admitted: z.strictObject({ by: z.string(), why: z.string() }).nullable(),
  forms: z.array(z.strictObject({ form: z.string(), rows: z.int(), zeroReport: z.boolean() })),
  contact: z.strictObject({ preparer: z.string(), phone: z.string(), leader: z.string() }),
  /** Findings that the county explained. */
  explained: z.int(),
  audit: z.strictObject({ seq: z.int(), hash: Digest }),
})
export type PackageFacts = z.infer<typeof PackageFacts>

/** A decision is the receipt that tells of it. */
export type Decision = Receipt

/** Why a file was not taken in; the sentences are in shared/text/city.ts. */
export const quarantineReasons = [
  /** Not a package at all. */
  'unreadable',
  /** A package that does not verify: changed, cut off or put together again. */
  'damaged',
  /** Wrapped for somebody else's key, or damaged in its wrapping. */
  'notForUs',
  /** Made by a newer program. */
  'futureVersion',
  'foreignUnit',
  'foreignPlan',
  /** The period lies outside of the plan. */
  'foreignPeriod',
  'unsigned',
  /** The signature does not belong to the content. */
  'forged',
  'keyUnknown',
  'keyRevoked',
  /** Signed with the key of another unit. */
  'keyOfOther',
  /** It names a waiver that this city never signed. */
  'waiverForged',
] as const
export const QuarantineReason = z.enum(quarantineReasons)
export type QuarantineReason = z.infer<typeof QuarantineReason>

/** A file that was not taken in; it is kept as it came. */
export const QuarantineFacts = z.strictObject({
  /** Of the file as it came. */
  sha256: Digest,
  fileName: z.string(),
  bytes: z.int(),
  at: Instant,
  reason: QuarantineReason,
  /** What the file says of itself, as far as it could be read; not proven. */
  unit: z.string().nullable(),
  period: z.string().nullable(),
  packageId: z.string().nullable(),
  /** More for people: the file in the package, a fingerprint, a version. */
  detail: z.string(),
})
export type QuarantineFacts = z.infer<typeof QuarantineFacts>

/** In the order of the plan's instants and ids: the same for the same set, however it came together. */
export const inOrder = <T extends { readonly at: string; readonly id: string }>(decisions: readonly T[]): T[] =>
  decisions.toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : a.id < b.id ? -1 : a.id > b.id ? 1 : 0))
