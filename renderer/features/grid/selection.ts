/** Where the active cell is and what is selected around it; all positions count from 0. */
export interface Selection {
  /** The active cell: what is typed goes there. */
  readonly row: number
  readonly column: number
  /** The opposite corner of the selected block. */
  readonly endRow: number
  readonly endColumn: number
}
export interface Block {
  readonly top: number
  readonly bottom: number
  readonly left: number
  readonly right: number
}
export interface Extent {
  readonly rows: number
  readonly columns: number
}

const clamp = (value: number, count: number): number => Math.max(0, Math.min(count - 1, value))

export const blockOf = (selection: Selection): Block => ({
  top: Math.min(selection.row, selection.endRow),
  bottom: Math.max(selection.row, selection.endRow),
  left: Math.min(selection.column, selection.endColumn),
  right: Math.max(selection.column, selection.endColumn),
})

export const isSingle = (selection: Selection): boolean => selection.row === selection.endRow && selection.column === selection.endColumn

/** Goes to a cell; with `extend` the active cell stays and the block grows to it. */
export function selectCell(from: Selection, extent: Extent, row: number, column: number, extend = false): Selection {
  const endRow = clamp(row, extent.rows)
  const endColumn = clamp(column, extent.columns)
  return extend ? { ...from, endRow, endColumn } : { row: endRow, column: endColumn, endRow, endColumn }
}

export function selectBlock(extent: Extent, block: Block): Selection {
  return {
    row: clamp(block.top, extent.rows),
    column: clamp(block.left, extent.columns),
    endRow: clamp(block.bottom, extent.rows),
    endColumn: clamp(block.right, extent.columns),
  }
}

/** Ctrl+arrow: to the last filled cell of a run, or over blanks to the next filled one, else to the edge. */
export function jumpTarget(
  extent: Extent,
  isFilled: (row: number, column: number) => boolean,
  from: { readonly row: number; readonly column: number },
  rows: number,
  columns: number,
): { readonly row: number; readonly column: number } {
  const inside = (row: number, column: number) => row >= 0 && column >= 0 && row < extent.rows && column < extent.columns
  const filled = (row: number, column: number) => inside(row, column) && isFilled(row, column)
  let { row, column } = from
  const runs = filled(row, column) && filled(row + rows, column + columns)
  while (inside(row + rows, column + columns)) {
    if (runs && !filled(row + rows, column + columns)) break
    row += rows
    column += columns
    if (!runs && filled(row, column)) break
  }
  return { row, column }
}
