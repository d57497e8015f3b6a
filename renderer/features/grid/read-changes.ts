/** Texts as typed or pasted, read as the values of their cells. */
import type { Edit } from '../../../shared/contract/index.ts'
import { readCell } from './cell-rules.ts'
import type { Before, CellChange, GridStore, RowView } from './grid-store.ts'
import { RowDraft } from './row-draft.ts'

/** A row that gets new values. */
interface TouchedRow {
  readonly place: number
  /** Undefined for one that is to be added. */
  readonly view: RowView | undefined
  readonly values: Readonly<Record<string, string>>
}
export interface ReadChanges {
  /** One for each cell of a row that is there and gets another value; what it held stands at the same place in `before`. */
  readonly edits: Edit[]
  readonly before: Before[]
  readonly touched: readonly TouchedRow[]
  /** Cells that may not be written. */
  readonly refused: number
}

interface OpenRow {
  readonly place: number
  readonly view: RowView | undefined
  readonly draft: RowDraft
}

/** Reads each text for its column; cells that hold the value already, and those that may not be written, are left alone. */
export function readChanges(store: GridStore, changes: readonly CellChange[]): ReadChanges {
  const edits: Edit[] = []
  const before: Before[] = []
  const rows = new Map<number, OpenRow>()
  const year = store.period.slice(0, 4)
  let refused = 0
  let row: OpenRow | undefined
  for (const { row: place, column, text } of changes) {
    const cell = store.column(column)
    if (!cell || store.isReadOnly(Math.min(place, store.rowCount), column)) {
      refused += 1
      continue
    }
    if (row?.place !== place) {
      row = rows.get(place) ?? openRow(store, place)
      rows.set(place, row)
    }
    const { key } = cell.field
    const old = row.draft.values[key] ?? null
    const value = readCell(cell, text, row.draft.values, year)
    if (old === value) continue
    if (row.view) {
      edits.push({ kind: 'cell', row: row.view.row.id, field: key, value })
      before.push(old)
    }
    row.draft.set(key, value)
  }
  const touched = [...rows.values()].filter(({ draft }) => draft.isTouched)
  return { edits, before, touched: touched.map(({ place, view, draft }) => ({ place, view, values: draft.settled() })), refused }
}

function openRow(store: GridStore, place: number): OpenRow {
  const view = store.rowAt(place)
  return { place, view, draft: new RowDraft(view?.row.values) }
}
