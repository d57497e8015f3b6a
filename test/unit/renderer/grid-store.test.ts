import { beforeEach, expect, test } from 'vitest'
import { displayText } from '../../../renderer/features/grid/cell-rules.ts'
import { GridEditor } from '../../../renderer/features/grid/grid-editor.ts'
import type { GridStore } from '../../../renderer/features/grid/grid-store.ts'
import { sameAsBefore } from '../../../renderer/features/grid/same-as-before.ts'
import { progressOf, sectionsOf } from '../../../renderer/features/grid/sections.ts'
import { pasteText, selectedTexts } from '../../../renderer/features/grid/use-clipboard.ts'
import type { Edit } from '../../../shared/contract/index.ts'
import { openGrid, report } from '../../helpers/small-grid.ts'

let handed: Edit[]
let store: GridStore
const open = (structure: object, rows: readonly object[], isOpen = true): void => {
  handed = []
  store = openGrid(structure, rows, ({ edits }) => handed.push(...edits), isOpen)
}
beforeEach(() => open({ kind: 'ledger' }, [{ key: 'a', tons: '1' }, { key: 'b' }, { key: 'c' }]))

test('text is stored canonically, and what cannot be read is stored as it was typed', () => {
  store.write(
    [
      { row: 0, column: 1, text: '１，２３４.50' },
      { row: 0, column: 2, text: '2020年5月1日' },
      { row: 1, column: 1, text: '约10' },
    ],
    'typing',
  )
  expect(handed).toEqual([
    { kind: 'cell', row: 'r0', field: 'tons', value: '1234.5' },
    { kind: 'cell', row: 'r0', field: 'on', value: '2020-05-01' },
    { kind: 'cell', row: 'r1', field: 'tons', value: '约10' },
  ])
  expect(store.value(0, 3)).toBe('2469')
})

test('writing what is there already hands nothing over', () => {
  store.write([{ row: 0, column: 1, text: ' 1.0 ' }], 'typing')
  expect(handed).toEqual([])
})

test('a computed cell takes nothing and is counted', () => {
  expect(store.write([{ row: 0, column: 3, text: '9' }], 'paste')).toBe(1)
  expect(handed).toEqual([])
})

test('text below the last row of a ledger adds a row', () => {
  expect(store.extent.rows).toBe(4)
  store.write([{ row: 3, column: 0, text: 'd' }], 'typing')
  expect(handed).toEqual([{ kind: 'insertRow', row: 'n0', at: 3, values: { key: 'd' } }])
  expect(store.extent.rows).toBe(5)
})

test('a form of given rows grows by nothing', () => {
  open({ kind: 'fixed', rows: [{ key: 'a', values: { key: 'a' } }] }, [{ key: 'a' }])
  expect(store.extent.rows).toBe(1)
  expect(store.write([{ row: 1, column: 0, text: 'x' }], 'paste')).toBe(1)
  expect(handed).toEqual([])
})

test('a closed form takes nothing', () => {
  open({ kind: 'ledger' }, [{ key: 'a' }], false)
  expect(store.write([{ row: 0, column: 1, text: '5' }], 'typing')).toBe(1)
  store.insertRows(0, 1)
  store.deleteRows(0, 0)
  expect([handed, store.rowCount, store.extent.rows]).toEqual([[], 1, 1])
})

test('a row carried over from last month stays when its neighbours are deleted', () => {
  expect(store.deleteRows(1, 2).map((row) => row.id)).toEqual(['r2'])
  expect(handed).toEqual([{ kind: 'deleteRow', row: 'r1' }])
  expect(store.rows().map((row) => row.id)).toEqual(['r0', 'r2'])
})

test('only the row that changed is told', () => {
  const told: string[] = []
  for (const id of ['r0', 'r1']) store.subscribeRow(id, () => told.push(id))
  store.write([{ row: 1, column: 1, text: '3' }], 'typing')
  expect(told).toEqual(['r1'])
})

