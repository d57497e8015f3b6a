/** Reports as they cross the boundary. */
import * as z from 'zod'
import { Key, Month } from '../forms/primitives.ts'
import { reasonCauses } from '../model/reason-cause.ts'
import { FormState } from '../model/state.ts'
import { longestText } from '../model/value.ts'
import { FormAt, type MethodTable, Version } from './parts.ts'

/** Canonical text of a cell (see `shared/model/value.ts`), what was typed when it could not be read, or null = blank. */
export const CellValue = z.string().max(longestText).nullable()
export const RowId = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/)

const withoutBlanks = (text: z.ZodString) => z.string().trim().pipe(text)

const headerFields = {
  preparer: z.string().max(40),
  preparerPhone: z.string().max(40),
  auditor: z.string().max(40),
  leader: z.string().max(40),
  fillDate: z.string().max(10),
  dataSource: z.string().max(200),
  revisionNo: z.int().min(0),
  revisionReason: z.string().max(400),
  zeroReport: z.boolean(),
  zeroReason: z.string().max(400),
}
/** Who fills in and signs; printed in the footer. */
export const ReportHeader = z.object({
  preparer: headerFields.preparer.default(''),
  preparerPhone: headerFields.preparerPhone.default(''),
  auditor: headerFields.auditor.default(''),
  leader: headerFields.leader.default(''),
  fillDate: headerFields.fillDate.default(''),
  dataSource: headerFields.dataSource.default(''),
  revisionNo: headerFields.revisionNo.default(0),
  revisionReason: headerFields.revisionReason.default(''),
  zeroReport: headerFields.zeroReport.default(false),
  zeroReason: headerFields.zeroReason.default(''),
})
/** Fields to change; the others keep what they hold. Not `ReportHeader.partial()`: its defaults would blank them. */
const HeaderPatch = z
  .strictObject({
    ...headerFields,
    // Blanks around what was typed end where it enters. What is stored or signed already is read as it stands.
    preparer: withoutBlanks(headerFields.preparer),
    preparerPhone: withoutBlanks(headerFields.preparerPhone),
    auditor: withoutBlanks(headerFields.auditor),
    leader: withoutBlanks(headerFields.leader),
    fillDate: withoutBlanks(headerFields.fillDate),
    dataSource: withoutBlanks(headerFields.dataSource),
    revisionReason: withoutBlanks(headerFields.revisionReason),
    zeroReason: withoutBlanks(headerFields.zeroReason),
  })
  .partial()
export type ReportHeader = z.infer<typeof ReportHeader>

export const RowOrigin = z.enum(['typed', 'imported', 'carried', 'fixed'])
export const ReportRow = z.object({
  id: RowId,
  /** Natural key: the key fields joined with `|`; empty while they are blank. */
  key: z.string(),
  origin: RowOrigin,
  /** Only cells that are not blank. */
  values: z.record(z.string(), z.string()),
  /** Computed cells, canonical text; absent when they rest on a blank. */
  computed: z.record(z.string(), z.string()),
})
export type ReportRow = z.infer<typeof ReportRow>

export const ReportTotal = z.object({
  label: z.string(),
  /** Exact sums; blanks are left out and counted in `missing`. */
  values: z.record(z.string(), z.string()),
  missing: z.record(z.string(), z.int()),
})

export const Report = z.object({
  form: Key,
  period: Month,
  unit: z.string(),
  packId: z.string(),
  packVersion: z.string(),
  /** Rises with every step; an edit names the version it was made on. */
  version: z.int(),
  state: FormState,
  /** True while it may be edited. */
  open: z.boolean(),
  header: ReportHeader,
  rows: z.array(ReportRow),
  totals: z.array(ReportTotal),
  /** Rows of the year's earlier periods, computed cells included, where a total counts them. */
  yearRows: z.array(z.record(z.string(), z.string())),
  canUndo: z.boolean(),
  canRedo: z.boolean(),
})
export type Report = z.infer<typeof Report>

/** The smallest changes; everything a clerk does is a list of these, applied and undone as one step. */
export const Edit = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('cell'), row: RowId, field: Key, value: CellValue }),
  z.strictObject({ kind: z.literal('insertRow'), row: RowId, at: z.int().min(0), values: z.record(Key, z.string().max(longestText)) }),
  z.strictObject({ kind: z.literal('deleteRow'), row: RowId }),
  z.strictObject({ kind: z.literal('header'), header: HeaderPatch }),
])
export type Edit = z.infer<typeof Edit>

