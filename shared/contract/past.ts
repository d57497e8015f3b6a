/** Reports as they were, as they cross the boundary. */
import * as z from 'zod'
import { Key } from '../forms/primitives.ts'
import { FormAt, type MethodTable } from './parts.ts'
import { HistoryEntry, Report, StepSource } from './report.ts'

/** What of a history is wanted; whatever is absent does not matter. */
export const HistoryFilter = z.strictObject({
  /** Part of a row's name. */
  row: z.string().max(400).optional(),
  field: Key.optional(),
  who: z.string().max(80).optional(),
  source: StepSource.optional(),
})

/** A moment by the number of an entry (0 = before anything was), by the clock (ISO time), or as a package was sealed. */
export const MomentName = z.union([
  z.strictObject({ seq: z.int().min(0) }),
  z.strictObject({ at: z.iso.datetime() }),
  z.strictObject({ submission: z.string().max(64) }),
])
export type MomentName = z.infer<typeof MomentName>

/** A step of one report. From here until the next moment it stood so. */
export const Moment = z.object({
  seq: z.int(),
  at: z.string(),
  who: z.string(),
  source: StepSource,
  why: z.string().nullable(),
  /** Rows in which cells changed, rows that came, rows that went, parts of the head. */
  changed: z.int(),
  added: z.int(),
  removed: z.int(),
  header: z.int(),
  /** Sealed at this moment. */
  submission: z.object({ packageId: z.string(), revision: z.int() }).nullable(),
  /** Opened again for a revision. */
  reopened: z.boolean(),
})
export type Moment = z.infer<typeof Moment>
/** Number of the entry of the audit from which on nothing may be relied on; null when all is sound. */
const BrokenAt = z.int().nullable()
export const Moments = z.object({ moments: z.array(Moment), more: z.boolean(), brokenAt: BrokenAt })

export const PastReport = z.object({
  /** Null before anything was. */
  moment: Moment.nullable(),
  report: Report,
  /**
   * `sealed` = computed cells and totals are those of the package; `again` = worked out again from the values of then,
   * with the other forms as they are now.
   */
  computed: z.enum(['sealed', 'again']),
  /** Whether the package that was sealed then says the same; null when none was. */
  agrees: z.boolean().nullable(),
  brokenAt: BrokenAt,
})
export type PastReport = z.infer<typeof PastReport>

export const Differing = z.object({
  kind: z.enum(['header', 'rowAdded', 'rowRemoved', 'added', 'changed', 'removed']),
  /** Id of the row; null for the head. */
  row: z.string().nullable(),
  /** The row as people know it; empty for the head. */
  rowName: z.string(),
  field: z.string().nullable(),
  label: z.string().nullable(),
  /** As people read them, with the names of codes; null = blank. */
  before: z.string().nullable(),
  after: z.string().nullable(),
})
export type Differing = z.infer<typeof Differing>
export const Difference = z.object({
  changes: z.array(Differing),
  /** Of all, not only of this page. */
  counts: z.record(z.string(), z.int()),
  count: z.int(),
  brokenAt: BrokenAt,
})
export type Difference = z.infer<typeof Difference>

export const pastMethods = {
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
  /**
   * Why the changes were made that were stored before anybody asked; an entry of its own in the history.
   * Throws NOTHING_TO_EXPLAIN for a report that nobody has filled.
   */
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
} as const satisfies MethodTable