test('copying takes the stored and the computed texts, not the blank row below', () => {
  store.setSelection({ row: 0, column: 0, endRow: 3, endColumn: 1 })
  expect(selectedTexts(store)).toEqual([
    ['a', '1'],
    ['b', ''],
    ['c', ''],
  ])
})

test('the selection stays on its row when rows come in above it', () => {
  open({ kind: 'ledger' }, [{ key: 'a' }, { key: 'b' }])
  store.select(1, 1)
  const fresh = report([{ key: '新' }, { key: 'a' }, { key: 'b' }])
  const ids = ['r9', 'r0', 'r1']
  store.load({ ...fresh, rows: fresh.rows.map((row, index) => ({ ...row, id: ids[index] ?? row.id })) })
  expect([store.selection.row, store.rowAt(store.selection.row)?.row.values.key]).toEqual([2, 'b'])
})

test('an answer of the engine that changes one row tells that row only', () => {
  const told: string[] = []
  for (const id of ['r0', 'r1', 'r2']) store.subscribeRow(id, () => told.push(id))
  const { structure } = store
  const fresh = report([{ key: 'a', tons: '1' }, { key: 'b' }, { key: 'c' }])
  store.load({ ...fresh, rows: fresh.rows.map((row) => (row.id === 'r1' ? { ...row, computed: { double: '7' } } : row)) })
  expect([told, store.structure, store.value(1, 3)]).toEqual([['r1'], structure, '7'])
  store.load({ ...fresh, rows: fresh.rows.slice(1) })
  expect(store.structure).toBe(structure + 1)
})

test('a day without its year belongs to the year of the form', () => {
  store.write([{ row: 0, column: 2, text: '5-31' }], 'typing')
  store.write([{ row: 1, column: 2, text: '2月30日' }], 'typing')
  expect([store.value(0, 2), store.value(1, 2)]).toEqual(['2020-05-31', '2月30日'])
})

test('while rows are filtered and in another order, entries, new and deleted rows are those on the screen', () => {
  open({ kind: 'ledger' }, [
    { key: 'a', tons: '1' },
    { key: 'b', tons: '5' },
  ])
  store.setLook({ shown: new Map([['tons', new Set(['1', '5'])]]), onlyMarked: false, sort: { field: 'tons', descending: true } })
  expect([store.value(0, 0), store.rowNumber(0), store.value(1, 0)]).toEqual(['b', 2, 'a'])
  store.write([{ row: 0, column: 1, text: '0.5' }], 'typing')
  expect(handed).toEqual([{ kind: 'cell', row: 'r1', field: 'tons', value: '0.5' }])
  // It does not hop away while somebody is at it.
  expect(store.value(0, 0)).toBe('b')
  store.insertRows(0, 1)
  expect(handed.at(-1)).toMatchObject({ kind: 'insertRow', at: 1 })
  expect([store.value(0, 0), store.value(1, 0)]).toEqual([null, 'b'])
  store.deleteRows(1, 1)
  expect(handed.at(-1)).toEqual({ kind: 'deleteRow', row: 'r1' })
  expect(store.rows().map((row) => row.id)).toEqual(['r0', 'n0'])
})

test('going to a cell lifts the filter that hides it', () => {
  store.setLook({ shown: new Map([['key', new Set(['a'])]]), onlyMarked: false, sort: null })
  expect([store.rowCount, store.allRows, store.goTo('r2', 'key'), store.rowCount, store.selection.row]).toEqual([1, 3, true, 3, 2])
  expect(store.goTo('gone', 'key')).toBe(false)
})

