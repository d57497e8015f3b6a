import { editText } from '../grid/cell-rules.ts'
import type { GridStore } from '../grid/grid-store.ts'

/** The cell that this field writes to; undefined where it writes to none. */
function cellOf(grid: GridStore, field: HTMLInputElement | HTMLTextAreaElement) {
  const { row, column } = grid.selection
  if (field.matches('.grid-input')) return field.matches('.grid-typing') ? { row, column } : undefined
  // A list's own field holds what is looked for, not what is chosen.
  const key = /^record-(.+)$/.exec(field.id)?.[1]
  const shown = key === undefined || field.role === 'combobox' ? undefined : grid.layout.byField.get(key)
  return shown === undefined ? undefined : { row: grid.template.structure.kind === 'single' ? 0 : row, column: shown }
}

/** Whether `field`, where the keyboard is, holds another text than its cell, written nowhere yet. */
export function isTypedOver(grid: GridStore, field: Element | null): boolean {
  if (!(field instanceof HTMLTextAreaElement || field instanceof HTMLInputElement) || field.readOnly) return false
  const at = cellOf(grid, field)
  const column = at && grid.column(at.column)
  return at !== undefined && column !== undefined && field.value !== editText(column, grid.value(at.row, at.column))
}
