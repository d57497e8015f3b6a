/** The city's desk: what arrives, what is decided about it, and what is made of it. Only a data folder of the role `city` answers. */
import * as z from 'zod'
import { Key, Month } from '../forms/primitives.ts'
import { Waiver } from '../submission/signed-files.ts'
import {
  CellBehind,
  CityBoard,
  CityFormView,
  CityPackageView,
  CityRollUp,
  CityScores,
  CityWeather,
  Decided,
  LedgerPage,
  NamedFile,
  QuarantinedFile,
  ReceiveAnswer,
  Rehearsal,
  Reminder,
  ReportingLine,
  ScoreWeights,
} from './city-views.ts'
import { Bytes, job, type MethodTable, Nothing } from './parts.ts'

const Sha256 = z.string().regex(/^[0-9a-f]{64}$/)
const Reason = z.string().trim().min(1).max(2000)
const Range = { from: Month, to: Month }
const CommentOrder = z.strictObject({
  form: Key,
  rowId: z.string().max(80).nullable().default(null),
  rowKey: z.string().max(400).nullable().default(null),
  field: Key.nullable().default(null),
  text: Reason,
})
/** The tables that cities keep, by what they are called in the plan's domain. */
export const cityTables = ['rollUp', 'weather', 'reporting', 'scores', 'reminders'] as const

export const cityMethods = {
  /** Units × months with their forms, from the plan's own list of units. */
  'city.board': { kind: 'query', input: z.strictObject(Range), output: CityBoard },
  /** Takes a package in, or sets it apart with the reason. */
  'city.receive': {
    kind: 'command',
    input: z.strictObject({ fileName: z.string().min(1).max(255), bytes: Bytes }),
    output: ReceiveAnswer,
  },
  'city.quarantine': { kind: 'query', input: Nothing, output: z.array(QuarantinedFile) },
  /** Tries a file again that was set apart; with `why` an unsigned package is let in. */
  'city.retry': { kind: 'command', input: z.strictObject({ sha256: Sha256, why: Reason.optional() }), output: ReceiveAnswer },
  /** Everything a reviewer looks at, the city's own check among it. */
  'city.package': { kind: 'query', input: z.strictObject({ sha256: Sha256 }), output: CityPackageView },
  /** One form of a package. */
  'city.form': { kind: 'query', input: z.strictObject({ sha256: Sha256, form: Key }), output: CityFormView },
  /** The package file itself. */
  'city.bytes': { kind: 'query', input: z.strictObject({ sha256: Sha256 }), output: NamedFile },
  /** A file that goes with the figures, by its own digest, under a name for people. Throws EVIDENCE_UNKNOWN, STORE_DAMAGED. */
  'city.attachment': { kind: 'query', input: z.strictObject({ sha256: Sha256, attachment: Sha256 }), output: NamedFile },
  /** Receipts of one package, or of all: what goes back to the counties. */
  'city.receipts': { kind: 'query', input: z.strictObject({ sha256: Sha256.optional() }), output: z.array(NamedFile) },
  /** The newest decision as it is read out on the telephone. Throws RECEIPT_NOT_SPOKEN, COUNTY_KEY_MISSING. */
  'city.receiptCode': {
    kind: 'query',
    input: z.strictObject({ sha256: Sha256 }),
    output: z.object({ code: z.string(), kind: z.enum(['received', 'accepted', 'returned', 'reopened']) }),
  },
  'city.accept': {
    kind: 'command',
    input: z.strictObject({ sha256: Sha256, reason: z.string().trim().max(2000).default('') }),
    output: Decided,
  },
  'city.return': {
    kind: 'command',
    input: z.strictObject({
      sha256: Sha256,
      reason: Reason,
      comments: z.array(CommentOrder).max(5000).default([]),
      resubmitBy: z
        .string()
        .regex(/^\d{4}-\d{2}-\d{2}$/)
        .nullable()
        .default(null),
    }),
    output: Decided,
  },
  /** Lets a county revise what was accepted. It counts until the revision is accepted. */
  'city.reopen': { kind: 'command', input: z.strictObject({ sha256: Sha256, reason: Reason }), output: Decided },
  /** Takes a package out of everything, e.g. the wrong one of two that claim the same revision. */
  'city.refuse': { kind: 'command', input: z.strictObject({ sha256: Sha256, reason: Reason }), output: Decided },
  'city.waive': {
    kind: 'command',
    input: z.strictObject({
      unit: z.string().max(40),
      period: Month,
      rule: z.string().min(1).max(60),
      rowKey: z.string().max(400).nullable().default(null),
      reason: Reason,
    }),
    output: z.object({ waiver: Waiver, file: NamedFile }),
  },
  /** Exact sums over accepted packages, with who is missing. */
  'city.rollUp': { kind: 'query', input: z.strictObject({ period: Month }), output: CityRollUp },
  /** The counties' cells behind a column of a roll-up. */
  'city.cells': { kind: 'query', input: z.strictObject({ period: Month, form: Key, field: Key }), output: z.array(CellBehind) },
  /** Rows of all accepted packages of a form under each other. */
  'city.ledger': {
    kind: 'query',
    input: z.strictObject({ period: Month, form: Key, from: z.int().min(0).default(0), limit: z.int().min(1).max(1000).default(200) }),
    output: LedgerPage,
  },
  'city.weather': { kind: 'query', input: z.strictObject({ period: Month }), output: CityWeather },
  'city.reporting': { kind: 'query', input: z.strictObject(Range), output: z.array(ReportingLine) },
  /** Who is to be reminded today. */
  'city.reminders': { kind: 'query', input: Nothing, output: z.array(Reminder) },
  /** Scores of the year up to a month. */
  'city.scores': { kind: 'query', input: z.strictObject({ period: Month }), output: CityScores },
  /** The city's own weights; null = those of the plan again. */
  'city.setWeights': { kind: 'command', input: z.strictObject({ weights: ScoreWeights.nullable() }), output: ScoreWeights },
  /** A table as an official workbook. */
  'city.export': { kind: 'query', input: z.strictObject({ table: z.enum(cityTables), period: Month, job }), output: NamedFile },
  /** The draft of a notice on a month. */
  'city.notice': { kind: 'query', input: z.strictObject({ period: Month }), output: z.object({ title: z.string(), text: z.string() }) },
  /**
   * Puts what can be made of the counties' packages into the city's own report, which then goes up like a county's: merged
   * ledgers, and sums in the progress form. `indicators` says what was added, and why the rest is left to a person.
   */
  'city.adopt': {
    kind: 'command',
    input: z.strictObject({ period: Month }),
    output: z.object({
      forms: z.array(z.object({ form: z.string(), rows: z.int() })),
      indicators: z.array(
        z.object({
          indicator: z.string(),
          title: z.string(),
          /** `kept`: the city has typed it already. */
          way: z.enum(['added', 'kept', 'incomplete', 'notAdditive']),
          missing: z.array(z.string()),
        }),
      ),
    }),
  },
  /** Runs a changed pack over past packages: whom it would have hit. Nothing is stored. */
  'city.rehearse': { kind: 'query', input: z.strictObject({ bytes: Bytes, ...Range, job }), output: Rehearsal },
  /** Makes everything that was read out of packages anew from the packages. */
  'city.rebuild': {
    kind: 'command',
    input: z.strictObject({ job }),
    output: z.object({ packages: z.int(), damaged: z.array(z.string()) }),
  },
} as const satisfies MethodTable
