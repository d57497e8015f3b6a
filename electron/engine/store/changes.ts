/**
 * What a step does to a report, as net changes of rows: nothing depends on the order of the edits any more, so a step
 * can be written to the audit, undone and redone from the same list. Pure.
 */
import type { ReportHeader, RowOriginName, TravelledStep } from '../../../shared/contract/index.ts'
import { AppError } from '../../../shared/model/errors.ts'
import type { AuditEntry } from './audit.ts'
import type { StoreEdit } from './types.ts'

export type Cells = Readonly<Record<string, string>>
export interface RowState {
  readonly origin: RowOriginName
  readonly cells: Cells
}
type Differences = Readonly<Record<string, string | null>>

export type Change =
  /** `at`: place in the order after the step. */
  | { readonly kind: 'insertRow'; readonly row: string; readonly at: number; readonly state: RowState }
  /** `at`: place in the order before the step. */
  | { readonly kind: 'deleteRow'; readonly row: string; readonly at: number; readonly state: RowState }
  | { readonly kind: 'cells'; readonly row: string; readonly before: Differences; readonly after: Differences }
  | { readonly kind: 'header'; readonly field: keyof ReportHeader; readonly before: string; readonly after: string }

/** The report as it stands, read only as far as the edits need it. */
export interface ReportView {
  readonly header: ReportHeader
  row(id: string): RowState | undefined
  /** Row ids in their order. */
  order(): readonly string[]
}

/** Rows that the clerk may not take out: the ledger of the period before, and the rows that the pack gives. */
const isPermanent = (origin: RowOriginName): boolean => origin === 'carried' || origin === 'fixed'

/** The same object where nothing in it is blank: an import hands over a hundred thousand, and a copy costs more than its text. */
function withoutBlanks(values: Cells): Cells {
  if (!Object.values(values).includes('')) return values
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== ''))
}

/** Fields whose values differ; undefined when none does. */
function differences(before: Cells, after: Cells): { before: Differences; after: Differences } | undefined {
  const fields = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter((field) => before[field] !== after[field])
  if (fields.length === 0) return undefined
  const pick = (cells: Cells) => Object.fromEntries(fields.map((field) => [field, cells[field] ?? null]))
  return { before: pick(before), after: pick(after) }
}

