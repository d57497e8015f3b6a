/** A report as it was: its audit entries told once more from the beginning. Pure. */
import type { ReportHeader } from '../../../shared/contract/index.ts'
import { blankHeader } from '../../../shared/rules/input.ts'
import type { AuditEntry } from './audit.ts'
import { type Change, changeCells, headerValue, type RowState, reorder, storedChange } from './changes.ts'
import type { StoredRow } from './types.ts'

/** Entries that change what a report holds; all others only tell of it. */
export const contentEntries = ['cell', 'cells', 'insertRow', 'deleteRow', 'header'] as const

export interface PastEntry extends AuditEntry {
  readonly seq: number
  readonly step: number
}
export interface PastContent {
  readonly header: ReportHeader
  readonly rows: readonly StoredRow[]
  /** How many steps changed it. */
  readonly version: number
  /** Number of the first entry that does not follow from those before it; null when all do. */
  readonly brokenAt: number | null
}

const isContent = (what: string): boolean => contentEntries.some((one) => one === what)

/** Entries of one step, in their order. */
function* stepsOf(entries: Iterable<PastEntry>): Generator<PastEntry[]> {
  let step: PastEntry[] = []
  for (const entry of entries) {
    if (!isContent(entry.what)) continue
    if (step[0] !== undefined && step[0].step !== entry.step) {
      yield step
      step = []
    }
    step.push(entry)
  }
  if (step.length > 0) yield step
}

/** True when the entry can have been made on these rows and this header: what it says was there is there. */
function follows(change: Change, rows: ReadonlyMap<string, RowState>, header: ReportHeader): boolean {
  if (change.kind === 'header') return String(header[change.field]) === change.before
  const row = rows.get(change.row)
  if (change.kind === 'insertRow') return row === undefined
  if (row === undefined) return false
  if (change.kind === 'cells') return Object.entries(change.before).every(([field, value]) => (row.cells[field] ?? null) === value)
  const { cells } = change.state
  return Object.keys(cells).length === Object.keys(row.cells).length && Object.keys(cells).every((key) => cells[key] === row.cells[key])
}

/** What an entry changed; undefined when nobody can read it any more: the store wrote it, but not as it is now. */
function readChange(entry: PastEntry): Change | undefined {
  try {
    return storedChange(entry)
  } catch {
    return undefined
  }
}

/** @param entries of one report, oldest first, up to the moment that is wanted */
export function replay(entries: Iterable<PastEntry>): PastContent {
  const rows = new Map<string, RowState>()
  let header: ReportHeader = blankHeader
  let order: readonly string[] = []
  let brokenAt: number | null = null
  let version = 0
  for (const step of stepsOf(entries)) {
    version++
    const changes: Change[] = []
    for (const entry of step) {
      const change = readChange(entry)
      if (brokenAt === null && (change === undefined || !follows(change, rows, header))) brokenAt = entry.seq
      if (change === undefined) continue
      changes.push(change)
      if (change.kind === 'header') header = { ...header, [change.field]: headerValue(change.field, change.after) }
      else if (change.kind === 'insertRow') rows.set(change.row, change.state)
      else if (change.kind === 'deleteRow') rows.delete(change.row)
      else {
        const row = rows.get(change.row)
        if (row) rows.set(change.row, { ...row, cells: changeCells(row.cells, change.after) })
      }
    }
    if (changes.some(({ kind }) => kind === 'insertRow' || kind === 'deleteRow')) order = reorder(order, changes)
  }
  const stored = order.flatMap((id): StoredRow[] => {
    const row = rows.get(id)
    return row ? [{ id, origin: row.origin, values: row.cells }] : []
  })
  return { header, rows: stored, version, brokenAt }
}

/** One thing that is otherwise at the later of two moments. */
export type PastChange =
  | { readonly kind: 'header'; readonly field: keyof ReportHeader; readonly before: string; readonly after: string }
  | { readonly kind: 'rowAdded' | 'rowRemoved'; readonly row: StoredRow }
  | {
      readonly kind: 'added' | 'changed' | 'removed'
      /** As it is later; as it was when it is gone. */
      readonly row: StoredRow
      readonly field: string
      readonly before: string | null
      readonly after: string | null
    }

const sorts = (before: string | null, after: string | null): 'added' | 'changed' | 'removed' =>
  before === null ? 'added' : after === null ? 'removed' : 'changed'

function cellChanges(row: StoredRow, before: StoredRow['values'], after: StoredRow['values']): PastChange[] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .map((field) => ({ field, was: before[field] ?? null, is: after[field] ?? null }))
    .filter(({ was, is }) => was !== is)
    .map(({ field, was, is }) => ({ kind: sorts(was, is), row, field, before: was, after: is }))
}

/** What is otherwise in `to`: the head first, then row by row as they stand there, rows that are gone last. */
export function difference(from: Pick<PastContent, 'header' | 'rows'>, to: Pick<PastContent, 'header' | 'rows'>): PastChange[] {
  const fields = Object.keys(to.header) as (keyof ReportHeader)[] // both come from the closed header schema
  const header = fields.map(
    (field): PastChange => ({ kind: 'header', field, before: String(from.header[field]), after: String(to.header[field]) }),
  )
  const before = new Map(from.rows.map((row) => [row.id, row]))
  const after = new Set(to.rows.map((row) => row.id))
  const rows = to.rows.flatMap((row): PastChange[] => {
    const earlier = before.get(row.id)
    if (earlier) return cellChanges(row, earlier.values, row.values)
    return [{ kind: 'rowAdded', row }, ...cellChanges(row, {}, row.values)]
  })
  const gone = from.rows
    .filter((row) => !after.has(row.id))
    .flatMap((row): PastChange[] => [{ kind: 'rowRemoved', row }, ...cellChanges(row, row.values, {})])
  return [...header.filter((change) => change.kind === 'header' && change.before !== change.after), ...rows, ...gone]
}
