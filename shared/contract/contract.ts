/**
 * The only boundary of the program: method name -> input, output, query or command. Adding a method is
 * one entry here, one handler in an engine service and one contract test. Nothing that crosses is a path,
 * an address, SQL or HTML: bytes and opaque ids only.
 */
import * as z from 'zod'
import type { PackData } from '../forms/pack-types.ts'
import { Key, Month, PackId } from '../forms/primitives.ts'
import { FormState } from '../model/state.ts'
import { Finding, FindingDetail, OutcomeCounts, Repair } from '../rules/finding.ts'
import { BackupInspection, handOverLimits } from './backup.ts'
import { FillOptions, FillPreview } from './fill.ts'
import { ColumnView, PastValue } from './grid.ts'
import { ImportChange, ImportMode, ImportOptions, ImportPicture, ImportPreview, WorkbookSurvey } from './import.ts'
import { Looks } from './looks.ts'
import { Difference, HistoryFilter, MomentName, Moments, PastReport } from './past.ts'
import { People } from './people.ts'
import { PlanDocument, PlanPlace } from './plan-document.ts'
import { CodeVerdict, PrintedForm, PrintSettings } from './print.ts'
import { MonthProgress } from './progress.ts'
import { CellValue, Edit, HistoryEntry, Report, type ReportHeader, RowId, StepSource } from './report.ts'
import { FormReview, MonthReview, Note, NoteKindName, NoteText, Password, PersonName, ReviewForms, SignIn } from './review.ts'
import { SubmissionSummary, VerifyResult } from './submission.ts'

const JobId = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/)
/** Long work names a job so that its progress can be shown and it can be cancelled. */
const job = JobId.optional()
const FormAt = z.strictObject({ form: Key, period: Month })
// Any backing buffer will do: what counts is that it crosses as bytes.
const Bytes = z.custom<Uint8Array>((value) => value instanceof Uint8Array)
const Nothing = z.strictObject({})
/** Figures in ten thousands (万) with so many digits after the point, rounded so that printed totals still add up. */
const Scale = z.strictObject({ digits: z.int().min(0).max(8) })

export const Profile = z.object({
  role: z.enum(['county', 'city']),
  packId: PackId,
  packVersion: z.string(),
  unit: z.string(),
  unitName: z.string(),
  people: People,
  /** A playground: can never be submitted. */
  demo: z.boolean(),
  /** True: a month is handed up only after it was checked and signed in the program. Absent = no. */
  review: z.boolean().optional(),
  createdAt: z.string(),
})
export type Profile = z.infer<typeof Profile>

export const PackSummary = z.object({
  id: z.string(),
  version: z.string(),
  title: z.string(),
  validFrom: Month,
  validTo: Month,
  draft: z.boolean(),
  receiver: z.string(),
  units: z.array(z.object({ id: z.string(), name: z.string(), kind: z.string() })),
  forms: z.array(z.object({ id: z.string(), title: z.string(), fields: z.int(), required: z.boolean() })),
  rules: z.int(),
  rulesByLevel: z.record(z.string(), z.int()),
  indicators: z.int(),
})
export type PackSummary = z.infer<typeof PackSummary>

export const Task = z.object({
  form: z.string(),
  title: z.string(),
  required: z.boolean(),
  state: FormState,
  rows: z.int(),
  zeroReport: z.boolean(),
  /** Failing findings by level; null = not checked since the last change. */
  findings: z.record(z.string(), z.int()).nullable(),
  unexplained: z.int(),
})
export const MonthTasks = z.object({
  period: Month,
  dueDate: z.string(),
  daysLeft: z.int(),
  holidayNote: z.string().nullable(),
  tasks: z.array(Task),
  /** Periods that hold data, newest first. */
  periods: z.array(Month),
})
export type MonthTasks = z.infer<typeof MonthTasks>

export const CheckResult = z.object({
  period: Month,
  checkDate: z.string(),
  forms: z.array(z.string()),
  counts: OutcomeCounts,
  findings: z.array(Finding),
  /** True while a 强制性 finding fails. */
  blocked: z.boolean(),
  /** Findings that still need an explanation. */
  unexplained: z.int(),
})
export type CheckResult = z.infer<typeof CheckResult>

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

