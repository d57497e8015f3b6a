/**
 * Every change, who made it and why, chained: each entry's digest covers the entry and the digest before it. Whoever
 * holds an older head (each sealed package carries one) can show that history was rewritten since.
 */
import { hash as hashOf } from 'node:crypto'
import type Database from 'better-sqlite3'
import * as z from 'zod'
import { HistoryEntry, type StepSource } from '../../../shared/contract/index.ts'
import { type NewRow, RowBatch } from './row-batch.ts'

/** As stored; `cells`, `profile`, `document` and `password` are shown otherwise or not at all. */
type AuditWhat = HistoryEntry['what'] | 'cells' | 'profile' | 'document' | 'password' | 'keys'

export interface AuditEntry {
  readonly what: AuditWhat
  readonly form: string | null
  readonly period: string | null
  readonly rowId: string | null
  readonly rowKey: string | null
  readonly field: string | null
  readonly before: string | null
  readonly after: string | null
}
/** `asked`: somebody asked for it, by a button or by a command, as the door of this engine has it. */
export type AuditSource = StepSource | 'asked'
interface AuditFrame {
  readonly at: string
  readonly who: string
  readonly source: AuditSource
  readonly step: number
  readonly why: string | null
}
interface WrittenFrame extends AuditFrame {
  readonly source: StepSource
}
interface AuditRow extends AuditEntry, WrittenFrame {
  readonly seq: number
  readonly hash: Buffer
}

/** What of a history is wanted; everything that is absent does not matter. */
export interface HistoryFilter {
  /** Part of the name of a row. */
  readonly row?: string | undefined
  readonly field?: string | undefined
  readonly who?: string | undefined
  readonly source?: StepSource | undefined
}

export interface Audit {
  /** Only inside a transaction of the change itself. */
  append(frame: AuditFrame, entries: Iterable<AuditEntry>): void
  /** New rows of a report with their entries. Only inside a transaction of the change itself. */
  appendRows(
    frame: AuditFrame,
    of: { readonly report: number; readonly form: string; readonly period: string },
    rows: Iterable<NewRow>,
  ): void
  ofStep(step: number): AuditRow[]
  history(form: string, period: string, before: number | undefined, limit: number, filter?: HistoryFilter): HistoryEntry[]
  /** Newest first. `next` = the number to go on before; null when there is nothing behind. */
  log(query: LogQuery): { readonly entries: LoggedEntry[]; readonly next: number | null }
  head(): { seq: number; hash: string }
  /** @param sound an earlier head up to which the chain was found sound: the walk goes on behind it; absent = from the beginning */
  verify(sound?: { readonly seq: number; readonly hash: string }): { entries: number; firstBad: number | null }
}

interface HistoryQuery {
  readonly form: string
  readonly period: string
  readonly before: number
  readonly limit: number
  readonly row: string | null
  readonly field: string | null
  readonly who: string | null
  readonly source: string | null
}

const start = Buffer.alloc(32)

const mostBytesOfUnit = 3
/** The hash before it and the entry itself, one behind the other; made anew for a longer entry. */
let hashed = Buffer.allocUnsafe(1 << 14)

/** Hashed in one call: an import has a hundred thousand entries, and an object of the crypto library for each costs more than its bytes. */
function digest(previous: Buffer, seq: number, frame: WrittenFrame, entry: AuditEntry): Buffer {
  const content = [seq, frame.at, frame.who, frame.source, frame.step, entry.what, entry.form, entry.period, entry.rowId, entry.rowKey]
  const text = JSON.stringify([...content, entry.field, entry.before, entry.after, frame.why])
  const most = previous.length + mostBytesOfUnit * text.length
  if (hashed.length < most) hashed = Buffer.allocUnsafe(2 * most)
  hashed.set(previous)
  const bytes = previous.length + hashed.write(text, previous.length)
  return Buffer.from(hashOf('sha256', hashed.subarray(0, bytes), 'hex'), 'hex')
}

