import { expect, test } from 'vitest'
import { blockOf, jumpTarget, selectBlock, selectCell } from '../../../renderer/features/grid/selection.ts'

const extent = { rows: 5, columns: 4 }
const start = { row: 1, column: 1, endRow: 1, endColumn: 1 }

test('a selection stays inside the form', () => {
  expect(selectCell(start, extent, 99, -3)).toEqual({ row: 4, column: 0, endRow: 4, endColumn: 0 })
})

test('extending moves the far corner and keeps the active cell', () => {
  const grown = selectCell(start, extent, 3, 0, true)
  expect(grown).toEqual({ row: 1, column: 1, endRow: 3, endColumn: 0 })
  expect(blockOf(grown)).toEqual({ top: 1, bottom: 3, left: 0, right: 1 })
})

test('a block larger than the form is cut to it', () => {
  expect(selectBlock(extent, { top: 0, bottom: 1000, left: 2, right: 1000 })).toEqual({ row: 0, column: 2, endRow: 4, endColumn: 3 })
})

// Rows of one column: filled, filled, blank, filled, blank.
const isFilled = (row: number): boolean => [true, true, false, true, false][row] ?? false
test.each([
  [0, 1, 1, 'to the end of the run'],
  [1, 1, 3, 'over blanks to the next filled cell'],
  [3, 1, 4, 'to the edge when nothing follows'],
  [4, -1, 3, 'back to the nearest filled cell'],
  [0, -1, 0, 'stays at the edge'],
])('from row %i going %i it lands on %i: %s', (from, step, landed) => {
  expect(jumpTarget(extent, isFilled, { row: from, column: 0 }, step, 0).row).toBe(landed)
})
