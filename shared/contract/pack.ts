/** Packs as they cross the boundary: which are there, which is in use, and what a higher version would do. */
import * as z from 'zod'
import type { PackData } from '../forms/pack-types.ts'
import { Month, PackId } from '../forms/primitives.ts'
import { Bytes, type MethodTable, Nothing } from './parts.ts'

export const PackSummary = z.object({
  id: z.string(),
  version: z.string(),
  title: z.string(),
  validFrom: Month,
  validTo: Month,
  draft: z.boolean(),
  receiver: z.string(),
  /** Whose desk a city may set up: the one the counties report to, and the one above it. */
  desks: z.array(z.object({ id: z.string(), name: z.string() })),
  units: z.array(z.object({ id: z.string(), name: z.string(), kind: z.string() })),
  forms: z.array(z.object({ id: z.string(), title: z.string(), fields: z.int(), required: z.boolean() })),
  rules: z.int(),
  rulesByLevel: z.record(z.string(), z.int()),
  indicators: z.int(),
})
export type PackSummary = z.infer<typeof PackSummary>

const Fingerprint = z.string().regex(/^[0-9a-f]{64}$/)

export const PackStatus = z.object({
  /** Null before a plan was chosen. */
  inUse: z
    .object({
      id: z.string(),
      title: z.string(),
      /** Version that the drafts are made with. */
      version: z.string(),
      /** Version that counts; null when there is none that can be used. */
      available: z.string().nullable(),
      digest: z.string(),
      /** Key that signed it; null for a pack that came with the program. */
      signer: z.string().nullable(),
    })
    .nullable(),
  /** Why it cannot be used, with what to do. */
  refused: z.string().nullable(),
  keys: z.array(z.object({ fingerprint: z.string(), since: z.string(), packs: z.array(z.string()) })),
})

export const UpgradeEntry = z.object({
  /** How grave: see `shared/forms/pack-upgrade.ts`. */
  kind: z.enum(['lost', 'review', 'recoded', 'renamed', 'moved', 'new']),
  form: z.string(),
  formTitle: z.string(),
  period: z.string(),
  row: z.string(),
  rowKey: z.string(),
  from: z.object({ key: z.string(), label: z.string() }).nullable(),
  to: z.object({ key: z.string(), label: z.string() }).nullable(),
  before: z.string().nullable(),
  after: z.string().nullable(),
})

export const UpgradeLedger = z.object({ from: z.string(), to: z.string(), kept: z.int(), entries: z.array(UpgradeEntry) })

export const UpgradeRecord = UpgradeLedger.extend({ at: z.string(), undoneAt: z.string().nullable() })
export type UpgradeRecord = z.infer<typeof UpgradeRecord>

export const packMethods = {
  'packs.list': { kind: 'query', input: Nothing, output: z.array(PackSummary) },
  'pack.get': {
    kind: 'query',
    /** A version that reports of this folder were made with stays readable, its rules aside. */
    input: z.strictObject({ id: PackId, version: z.string().max(40).optional() }),
    output: z.custom<PackData>((v) => typeof v === 'object' && v !== null),
  },
  /** Puts a signed pack (a zip) into the data folder; `trust` is the fingerprint of a key that the person has compared. */
  'pack.install': {
    kind: 'command',
    input: z.strictObject({
      bytes: Bytes,
      trust: Fingerprint.optional(),
    }),
    output: z.object({
      id: z.string(),
      version: z.string(),
      title: z.string(),
      fingerprint: z.string(),
      /** Version that stood there before. */
      replaced: z.string().nullable(),
    }),
  },
  /** Which pack and version is in use, who signed it, and which keys this data folder trusts. */
  'pack.status': { kind: 'query', input: Nothing, output: PackStatus },
  /** Trusts a key no longer: what it signed is refused from now on. */
  'pack.forgetKey': { kind: 'command', input: z.strictObject({ fingerprint: Fingerprint }), output: PackStatus },
  /** What a higher version of the plan's pack would do to the drafts; `pending` is null while there is nothing to upgrade to. */
  'pack.upgradePreview': {
    kind: 'query',
    input: Nothing,
    output: z.object({
      pending: UpgradeLedger.extend({ basis: z.string() }).nullable(),
      /** The last upgrade, with what lost its place then. */
      last: UpgradeRecord.nullable(),
      /** The upgrades before it, newest first. */
      earlier: z.array(UpgradeRecord),
    }),
  },
  /** Does what the preview said, as one step; `basis` is the preview's. */
  'pack.upgrade': { kind: 'command', input: z.strictObject({ basis: z.string().max(64) }), output: UpgradeRecord },
  'pack.undoUpgrade': { kind: 'command', input: Nothing, output: UpgradeRecord },
} as const satisfies MethodTable
