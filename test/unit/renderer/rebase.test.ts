import { expect, test } from 'vitest'
import { type EditStep, rebase } from '../../../renderer/state/rebase.ts'
import { Report } from '../../../shared/contract/index.ts'

const report = (rows: Readonly<Record<string, Readonly<Record<string, string>>>>, header: object = {}) =>
  Report.parse({
    form: 'F4',
    period: '2020-05',
    unit: '450222',
    packId: 'p',
    packVersion: '1.0.0',
    version: 7,
    state: '填报中',
    open: true,
    header,
    rows: Object.entries(rows).map(([id, values]) => ({ id, key: '', origin: 'typed', values, computed: {} })),
    totals: [],
    yearRows: [],
    canUndo: true,
    canRedo: false,
  })
const cell = (row: string, field: string, value: string | null, before: string | null): EditStep => ({
  kind: 'edits',
  source: 'typing',
  edits: [{ kind: 'cell', row, field, value }],
  before: [before],
})

test('an edit whose cell nobody touched goes on', () => {
  const step = cell('a', 'name', '新', '旧')
  expect(rebase([step], report({ a: { name: '旧', town: '别人改的' } }))).toEqual({ steps: [step], conflicts: [] })
})

test('an edit over another value keeps both', () => {
  expect(rebase([cell('a', 'name', '我的', '旧')], report({ a: { name: '别人的' } }))).toEqual({
    steps: [],
    conflicts: [{ kind: 'cell', row: 'a', field: 'name', mine: '我的', theirs: '别人的' }],
  })
})

test('two people who wrote the same do not disagree', () => {
  expect(rebase([cell('a', 'name', '同', '旧')], report({ a: { name: '同' } }))).toEqual({ steps: [], conflicts: [] })
})

test('a second edit of one cell stands on the first', () => {
  const steps = [cell('a', 'name', '一', '旧'), cell('a', 'name', '二', '一')]
  expect(rebase(steps, report({ a: { name: '旧' } }))).toEqual({ steps, conflicts: [] })
})

test('clearing a cell that somebody filled is asked', () => {
  expect(rebase([cell('a', 'name', null, '旧')], report({ a: { name: '别人的' } })).conflicts).toHaveLength(1)
})

test('text for a row that is gone is shown, not dropped in silence', () => {
  expect(rebase([cell('a', 'name', '我的', '旧')], report({})).conflicts).toEqual([
    { kind: 'lostRow', row: 'a', field: 'name', mine: '我的' },
  ])
})

test('a new row and edits in it go on', () => {
  const steps: EditStep[] = [
    { kind: 'edits', source: 'typing', edits: [{ kind: 'insertRow', row: 'n', at: 0, values: { name: '甲' } }], before: [null] },
    cell('n', 'name', '乙', '甲'),
  ]
  expect(rebase(steps, report({}))).toEqual({ steps, conflicts: [] })
})

test('deleting a row that somebody changed is asked; one that is gone already is not', () => {
  const remove: EditStep = { kind: 'edits', source: 'typing', edits: [{ kind: 'deleteRow', row: 'a' }], before: [{ name: '旧' }] }
  expect(rebase([remove], report({ a: { name: '旧' } })).steps).toEqual([remove])
  expect(rebase([remove], report({ a: { name: '别人的' } })).conflicts).toEqual([{ kind: 'deleteRow', row: 'a' }])
  expect(rebase([remove], report({}))).toEqual({ steps: [], conflicts: [] })
})

test('fields of the head are judged one by one', () => {
  const step: EditStep = {
    kind: 'edits',
    source: 'typing',
    edits: [{ kind: 'header', header: { preparer: '我', auditor: '审' } }],
    before: [{ preparer: '甲', auditor: '' }],
  }
  const { steps, conflicts } = rebase([step], report({}, { preparer: '乙', auditor: '' }))
  expect(steps.flatMap((kept) => kept.edits)).toEqual([{ kind: 'header', header: { auditor: '审' } }])
  expect(conflicts).toEqual([{ kind: 'header', field: 'preparer', mine: '我', theirs: '乙' }])
})
