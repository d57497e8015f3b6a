import { expect, test } from 'vitest'
import { frozenWithin, gutterWidth, layoutColumns, rowHeight } from '../../../renderer/features/grid/columns.ts'
import {
  cellBox,
  dragPoint,
  hitTest,
  scrollToShow,
  type View,
  visibleColumns,
  visibleRows,
} from '../../../renderer/features/grid/geometry.ts'
import { FormTemplate } from '../../../shared/forms/form-schema.ts'

const template = FormTemplate.parse({
  id: 'T1',
  number: 'T-1',
  title: '测试表',
  version: 1,
  structure: { kind: 'ledger' },
  naturalKey: ['key'],
  frozen: 1,
  fields: [
    { key: 'key', label: '编号', type: 'text', width: 10 },
    { key: 'name', label: '名称', type: 'text', width: 20 },
    { key: 'extra', label: '附加', type: 'text', width: 10, group: 'extended' },
    { key: 'sum', label: '合计', type: 'decimal', unit: '吨', width: 10 },
  ],
  header: ['key', { label: '基本', children: ['name', { label: '次级', children: ['extra', 'sum'] }] }],
})
const all = layoutColumns(template, new Map(), false)
const view: View = { scrollLeft: 0, scrollTop: 0, width: 400, height: 400, footHeight: rowHeight }

test('columns stand side by side behind the row numbers', () => {
  expect(all.columns.map((column) => column.left)).toEqual([
    gutterWidth,
    gutterWidth + 94,
    gutterWidth + 94 + 174,
    gutterWidth + 94 + 174 + 94,
  ])
  expect(all.frozenWidth).toBe(gutterWidth + 94)
  expect(all.header.filter((cell) => cell.field === undefined).map((cell) => [cell.label, cell.column, cell.columnSpan])).toEqual([
    ['基本', 1, 3],
    ['次级', 2, 2],
  ])
})

test('where too little would be left beside them, fewer columns are frozen; with room again all are', () => {
  const edge = gutterWidth + 94
  expect(frozenWithin(all, edge + 120)).toBe(all)
  const narrow = frozenWithin(all, edge + 119)
  expect([narrow.frozen, narrow.frozenWidth]).toEqual([0, gutterWidth])
  // How far from the left edge the last column stands once it was scrolled to: beyond the other edge, and within it.
  const shownAt = (layout: typeof all) => (layout.columns[3]?.left ?? 0) - scrollToShow(layout, { ...view, width: edge }, 0, 3).left
  expect([shownAt(all), shownAt(narrow)]).toEqual([edge, gutterWidth])
  expect(frozenWithin(narrow, edge + 120)).toEqual(all)
  // A short form that is in sight as a whole.
  const short = layoutColumns({ ...template, header: ['key', 'sum'] }, new Map(), false)
  expect(frozenWithin(short, short.width)).toBe(short)
})

test('folding leaves the core columns and the heads they still need', () => {
  const folded = layoutColumns(template, new Map(), true)
  expect(folded.columns.map((column) => column.field.key)).toEqual(['key', 'name', 'sum'])
  expect(folded.header.find((cell) => cell.label === '次级')).toMatchObject({ column: 2, columnSpan: 1 })
})

test('only rows near the window are drawn, however many there are', () => {
  const rows = visibleRows(all, { ...view, scrollTop: 1000 * rowHeight }, 50_000, 6)
  expect(rows.first).toBe(994)
  expect(rows.last - rows.first).toBeLessThan(40)
  expect(visibleRows(all, view, 2, 6)).toEqual({ first: 0, last: 1 })
})

test('only columns near the window are drawn, the frozen ones apart', () => {
  expect(visibleColumns(all, { ...view, width: 200 })).toEqual({ first: 1, last: 2 })
  expect(visibleColumns(all, { ...view, width: 200, scrollLeft: 300 })).toEqual({ first: 2, last: 3 })
})

test('a point finds its cell, its row number, its head, or nothing', () => {
  const y = all.headerHeight + 2 * rowHeight + 5
  expect(hitTest(all, view, 10, gutterWidth + 5, y)).toEqual({ part: 'cell', row: 2, column: 0 })
  expect(hitTest(all, { ...view, scrollLeft: 174 }, 10, all.frozenWidth + 5, y)).toEqual({ part: 'cell', row: 2, column: 2 })
  expect(hitTest(all, view, 10, 5, y)).toEqual({ part: 'rowNumber', row: 2, column: 0 })
  expect(hitTest(all, view, 10, 200, 3)).toMatchObject({ part: 'header', column: 1 })
  expect(hitTest(all, view, 2, 200, y)).toBeNull()
  expect(hitTest(all, view, 1000, 200, 395)).toBeNull()
})

test('a cell is scrolled into sight no further than needed, never under the frozen columns or the totals', () => {
  const small = { ...view, width: 260, height: all.headerHeight + 4 * rowHeight + rowHeight }
  expect(scrollToShow(all, small, 0, 0)).toEqual({ left: 0, top: 0 })
  expect(scrollToShow(all, small, 6, 0).top).toBe(3 * rowHeight)
  const right = scrollToShow(all, small, 0, 3)
  const box = cellBox(all, { ...small, scrollLeft: right.left }, 0, 3)
  expect(box.left).toBeGreaterThanOrEqual(all.frozenWidth)
  expect(box.left + box.width).toBeLessThanOrEqual(small.width)
  expect(scrollToShow(all, { ...small, scrollLeft: right.left }, 0, 1).left).toBe(0)
})

test('a drag held beyond the cells stands for the nearest one in sight and scrolls, faster the further out', () => {
  const [top, foot] = [all.headerHeight, 400 - rowHeight]
  expect(dragPoint(all, view, 200, top + 5)).toEqual({ x: 200, y: top + 5, pull: { left: 0, top: 0 } })
  expect(dragPoint(all, view, 200, foot + 9)).toEqual({ x: 200, y: foot - 1, pull: { left: 0, top: 10 } })
  expect(dragPoint(all, view, 200, top - 20)).toEqual({ x: 200, y: top, pull: { left: 0, top: -20 } })
  expect(dragPoint(all, view, 9_000, -9_000)).toEqual({ x: 399, y: top, pull: { left: 48, top: -48 } })
  expect(dragPoint(all, view, -3, top).pull).toEqual({ left: -3, top: 0 })
})
