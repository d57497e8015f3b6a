/**
 * The machine-readable files of a package, formats 1 and 2. Objects are closed: a package that says more than this was made
 * by a newer program, which then has a higher format version. Format 2 is signed, tells the chain of its audit entries,
 * what was waived, and where the figures stand in the workbooks; format 1 is read for ever and never written again.
 */
import * as z from 'zod'
import { FieldType } from '../forms/form-schema.ts'
import { Month, PackId } from '../forms/primitives.ts'
import { Outcome } from '../forms/rule-schema.ts'
import { levels } from '../model/level.ts'
import { Finding, OutcomeCounts } from '../rules/finding.ts'
import { Waiver } from './signed-files.ts'

/** Rises with every change of the layout; a reader refuses what is higher than its own. */
export const formatVersion = 2

export const PackageId = z.string().regex(/^[0-9A-Z]{26}$/)
const Digest = z.string().regex(/^[0-9a-f]{64}$/)
const CalendarDay = z.string().regex(/^\d{4}-\d{2}-\d{2}$/)
const Instant = z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/)

const SealedForm = z.strictObject({
  form: z.string(),
  number: z.string(),
  title: z.string(),
  templateVersion: z.int(),
  reportVersion: z.int(),
  rows: z.int(),
  zeroReport: z.boolean(),
  workbook: z.string(),
  records: z.string(),
  table: z.string(),
  /** Row of the workbook, counted from 1, in which the figures begin. Since format 2. */
  firstRow: z.int().min(1).optional(),
})

/** Whose keys the signatures in the package are made with. */
const Signer = z.strictObject({
  /** Fingerprint of `signing`. */
  fingerprint: Digest,
  /** Raw Ed25519 key, hex. */
  signing: Digest,
  /** Public SM2 key (uncompressed point, hex): only where the bureau asks for a second signature. */
  sm2: z
    .string()
    .regex(/^04[0-9a-f]{128}$/)
    .optional(),
})

/**
 * Who handed in, passed and signed a form. `digest` is the one of its records file, `explanations` of what the validation
 * file has said about its findings: what was signed is what is here. The latter is absent in packages made before it was signed.
 */
const Signature = z.strictObject({
  form: z.string(),
  act: z.enum(['handIn', 'pass', 'sign']),
  by: z.string(),
  at: Instant,
  reportVersion: z.int(),
  digest: Digest,
  explanations: Digest.optional(),
  /** Of the list of its files; absent where the form has none. */
  evidence: Digest.optional(),
})

/** A file that shows what a figure rests on. */
export const Attachment = z.strictObject({
  /** Where it lies in the package; files with the same content share it. */
  file: z.string().regex(/^data\/attachments\/[0-9a-f]{64}(\.[a-z0-9]{1,8})?$/),
  form: z.string(),
  /** Null for a file on the form as a whole. */
  rowId: z.string().nullable(),
  rowKey: z.string().nullable(),
  /** Null for a file on a whole row, or on the form. */
  field: z.string().nullable(),
  /** What it is called: words for people, never a path. */
  name: z.string(),
  bytes: z.int().min(1),
  sha256: Digest,
  by: z.string(),
  at: Instant,
})
export type Attachment = z.infer<typeof Attachment>

/** `data/submission.json`: whose figures these are, what they rest on and what they replace. */
export const SubmissionFile = z.strictObject({
  format: z.literal('tanbao-submission'),
  formatVersion: z.union([z.literal(1), z.literal(2)]),
  packageId: PackageId,
  unit: z.strictObject({ id: z.string(), name: z.string(), gbCode: z.string().nullable() }),
  receiver: z.strictObject({ id: z.string(), name: z.string() }),
  pack: z.strictObject({ id: PackId, version: z.string(), title: z.string(), digest: Digest }),
  period: Month,
  revision: z.int().min(1),
  revisionReason: z.string(),
  supersedes: z.strictObject({ packageId: PackageId, sha256: Digest }).nullable(),
  /** The county's clock; the bureau's decides what is late. */
  sealedAt: Instant,
  /** Rules that depend on the day used this one, and use it again at the bureau. */
  checkDate: CalendarDay,
  program: z.strictObject({ name: z.string(), version: z.string() }),
  forms: z.array(SealedForm),
  /** Since format 2, where the package is always signed. */
  signer: Signer.optional(),
  /** What was said to each comment of the city, by the comment's id. Since format 2, in a revision of what came back. */
  answers: z.array(z.strictObject({ comment: PackageId, answer: z.string(), by: z.string(), at: Instant })).optional(),
  /** Only where the unit signs in the program; three for each form, in their order. */
  signatures: z.array(Signature).optional(),
  /** Since format 2, where there are any. */
  attachments: z.array(Attachment).min(1).max(2000).optional(),
  /** Newest entry of the county's audit chain at sealing. */
  audit: z.strictObject({ seq: z.int(), hash: Digest }),
})
export type SubmissionFile = z.infer<typeof SubmissionFile>

