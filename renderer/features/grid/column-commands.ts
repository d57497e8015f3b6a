/** What a clerk does to whole columns: width, folding of groups, figures in ten thousands. Never to what is stored. */

import { editText } from './cell-rules.ts'
import { boundWidth, canScale, fittedWidth, groupKey } from './column-look.ts'
import type { GridStore } from './grid-store.ts'
import { blockOf } from './selection.ts'

/** So many rows are measured for a fitting width. */
const mostMeasured = 5_000

export function setWidth(store: GridStore, column: number, width: number): void {
  const key = store.column(column)?.field.key
  if (key !== undefined) store.setColumnLook({ widths: { ...store.columnLook.widths, [key]: boundWidth(width) } })
}

/** Makes columns as wide as their longest texts; `font` is the grid's own. */
export function fitColumns(store: GridStore, first: number, last: number, font: string): void {
  const context = document.createElement('canvas').getContext('2d')
  if (!context) return
  context.font = font
  const widths: Record<string, number> = {}
  for (const column of store.layout.columns.slice(first, last + 1)) {
    const texts = store
      .views()
      .slice(0, mostMeasured)
      .map(({ row }) => editText(column, row.values[column.field.key] ?? row.computed[column.field.key] ?? null))
    widths[column.field.key] = fittedWidth(texts, column.label, (text) => context.measureText(text).width)
  }
  store.setColumnLook({ widths: { ...store.columnLook.widths, ...widths } })
}

/** Shows the figures of the selected columns in ten thousands, or all of them plainly again. */
export function toggleScale(store: GridStore): boolean {
  const { left, right } = blockOf(store.selection)
  const chosen = store.layout.columns.slice(left, right + 1).filter((column) => canScale(column.field))
  if (chosen.length === 0) return false
  const keys = chosen.map((column) => column.field.key)
  const rest = store.columnLook.scaled.filter((key) => !keys.includes(key))
  store.setColumnLook({ scaled: chosen.every((column) => column.scaled) ? rest : [...rest, ...keys] })
  return true
}

export function toggleGroup(store: GridStore, key: string): void {
  const { groups } = store.columnLook
  store.setColumnLook({ groups: groups.includes(key) ? groups.filter((other) => other !== key) : [...groups, key] })
}

/** Folds the innermost group around the active column, or unfolds it. False when there is none. */
export function foldHere(store: GridStore, fold: boolean): boolean {
  const { column } = store.selection
  const around = store.layout.header
    .filter((cell) => cell.field === undefined && cell.column <= column && column < cell.column + cell.columnSpan)
    .map((cell) => ({ row: cell.row, span: cell.columnSpan, key: groupKey(cell.row, store.column(cell.column)?.field.key ?? '') }))
    .sort((a, b) => b.row - a.row)
  const group = fold
    ? around.find(({ key, span }) => span > 1 && !store.columnLook.groups.includes(key))
    : around.find(({ key }) => store.columnLook.groups.includes(key))
  if (group) toggleGroup(store, group.key)
  return group !== undefined
}