const columns = 'seq, at, who, source, step, what, form, period, row_id AS rowId, row_key AS rowKey, field, before, after, why, hash'

type SettingWhat = 'profile' | 'document' | 'password' | 'keys'
const isSetting = (what: AuditWhat): what is SettingWhat =>
  what === 'profile' || what === 'document' || what === 'password' || what === 'keys'

/** An entry of the log over all forms. */
export interface LoggedEntry extends Omit<HistoryEntry, 'what' | 'doubtful'> {
  readonly what: HistoryEntry['what'] | SettingWhat
  readonly form: string | null
  readonly period: string | null
}
export interface LogQuery {
  readonly before: number
  readonly limit: number
  readonly form: string | null
  readonly period: string | null
  /** Part of a name. */
  readonly who: string | null
  /** Null = all kinds. */
  readonly whats: readonly string[] | null
  /** Moments (ISO time), the second one not included. */
  readonly from: string | null
  readonly until: string | null
}

/** Entries as people read them; one that somebody has rewritten is told as such and hides no other. */
function* shown(row: AuditRow): Generator<HistoryEntry> {
  if (isSetting(row.what)) return
  try {
    // Read whole first, so that half an entry is never told.
    yield* [...readable(row, row.what)]
  } catch {
    const { seq, at, who, source, step, rowKey, why } = row
    yield { seq, at, who, source, step, rowKey, why, what: 'unreadable', field: null, before: null, after: null }
  }
}

function* logged(row: AuditRow): Generator<LoggedEntry> {
  const { seq, at, who, source, step, rowKey, why, what, form, period, field, before, after } = row
  if (isSetting(what)) yield { seq, at, who, source, step, rowKey, why, what, form, period, field, before, after }
  else for (const entry of shown(row)) yield { ...entry, form, period }
}

/** Several cells of one row are told one by one, under the same number. Throws on what this store did not write. */
function* readable(row: AuditRow, what: Exclude<AuditWhat, SettingWhat>): Generator<HistoryEntry> {
  const { seq, at, who, source, step, rowKey, why } = row
  const common = { seq, at, who, source, step, rowKey, why }
  if (what === 'cells') {
    const [before, after] = [cellsIn(row.before ?? '{}'), cellsIn(row.after ?? '{}')]
    for (const field of Object.keys(after)) {
      yield { ...common, what: 'cell', field, before: before[field] ?? null, after: after[field] ?? null }
    }
    return
  }
  // Nobody but this store knows other words; one that it does not know itself was put in.
  if (!toldWhats.has(what)) throw new TypeError('an entry of a kind that is not written')
  yield { ...common, what, field: row.field, before: cellsOnly(what, row.before), after: cellsOnly(what, row.after) }
}

const Cells = z.record(z.string(), z.string().nullable())
const toldWhats: ReadonlySet<string> = new Set(HistoryEntry.shape.what.options)

/** Throws on a text that this store did not write. */
const cellsIn = (json: string): Readonly<Record<string, string | null>> => Cells.parse(JSON.parse(json))

/** Of a whole row only its cells are told, not its place. Throws on a text that this store did not write. */
function cellsOnly(what: AuditWhat, stored: string | null): string | null {
  if (stored === null || (what !== 'insertRow' && what !== 'deleteRow')) return stored
  return JSON.stringify(z.object({ cells: Cells }).parse(JSON.parse(stored)).cells)
}

