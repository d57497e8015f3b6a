/** Filling: the same value into many cells, always as one step. */
import { gridText } from '../../../shared/text/ui-grid.ts'
import { editText } from './cell-rules.ts'
import { type Copied, fillCells, neighbourEnd } from './fill.ts'
import type { GridEditor } from './grid-editor.ts'
import type { GridStore } from './grid-store.ts'
import { type Block, blockOf, selectBlock } from './selection.ts'

/** Says that read-only cells were passed over; a single one gets its own reason. */
export function tellSkipped(editor: GridEditor, cells: number, single: boolean): void {
  if (cells > 0 && single) editor.sayReadOnly()
  else if (cells > 0) editor.notify(gridText.skippedCells(cells))
}

function copy(store: GridStore, editor: GridEditor, cells: readonly Copied[]): void {
  const changes = cells.map(({ row, column, fromRow, fromColumn }) => {
    const source = store.column(fromColumn)
    const scaled = store.column(column)?.scaled === true
    return { row, column, text: source ? editText({ ...source, scaled }, store.value(fromRow, fromColumn)) : '' }
  })
  tellSkipped(editor, store.write(changes, 'fill'), false)
}

/** Ctrl+D and Ctrl+R: the first row or column of the block, or the one before a single one, into the rest. */
export function fillOnward(store: GridStore, editor: GridEditor, way: 'down' | 'right'): void {
  const block = blockOf(store.selection)
  const first = way === 'down' ? block.top : block.left
  const isSingle = first === (way === 'down' ? block.bottom : block.right)
  const from = isSingle ? first - 1 : first
  if (from < 0) {
    editor.notify(gridText.nothingToFill[way])
    return
  }
  const source = way === 'down' ? { ...block, top: from, bottom: from } : { ...block, left: from, right: from }
  const target = way === 'down' ? { ...block, top: from } : { ...block, left: from }
  copy(store, editor, fillCells(source, target))
}

/** The handle let go over `target`, which holds the selected block and more. */
export function fillTo(store: GridStore, editor: GridEditor, target: Block): void {
  copy(store, editor, fillCells(blockOf(store.selection), target))
  store.setSelection(selectBlock(store.extent, target))
}

/** Double click on the handle: down as far as the column beside it is filled. */
export function fillToNeighbour(store: GridStore, editor: GridEditor): void {
  const block = blockOf(store.selection)
  const extent = { rows: store.rowCount, columns: store.extent.columns }
  const bottom = neighbourEnd(block, extent, (row, column) => store.value(row, column) !== null)
  if (bottom === null) editor.notify(gridText.nothingBeside)
  else fillTo(store, editor, { ...block, bottom })
}
