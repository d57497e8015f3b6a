import type Database from 'better-sqlite3'
import type { ReportHeader } from '../../../shared/contract/index.ts'
import { AppError } from '../../../shared/model/errors.ts'
import { naturalKey } from '../../../shared/model/natural-key.ts'
import { blankHeader } from '../../../shared/rules/input.ts'
import { reviewText } from '../../../shared/text/review.ts'
import type { Audit, AuditEntry } from './audit.ts'
import {
  type Cells,
  type Change,
  changeCells,
  extentOf,
  headerValue,
  invertChanges,
  planChanges,
  type RowState,
  reorder,
  storedChange,
} from './changes.ts'
import { allNew, type FreshReport, FreshRows } from './fresh-rows.ts'
import { placeRows } from './positions.ts'
import type { NewRow } from './row-batch.ts'
import type { ReportStore, StepInfo, StoredReport, StoredRow } from './types.ts'

export interface ReportStoreParts {
  readonly database: Database.Database
  readonly audit: Audit
  /** Runs the work in one immediate transaction. */
  readonly write: <T>(work: () => T) => T
  readonly now: () => Date
  readonly packVersion: () => string
  /** Key fields of a form, for the names of rows in the audit. */
  readonly keyFields: (form: string) => readonly string[]
  /** What was signed for a report before it changed counts no longer; told in the same transaction. */
  readonly voidSignatures: (
    form: string,
    period: string,
    frame: { readonly at: string; readonly who: string; readonly why: string },
  ) => void
}

interface ReportRecord {
  readonly id: number
  readonly version: number
  readonly pack_version: string
  readonly header: string
  readonly sealed_in: string | null
}
interface RowRecord {
  readonly id: string
  readonly position: number
  readonly origin: RowState['origin']
  readonly cells: string
}

const changesBetweenReports = 1000

const parseHeader = (json: string): ReportHeader => ({ ...blankHeader, ...(JSON.parse(json) as Partial<ReportHeader>) }) // written below
const parseCells = (json: string): Cells => JSON.parse(json) as Cells // written below
const rowState = (record: RowRecord): RowState => ({ origin: record.origin, cells: parseCells(record.cells) })