/** @param asked what stands for `asked`: `button` behind a screen, `command` behind the command line */
export function createAudit(database: Database.Database, asked: 'button' | 'command' = 'button'): Audit {
  const written = (frame: AuditFrame): WrittenFrame => ({ ...frame, source: frame.source === 'asked' ? asked : frame.source })
  const insert = database.prepare<unknown[]>(
    `INSERT INTO audit (seq, at, who, source, step, what, form, period, row_id, row_key, field, before, after, why, hash)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  )
  const last = database.prepare<[], { seq: number; hash: Buffer }>('SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1')
  const step = database.prepare<[number], AuditRow>(`SELECT ${columns} FROM audit WHERE step = ? ORDER BY seq`)
  const report = database.prepare<[HistoryQuery], AuditRow>(
    `SELECT ${columns} FROM audit WHERE form = @form AND period = @period AND seq < @before
       AND (@row IS NULL OR instr(row_key, @row) > 0) AND (@who IS NULL OR who = @who) AND (@source IS NULL OR source = @source)
       AND (@field IS NULL OR field = @field OR instr(coalesce(after, before), '"' || @field || '":') > 0)
     ORDER BY seq DESC LIMIT @limit`,
  )
  const log = database.prepare<[Omit<LogQuery, 'whats'> & { readonly whats: string | null }], AuditRow>(
    `SELECT ${columns} FROM audit WHERE seq < @before AND (@form IS NULL OR form = @form) AND (@period IS NULL OR period = @period)
       AND (@who IS NULL OR instr(who, @who) > 0) AND (@from IS NULL OR at >= @from) AND (@until IS NULL OR at < @until)
       AND (@whats IS NULL OR what IN (SELECT value FROM json_each(@whats)))
     ORDER BY seq DESC LIMIT @limit`,
  )
  const behind = database.prepare<[number], AuditRow>(`SELECT ${columns} FROM audit WHERE seq > ? ORDER BY seq`)
  const batch = new RowBatch(database)
  return {
    append(given, entries) {
      const frame = written(given)
      const head = last.get()
      let seq = head?.seq ?? 0
      let hash: Buffer = head?.hash ?? start
      for (const entry of entries) {
        seq++
        hash = digest(hash, seq, frame, entry)
        const { what, form, period, rowId, rowKey, field, before, after } = entry
        insert.run(
          seq,
          frame.at,
          frame.who,
          frame.source,
          frame.step,
          what,
          form,
          period,
          rowId,
          rowKey,
          field,
          before,
          after,
          frame.why,
          hash,
        )
      }
    },
    appendRows(given, { report: of, form, period }, rows) {
      const frame = written(given)
      const head = last.get()
      let seq = head?.seq ?? 0
      let hash: Buffer = head?.hash ?? start
      const { at, who, source, step: id, why } = frame
      const batchFrame = { report: of, at, who, source, step: id, form, period, why }
      batch.clear()
      for (const row of rows) {
        seq++
        const entry = {
          what: 'insertRow',
          form,
          period,
          rowId: row.id,
          rowKey: row.key,
          field: null,
          before: null,
          after: row.after,
        } as const
        hash = digest(hash, seq, frame, entry)
        batch.add(batchFrame, seq, row, hash)
      }
      batch.flush(batchFrame, seq)
    },
    ofStep: (id) => step.all(id),
    history(form, period, before = Number.MAX_SAFE_INTEGER, limit, { row = null, field = null, who = null, source = null } = {}) {
      const entries = report.all({ form, period, before, limit, row, field, who, source }).flatMap((entry) => [...shown(entry)])
      // Of several cells of one row that changed together only the one that was asked for.
      return entries.filter((entry) => field === null || entry.what !== 'cell' || entry.field === field)
    },
    log(query) {
      const rows = log.all({ ...query, limit: query.limit + 1, whats: query.whats === null ? null : JSON.stringify(query.whats) })
      const page = rows.slice(0, query.limit)
      const next = rows.length > query.limit ? (page.at(-1)?.seq ?? null) : null
      return { entries: page.flatMap((row) => [...logged(row)]), next }
    },
    head() {
      const head = last.get()
      return { seq: head?.seq ?? 0, hash: (head?.hash ?? start).toString('hex') }
    },
    verify(sound) {
      let expected = sound?.seq ?? 0
      let hash: Buffer = sound === undefined ? start : Buffer.from(sound.hash, 'hex')
      for (const row of behind.iterate(expected)) {
        expected++
        hash = digest(hash, expected, row, row)
        if (row.seq !== expected || !hash.equals(row.hash)) return { entries: expected, firstBad: expected }
      }
      return { entries: expected, firstBad: null }
    },
  }
}
