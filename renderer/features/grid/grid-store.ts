/**
 * The rows on the screen. A plain class, not a store of the state library: each row has its own subscribers, so that
 * committing a cell draws one row again and moving the selection none. All changes go through `write`, `insertRows`
 * and `deleteRows`; each hands the same edits to `onEdits`, which is the only way to the engine.
 */
import type { Edit, Report, ReportRow, StepSource } from '../../../shared/contract/index.ts'
import type { FormTemplate } from '../../../shared/forms/form-schema.ts'
import type { MadeEdits } from '../../state/rebase.ts'
import type { CellEdit } from '../../state/step-history.ts'
import { writable } from './cell-rules.ts'
import { type ColumnLook, plainColumns } from './column-look.ts'
import { type ColumnLayout, frozenWithin, type GridColumn } from './columns.ts'
import type { Span } from './geometry.ts'
import type { GridStoreOptions } from './grid-options.ts'
import { editsOf, insertEdits, LateRow } from './late-rows.ts'
import { type RowMarks, sameMarks } from './marks.ts'
import { PreviousRows } from './previous-rows.ts'
import { type RowTexts, readChanges } from './read-changes.ts'
import { RowJudge, type WrittenRow, writtenBy } from './row-judge.ts'
import { RowList, sameRow } from './row-list.ts'
import { comparison, isShown, type LookRule, orderOf, plainLook } from './row-order.ts'
import { type Block, type Extent, type Selection, selectCell } from './selection.ts'
import { Told, type Topic } from './told.ts'
import { TotalsClock } from './totals-clock.ts'
import type { OwnCopy } from './use-clipboard.ts'

export type GridRow = Pick<ReportRow, 'id' | 'key' | 'origin' | 'values' | 'computed'>
/** What one drawn row depends on; a new object whenever anything of it changes. */
export interface RowView {
  readonly row: GridRow
  readonly marks: RowMarks
}
/** Text as typed or pasted; an empty one clears the cell. */
export interface CellChange {
  readonly row: number
  readonly column: number
  readonly text: string
}

const noMarks: RowMarks = new Map()
/** Cells that are read at once; of a larger block those in sight are, and the others when the block has been drawn. */
const mostCellsAtOnce = 1_000

export class GridStore {
  readonly template: FormTemplate
  layout: ColumnLayout
  columnLook: ColumnLook
  open = false
  /** `YYYY-MM` of the report; empty before it is there. */
  period = ''
  selection: Selection = { row: 0, column: 0, endRow: 0, endColumn: 0 }
  totals: Report['totals'] = []
  look: LookRule = plainLook
  /** Rises when rows come, go or are replaced, or the columns change. */
  structure = 0
  /** What the handle would fill if it were let go now. */
  fillTarget: Block | null = null
  /** What was copied last, framed until it is pasted elsewhere or given up. */
  copied: Block | null = null
  /** Its cells, for pasting them here. */
  ownCopy: OwnCopy | null = null
  previous = new PreviousRows([])
  /** Places on the screen, without the spare rows beyond its edges; told by who draws them. */
  sight: Span = { first: 0, last: 31 }
  /** What is shown beside the cells: the card of past periods, marks on what differs from the period before; cells that take the focus. */
  help = { past: false, changes: false, reading: false }
  /** The cell a finding led to, and how often somebody was led. */
  target: { readonly row: number; readonly column: number; readonly count: number } | null = null

  readonly #options: GridStoreOptions
  readonly #rows = new RowList()
  #loaded = false
  #marks: ReadonlyMap<string, RowMarks> = new Map()
  readonly #judge: RowJudge
  readonly #totalsClock = new TotalsClock((totals) => this.#showTotals(totals))
  #noted: ReadonlyMap<string, ReadonlyMap<string, readonly string[]>> = new Map()
  readonly #told = new Told()