/** `button`: a step that something asked for on a screen, such as sealing, wrote; `command`: the command line, or the program by itself. */
export const StepSource = z.enum(['typing', 'paste', 'fill', 'import', 'carry', 'repair', 'button', 'command', 'undo', 'redo', 'demo'])
export type StepSource = z.infer<typeof StepSource>

export const HistoryEntry = z.object({
  seq: z.int(),
  at: z.string(),
  who: z.string(),
  source: StepSource,
  /** Steps are undone whole: entries of one step share its number. */
  step: z.int(),
  what: z.enum([
    'cell',
    'insertRow',
    'deleteRow',
    'header',
    'submit',
    'explain',
    'unlock',
    'handIn',
    'pass',
    'sign',
    'refuse',
    'void',
    'note',
    'noteResolved',
    'noteReopened',
    'evidenceAdded',
    'evidenceRemoved',
    'receipt',
    'answer',
    'waiver',
    'reason',
    // What was written there can no longer be read: somebody changed the entry.
    'unreadable',
  ]),
  rowKey: z.string().nullable(),
  field: z.string().nullable(),
  before: z.string().nullable(),
  after: z.string().nullable(),
  why: z.string().nullable(),
  /** True from the first entry on that was not written by this program as it stands; absent = may be relied on. */
  doubtful: z.literal(true).optional(),
})
export type HistoryEntry = z.infer<typeof HistoryEntry>
export type RowOriginName = z.infer<typeof RowOrigin>

/** Rows that are named in an answer; there may be more of them. */
export const mostCarryNamed = 200
const NamedRows = z.array(RowId).max(mostCarryNamed)
const CarryAnswer = z.object({
  /** Where the rows come from; null = no earlier period has any. */
  from: Month.nullable(),
  rows: z.int(),
  /** The first of the rows taken. */
  taken: NamedRows,
  /** Columns that had values there and are empty here: they are filled in anew for each period. */
  emptied: z.array(Key),
  /** Rows that were there already and were left alone, and the first of them. */
  kept: z.int(),
  keptRows: NamedRows,
})
export type CarryAnswer = z.infer<typeof CarryAnswer>

export const SignerRole = z.enum(['preparer', 'auditor', 'leader'])
export type SignerRole = z.infer<typeof SignerRole>
const FormerNamesPut = z.object({
  /** Forms of months that are not sealed, by month. */
  forms: z.array(
    z.object({
      form: Key,
      period: Month,
      names: z.array(z.object({ role: SignerRole, before: z.string(), after: z.string() })),
      /** Signatures for the form that count no longer after it: its head is signed for. */
      voids: z.int(),
    }),
  ),
})
export type FormerNamesPut = z.infer<typeof FormerNamesPut>

const TravelAt = FormAt.extend({ baseVersion: z.int().optional() })
/** What went back or came again, so that it can be named: an import of a whole ledger looks like a typed cell to whoever presses the key. */
export const TravelledStep = z.object({
  source: StepSource,
  /** Rows that it put in or took out. */
  rows: z.int(),
  /** Values that it changed, in other rows and in the head. */
  cells: z.int(),
  /** The cell, where it changed one of a row and nothing else. */
  at: z.object({ row: z.string(), field: z.string() }).nullable(),
})
export type TravelledStep = z.infer<typeof TravelledStep>
const Travelled = Version.extend({ of: TravelledStep, canUndo: z.boolean(), canRedo: z.boolean() })

export const reportMethods = {
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
    output: Version.extend({
      row: z.string(),
      before: CellValue,
      after: CellValue,
      /** Why a reason is owed for this change; null = none is, or it was given. `report.giveReason` gives it later. */
      reasonOwed: z.enum(reasonCauses).nullable(),
    }),
  },
  /** Takes the rows of the newest earlier period that has any, as one step; with `preview` it only says what it would take. */
  'report.carryForward': {
    kind: 'command',
    input: FormAt.extend({ baseVersion: z.int(), preview: z.boolean().default(false) }),
    output: Version.extend(CarryAnswer.shape),
  },
  /**
   * Puts the names of the settings into the heads of open forms that still hold a name which stood in the settings before; each
   * form as a step that can be undone. Months with a sealed form are left alone, and heads whose former names have all signed. With
   * `preview` it only says which forms.
   */
  'report.replaceFormerNames': {
    kind: 'command',
    input: z.strictObject({ preview: z.boolean().default(false) }),
    output: FormerNamesPut,
  },
  /** The newest step that was not undone; `baseVersion` as in `report.edit`: with it, never one that the caller has not seen. */
  'report.undo': { kind: 'command', input: TravelAt, output: Travelled },
  'report.redo': { kind: 'command', input: TravelAt, output: Travelled },
} as const satisfies MethodTable
