import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { beforeEach, expect, test, vi } from 'vitest'
import { displayText, type RowWork } from '../../../renderer/features/grid/cell-rules.ts'
import type { ColumnLook } from '../../../renderer/features/grid/column-look.ts'
import { layoutColumns } from '../../../renderer/features/grid/columns.ts'
import { GridEditor } from '../../../renderer/features/grid/grid-editor.ts'
import { type CellChange, GridStore } from '../../../renderer/features/grid/grid-store.ts'
import type { RowMarks } from '../../../renderer/features/grid/marks.ts'
import { sameAsBefore } from '../../../renderer/features/grid/same-as-before.ts'
import { progressOf, sectionsOf } from '../../../renderer/features/grid/sections.ts'
import { fillMerged, pasteBlock, pasteChanges, pasteText, selectedTexts } from '../../../renderer/features/grid/use-clipboard.ts'
import type { MadeEdits } from '../../../renderer/state/rebase.ts'
import { type Edit, Report } from '../../../shared/contract/index.ts'
import { FormTemplate } from '../../../shared/forms/form-schema.ts'
import { gridText } from '../../../shared/text/ui-grid.ts'

const fields = [
  { key: 'key', label: '编号', type: 'text' },
  { key: 'tons', label: '吨', type: 'decimal' },
  { key: 'on', label: '日期', type: 'date' },
  { key: 'double', label: '两倍', type: 'decimal', computed: 'row.tons * 2' },
] as const
const form = (structure: object) =>
  FormTemplate.parse({
    id: 'T1',
    number: 'T',
    title: '测试表',
    version: 1,
    structure,
    naturalKey: ['key'],
    fields,
    header: fields.map((field) => field.key),
  })
const report = (rows: readonly object[], open = true) =>
  Report.parse({
    form: 'T1',
    period: '2020-05',
    unit: 'u1',
    packId: 'p',
    packVersion: '1.0.0',
    version: 1,
    state: '填报中',
    open,
    header: {},
    rows: rows.map((values, index) => ({ id: `r${index}`, key: '', origin: index === 2 ? 'carried' : 'typed', values, computed: {} })),
    totals: [],
    yearRows: [],
    canUndo: false,
    canRedo: false,
  })
const work: RowWork = {
  compute: (values): Record<string, string> => (values.tons === undefined ? {} : { double: String(Number(values.tons) * 2) }),
  check: (_row, before) => before,
  checkAlone: () => new Map(),
  *totals() {
    yield
    return []
  },
}
let handed: Edit[]
let take: (made: MadeEdits) => void
let store: GridStore
const open = (structure: object, rows: readonly object[], isOpen = true): void => {
  handed = []
  take = ({ edits }) => handed.push(...edits)
  let next = 0
  const template = form(structure)
  const options = {
    template,
    work,
    newId: () => `n${next++}`,
    layout: (look: ColumnLook) => layoutColumns(template, new Map(), look.folded, look),
    onEdits: (made: MadeEdits) => take(made),
  }
  store = new GridStore(options)
  store.load(report(rows, isOpen))
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

test('a small block is pasted over and over into a larger selection; a missing cell is left alone', () => {
  store.setSelection({ row: 0, column: 0, endRow: 3, endColumn: 0 })
  expect(pasteChanges(store, [['x'], ['y']]).map((change) => [change.row, change.text])).toEqual([
    [0, 'x'],
    [1, 'y'],
    [2, 'x'],
    [3, 'y'],
  ])
  store.select(0, 0)
  expect(pasteChanges(store, [['x'], ['y', 'z']]).map((change) => [change.row, change.column])).toEqual([
    [0, 0],
    [1, 0],
    [1, 1],
  ])
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
  expect(pasteChanges(store, [['1', '2']])).toHaveLength(1)
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
  const field = { value: '', setSelectionRange: () => undefined }
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