test('figures shown in ten thousands are typed so too, and stored exactly', () => {
  store.setColumnLook({ scaled: ['tons', 'key', 'on'] })
  expect(store.layout.columns.map((column) => column.scaled)).toEqual([false, true, false, false])
  store.write(
    [
      { row: 0, column: 1, text: '1,234.56789' },
      { row: 1, column: 1, text: '=0.1+0.2' },
      { row: 2, column: 1, text: '3万' },
    ],
    'typing',
  )
  expect(handed.map((edit) => edit.kind === 'cell' && edit.value)).toEqual(['12345678.9', '3000', '30000'])
  store.select(0, 1)
  expect(selectedTexts(store)).toEqual([['1234.56789']])
  expect(displayText(store.column(1) ?? expect.fail(), '12345678.9')).toBe('1,234.56789')
})

test('progress counts the cells that are typed, not those that are worked out', () => {
  const [section] = sectionsOf(store.layout)
  expect(section?.columns).toEqual([0, 1, 2, 3])
  expect(progressOf(store, section ?? expect.fail())).toEqual({ filled: 4, all: 9, missing: 0, first: null })
  expect(progressOf(store, section ?? expect.fail(), 0, 1)).toMatchObject({ filled: 2, all: 3 })
})

test('what was copied in ten thousands keeps its size where figures are shown plainly; what comes from elsewhere is as shown', () => {
  store.setColumnLook({ scaled: ['tons'] })
  store.write([{ row: 0, column: 1, text: '2' }], 'typing')
  const column = store.column(1) ?? expect.fail()
  store.ownCopy = { text: '2\r\n', cells: [[{ column, value: store.value(0, 1) }]] }
  store.setColumnLook({ scaled: [] })
  const editor = new GridEditor(store)
  store.select(1, 1)
  pasteText(store, editor, '2\r\n')
  store.select(2, 1)
  pasteText(store, editor, '3\r\n')
  expect([0, 1, 2].map((row) => store.value(row, 1))).toEqual(['20000', '20000', '3'])
})

test('turning the pages of the calendar chooses no date; going to a day does', () => {
  const field = Object.assign(new EventTarget(), { value: '', setSelectionRange: () => undefined })
  const editor = new GridEditor(store)
  editor.attach(field as unknown as HTMLTextAreaElement) // all of it that the editor touches here
  store.select(0, 2)
  editor.openPopup('2020-05-20')
  editor.moveDay(0, 1)
  expect(editor.state.day).toBe('2020-06-20')
  editor.stop(true)
  expect(handed).toEqual([])
  editor.openPopup('2020-05-20')
  editor.moveDay(1, 0)
  editor.stop(true)
  expect(handed).toEqual([{ kind: 'cell', row: 'r0', field: 'on', value: '2020-05-21' }])
})

test('rows are made the same as one period earlier, in one step; what is computed and what is new is left alone', () => {
  open({ kind: 'ledger' }, [
    { key: 'A1', tons: '5', on: '2020-05-01' },
    { key: 'A2', tons: '7' },
    { key: 'A9', tons: '9' },
  ])
  const before = (key: string, values: object) => ({
    id: key,
    key,
    origin: 'typed' as const,
    values: { key, ...values },
    computed: { double: '99' },
  })
  store.load({ ...report([]), rows: store.rows().map((row) => ({ ...row, key: row.values.key ?? '' })) })
  store.setPrevious([before('A1', { tons: '12.5' }), before('A2', { tons: '7', on: '2020-04-30' })])
  store.write(sameAsBefore(store, { top: 0, bottom: 3 }), 'fill')
  const values = store.rows().map(({ values: row }) => [row.key, row.tons, row.on])
  expect(values).toEqual([
    ['A1', '12.5', undefined],
    ['A2', '7', '2020-04-30'],
    ['A9', '9', undefined],
  ])
  expect(store.rows()[0]?.values.double).toBeUndefined()
  expect(handed.map((edit) => edit.kind === 'cell' && [edit.row, edit.field, edit.value])).toEqual([
    ['r0', 'tons', '12.5'],
    ['r0', 'on', null],
    ['r1', 'on', '2020-04-30'],
  ])
})
