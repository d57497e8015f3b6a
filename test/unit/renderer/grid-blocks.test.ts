/** Blocks of cells that are pasted: what they say, when they are read, and what merged cells are. */
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { beforeEach, expect, test, vi } from 'vitest'
import { GridEditor } from '../../../renderer/features/grid/grid-editor.ts'
import type { CellChange, GridStore } from '../../../renderer/features/grid/grid-store.ts'
import type { RowMarks } from '../../../renderer/features/grid/marks.ts'
import { fillMerged, pasteBlock, pasteChanges } from '../../../renderer/features/grid/use-clipboard.ts'
import type { MadeEdits } from '../../../renderer/state/rebase.ts'
import type { Edit } from '../../../shared/contract/index.ts'
import { longestText } from '../../../shared/model/value.ts'
import { gridText } from '../../../shared/text/ui-grid.ts'
import { openGrid, work } from '../../helpers/small-grid.ts'

let handed: Edit[]
let take: (made: MadeEdits) => void
let store: GridStore
const open = (structure: object, rows: readonly object[], isOpen = true): void => {
  handed = []
  take = ({ edits }) => handed.push(...edits)
  store = openGrid(structure, rows, (made) => take(made), isOpen)
}
beforeEach(() => open({ kind: 'ledger' }, [{ key: 'a', tons: '1' }, { key: 'b' }, { key: 'c' }]))

test('a large block says the same as its rows one by one, and is worked out where somebody looks', () => {
  const rows = Array.from({ length: 600 }, (_, at) => ({ key: `k${at}`, tons: String(at) }))
  const texts = (row: number): CellChange[] => [
    { row, column: 0, text: row % 3 === 0 ? `k${row}` : ` 新${row} ` },
    { row, column: 1, text: row % 5 === 0 ? '' : `${row}.50` },
    { row, column: 2, text: row < 605 ? '5-31' : ' ' },
  ]
  // The last rows are new; of those the last one is blank.
  const block = [
    ...Array.from({ length: 605 }, (_, row) => texts(row)).flat(),
    ...[0, 1, 2].map((column) => ({ row: 605, column, text: '\u3000' })),
  ]
  open({ kind: 'ledger' }, rows)
  for (let row = 0; row < 605; row += 1) store.write(texts(row), 'paste')
  const [alone, seen] = [handed, store.rows().map(({ values, computed }) => ({ values, computed }))]
  open({ kind: 'ledger' }, rows)
  let computed = 0
  const compute = vi.spyOn(work, 'compute').mockImplementation((values): Record<string, string> => {
    computed += 1
    return values.tons === undefined ? {} : { double: String(Number(values.tons) * 2) }
  })
  let made: MadeEdits | undefined
  take = (edits) => {
    made = edits
  }
  expect(store.write(block, 'paste')).toBe(0)
  expect([store.allRows, computed]).toEqual([605, 0])
  expect([store.value(599, 1), store.value(599, 3), computed]).toEqual(['599.5', '1199', 1])
  expect(made?.edits.filter(({ kind }) => kind === 'cell')).toEqual(alone.filter(({ kind }) => kind === 'cell'))
  expect(made?.edits.filter(({ kind }) => kind === 'insertRow')).toEqual(alone.filter(({ kind }) => kind === 'insertRow'))
  expect(made?.before).toHaveLength(made?.edits.length ?? 0)
  expect(store.rows().map((row) => ({ values: row.values, computed: row.computed }))).toEqual(seen)
  // What is there already is found out late, too.
  made = undefined
  store.write(block, 'paste')
  expect(made).toMatchObject({ isLate: true, edits: [], before: [] })
  compute.mockRestore()
})

test('a large block leaves the marks of rows alone that it does not change', () => {
  const rows = Array.from({ length: 600 }, (_, at) => ({ key: `k${at}`, tons: String(at) }))
  open({ kind: 'ledger' }, rows)
  const known = new Map([['tons', { level: 'must', count: 1, explained: false }]]) as unknown as RowMarks // of no account here
  store.setMarks(new Map([0, 1, 500].map((at) => [`r${at}`, known])))
  const texts = rows.flatMap(({ key, tons }, row) => [
    { row, column: 0, text: key },
    { row, column: 1, text: row === 1 ? '7.5' : tons },
  ])
  store.write(texts, 'paste')
  expect([0, 1, 500].map((at) => store.rowAt(at)?.marks.size)).toEqual([1, 0, 1])
})