  constructor(options: GridStoreOptions, look: ColumnLook = plainColumns) {
    this.template = options.template
    this.#options = options
    this.columnLook = look
    this.layout = options.layout(look)
    this.#judge = new RowJudge({
      work: options.work,
      viewAt: (index) => this.#rows.all()[index],
      put: (index, view) => this.#replace(index, view),
      inSight: () => this.#rows.indexesOf(this.sight),
    })
  }

  /** Rows on the screen that hold data; fewer than the report has while a filter is on. */
  get rowCount(): number {
    return this.#rows.shown
  }
  get allRows(): number {
    return this.#rows.size
  }
  views(): readonly RowView[] {
    return this.#rows.all()
  }
  get canAddRows(): boolean {
    const { structure } = this.template
    return this.open && (structure.kind === 'ledger' || (structure.kind === 'fixed' && structure.extra))
  }
  /** Rows on the screen: one blank row waits below for the next entry. */
  get extent(): Extent {
    return { rows: Math.max(1, this.rowCount + (this.canAddRows ? 1 : 0)), columns: this.layout.columns.length }
  }
  rowAt(place: number): RowView | undefined {
    return this.#rows.at(place)
  }
  /** Where a row is shown; -1 when it is not. */
  placeOf(id: string): number {
    return this.#rows.placeOf(id)
  }
  /** Its number in the report, counted from 1, wherever it is shown now. */
  rowNumber(place: number): number {
    return this.#rows.indexAt(place) + 1
  }
  /** Where the row with this number of the report is shown; the blank line below has the number after the last. -1 = nowhere. */
  placeOfNumber(number: number): number {
    if (number === this.allRows + 1 && this.canAddRows) return this.rowCount
    const id = this.#rows.all()[number - 1]?.row.id
    return id === undefined ? -1 : this.#rows.placeOf(id)
  }
  /** All rows in the order of the report. */
  rows(): readonly GridRow[] {
    return this.#rows.all().map((view) => view.row)
  }
  column(index: number): GridColumn | undefined {
    return this.layout.columns[index]
  }

  subscribe(topic: Topic, listener: () => void): () => void {
    return this.#told.subscribe(topic, listener)
  }
  subscribeRow(id: string, listener: () => void): () => void {
    return this.#told.subscribeRow(id, listener)
  }

  /** Puts the engine's truth on the screen. */
  load(report: Report): void {
    const { row, column, endRow } = this.selection
    const active = this.rowAt(row)?.row.id
    const before = this.#rows.all()
    const known = new Map(before.map((view) => [view.row.id, view]))
    const views = report.rows.map((fresh) => {
      const old = known.get(fresh.id)
      return old && sameRow(old.row, fresh) ? old : { row: fresh, marks: this.#marks.get(fresh.id) ?? noMarks }
    })
    // Most answers only bring computed cells of some rows: then the others are not drawn again.
    const isSettled =
      this.#loaded &&
      this.open === report.open &&
      views.length === before.length &&
      views.every((view, at) => view.row.id === before[at]?.row.id)
    this.open = report.open
    this.period = report.period
    this.#rows.replaceAll(views, (view) => isShown(view, this.look, this.#columnOf), comparison(this.look, this.#columnOf))
    this.#totalsClock.forget()
    this.totals = report.totals
    if (isSettled) {
      const changed = views.filter((view, at) => view !== before[at])
      for (const view of changed) this.#told.tellRow(view.row.id)
      if (changed.length > 0) this.#sayAnew()
    } else {
      // The selection stays on its row, wherever that is now: somebody may be typing into it.
      const now = active === undefined ? this.rowCount : this.#rows.placeOf(active)
      if (!this.#loaded && this.template.structure.kind === 'fixed') this.select(0, this.#firstTyped())
      // A block that is selected stays so, where nothing above it came or went.
      else if (now !== row || endRow >= this.extent.rows) this.select(now < 0 ? row : now, column)
      this.#loaded = true
      this.#changedStructure()
    }
    this.#told.tell('totals')
  }
  /** Shows the columns another way; the active cell stays on its column while that is shown. `wanted`: by the clerk, so it is kept. */
  setColumnLook(change: Partial<ColumnLook>, wanted = true): void {
    this.columnLook = { ...this.columnLook, ...change }
    const field = this.column(this.selection.column)?.field.key ?? ''
    this.layout = this.#options.layout(this.columnLook)
    if (wanted) this.#options.onColumnLook?.(change)
    this.select(this.selection.row, this.layout.byField.get(field) ?? 0)
    this.#changedStructure()
  }
  /** The sheet has this width now: as many columns are frozen as leave room beside them. */
  setRoom(width: number): void {
    const layout = frozenWithin(this.layout, width)
    if (layout === this.layout) return
    this.layout = layout
    this.#changedStructure()
  }
  setMarks(marks: ReadonlyMap<string, RowMarks>): void {
    this.#marks = marks
    this.#judge.forget()
    this.#rows.all().forEach((view, index) => {
      const next = marks.get(view.row.id) ?? noMarks
      if (!sameMarks(view.marks, next)) this.#replace(index, { row: view.row, marks: next })
    })
    this.#told.tell('selection')
  }

  /** Texts of the open notes by row, then field; a note on the whole row lies under the empty field. */
  setNoted(noted: ReadonlyMap<string, ReadonlyMap<string, readonly string[]>>): void {
    const before = this.#noted
    this.#noted = noted
    if (before.size === 0 && noted.size === 0) return
    this.#rows.all().forEach((view, index) => {
      if (before.has(view.row.id) || noted.has(view.row.id)) this.#replace(index, { ...view })
    })
    this.#sayAnew()
  }
  /** Notes on a cell; those on the whole row are at its first column. */
  notesAt(row: string, field: string): readonly string[] {
    const fields = this.#noted.get(row)
    const own = fields?.get(field) ?? []
    return fields && field === this.column(0)?.field.key ? [...own, ...(fields.get('') ?? [])] : own
  }

  /** Looks at the rows another way; the active cell stays on its row while that is shown. */
  setLook(look: LookRule): void {
    const active = this.rowAt(this.selection.row)?.row.id
    this.look = look
    this.#rows.arrange(orderOf(this.#rows.all(), look, this.#columnOf))
    const place = active === undefined ? -1 : this.#rows.placeOf(active)
    this.select(Math.max(0, place), this.selection.column)
    this.#changedStructure()
  }

  setPrevious(rows: readonly GridRow[]): void {
    this.previous = new PreviousRows(rows)
    this.#changedStructure()
  }
  setHelp(change: Partial<GridStore['help']>): void {
    this.help = { ...this.help, ...change }
    this.#changedStructure()
    this.#told.tell('selection')
  }

  select(row: number, column: number, extend = false): void {
    this.setSelection(selectCell(this.selection, this.extent, row, column, extend))
  }
  setSelection(selection: Selection): void {
    this.selection = selection
    this.#told.tell('selection')
  }
  setCopied(block: Block | null): void {
    if (this.copied === block) return
    this.copied = block
    this.#told.tell('marking')
  }
  setFillTarget(target: Block | null): void {
    this.fillTarget = target
    this.#told.tell('marking')
  }
  /** Leads to a cell and has it flash, lifting a filter that hides it; false when the row is gone or the column folded away. */
  goTo(rowId: string, field: string): boolean {
    const column = this.layout.byField.get(field)
    if (column === undefined || this.#rows.indexOf(rowId) < 0) return false
    if (this.#rows.placeOf(rowId) < 0) this.setLook({ ...plainLook, sort: this.look.sort })
    const row = this.#rows.placeOf(rowId)
    this.select(row, column)
    this.target = { row, column, count: (this.target?.count ?? 0) + 1 }
    this.#told.tell('target')
    return true
  }

  /** Stored or computed text of a cell, null = blank. */
  value(row: number, column: number): string | null {
    const view = this.rowAt(row)
    const key = this.column(column)?.field.key
    return view && key !== undefined ? (view.row.values[key] ?? view.row.computed[key] ?? null) : null
  }
  isReadOnly(row: number, column: number): boolean {
    const field = this.column(column)?.field
    if (!this.open || !field) return true
    const view = this.rowAt(row)
    return view ? !writable(this.template, field, view.row) : !this.canAddRows || !writable(this.template, field, null)
  }

  /** Somebody begins to type into this cell, or has stopped: what another window puts there meanwhile must not go unseen. */
  typing(at: { readonly row: number; readonly column: number } | null): void {
    const [view, field] = at ? [this.rowAt(at.row), this.column(at.column)?.field.key] : []
    this.#options.onTyping?.(view && field !== undefined ? { row: view.row.id, field, value: view.row.values[field] ?? null } : null)
  }

  /** Writes texts into cells; read-only cells are left alone. Rows that are missing are added. Returns how many cells were left alone. */
  write(changes: readonly CellChange[], source: StepSource): number {
    return this.writeRows(
      changes.map(({ row, column, text }) => ({ row, column, texts: [text] })),
      source,
    )
  }
  /** The same for rows of texts. */
  writeRows(changes: readonly RowTexts[], source: StepSource): number {
    const { there, fresh, cells, refused } = readChanges(this, changes)
    // Whether each row of a large block gets anything new is found out after it is drawn.
    const isLate = cells > mostCellsAtOnce
    const touched = isLate ? there : there.filter(({ reading }) => reading.read.isTouched)
    if (touched.length + fresh.length === 0) return refused
    const written = touched.map(
      ({ reading, view }): WrittenRow => ({ index: this.#rows.indexAt(reading.place), view, values: () => reading.read.values }),
    )
    const end = this.allRows
    const reads = fresh.map((reading) => () => reading.read.values)
    const added = this.#insert(end, this.rowCount, reads)
    if (added.length > 0) this.#changedStructure()
    const readings = touched.map(({ reading }) => reading)
    this.#hand(editsOf(readings, added, end, isLate), source, written)
    return refused
  }

  /** Shows cells as a step that is taken back or done again leaves them; false, and nothing is changed, when one is not here. */
  travel(edits: readonly CellEdit[]): boolean {
    const written = writtenBy(this.#rows, edits, this.selection)
    if (written === null) return false
    this.#judge.write(written, this.allRows)
    this.#summed()
    return true
  }

  clear({ top, bottom, left, right }: Block): number {
    const texts = Array.from({ length: right - left + 1 }, () => '')
    const rows = Array.from({ length: Math.min(bottom, this.rowCount - 1) - top + 1 }, (_, at) => ({ row: top + at, column: left, texts }))
    return this.writeRows(rows, 'typing')
  }

  insertRows(at: number, count: number): void {
    if (!this.canAddRows) return
    const place = Math.min(at, this.rowCount)
    const index = this.#rows.indexAt(place)
    const blank = Array.from({ length: count }, () => () => ({}))
    const rows = this.#insert(index, place, blank)
    this.#changedStructure()
    this.#hand({ edits: insertEdits(rows, index), before: rows.map(() => null) }, 'typing')
  }

  /** Rows from `first` to `last` that may go do; returns those that may not. */
  deleteRows(first: number, last: number): readonly GridRow[] {
    const places = Array.from({ length: Math.max(0, Math.min(last, this.rowCount - 1) - first + 1) }, (_, offset) => first + offset)
    const chosen = places.flatMap((place) => this.rowAt(place) ?? [])
    const going = chosen.filter((view) => view.row.origin === 'typed' || view.row.origin === 'imported')
    if (this.open && going.length > 0) {
      this.#rows.remove(new Set(going.map((view) => view.row.id)))
      this.select(first, this.selection.column)
      this.#changedStructure()
      const edits = going.map((view): Edit => ({ kind: 'deleteRow', row: view.row.id }))
      this.#hand({ edits, before: going.map((view) => view.row.values) }, 'typing')
    }
    return chosen.filter((view) => !going.includes(view)).map((view) => view.row)
  }

  readonly #columnOf = (field: string): GridColumn | undefined => this.column(this.layout.byField.get(field) ?? -1)
  /** Where the work on a form with given rows begins: the first cell that can be typed. */
  #firstTyped(): number {
    const isTyped = (_: GridColumn, column: number): boolean => !this.isReadOnly(0, column)
    return Math.max(0, this.layout.columns.findIndex(isTyped))
  }
  #insert(at: number, place: number, reads: readonly (() => GridRow['values'])[]): GridRow[] {
    const { newId, work } = this.#options
    const initial = Object.fromEntries(
      this.template.fields.flatMap((field) => (field.initial === undefined ? [] : [[field.key, field.initial]])),
    )
    const rows = reads.map((read) => new LateRow({ id: newId(), key: '', origin: 'typed' }, () => ({ ...initial, ...read() }), work))
    const views = rows.map((row) => ({ row, marks: noMarks }))
    this.#rows.insert(at, place, views)
    return rows
  }
  #replace(index: number, view: RowView): void {
    this.#rows.setAt(index, view)
    this.#told.tellRow(view.row.id)
  }
  #hand(made: MadeEdits, source: StepSource, written: readonly WrittenRow[] = []): void {
    // On its way to the disk while the rows are judged here.
    this.#options.onEdits(made, source)
    this.#judge.write(written, this.allRows)
    this.#summed()
  }
  #summed(): void {
    this.#totalsClock.sum(this.allRows, () => this.#options.work.totals(this.rows()))
    this.setCopied(null)
    this.#sayAnew()
  }
  /** A new object, so that what is said of the selected cells is said anew. */
  #sayAnew(): void {
    this.setSelection({ ...this.selection })
  }
  #showTotals(totals: Report['totals']): void {
    this.totals = totals
    this.#told.tell('totals')
  }
  #changedStructure(): void {
    this.structure += 1
    this.#told.tell('structure')
  }
}