export const BackupInfo = z.object({
  id: z.string(),
  at: z.string(),
  bytes: z.int(),
  reason: z.enum(['manual', 'hourly', 'close', 'migration', 'restore', 'seal']),
})
export const RestoreResult = z.object({
  replaced: BackupInfo,
  /** Packs from outside that the backup carried, and what became of each; `reason` is a sentence. */
  packs: z.array(
    z.object({
      id: z.string(),
      version: z.string(),
      state: z.enum(['present', 'brought', 'refused']),
      reason: z.string().nullable(),
    }),
  ),
  /** Keys trusted from now on because the backup trusted them. */
  keys: z.array(z.string()),
  /** Why the data cannot be worked on yet, with what to do; null when they can. */
  missing: z.string().nullable(),
})
export const Diagnosis = z.object({
  healthy: z.boolean(),
  steps: z.array(z.object({ id: z.string(), ok: z.boolean(), text: z.string(), advice: z.string().nullable() })),
})

const Version = z.object({ version: z.int(), step: z.int() })

export const contract = {
  'app.info': {
    kind: 'query',
    input: Nothing,
    output: z.object({ version: z.string(), today: z.string(), profile: Profile.nullable(), warnings: z.array(z.string()) }),
  },
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
  'profile.create': {
    kind: 'command',
    input: z.strictObject({
      role: z.enum(['county', 'city']),
      packId: PackId,
      unit: z.string().max(40),
      people: People.partial().optional(),
      demo: z.boolean().optional(),
    }),
    output: Profile,
  },
  /** Makes a new data folder a playground on the demo county, its workbooks imported; it can never be submitted. */
  'demo.open': { kind: 'command', input: Nothing, output: Profile },
  'profile.setPeople': { kind: 'command', input: People, output: Profile },
  /** The usual looks while the data folder is new. */
  'looks.get': { kind: 'query', input: Nothing, output: Looks },
  'looks.set': { kind: 'command', input: Looks, output: Looks },
  /** How the columns of a form were shown last; null when nobody changed anything. */
  'grid.columns': { kind: 'query', input: z.strictObject({ form: Key }), output: ColumnView.nullable() },
  'grid.setColumns': { kind: 'command', input: z.strictObject({ form: Key, columns: ColumnView }), output: z.null() },
  /** One cell in the last periods in which its row is there, oldest first. `row`: natural key. */
  'report.pastValues': {
    kind: 'query',
    input: FormAt.extend({ row: z.string().max(400), field: Key, count: z.int().min(1).max(36).default(12) }),
    output: z.array(PastValue),
  },
  /** Where months are signed, asking also settles which signatures no longer fit what is stored. */
  'tasks.list': { kind: 'query', input: z.strictObject({ period: Month }), output: MonthTasks },
  /** How far each target has come, every number with the cells it rests on. */
  'progress.get': { kind: 'query', input: z.strictObject({ period: Month }), output: MonthProgress },

  'report.open': { kind: 'query', input: FormAt, output: Report },
  /** Version of the pack that the report is shown with; for a sealed one, `pack.get` gives it. */
  'report.packVersion': { kind: 'query', input: FormAt, output: z.object({ version: z.string() }) },
  'report.edit': {
    kind: 'command',
    input: FormAt.extend({
      /** Version the edits were made on; omitted only by the command line, which edits what is there. */
      baseVersion: z.int().optional(),
      edits: z.array(Edit).min(1).max(200_000),
      source: StepSource.default('typing'),
      why: z.string().max(400).optional(),
    }),
    output: Version,
  },
  /** Row by natural key, row id or `#n`; value as a person types it. For the command line and scripts. */
  'report.set': {
    kind: 'command',
    input: FormAt.extend({ row: z.string().max(400), field: Key, value: CellValue, why: z.string().max(400).optional() }),
    output: Version.extend({ row: z.string(), before: CellValue, after: CellValue }),
  },
  'report.carryForward': { kind: 'command', input: FormAt.extend({ baseVersion: z.int() }), output: Version.extend({ rows: z.int() }) },
  'report.undo': { kind: 'command', input: FormAt, output: Version },
  'report.redo': { kind: 'command', input: FormAt, output: Version },
  'report.history': {
    kind: 'query',
    /** `before`: number of the last entry of the page before. A page shorter than `limit` is the last. */
    input: FormAt.extend({
      before: z.int().optional(),
      limit: z.int().min(1).max(1000).default(200),
      filter: HistoryFilter.optional(),
    }),
    /** `label`: how people know the field, also one that only an earlier version of the pack has. */
    output: z.array(HistoryEntry.extend({ label: z.string().nullable() })),
  },
  /** Why the changes were made that were stored before anybody asked; an entry of its own in the history. */
  'report.giveReason': {
    kind: 'command',
    input: FormAt.extend({ why: z.string().trim().min(1).max(400) }),
    output: z.null(),
  },
  /** When the report became what, newest first: its steps, and when it was sealed and opened again. */
  'report.moments': {
    kind: 'query',
    input: FormAt.extend({ before: z.int().optional(), limit: z.int().min(1).max(1000).default(100) }),
    output: Moments,
  },
  /** The report exactly as it was. */
  'report.at': { kind: 'query', input: FormAt.extend({ moment: MomentName }), output: PastReport },
  /** What is otherwise at the later of two moments; page by page. */
  'report.difference': {
    kind: 'query',
    input: FormAt.extend({
      earlier: MomentName,
      later: MomentName,
      from: z.int().min(0).default(0),
      limit: z.int().min(1).max(5000).default(500),
    }),
    output: Difference,
  },
  /** The same form one period earlier, for comparison; null when there is none. */
  'report.previous': { kind: 'query', input: FormAt, output: Report.nullable() },

  'check.run': { kind: 'query', input: z.strictObject({ period: Month, form: Key.optional(), job }), output: CheckResult },
  'finding.explain': {
    kind: 'command',
    input: z.strictObject({ period: Month, finding: z.string().max(64), text: z.string().max(2000) }),
    output: Finding,
  },

  /** By how much a finding fails and what one cell would mend it; worked out when a finding is opened. */
  'finding.detail': {
    kind: 'query',
    input: z.strictObject({ period: Month, form: Key.optional(), finding: z.string().max(64) }),
    output: FindingDetail,
  },
  /** Applies one of the repairs that `finding.detail` offers, tried once more on the report as it stands now. One step. */
  'finding.repair': {
    kind: 'command',
    input: z.strictObject({
      period: Month,
      form: Key.optional(),
      finding: z.string().max(64),
      /** Which of those offered; the first when absent. */
      choice: z.strictObject({ row: RowId, field: Key, to: CellValue }).optional(),
    }),
    output: Version.extend({ repair: Repair }),
  },

  'import.preview': {
    kind: 'query',
    input: FormAt.extend({ fileName: z.string().min(1).max(255), bytes: Bytes, options: ImportOptions.default({}), job }),
    output: ImportPreview,
  },
  /** Reads a whole workbook once and says of each sheet which form and which month it is; `period` where a sheet does not say. */
  'import.survey': {
    kind: 'query',
    input: z.strictObject({ period: Month, fileName: z.string().min(1).max(255), bytes: Bytes, job }),
    output: WorkbookSurvey,
  },
  /** As `import.preview`, of the file that a survey has read; `options` say which of its sheets. */
  'import.previewSurveyed': {
    kind: 'query',
    input: FormAt.extend({ survey: z.string().max(64), options: ImportOptions.default({}), job }),
    output: ImportPreview,
  },
  /** Rows of a sheet as they look, from a row on, of the file behind a preview or a survey: for pointing at a header. */
  'import.picture': {
    kind: 'query',
    input: z.strictObject({ id: z.string().max(64), sheet: z.string().max(100), from: z.int().min(1).default(1) }),
    output: z.object({ rows: ImportPicture, more: z.boolean() }),
  },
  /** All changes of a preview, page by page; `count` of them there are. */
  'import.changes': {
    kind: 'query',
    input: z.strictObject({ id: z.string().max(64), from: z.int().min(0), limit: z.int().min(1).max(5000) }),
    output: z.object({ changes: z.array(ImportChange), count: z.int() }),
  },
  'import.revise': { kind: 'query', input: z.strictObject({ id: z.string().max(64), options: ImportOptions, job }), output: ImportPreview },
  /**
   * The file of a preview with its problems marked: those of reading it, and those the rules find in the report as it
   * would stand after applying. Nothing is changed in the data.
   */
  'import.marked': {
    kind: 'query',
    input: z.strictObject({ id: z.string().max(64), job }),
    output: z.object({
      fileName: z.string(),
      bytes: Bytes,
      /** False when the file cannot be marked itself: the bytes are then a list of the problems. */
      inPlace: z.boolean(),
      /** Cells that are coloured and commented. */
      marks: z.int(),
      /** Problems that no cell of the file shows; they are on the sheet of results only. */
      unmarkable: z.array(z.string()),
      /** What to know about the file. */
      notes: z.array(z.string()),
    }),
  },
  'import.apply': {
    kind: 'command',
    input: z.strictObject({ id: z.string().max(64), mode: ImportMode.optional(), remember: z.boolean().default(true), job }),
    output: Version.extend({ added: z.int(), changed: z.int(), removed: z.int(), unchanged: z.int() }),
  },
  /** What clerks let the program remember about workbooks of this form; null = no unit, left out, as it stands. */
  'import.remembered': {
    kind: 'query',
    input: z.strictObject({ form: Key }),
    output: z.array(
      z.object({
        columns: z.array(
          z.object({ path: z.array(z.string()), unit: z.string().nullable(), field: Key.nullable(), factor: z.string().nullable() }),
        ),
        absent: z.array(Key),
      }),
    ),
  },
  /** Lets a preview go, or a survey with all its previews. */
  'import.discard': { kind: 'query', input: z.strictObject({ id: z.string().max(64) }), output: z.null() },

  'export.workbook': {
    kind: 'query',
    input: FormAt.extend({ scale: Scale.optional(), job }),
    output: z.object({ fileName: z.string(), bytes: Bytes }),
  },
  /** How a bureau's own .xlsx would be filled in with the report: nothing is written. */
  'export.template': {
    kind: 'query',
    input: FormAt.extend({ fileName: z.string().min(1).max(255), bytes: Bytes, options: FillOptions.default({}), job }),
    output: FillPreview,
  },
  /** The bureau's .xlsx filled in; everything in it that is not filled in stays as it is. Refused while a question is open. */
  'export.filled': {
    kind: 'command',
    input: FormAt.extend({
      fileName: z.string().min(1).max(255),
      bytes: Bytes,
      options: FillOptions.default({}),
      /** Keeps the decisions for the same template. */
      remember: z.boolean().default(true),
      job,
    }),
    output: z.object({
      fileName: z.string(),
      bytes: Bytes,
      /** What a person should know before handing it up. */
      notes: z.array(z.string()),
      /** Formulas left without a result for Excel to work out: `sheet!cell`. */
      uncomputed: z.array(z.string()),
    }),
  },

  /** All forms of the period in one workbook, their totals in front. */
  'export.summary': {
    kind: 'query',
    input: z.strictObject({ period: Month, scale: Scale.optional(), job }),
    output: z.object({ fileName: z.string(), bytes: Bytes }),
  },

  /** A report for the printer, with the check code of all that is on it. */
  'print.form': { kind: 'query', input: FormAt, output: PrintedForm },
  /** Remembers how this form is put on paper. */
  'print.remember': { kind: 'command', input: z.strictObject({ form: Key, settings: PrintSettings }), output: z.null() },
  /** Whether a paper of this month, by the code on it, agrees with what is stored or was handed up. */
  'print.verify': { kind: 'query', input: z.strictObject({ period: Month, code: z.string().max(200) }), output: CodeVerdict },

  /** Who has signed for what in a month, what was sent back, and which names are guarded by a password. */
  'review.get': { kind: 'query', input: z.strictObject({ period: Month }), output: MonthReview },
  /** Whether months are checked and signed in the program; switching it off asks for the leader's password, if there is one. */
  'review.setUp': {
    kind: 'command',
    input: z.strictObject({ enabled: z.boolean(), password: z.string().max(200).optional() }),
    output: Profile,
  },
  /** The preparer hands forms to review: from now on every change voids what is signed. All of them or none. */
  'review.handIn': { kind: 'command', input: ReviewForms, output: MonthReview },
  /** The auditor finds forms in order. All of them or none. */
  'review.pass': { kind: 'command', input: ReviewForms, output: MonthReview },
  /** The auditor or the leader sends a form back, with a comment on the form, a row or a cell. */
  'review.refuse': {
    kind: 'command',
    input: FormAt.extend({ ...SignIn, text: NoteText, row: RowId.optional(), field: Key.optional() }),
    output: FormReview,
  },
  /** The leader signs the month: every form with data that is not signed yet. */
  'review.sign': { kind: 'command', input: z.strictObject({ period: Month, ...SignIn }), output: MonthReview },
  /** Sets, changes or (null) takes away the password of a name; answers with the names that have one. */
  'password.set': {
    kind: 'command',
    input: z.strictObject({ name: PersonName, current: z.string().max(200).optional(), next: Password.nullable() }),
    output: z.array(z.string()),
  },

  'note.list': { kind: 'query', input: FormAt, output: z.array(Note) },
  /** A note on the form, a row or a cell; `thread` = an answer to the note of this id. */
  'note.add': {
    kind: 'command',
    input: FormAt.extend({
      kind: NoteKindName.extract(['comment', 'evidence']).default('comment'),
      row: RowId.optional(),
      field: Key.optional(),
      thread: z.string().max(64).optional(),
      text: NoteText,
      by: PersonName.optional(),
    }),
    output: Note,
  },
  /** Marks a thread as dealt with, or opens it again. */
  'note.resolve': {
    kind: 'command',
    input: z.strictObject({ id: z.string().max(64), resolved: z.boolean(), by: PersonName.optional() }),
    output: Note,
  },

  'submission.create': {
    kind: 'command',
    input: z.strictObject({ period: Month, revisionReason: z.string().max(400).optional(), job }),
    output: SubmissionSummary,
  },
  /** Opens a sealed period again for a revision; what was handed up stays as it is. */
  'submission.revise': {
    kind: 'command',
    input: z.strictObject({ period: Month, reason: z.string().trim().min(1).max(400) }),
    output: z.object({ revision: z.int() }),
  },
  'submission.list': { kind: 'query', input: Nothing, output: z.array(SubmissionSummary) },
  'submission.bytes': {
    kind: 'query',
    input: z.strictObject({ packageId: z.string().max(64) }),
    output: z.object({ fileName: z.string(), bytes: Bytes }),
  },
  'submission.verify': { kind: 'query', input: z.strictObject({ bytes: Bytes }), output: VerifyResult },

  /** Keeps the plan's document with the data, in the place of the one before. The answer is what `plan.document` gives from now on. */
  'plan.attach': {
    kind: 'command',
    input: z.strictObject({ fileName: z.string().min(1).max(255), bytes: Bytes, job }),
    output: PlanDocument,
  },
  'plan.document': { kind: 'query', input: Nothing, output: PlanDocument.nullable() },
  /** Null while no document is attached. */
  'plan.clause': { kind: 'query', input: z.strictObject({ clause: z.string().max(400) }), output: PlanPlace.nullable() },
  /** False when there was none. */
  'plan.detach': { kind: 'command', input: Nothing, output: z.boolean() },

  'backup.create': { kind: 'command', input: Nothing, output: BackupInfo },
  'backup.list': { kind: 'query', input: Nothing, output: z.array(BackupInfo) },
  'backup.bytes': {
    kind: 'query',
    input: z.strictObject({ id: z.string().max(120) }),
    output: z.object({ fileName: z.string(), bytes: Bytes }),
  },
  /** Rehearses a restore: opens the copy in a place of its own, looks at all of it and counts; nothing is changed. */
  'backup.inspect': {
    kind: 'query',
    input: z.strictObject({ bytes: Bytes.optional(), id: z.string().max(120).optional() }),
    output: BackupInspection,
  },
  /** Refused with BACKUP_OLDER while the data in use have changes that the copy lacks, unless `evenIfNewer`. */
  'backup.restore': {
    kind: 'command',
    input: z.strictObject({
      bytes: Bytes,
      evenIfNewer: z.boolean().default(false),
      /** Who works with the data from now on, when a successor takes them over. A name left empty stays the one of the copy. */
      people: People.optional(),
    }),
    output: RestoreResult,
  },
  /** A copy of all data and packs for a successor, with a note and what is still to be done. */
  'handOver.create': {
    kind: 'command',
    input: z.strictObject({ note: z.string().max(handOverLimits.note) }),
    output: z.object({ fileName: z.string(), bytes: Bytes }),
  },
  'doctor.run': { kind: 'query', input: Nothing, output: Diagnosis },

  'job.cancel': { kind: 'query', input: z.strictObject({ job: JobId }), output: z.boolean() },
} as const satisfies Record<string, { kind: 'query' | 'command'; input: z.ZodType; output: z.ZodType }>

/** What the engine tells its windows without being asked. */
export interface EngineEvents {
  'report.changed': { readonly form: string; readonly period: string; readonly version: number }
  'job.progress': { readonly job: string; readonly phase: string; readonly done: number; readonly total: number }
  'profile.changed': Record<string, never>
  'looks.changed': Looks
  'plan.changed': Record<string, never>
  /** Somebody signed, sent back or wrote a note. */
  'review.changed': { readonly period: string }
}
export type EventName = keyof EngineEvents
export type EngineEvent = { readonly [N in EventName]: { readonly name: N; readonly payload: EngineEvents[N] } }[EventName]

export type Contract = typeof contract
export type Method = keyof Contract
export type Input<M extends Method> = z.input<Contract[M]['input']>
export type Parsed<M extends Method> = z.output<Contract[M]['input']>
export type Output<M extends Method> = z.output<Contract[M]['output']>
export type Handlers = { readonly [M in Method]: (input: Parsed<M>) => Output<M> | Promise<Output<M>> }
export type Call = <M extends Method>(method: M, input: Input<M>) => Promise<Output<M>>
export type { ReportHeader }