test('of a large block the rows in sight are judged before it is drawn, the others after it', async () => {
  open(
    { kind: 'ledger' },
    Array.from({ length: 600 }, (_, at) => ({ key: `k${at}`, tons: String(at) })),
  )
  store.sight = { first: 300, last: 303 }
  const judged: string[][] = []
  const check = vi.spyOn(work, 'checkAlone').mockImplementation((rows) => {
    judged.push(rows.map(({ id }) => id))
    return new Map()
  })
  store.writeRows(
    Array.from({ length: 600 }, (_, row) => ({ row, column: 0, texts: [`新${row}`, '7'] })),
    'paste',
  )
  expect(judged).toEqual([['r300', 'r301', 'r302', 'r303']])
  await expect.poll(() => judged.flat().length).toBe(600)
  expect(new Set(judged.flat()).size).toBe(600)
  check.mockRestore()
})

test('blocks over one another are worked out one after the other, and rows let go of what they came from', async () => {
  const rows = Array.from({ length: 600 }, (_, at) => ({ key: `k${at}`, tons: String(at) }))
  open({ kind: 'ledger' }, rows)
  const made: MadeEdits[] = []
  take = (edits) => {
    made.push(edits)
  }
  const paste = (time: number): void => {
    store.write(
      rows.flatMap((_, row) => [
        { row, column: 0, text: `k${row}-${time}` },
        { row, column: 1, text: String(time) },
      ]),
      'paste',
    )
  }
  paste(0)
  const first = new WeakRef(store.rowAt(0)?.row.values ?? {})
  for (let time = 1; time < 30; time += 1) paste(time)
  expect(store.value(599, 1)).toBe('29')
  expect(made.at(-1)?.before.slice(0, 2)).toEqual(['k0-28', '28'])
  made.length = 0
  setFlagsFromString('--expose-gc')
  const collect: unknown = runInNewContext('gc')
  // What a weak reference was asked for stays until the turn is over.
  await new Promise((resolve) => setImmediate(resolve))
  if (typeof collect === 'function') collect()
  expect(first.deref()).toBeUndefined()
})

test('a small block is pasted over and over into a larger selection; a missing cell is left alone', () => {
  store.setSelection({ row: 0, column: 0, endRow: 3, endColumn: 0 })
  expect(pasteChanges(store, [['x'], ['y']])).toEqual(['x', 'y', 'x', 'y'].map((text, row) => ({ row, column: 0, texts: [text] })))
  store.select(0, 0)
  expect(pasteChanges(store, [['x'], ['y', 'z']]).map(({ texts }) => texts)).toEqual([['x'], ['y', 'z']])
})

test('merged cells of a pasted block clear nothing: a text comes to each row, a figure is not written twice, and both are told', () => {
  open({ kind: 'ledger' }, [
    { key: 'a', tons: '1' },
    { key: 'b', tons: '2' },
    { key: 'c', tons: '3' },
  ])
  const editor = new GridEditor(store)
  const cells = () => [0, 1, 2].map((row) => [store.value(row, 0), store.value(row, 1)])
  const rows = [
    ['x', '9'],
    ['', ''],
    ['y', ''],
  ]
  store.select(0, 0)
  pasteBlock(store, editor, {
    rows,
    text: '',
    covered: new Map([
      ['1 0', 0],
      ['1 1', 0],
      ['2 1', null],
    ]),
  })
  expect(cells()).toEqual([
    ['x', '9'],
    ['x', '2'],
    ['y', '3'],
  ])
  expect(editor.state.notice?.text).toBe(gridText.mergedCells(1, 2, 0))
  // The same block without merged cells: an empty field clears, as before.
  pasteBlock(store, editor, { rows, text: '', covered: new Map() })
  expect(cells()).toEqual([
    ['x', '9'],
    [null, null],
    ['y', null],
  ])
  expect(fillMerged({ rows: [[''], ['']], covered: new Map([['1 0', 0]]) }, () => false)).toEqual({
    rows: [[''], [undefined]],
    repeated: 0,
    left: 1,
  })
})

