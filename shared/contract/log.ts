/** 操作日志: everything that was done in the data folder, over all forms, as it crosses the boundary. */
import * as z from 'zod'
import { Key, Month } from '../forms/primitives.ts'
import { Bytes, job, type MethodTable } from './parts.ts'
import { HistoryEntry, StepSource } from './report.ts'

const Day = z.iso.date()
export const logKinds = ['edit', 'explain', 'review', 'note', 'submit', 'settings'] as const
export const LogKind = z.enum(logKinds)
export type LogKind = z.infer<typeof LogKind>

/** What of the log is wanted; whatever is absent does not matter. */
export const LogFilter = z.strictObject({
  form: Key.optional(),
  period: Month.optional(),
  /** Part of a name. */
  who: z.string().max(80).optional(),
  kind: LogKind.optional(),
  /** First and last day, both included, on this computer's calendar. */
  from: Day.optional(),
  to: Day.optional(),
})
export type LogFilter = z.infer<typeof LogFilter>

export const LogEntry = z.object({
  seq: z.int(),
  at: z.string(),
  who: z.string(),
  /** How a figure was changed; says nothing of other entries. */
  source: StepSource,
  what: z.enum([...HistoryEntry.shape.what.options, 'profile', 'document', 'password', 'keys']),
  form: z.string().nullable(),
  /** The form as people know it; null where the entry is about none. */
  title: z.string().nullable(),
  period: z.string().nullable(),
  /** What a row is called: the title of its indicator, else its natural key. The name a password is for. */
  rowKey: z.string().nullable(),
  label: z.string().nullable(),
  /** As people read them. */
  before: z.string().nullable(),
  after: z.string().nullable(),
  why: z.string().nullable(),
  /** True from the first entry on that was not written by this program as it stands: it may not be relied on. */
  doubtful: z.boolean(),
})
export type LogEntry = z.infer<typeof LogEntry>

export const logMethods = {
  /** Newest first; `next` is the `before` of the page behind this one, null when this is the last. */
  'log.list': {
    kind: 'query',
    input: z.strictObject({
      filter: LogFilter.default({}),
      before: z.int().optional(),
      limit: z.int().min(1).max(1000).default(100),
    }),
    output: z.object({ entries: z.array(LogEntry), next: z.int().nullable(), brokenAt: z.int().nullable() }),
  },
  /** The same as a workbook, up to as many entries as a sheet holds well. */
  'log.export': {
    kind: 'query',
    input: z.strictObject({ filter: LogFilter.default({}), job }),
    output: z.object({ fileName: z.string(), bytes: Bytes }),
  },
} as const satisfies MethodTable
