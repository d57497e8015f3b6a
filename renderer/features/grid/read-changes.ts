/** Texts as typed or pasted, read as the values of their cells. */
import { cleanText } from '../../../shared/model/value.ts'
import type { CellEdit } from '../../state/step-history.ts'
import { readCell } from './cell-rules.ts'
import type { GridColumn } from './columns.ts'
import type { GridStore, RowView } from './grid-store.ts'
import { RowDraft } from './row-draft.ts'

/** Texts for the cells of a row from a column on; an empty one clears its cell, undefined leaves it alone. */
export interface RowTexts {
  readonly row: number
  readonly column: number
  readonly texts: readonly (string | undefined)[]
}
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

/** The columns of a row, and which of them may not be written. */
interface RowColumns {
  readonly columns: readonly GridColumn[]
  readonly locked: readonly boolean[]
}
/** What is needed for reading; the step may be kept for long, to be taken back, and this need not. */
interface Unread extends RowColumns {
  readonly row: RowBefore
  readonly pieces: RowTexts[]
}

const cellsOf = ({ pieces, columns, locked }: Unread): CellText[] =>
  pieces.flatMap(({ column: from, texts }) =>
    texts.flatMap((text, at) => {
      const column = columns[from + at]
      return text === undefined || !column || locked[from + at] !== false ? [] : { column, text }
    }),
  )

/** A row and the texts for it, which are read when they are first asked for: of a large block few rows are in sight. */
export class RowReading {
  readonly place: number
  readonly #year: string
  #unread: Unread | undefined
  #read: RowValues | undefined

  constructor(place: number, view: RowView | undefined, of: RowColumns, year: string) {
    this.place = place
    this.#year = year
    // The values of now: a row that is itself still unread is read here, so that blocks over one another do not pile up.
    this.#unread = { ...of, row: { id: view?.row.id, values: view?.row.values }, pieces: [] }
  }
  /** Before anything is read. */
  add(piece: RowTexts): void {
    this.#unread?.pieces.push(piece)
  }
  /** Nothing but empty texts: no row is added for them. Before anything is read. */
  get isBlank(): boolean {
    return this.#unread !== undefined && cellsOf(this.#unread).every(({ text }) => cleanText(text) === '')
  }
  /** Its values once the texts are in. */
  get read(): RowValues {
    if (this.#read === undefined) {
      this.#read =
        this.#unread === undefined ? readRow(noRow, [], this.#year) : readRow(this.#unread.row, cellsOf(this.#unread), this.#year)
      this.#unread = undefined
    }
    return this.#read
  }
}

const noRow: RowBefore = { id: undefined, values: undefined }

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
  /** Cells for which there is a text. */
  readonly cells: number
  /** Those of them that may not be written. */
  readonly refused: number
}

/** Sorts texts by the rows they are for; cells that may not be written are counted and left alone. */
export function readChanges(store: GridStore, changes: readonly RowTexts[]): ReadChanges {
  const there = new Map<number, { readonly reading: RowReading; readonly view: RowView }>()
  const added = new Map<number, RowReading>()
  const year = store.period.slice(0, 4)
  const { columns } = store.layout
  const known = new Map<number | 'there' | 'new', RowColumns>()
  const columnsAt = (place: number): RowColumns => {
    const view = store.rowAt(place)
    // Only rows that the form prescribes differ among themselves.
    const kind = view === undefined ? 'new' : view.row.origin === 'fixed' ? place : 'there'
    const of = known.get(kind) ?? { columns, locked: columns.map((_, at) => store.isReadOnly(place, at)) }
    known.set(kind, of)
    return of
  }
  const readingAt = (place: number, of: RowColumns): RowReading => {
    const begun = there.get(place)?.reading ?? added.get(place)
    if (begun) return begun
    const view = store.rowAt(place)
    const reading = new RowReading(place, view, of, year)
    if (view) there.set(place, { reading, view })
    else added.set(place, reading)
    return reading
  }
  let cells = 0
  let taken = 0
  for (const piece of changes) {
    const { row: place, column: from, texts } = piece
    const of = columnsAt(place)
    const before = taken
    for (let at = 0; at < texts.length; at += 1) {
      if (texts[at] === undefined) continue
      cells += 1
      if (of.locked[from + at] === false) taken += 1
    }
    if (taken > before) readingAt(place, of).add(piece)
  }
  const fresh = [...added.values()].filter(({ isBlank }) => !isBlank).sort((a, b) => a.place - b.place)
  return { there: [...there.values()], fresh, cells, refused: cells - taken }
}