test('a merged block is pasted over and over: each covered cell for the column it goes to, up to the corner of the block', () => {
  open({ kind: 'ledger' }, [
    { key: 'a', tons: '1' },
    { key: 'b', tons: '2' },
    { key: 'c', tons: '3' },
    { key: 'd', tons: '4' },
  ])
  const editor = new GridEditor(store)
  const cells = () => [0, 1, 2, 3].map((row) => [store.value(row, 0), store.value(row, 1)])
  const block = { rows: [['7'], ['']], text: '', covered: new Map([['1 0', 0]]) }
  const across = { row: 0, column: 0, endRow: 1, endColumn: 1 }
  store.setSelection(across)
  pasteBlock(store, editor, block)
  expect(cells()).toEqual([
    ['7', '7'],
    ['7', '2'],
    ['c', '3'],
    ['d', '4'],
  ])
  expect(editor.state.notice?.text).toBe(gridText.mergedCells(1, 1, 0))
  expect(store.selection).toEqual(across)
  store.setSelection({ row: 0, column: 0, endRow: 3, endColumn: 0 })
  pasteBlock(store, editor, { ...block, rows: [['8'], ['']] })
  expect(cells().map(([key]) => key)).toEqual(['8', '8', '8', '8'])
  expect(editor.state.notice?.text).toBe(gridText.mergedCells(2, 0, 0))
  // The last row and the last column of the block are covered throughout.
  store.select(1, 1)
  pasteBlock(store, editor, { rows: [['9'], ['']], text: '', covered: new Map([['1 0', 0]]) })
  expect(store.selection).toEqual({ row: 1, column: 1, endRow: 2, endColumn: 1 })
  store.select(0, 0)
  pasteBlock(store, editor, { rows: [['x', '']], text: '', covered: new Map([['0 1', null]]) })
  expect(store.selection).toEqual({ row: 0, column: 0, endRow: 0, endColumn: 1 })
})

test('covered cells beyond the right edge are not said to have been left', () => {
  const editor = new GridEditor(store)
  store.select(0, 2)
  const beyond = [1, 2, 3].map((column): [string, null] => [`0 ${column}`, null])
  pasteBlock(store, editor, { rows: [['6月1日', '', '', '']], text: '', covered: new Map(beyond) })
  expect(editor.state.notice?.text).toBe(gridText.mergedCells(0, 1, 0))
})

test('what is pasted beyond the right edge is left out', () => {
  store.select(0, 3)
  expect(pasteChanges(store, [['1', '2']]).map(({ texts }) => texts)).toEqual([['1']])
})

test('a block wider than what is shown is cut and told of; where columns are folded away it is not pasted at all', () => {
  const editor = new GridEditor(store)
  const all = store.layout.columns.length
  const row = Array.from({ length: all + 2 }, (_, at) => (at === 0 ? 'x' : at === 1 ? '7' : at === all ? '9' : ''))
  const block = { rows: [row], text: '', covered: new Map() }
  store.select(0, 0)
  pasteBlock(store, editor, block)
  expect([store.value(0, 0), store.value(0, 1)]).toEqual(['x', '7'])
  // The last, empty column is nothing that was lost.
  expect(editor.state.notice?.text).toBe(gridText.cutColumns(1))
  store.setColumnLook({ folded: true })
  expect(store.layout.columns.length).toBeLessThan(all)
  store.select(1, 0)
  handed.length = 0
  pasteBlock(store, editor, block)
  expect([handed, editor.state.notice?.text]).toEqual([[], gridText.widerThanShown(all + 1 - store.layout.columns.length)])
})

test('of a text that is longer than a cell holds the beginning is stored, and it is said where', () => {
  const editor = new GridEditor(store)
  const block = { rows: [['甲'], ['字'.repeat(longestText + 5)], ['丙']], covered: new Map(), text: '' }
  store.select(1, 0)
  pasteBlock(store, editor, block)
  expect(store.rows().map(({ values }) => values.key?.length)).toEqual([1, 1, longestText, 1])
  expect(editor.state.notice?.text).toContain('第 3 行')
  // One that just fits is no matter.
  pasteBlock(store, editor, { ...block, rows: [['甲'], ['字'.repeat(longestText)]] })
  expect(store.value(2, 0)).toHaveLength(longestText)
  store.select(0, 0)
  editor.notify('')
  pasteBlock(store, editor, { ...block, rows: [['字'.repeat(longestText)]] })
  expect(editor.state.notice?.text).toBe('')
})