const Header = z.strictObject({
  preparer: z.string(),
  preparerPhone: z.string(),
  auditor: z.string(),
  leader: z.string(),
  fillDate: z.string(),
  dataSource: z.string(),
  revisionNo: z.int(),
  revisionReason: z.string(),
  zeroReport: z.boolean(),
  zeroReason: z.string(),
})
const Cell = z.string().nullable()

/** The column of a table that holds the row's id; no field key begins like this. */
export const rowIdColumn = '_row'

/** `data/records/<form>.json`: one report. Computed cells stand among the others; null = blank. */
export const RecordsFile = z.strictObject({
  form: z.string(),
  period: Month,
  unit: z.string(),
  header: Header,
  columns: z.array(z.string()),
  rows: z.array(z.array(Cell)),
  totals: z.array(z.strictObject({ label: z.string(), values: z.record(z.string(), z.string()), missing: z.record(z.string(), z.int()) })),
})
export type RecordsFile = z.infer<typeof RecordsFile>

/** `data/validation.json`: every rule that ran, what came of it, and what was said about what failed. */
export const ValidationFile = z.strictObject({
  checkDate: CalendarDay,
  pack: z.strictObject({ id: PackId, version: z.string(), digest: Digest }),
  counts: OutcomeCounts,
  rules: z.array(z.strictObject({ id: z.string(), level: z.enum(levels), clause: z.string(), counts: z.record(Outcome, z.int()) })),
  findings: z.array(Finding),
  /** Since format 2: the city's own words about rules that need not hold. A finding of such a rule does not stop a package. */
  waivers: z.array(Waiver).optional(),
  /**
   * Since format 2: earlier months that the check could look at, and the package in which each was handed up; null for one
   * that had changed since, or never was. So the bureau can repeat the check on the very same figures, or knows that it cannot.
   */
  earlier: z.array(z.strictObject({ period: Month, packageId: PackageId.nullable() })).optional(),
})
export type ValidationFile = z.infer<typeof ValidationFile>

const TableField = z.strictObject({
  name: z.string(),
  title: z.string(),
  type: z.enum(['string', 'number', 'integer', 'date', 'yearmonth', 'boolean']),
  /** The type the pack gives it. */
  fieldType: FieldType.optional(),
  unit: z.string().optional(),
  trueValues: z.array(z.string()).optional(),
  falseValues: z.array(z.string()).optional(),
  /** Since format 2: the codes that occur, with the words the workbook shows for them. */
  categories: z.array(z.strictObject({ value: z.string(), label: z.string() })).optional(),
})

/**
 * A line of `data/audit.jsonl` since format 2: an entry of the county's audit chain as it is. `hash` is the SHA-256 of
 * `previous` (32 bytes) and the JSON array of all other members in the order they have here.
 */
export const AuditLink = z.strictObject({
  seq: z.int().min(1),
  at: z.string(),
  who: z.string(),
  source: z.string(),
  step: z.int(),
  what: z.string(),
  form: z.string().nullable(),
  period: z.string().nullable(),
  rowId: z.string().nullable(),
  rowKey: z.string().nullable(),
  field: z.string().nullable(),
  before: z.string().nullable(),
  after: z.string().nullable(),
  why: z.string().nullable(),
  previous: Digest,
  hash: Digest,
})
export type AuditLink = z.infer<typeof AuditLink>

/** `data/datapackage.json`: a Data Package with a Table Schema for each CSV. */
export const DataPackageFile = z.strictObject({
  $schema: z.string(),
  name: z.string(),
  title: z.string(),
  id: PackageId,
  created: Instant,
  resources: z.array(
    z.strictObject({
      name: z.string(),
      title: z.string(),
      path: z.string(),
      format: z.literal('csv'),
      mediatype: z.literal('text/csv'),
      encoding: z.literal('utf-8'),
      bytes: z.int(),
      hash: z.string(),
      dialect: z.strictObject({
        delimiter: z.literal(','),
        lineTerminator: z.literal('\r\n'),
        quoteChar: z.literal('"'),
        header: z.literal(true),
      }),
      schema: z.strictObject({ fields: z.array(TableField), primaryKey: z.array(z.string()), missingValues: z.array(z.string()) }),
    }),
  ),
})
export type DataPackageFile = z.infer<typeof DataPackageFile>
