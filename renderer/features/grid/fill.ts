/** Arithmetic of the fill handle. Values are repeated as they are, as Ctrl+D does; nothing is counted up. */
import type { Block } from './selection.ts'

/** One cell that gets the text of another. */
export interface Copied {
  readonly row: number
  readonly column: number
  readonly fromRow: number
  readonly fromColumn: number
}

/** The block covered when the handle of `source` is dragged to a cell: along the longer way; null while it stays inside. */
export function fillBlock(source: Block, row: number, column: number): Block | null {
  const down = Math.max(row - source.bottom, source.top - row, 0)
  const across = Math.max(column - source.right, source.left - column, 0)
  if (down === 0 && across === 0) return null
  return down >= across
    ? { ...source, top: Math.min(source.top, row), bottom: Math.max(source.bottom, row) }
    : { ...source, left: Math.min(source.left, column), right: Math.max(source.right, column) }
}

const around = (value: number, first: number, count: number): number => first + ((((value - first) % count) + count) % count)

/** Every cell of `target` outside `source`, with the cell it repeats. */
export function fillCells(source: Block, target: Block): readonly Copied[] {
  const height = source.bottom - source.top + 1
  const width = source.right - source.left + 1
  const cells: Copied[] = []
  for (let row = target.top; row <= target.bottom; row += 1) {
    for (let column = target.left; column <= target.right; column += 1) {
      const inside = row >= source.top && row <= source.bottom && column >= source.left && column <= source.right
      if (!inside) cells.push({ row, column, fromRow: around(row, source.top, height), fromColumn: around(column, source.left, width) })
    }
  }
  return cells
}

/**
 * Where a double click on the handle fills to: the last row of the filled run in the nearest column beside the block,
 * the left one first; null when neither has anything below.
 */
export function neighbourEnd(
  block: Block,
  extent: { readonly rows: number; readonly columns: number },
  isFilled: (row: number, column: number) => boolean,
): number | null {
  for (const column of [block.left - 1, block.right + 1]) {
    if (column < 0 || column >= extent.columns) continue
    let row = block.bottom
    while (row + 1 < extent.rows && isFilled(row + 1, column)) row += 1
    if (row > block.bottom) return row
  }
  return null
}
