import { editText } from './cell-rules.ts'
import type { CellChange, GridStore } from './grid-store.ts'
import type { Block } from './selection.ts'

/**
 * The cells of the chosen rows as they were one period earlier: "no change since last month" in one key. What is computed
 * stays computed; rows that were not there then are left alone.
 */
export function sameAsBefore(store: GridStore, { top, bottom }: Pick<Block, 'top' | 'bottom'>): CellChange[] {
  const changes: CellChange[] = []
  for (let row = top; row <= Math.min(bottom, store.rowCount - 1); row++) {
    const view = store.rowAt(row)
    for (const [column, cell] of store.layout.columns.entries()) {
      const before = store.previous.value(view, cell.field.key)
      if (before === undefined || cell.field.computed !== undefined || store.isReadOnly(row, column)) continue
      changes.push({ row, column, text: editText(cell, before) })
    }
  }
  return changes
}
