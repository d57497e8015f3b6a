/** What is computed from rows just written, and what is wrong with them: at once where somebody looks, in slices beyond. */
import type { CellEdit } from '../../state/step-history.ts'
import type { RowWork } from './cell-rules.ts'
import type { GridRow, RowView } from './grid-store.ts'
import { frameMs, inSlices } from './in-slices.ts'
import { LateRow } from './late-rows.ts'
import type { RowMarks } from './marks.ts'
import { RowDraft } from './row-draft.ts'
import type { RowList } from './row-list.ts'

/** More written rows than this, or rows of a longer form, are held against the other rows by the next check only; what stands in them alone is judged here. */
const mostWithOthers = 50
const longestWithOthers = 3_000
/** Rows judged together in a step of a slice. */
const rowsAStep = 10

/** A row that gets new values, which nobody changes any more; `index` is its place in the report. */
export interface WrittenRow {
  readonly index: number
  readonly view: RowView
  readonly values: () => Readonly<Record<string, string>>
}
export interface JudgeOptions {
  readonly work: RowWork
  readonly viewAt: (index: number) => RowView | undefined
  readonly put: (index: number, view: RowView) => void
  /** Places in the report of the rows on the screen: those of a block are judged before it is drawn. */
  readonly inSight: () => ReadonlySet<number>
}
interface Written {
  readonly index: number
  readonly row: GridRow
  readonly before: RowView
}

const noMarks: RowMarks = new Map()

interface Touched {
  readonly index: number
  readonly view: RowView
  readonly edits: CellEdit[]
}
function begun(rows: RowList, id: string, near: readonly number[]): Touched | undefined {
  const index = rows.indexOf(id, near)
  const view = rows.all()[index]
  return view && { index, view, edits: [] }
}
function afterEdits(values: Readonly<Record<string, string>>, edits: readonly CellEdit[]): Readonly<Record<string, string>> {
  const draft = new RowDraft(values)
  for (const { field, value } of edits) draft.set(field, value)
  return draft.settled()
}

/**
 * The rows as these stored values leave them; null when one of them is not here.
 * @param near places of the screen among which the first of them may well be: what was pasted is still selected
 */
export function writtenBy(
  rows: RowList,
  edits: readonly CellEdit[],
  near: { readonly row: number; readonly endRow: number },
): WrittenRow[] | null {
  const touched = new Map<string, Touched>()
  let written: Touched | undefined
  for (const edit of edits) {
    // Most cells of a block follow others of their row, and most rows are neighbours.
    if (written?.view.row.id !== edit.row) {
      const beside: readonly number[] =
        written === undefined ? [near.endRow, near.row].map((place) => rows.indexAt(place)) : [written.index]
      written = touched.get(edit.row) ?? begun(rows, edit.row, beside)
      if (written === undefined) return null
      touched.set(edit.row, written)
    }
    written.edits.push(edit)
  }
  return [...touched.values()].map(({ index, view, edits: own }) => {
    // The values of now, so that steps over one another do not pile up; what becomes of them is worked out where somebody looks.
    const { values } = view.row
    return { index, view, values: () => afterEdits(values, own) }
  })
}

export class RowJudge {
  readonly #options: JudgeOptions
  #stop: () => void = () => {}

  constructor(options: JudgeOptions) {
    this.#options = options
  }

  /** Puts the values into their rows. @param formRows rows that the form has */
  write(written: readonly WrittenRow[], formRows: number): void {
    if (written.length === 0) return
    const { work, put } = this.#options
    const fresh = written.map(({ index, view, values }): Written => ({ index, row: new LateRow(view.row, values, work), before: view }))
    if (fresh.length <= mostWithOthers && formRows <= longestWithOthers) {
      for (const { index, row, before } of fresh) put(index, { row, marks: work.check(row, before.marks) })
      return
    }
    const inSight = this.#options.inSight()
    const { now = [], later = [] } = Object.groupBy(fresh, ({ index }) => (inSight.has(index) ? 'now' : 'later'))
    if (now.length > 0) this.#judge(now)
    for (const { index, row, before } of later) put(index, { row, marks: before.marks })
    if (later.length > 0) this.#stop = inSlices(this.#steps(later), () => {}, frameMs)
  }
  /** A check of the whole form has spoken: it knows more. */
  forget(): void {
    this.#stop()
  }

  #judge(rows: readonly Written[]): void {
    // Of a block that says what is there already, the last check knows more: it has held the rows against each other.
    const isNew = ({ row, before }: Written): boolean => row.values !== before.row.values
    const marks = this.#options.work.checkAlone(rows.filter(isNew).map(({ row }) => row))
    for (const written of rows) {
      const { index, row, before } = written
      this.#options.put(index, { row, marks: isNew(written) ? (marks.get(row.id) ?? noMarks) : before.marks })
    }
  }
  *#steps(rows: readonly Written[]): Generator<undefined, void> {
    for (let first = 0; first < rows.length; first += rowsAStep) {
      // Rows that were written again meanwhile, or moved, are somebody else's work.
      this.#judge(rows.slice(first, first + rowsAStep).filter(({ index, row }) => this.#options.viewAt(index)?.row === row))
      yield
    }
  }
}
