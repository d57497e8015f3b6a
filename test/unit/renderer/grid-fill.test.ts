import { expect, test } from 'vitest'
import { fillBlock, fillCells, neighbourEnd } from '../../../renderer/features/grid/fill.ts'
import { GridEditor } from '../../../renderer/features/grid/grid-editor.ts'
import { fillOnward, tellSkipped } from '../../../renderer/features/grid/grid-fill.ts'
import type { GridStore } from '../../../renderer/features/grid/grid-store.ts'
import { gridText } from '../../../shared/text/ui-grid.ts'
import { openGrid } from '../../helpers/small-grid.ts'

const block = { top: 2, bottom: 3, left: 1, right: 1 }

test('the handle fills along the longer way, and nothing while it stays inside', () => {
  expect(fillBlock(block, 6, 2)).toEqual({ top: 2, bottom: 6, left: 1, right: 1 })
  expect(fillBlock(block, 0, 1)).toEqual({ top: 0, bottom: 3, left: 1, right: 1 })
  expect(fillBlock(block, 3, 5)).toEqual({ top: 2, bottom: 3, left: 1, right: 5 })
  expect(fillBlock(block, 2, 0)).toEqual({ top: 2, bottom: 3, left: 0, right: 1 })
  expect(fillBlock(block, 3, 1)).toBeNull()
})

test('a block is repeated as it is, downwards and upwards', () => {
  const rows = (target: typeof block) => fillCells(block, target).map((cell) => [cell.row, cell.fromRow])
  expect(rows({ ...block, bottom: 6 })).toEqual([
    [4, 2],
    [5, 3],
    [6, 2],
  ])
  expect(rows({ ...block, top: 0 })).toEqual([
    [0, 2],
    [1, 3],
  ])
})

test('a double click fills as far as the column beside is filled, the left one first', () => {
  const filled = (columns: Record<number, number>) => (row: number, column: number) => row <= (columns[column] ?? -1)
  const extent = { rows: 20, columns: 4 }
  expect(neighbourEnd(block, extent, filled({ 0: 7, 2: 12 }))).toBe(7)
  expect(neighbourEnd(block, extent, filled({ 0: 3, 2: 12 }))).toBe(12)
  expect(neighbourEnd(block, extent, filled({}))).toBeNull()
  expect(neighbourEnd({ ...block, left: 0, right: 3 }, extent, filled({ 0: 9 }))).toBeNull()
})

test('where there is nothing to fill from, and where one cell takes nothing, it is said why', () => {
  const said = (isOpen: boolean, act: (store: GridStore, editor: GridEditor) => void): string | undefined => {
    const store = openGrid({ kind: 'ledger' }, [{ key: 'a' }, { key: 'b' }], () => {}, isOpen)
    const editor = new GridEditor(store)
    store.select(0, 0)
    act(store, editor)
    return editor.state.notice?.text
  }
  expect(said(true, (store, editor) => fillOnward(store, editor, 'down'))).toBe(gridText.nothingToFill.down)
  expect(said(true, (store, editor) => fillOnward(store, editor, 'right'))).toBe(gridText.nothingToFill.right)
  const clear = (store: GridStore, editor: GridEditor) =>
    tellSkipped(editor, store.clear({ top: 0, bottom: 0, left: store.selection.column, right: store.selection.column }), true)
  const computed = (store: GridStore, editor: GridEditor) => {
    store.select(0, 3)
    clear(store, editor)
  }
  expect([said(true, computed), said(false, clear)]).toEqual([gridText.computedCell, gridText.closedReport])
})
