/** What find and replace do to the rows on the screen. */
import { displayText, editText, isReadable } from './cell-rules.ts'
import { type FindRule, findCells, type Place, replaceIn } from './find.ts'
import type { CellChange, GridStore } from './grid-store.ts'

/** Every cell in sight of the filter and the folded columns that fits. */
export const findInGrid = (store: GridStore, rule: FindRule): readonly Place[] =>
  findCells(
    { rows: store.rowCount, columns: store.extent.columns },
    (row, at) => {
      const column = store.column(at)
      const value = store.value(row, at)
      return column && value !== null ? [displayText(column, value), editText(column, value)] : []
    },
    rule,
  )

export interface ReplacePlan {
  readonly changes: readonly CellChange[]
  /** Cells that are worked out or given by the form. */
  readonly locked: number
  /** Cells that would no longer hold a number, a date, a code. */
  readonly unreadable: number
}

/** Which of these cells get which text; nothing is written yet. */
export function planReplace(store: GridStore, places: readonly Place[], rule: FindRule, replacement: string): ReplacePlan {
  const changes: CellChange[] = []
  let locked = 0
  let unreadable = 0
  for (const { row, column: at } of places) {
    const column = store.column(at)
    if (!column || store.isReadOnly(row, at)) {
      locked += 1
      continue
    }
    const text = replaceIn(editText(column, store.value(row, at)), rule, replacement)
    if (text === null) continue
    if (isReadable(column, text, store.rowAt(row)?.row.values ?? {})) changes.push({ row, column: at, text })
    else unreadable += 1
  }
  return { changes, locked, unreadable }
}