/** Reports as rows of JSON: one row of a form is one record, so that a ledger of 100,000 rows is written in seconds. */
export function createReportStore(parts: ReportStoreParts): ReportStore {
  const { database, audit, write } = parts
  const sql = {
    report: database.prepare<[string, string], ReportRecord>('SELECT * FROM report WHERE form = ? AND period = ?'),
    create: database.prepare<[string, string, string, string]>(
      'INSERT INTO report (form, period, version, pack_version, header) VALUES (?, ?, 0, ?, ?)',
    ),
    touch: database.prepare<[string, number]>('UPDATE report SET version = version + 1, header = ? WHERE id = ?'),
    rows: database.prepare<[number], RowRecord>('SELECT id, position, origin, cells FROM report_row WHERE report = ? ORDER BY position'),
    rowCount: database.prepare<[number], number>('SELECT count(*) FROM report_row WHERE report = ?').pluck(),
    places: database.prepare<[number], { id: string; position: number }>(
      'SELECT id, position FROM report_row WHERE report = ? ORDER BY position',
    ),
    row: database.prepare<[number, string], RowRecord>('SELECT id, position, origin, cells FROM report_row WHERE report = ? AND id = ?'),
    updateRow: database.prepare<[string, number, string]>('UPDATE report_row SET cells = ? WHERE report = ? AND id = ?'),
    moveRow: database.prepare<[number, number, string]>('UPDATE report_row SET position = ? WHERE report = ? AND id = ?'),
    deleteRow: database.prepare<[number, string]>('DELETE FROM report_row WHERE report = ? AND id = ?'),
    newStep: database.prepare<[number, string]>('INSERT INTO step (report, state) VALUES (?, ?)'),
    setStep: database.prepare<[string, number]>('UPDATE step SET state = ? WHERE id = ?'),
    dropRedo: database.prepare<[number]>("UPDATE step SET state = 'fixed' WHERE report = ? AND state = 'undone'"),
    lastDone: database.prepare<[number], number | null>("SELECT max(id) FROM step WHERE report = ? AND state = 'done'").pluck(),
    firstUndone: database.prepare<[number], number | null>("SELECT min(id) FROM step WHERE report = ? AND state = 'undone'").pluck(),
    // What another form or a later period concluded may rest on the report that has just changed.
    forgetChecks: database.prepare<[string]>('DELETE FROM check_result WHERE period >= ?'),
    periods: database.prepare<[], string>('SELECT DISTINCT period FROM report ORDER BY period DESC').pluck(),
    formPeriods: database.prepare<[string], string>('SELECT period FROM report WHERE form = ? ORDER BY period DESC').pluck(),
  }

  const fresh = new FreshRows()

  const summaryOf = (form: string, period: string, record: ReportRecord): Omit<StoredReport, 'rows'> => ({
    form,
    period,
    version: record.version,
    packVersion: record.pack_version,
    header: parseHeader(record.header),
    sealed: record.sealed_in !== null,
    canUndo: sql.lastDone.get(record.id) !== null,
    canRedo: sql.firstUndone.get(record.id) !== null,
  })

  /** Places of rows that come or must make room, as the report is before the changes. */
  const placesAfter = (report: number, changes: readonly Change[]): ReadonlyMap<string, number> => {
    if (!changes.some((change) => change.kind === 'insertRow')) return new Map()
    const places = sql.places.all(report)
    const order = reorder(
      places.map((place) => place.id),
      changes,
    )
    return placeRows(order, new Map(places.map((place) => [place.id, place.position])))
  }

  /** Everything but new rows. */
  const writeRows = (report: number, changes: readonly Change[], places: ReadonlyMap<string, number>, tick: () => void): void => {
    const isNew = new Set<string>()
    for (const change of changes) {
      if (change.kind === 'insertRow') {
        isNew.add(change.row)
        continue
      }
      tick()
      if (change.kind === 'deleteRow') sql.deleteRow.run(report, change.row)
      if (change.kind === 'cells') {
        const record = sql.row.get(report, change.row)
        if (!record) throw new AppError('ROW_UNKNOWN', { row: change.row })
        sql.updateRow.run(JSON.stringify(changeCells(parseCells(record.cells), change.after)), report, change.row)
      }
    }
    for (const [id, position] of places) if (!isNew.has(id)) sql.moveRow.run(position, report, id)
  }

  /** Writes changes, their audit entries and the new version; returns the step. */
  const commit = (
    at: { readonly form: string; readonly period: string; readonly record: ReportRecord },
    changes: readonly Change[],
    stepInfo: Pick<StepInfo, 'source' | 'who' | 'why' | 'onProgress'> & { readonly undoable: boolean },
  ): number => {
    const { form, period, record } = at
    const fields = parts.keyFields(form)
    const keyOf = (row: string, after: Readonly<Record<string, string | null>>): string | null => {
      const stored = sql.row.get(record.id, row)
      const cells = stored ? parseCells(stored.cells) : {}
      return naturalKey(fields, cells) || naturalKey(fields, changeCells(cells, after)) || null
    }
    const step = Number(sql.newStep.run(record.id, stepInfo.undoable ? 'done' : 'fixed').lastInsertRowid)
    let ticks = 0
    const tick = (): void => {
      if (ticks % changesBetweenReports === 0) stepInfo.onProgress?.(ticks, 2 * changes.length)
      ticks++
    }
    const frame = { at: parts.now().toISOString(), who: stepInfo.who, source: stepInfo.source, step, why: stepInfo.why ?? null }
    // Written first: a row is named by its key as it was; one that gets its key only now, by the new one.
    const places = placesAfter(record.id, changes)
    const of = { report: record.id, form, period }
    for (const run of runsOf(changes))
      if (run.kind === 'new') audit.appendRows(frame, of, newRows(run.changes))
      else audit.append(frame, otherEntries(run.changes))
    writeRows(record.id, changes, places, tick)
    let header = parseHeader(record.header)
    for (const change of changes) {
      if (change.kind === 'header') header = { ...header, [change.field]: headerValue(change.field, change.after) }
    }
    sql.touch.run(JSON.stringify(header), record.id)
    sql.forgetChecks.run(period)
    parts.voidSignatures(form, period, { at: frame.at, who: frame.who, why: reviewText.voidedByEdit })
    return step
    function* otherEntries(others: readonly OtherChange[]): Generator<AuditEntry> {
      for (const change of others) {
        tick()
        yield auditEntry(change, form, period, fields, keyOf)
      }
    }
    /** A new row is written together with its entry: both hold the same text, which is long. */
    function* newRows(inserts: readonly Insert[]): Generator<NewRow> {
      for (const change of inserts) {
        tick()
        const position = places.get(change.row)
        if (position === undefined) throw new Error('a new row has no place')
        const { origin, cells } = change.state
        const head = wholeHead(change)
        const after = `${head}${JSON.stringify(cells)}}`
        yield { id: change.row, key: naturalKey(fields, cells) || null, position, origin, after, head: head.length }
        tick()
      }
    }
  }

  /** The report to be changed. Throws PERIOD_CLOSED. */
  const openRecord = (form: string, period: string): ReportRecord | undefined => {
    const record = sql.report.get(form, period)
    if (record && record.sealed_in !== null) throw new AppError('PERIOD_CLOSED', { period, form })
    return record
  }

  const createRecord = (form: string, period: string): ReportRecord => {
    sql.create.run(form, period, parts.packVersion(), JSON.stringify(blankHeader))
    const record = sql.report.get(form, period)
    if (!record) throw new Error('a report that was just stored is not there')
    return record
  }

  /** Takes back the newest step, or brings back the one taken back last. */
  const travel = (form: string, period: string, who: string, direction: 'undo' | 'redo') =>
    write(() => {
      const record = openRecord(form, period)
      const query = direction === 'undo' ? sql.lastDone : sql.firstUndone
      const target = record && query.get(record.id)
      if (!record || !target) throw new AppError(direction === 'undo' ? 'NOTHING_TO_UNDO' : 'NOTHING_TO_REDO', { form, period })
      const entries = audit.ofStep(target)
      const [first] = entries
      // A step is stored with what it changed: without that, nothing is known that could be taken back.
      if (first === undefined) throw new Error('a step that was stored has no entries')
      const changes = entries.map((entry) => storedChange(entry))
      const step = commit({ form, period, record }, direction === 'undo' ? invertChanges(changes) : changes, {
        source: direction,
        who,
        undoable: false,
      })
      sql.setStep.run(direction === 'undo' ? 'undone' : 'done', target)
      return { version: record.version + 1, step, of: { source: first.source, ...extentOf(changes) } }
    })

  return {
    load(form, period) {
      const record = sql.report.get(form, period)
      if (!record) return undefined
      const known = fresh.of(record.id, record.version)
      if (known !== undefined) return { ...summaryOf(form, period, record), rows: known }
      const rows: StoredRow[] = []
      // One after the other: the texts of a whole ledger held at once are as much again as what is made of them.
      for (const { id, origin, cells } of sql.rows.iterate(record.id)) rows.push({ id, origin, values: parseCells(cells) })
      return { ...summaryOf(form, period, record), rows }
    },
    rowIds(form, period) {
      const record = sql.report.get(form, period)
      return record === undefined ? [] : sql.places.all(record.id).map(({ id }) => id)
    },
    row(form, period, id) {
      const record = sql.report.get(form, period)
      const row = record && sql.row.get(record.id, id)
      return row && { id: row.id, origin: row.origin, values: parseCells(row.cells) }
    },
    summary(form, period) {
      const record = sql.report.get(form, period)
      return record && { ...summaryOf(form, period, record), rowCount: sql.rowCount.get(record.id) ?? 0 }
    },
    apply(form, period, baseVersion, edits, step) {
      let written: FreshReport | undefined
      const done = write(() => {
        written = undefined
        const found = openRecord(form, period)
        const version = found?.version ?? 0
        if (baseVersion !== undefined && baseVersion !== version) throw new AppError('STALE', { form, period, version })
        let order: string[] | undefined
        const view = {
          header: found ? parseHeader(found.header) : blankHeader,
          row: (id: string) => {
            const record = found && sql.row.get(found.id, id)
            return record && rowState(record)
          },
          order: () => {
            order ??= found ? sql.places.all(found.id).map((place) => place.id) : []
            return order
          },
        }
        const changes = planChanges(view, edits, step.origin, step.byProgram === true)
        if (changes.length === 0) return { version, step: 0 }
        const record = found ?? createRecord(form, period)
        sql.dropRedo.run(record.id)
        const rows = allNew(changes, () => sql.rowCount.get(record.id) ?? 0)
        const id = commit({ form, period, record }, changes, { ...step, undoable: step.undoable !== false })
        if (rows !== undefined) written = { report: record.id, version: version + 1, rows }
        return { version: version + 1, step: id }
      })
      // What is part of a larger transaction may yet be taken back, and then this version will be another one.
      if (written !== undefined && !database.inTransaction) fresh.keep(written)
      return done
    },
    undo: (form, period, who) => travel(form, period, who, 'undo'),
    redo: (form, period, who) => travel(form, period, who, 'redo'),
    giveReason: (form, period, who, why) =>
      write(() => {
        const record = openRecord(form, period)
        if (!record || record.version === 0) throw new AppError('NOTHING_TO_EXPLAIN', { form, period })
        const step = Number(sql.newStep.run(record.id, 'fixed').lastInsertRowid)
        const entry = { what: 'reason', form, period, rowId: null, rowKey: null, field: null, before: null, after: null } as const
        audit.append({ at: parts.now().toISOString(), who, source: 'typing', step, why }, [entry])
      }),
    history: (form, period, before, limit, filter) => audit.history(form, period, before, limit, filter),
    periods: (form) => (form === undefined ? sql.periods.all() : sql.formPeriods.all(form)),
  }
}

