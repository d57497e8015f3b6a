/** Texts as typed or pasted, read as the values of their cells. */
import { cleanText } from '../../../shared/model/value.ts'
import type { CellEdit } from '../../state/step-history.ts'
import { readCell } from './cell-rules.ts'
import type { GridColumn } from './columns.ts'
import type { CellChange, GridStore, RowView } from './grid-store.ts'
import { RowDraft } from './row-draft.ts'

interface CellText {
  readonly column: GridColumn
  readonly text: string
}
interface RowValues {
  readonly isTouched: boolean
  readonly values: Readonly<Record<string, string>>
  /** One for each cell that gets another value; what it held stands at the same place in `before`. */
  readonly edits: readonly CellEdit[]
  readonly before: readonly (string | null)[]
}
/** A row before the texts are in; without an id one that is to be added. */
interface RowBefore {
  readonly id: string | undefined
  readonly values: Readonly<Record<string, string>> | undefined
}

/** A row and the texts for it, which are read when they are first asked for: of a large block few rows are in sight. */
export class RowReading {
  readonly place: number
  /** Nothing but empty texts: no row is added for them. */
  isBlank = true
  readonly #year: string
  /** What is needed for reading; the step may be kept for long, to be taken back, and this need not. */
  #unread: { readonly row: RowBefore; readonly cells: CellText[] } | undefined
  #read: RowValues | undefined

  constructor(place: number, view: RowView | undefined, year: string) {
    this.place = place
    this.#year = year
    // The values of now: a row that is itself still unread is read here, so that blocks over one another do not pile up.
    this.#unread = { row: { id: view?.row.id, values: view?.row.values }, cells: [] }
  }
  /** Before anything is read. */
  add(cell: CellText): void {
    this.#unread?.cells.push(cell)
    this.isBlank &&= cleanText(cell.text) === ''
  }
  /** Its values once the texts are in. */
  get read(): RowValues {
    if (this.#read === undefined) {
      const { row, cells } = this.#unread ?? { row: { id: undefined, values: undefined }, cells: [] }
      this.#read = readRow(row, cells, this.#year)
      this.#unread = undefined
    }
    return this.#read
  }
}

function readRow({ id, values }: RowBefore, cells: readonly CellText[], year: string): RowValues {
  const edits: CellEdit[] = []
  const before: (string | null)[] = []
  const draft = new RowDraft(values)
  for (const { column, text } of cells) {
    const { key } = column.field
    const old = draft.values[key] ?? null
    const value = readCell(column, text, draft.values, year)
    if (old === value) continue
    if (id !== undefined) {
      edits.push({ kind: 'cell', row: id, field: key, value })
      before.push(old)
    }
    draft.set(key, value)
  }
  return { isTouched: draft.isTouched, values: draft.settled(), edits, before }
}

export interface ReadChanges {
  /** Rows that are there, each with what is shown of it now. */
  readonly there: readonly { readonly reading: RowReading; readonly view: RowView }[]
  /** Rows that are to be added, from above to below. */
  readonly fresh: readonly RowReading[]
  /** Cells that may not be written. */
  readonly refused: number
}

/** Sorts texts by the rows they are for; cells that may not be written are counted and left alone. */
export function readChanges(store: GridStore, changes: readonly CellChange[]): ReadChanges {
  const there = new Map<number, { readonly reading: RowReading; readonly view: RowView }>()
  const added = new Map<number, RowReading>()
  const year = store.period.slice(0, 4)
  const { columns } = store.layout
  const readingAt = (place: number): RowReading => {
    const known = there.get(place)?.reading ?? added.get(place)
    if (known) return known
    const view = store.rowAt(place)
    const reading = new RowReading(place, view, year)
    if (view) there.set(place, { reading, view })
    else added.set(place, reading)
    return reading
  }
  let refused = 0
  let reading: RowReading | undefined
  for (const { row: place, column: at, text } of changes) {
    const column = columns[at]
    if (!column || store.isReadOnly(Math.min(place, store.rowCount), at)) {
      refused += 1
      continue
    }
    if (reading?.place !== place) reading = readingAt(place)
    reading.add({ column, text })
  }
  const fresh = [...added.values()].filter(({ isBlank }) => !isBlank).sort((a, b) => a.place - b.place)
  return { there: [...there.values()], fresh, refused }
}
