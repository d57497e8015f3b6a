/** Texts as typed or pasted, read as the values of their cells. */
import type { Edit } from '../../../shared/contract/index.ts'
import { cleanText } from '../../../shared/model/value.ts'
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
  readonly edits: readonly (Edit & { readonly kind: 'cell' })[]
  readonly before: readonly (string | null)[]
}

/** A row and the texts for it, which are read when they are first asked for: of a large block few rows are in sight. */
export class RowReading {
  readonly place: number
  /** Undefined for a row that is to be added. */
  readonly view: RowView | undefined
  #cells: CellText[] = []
  readonly #year: string
  #read: RowValues | undefined

  constructor(place: number, view: RowView | undefined, year: string) {
    this.place = place
    this.view = view
    this.#year = year
  }
  /** Before anything is read. */
  add(cell: CellText): void {
    this.#cells.push(cell)
  }
  /** Nothing but empty texts: no row is added for them. Asked before they are read. */
  get isBlank(): boolean {
    return this.#cells.every(({ text }) => cleanText(text) === '')
  }
  /** Its values once the texts are in. */
  get read(): RowValues {
    if (this.#read === undefined) {
      this.#read = readRow(this.view, this.#cells, this.#year)
      // The step may be kept for long, to be taken back; the texts need not.
      this.#cells = []
    }
    return this.#read
  }
}

function readRow(view: RowView | undefined, cells: readonly CellText[], year: string): RowValues {
  const edits: (Edit & { kind: 'cell' })[] = []
  const before: (string | null)[] = []
  const draft = new RowDraft(view?.row.values)
  for (const { column, text } of cells) {
    const { key } = column.field
    const old = draft.values[key] ?? null
    const value = readCell(column, text, draft.values, year)
    if (old === value) continue
    if (view) {
      edits.push({ kind: 'cell', row: view.row.id, field: key, value })
      before.push(old)
    }
    draft.set(key, value)
  }
  return { isTouched: draft.isTouched, values: draft.settled(), edits, before }
}

/** Sorts texts by the rows they are for, in the order in which these come; cells that may not be written are counted and left alone. */
export function readChanges(
  store: GridStore,
  changes: readonly CellChange[],
): { readonly rows: readonly RowReading[]; readonly refused: number } {
  const rows = new Map<number, RowReading>()
  const year = store.period.slice(0, 4)
  const { columns } = store.layout
  let refused = 0
  let row: RowReading | undefined
  for (const { row: place, column: at, text } of changes) {
    const column = columns[at]
    if (!column || store.isReadOnly(Math.min(place, store.rowCount), at)) {
      refused += 1
      continue
    }
    if (row?.place !== place) {
      row = rows.get(place) ?? new RowReading(place, store.rowAt(place), year)
      rows.set(place, row)
    }
    row.add({ column, text })
  }
  return { rows: [...rows.values()], refused }
}