type Insert = Extract<Change, { readonly kind: 'insertRow' }>
type OtherChange = Exclude<Change, Insert>
type ChangeRun = { readonly kind: 'new'; readonly changes: Insert[] } | { readonly kind: 'other'; readonly changes: OtherChange[] }

/** The changes in their order, new rows that follow each other together. */
function runsOf(changes: readonly Change[]): ChangeRun[] {
  const runs: ChangeRun[] = []
  for (const change of changes) {
    const last = runs.at(-1)
    if (change.kind === 'insertRow') {
      if (last?.kind === 'new') last.changes.push(change)
      else runs.push({ kind: 'new', changes: [change] })
    } else if (last?.kind === 'other') last.changes.push(change)
    else runs.push({ kind: 'other', changes: [change] })
  }
  return runs
}

function auditEntry(
  change: OtherChange,
  form: string,
  period: string,
  keyFields: readonly string[],
  storedKey: (row: string, after: Readonly<Record<string, string | null>>) => string | null,
): AuditEntry {
  const blank = { form, period, rowId: null, rowKey: null, field: null, before: null, after: null }
  if (change.kind === 'header') return { ...blank, what: 'header', field: change.field, before: change.before, after: change.after }
  if (change.kind === 'cells') {
    const row = { ...blank, rowId: change.row, rowKey: storedKey(change.row, change.after) }
    const [field, ...more] = Object.keys(change.after)
    if (field === undefined || more.length > 0) {
      return { ...row, what: 'cells', before: JSON.stringify(change.before), after: JSON.stringify(change.after) }
    }
    return { ...row, what: 'cell', field, before: change.before[field] ?? null, after: change.after[field] ?? null }
  }
  const { state } = change
  const whole = `${wholeHead(change)}${JSON.stringify(state.cells)}}`
  const row = { ...blank, rowId: change.row, rowKey: naturalKey(keyFields, state.cells) || null }
  return { ...row, what: 'deleteRow', before: whole }
}

/** What the audit keeps of a whole row, as far as its cells. */
const wholeHead = ({ at, state }: Extract<Change, { readonly kind: 'insertRow' | 'deleteRow' }>): string =>
  `{"at":${at},"origin":${JSON.stringify(state.origin)},"cells":`