/** The order of rows while edits run: removed ids are swept out only when an index is asked for. */
class Order {
  #ids: string[]
  #removed = new Set<string>()
  constructor(ids: readonly string[]) {
    this.#ids = [...ids]
  }
  remove(id: string): void {
    this.#removed.add(id)
  }
  insert(id: string, at: number): void {
    const ids = this.ids()
    if (at >= ids.length) ids.push(id)
    else ids.splice(at, 0, id)
  }
  ids(): string[] {
    if (this.#removed.size > 0) this.#ids = this.#ids.filter((id) => !this.#removed.has(id))
    this.#removed.clear()
    return this.#ids
  }
}

interface Draft {
  readonly before: RowState | undefined
  after: { readonly origin: RowOriginName; readonly cells: Cells } | undefined
  /** Cells that are this draft's own and may be changed. */
  own: Record<string, string> | undefined
}

/**
 * Works out the net changes of a list of edits.
 * Throws ROW_UNKNOWN, ROW_PERMANENT, INPUT_INVALID (a row inserted under an id that exists or existed in this step).
 */
export function planChanges(view: ReportView, edits: readonly StoreEdit[], origin: RowOriginName, removesPermanentRows = false): Change[] {
  const drafts = new Map<string, Draft>()
  let header: ReportHeader = view.header
  let order: Order | undefined
  const draftOf = (id: string): Draft => {
    const known = drafts.get(id)
    if (known) return known
    const before = view.row(id)
    const draft: Draft = { before, after: before, own: undefined }
    drafts.set(id, draft)
    return draft
  }
  for (const edit of edits) {
    if (edit.kind === 'header') {
      const named = Object.entries(edit.header).filter(([, value]) => value !== undefined)
      header = { ...header, ...Object.fromEntries(named) }
      continue
    }
    const draft = draftOf(edit.row)
    if (edit.kind === 'insertRow') {
      if (draft.before ?? draft.after) throw new AppError('INPUT_INVALID', { path: 'edits', row: edit.row })
      draft.after = { origin: 'origin' in edit ? edit.origin : origin, cells: withoutBlanks(edit.values) }
      order ??= new Order(view.order())
      order.insert(edit.row, edit.at)
      continue
    }
    if (!draft.after) throw new AppError('ROW_UNKNOWN', { row: edit.row })
    if (edit.kind === 'deleteRow') {
      if (draft.before && !removesPermanentRows && isPermanent(draft.before.origin)) throw new AppError('ROW_PERMANENT', { row: edit.row })
      draft.after = undefined
      draft.own = undefined
      order ??= new Order(view.order())
      order.remove(edit.row)
      continue
    }
    const { origin: from, cells } = draft.after
    if (draft.own === undefined) {
      draft.own = { ...cells }
      draft.after = { origin: from, cells: draft.own }
    }
    if (edit.value === null || edit.value === '') delete draft.own[edit.field]
    else draft.own[edit.field] = edit.value
  }
  return [...headerChanges(view.header, header), ...rowChanges(drafts, order && view.order(), order?.ids())]
}

function headerChanges(before: ReportHeader, after: ReportHeader): Change[] {
  const fields = Object.keys(after) as (keyof ReportHeader)[] // both come from the closed header schema
  return fields
    .filter((field) => before[field] !== after[field])
    .map((field) => ({ kind: 'header', field, before: String(before[field]), after: String(after[field]) }))
}

function rowChanges(drafts: ReadonlyMap<string, Draft>, before: readonly string[] = [], after: readonly string[] = []): Change[] {
  const placeBefore = new Map(before.map((id, at) => [id, at]))
  const placeAfter = new Map(after.map((id, at) => [id, at]))
  const changes: Change[] = []
  for (const [row, draft] of drafts) {
    if (draft.before && draft.after) {
      const changed = differences(draft.before.cells, draft.after.cells)
      if (changed) changes.push({ kind: 'cells', row, ...changed })
    } else if (draft.before) changes.push({ kind: 'deleteRow', row, at: placeBefore.get(row) ?? 0, state: draft.before })
    else if (draft.after) changes.push({ kind: 'insertRow', row, at: placeAfter.get(row) ?? 0, state: draft.after })
  }
  return changes
}

/** The changes that take these back. */
export function invertChanges(changes: readonly Change[]): Change[] {
  return changes.map((change) => {
    if (change.kind === 'insertRow') return { ...change, kind: 'deleteRow' }
    if (change.kind === 'deleteRow') return { ...change, kind: 'insertRow' }
    return { ...change, before: change.after, after: change.before } as Change // both sides of a change have one type
  })
}

/** The order of rows after the changes. */
export function reorder(order: readonly string[], changes: readonly Change[]): string[] {
  const gone = new Set(changes.filter((change) => change.kind === 'deleteRow').map((change) => change.row))
  const arriving = changes.filter((change) => change.kind === 'insertRow').sort((a, b) => a.at - b.at)
  const staying = order.filter((id) => !gone.has(id))
  const result: string[] = []
  let taken = 0
  for (const { row, at } of arriving) {
    while (result.length < at && taken < staying.length) result.push(staying[taken++] ?? '')
    result.push(row)
  }
  return result.concat(staying.slice(taken))
}

/** The cells of a row after a change of some of them. */
export function changeCells(cells: Cells, after: Differences): Record<string, string> {
  const result = { ...cells }
  for (const [field, value] of Object.entries(after)) {
    if (value === null) delete result[field]
    else result[field] = value
  }
  return result
}

const isCells = (cells: unknown, allowsNull: boolean): boolean =>
  typeof cells === 'object' &&
  cells !== null &&
  Object.values(cells).every((value) => typeof value === 'string' || (allowsNull && value === null))

/** A change as the audit tells it; the reverse of how the store writes it. Throws for an entry the store cannot have written. */
export function storedChange(entry: AuditEntry): Change {
  const { what, before, after } = entry
  const row = entry.rowId ?? ''
  if (what === 'header') {
    return { kind: 'header', field: entry.field as keyof ReportHeader, before: before ?? '', after: after ?? '' } // written by the report store
  }
  if (what === 'cell') {
    const field = entry.field ?? ''
    return { kind: 'cells', row, before: { [field]: before }, after: { [field]: after } }
  }
  if (what === 'cells') {
    const parse = (json: string | null): Differences => {
      const cells: unknown = JSON.parse(json ?? '{}')
      if (!isCells(cells, true)) throw new Error('a cells entry holds no cells')
      return cells as Differences // looked at on the line before
    }
    return { kind: 'cells', row, before: parse(before), after: parse(after) }
  }
  if (what !== 'insertRow' && what !== 'deleteRow') throw new Error(`an undoable step holds a ${what} entry`)
  const { at, ...state } = JSON.parse(after ?? before ?? '{}') as RowState & { at: number } // its cells are looked at below
  if (!isCells(state.cells, false)) throw new Error(`a ${what} entry holds no row`)
  return { kind: what, row, at, state }
}

/** How much of a report the changes are about: rows that come or go, and values in others or in the head; and where, if that is one cell. */
export function extentOf(changes: readonly Change[]): Omit<TravelledStep, 'source'> {
  let rows = 0
  let cells = 0
  for (const change of changes) {
    if (change.kind === 'insertRow' || change.kind === 'deleteRow') rows++
    else cells += change.kind === 'cells' ? Object.keys(change.after).length : 1
  }
  const [only] = changes
  const [field] = only?.kind === 'cells' ? Object.keys(only.after) : []
  const at = only?.kind === 'cells' && field !== undefined && rows + cells === 1 ? { row: only.row, field } : null
  return { rows, cells, at }
}

/** A header value from its audited text. */
export function headerValue(field: keyof ReportHeader, text: string): string | number | boolean {
  if (field === 'zeroReport') return text === 'true'
  return field === 'revisionNo' ? Number(text) : text
}
