import { expect, test } from 'vitest'
import { answerOf, decide } from '../../../renderer/features/import/answer.ts'
import { lettersOf, tablesOf } from '../../../renderer/features/import/tables-of.ts'
import type { ImportOptions, ImportPreview } from '../../../shared/contract/index.ts'

const question = (
  kind: 'sheet' | 'header' | 'column' | 'unit' | 'missingColumn' | 'part' | 'replace',
  id: string,
  column: string | null = null,
) => ({
  id,
  kind,
  message: '',
  column,
  choices: [],
})

test.each([
  [question('sheet', 'sheet'), '五月', { sheet: '五月' }],
  [question('sheet', 'sheet'), '*', { sheets: 'all' }],
  [question('header', 'header'), '*', { tables: 'all' }],
  [question('header', 'header'), '3-5', { headerRows: [3, 5] }],
  [
    question('part', 'part'),
    '{"parts":[{"sheet":"表","headerRows":[1,1],"only":[2,3]}]}',
    { parts: [{ sheet: '表', headerRows: [1, 1], only: [2, 3] }] },
  ],
  [question('replace', 'replace'), '{"withoutKey":true}', { withoutKey: true }],
  [question('column', 'column:C', 'C'), 'ownerName', { columns: { C: 'ownerName' } }],
  [question('column', 'column:C', 'C'), '', { columns: { C: null } }],
  [question('unit', 'unit:D', 'D'), '10000', { factors: { D: '10000' } }],
  [question('missingColumn', 'missing:uscc'), 'F', { columns: { F: 'uscc' } }],
  [question('missingColumn', 'missing:uscc'), '', { absent: ['uscc'] }],
])('%j answered %s', (asked, value, options) => {
  expect(answerOf(asked, value)).toEqual(options)
})

test('decisions add up', () => {
  const first = decide({ mode: 'merge' }, { columns: { A: 'a' }, absent: ['x'] })
  expect(decide(first, { columns: { B: null }, factors: { A: '1000' }, absent: ['y'] })).toEqual({
    mode: 'merge',
    columns: { A: 'a', B: null },
    factors: { A: '1000' },
    absent: ['x', 'y'],
  })
})

test('another sheet or header makes decisions about columns void', () => {
  const decided = { mode: 'merge', sheet: '一', headerRows: [2, 3] as [number, number], columns: { A: 'a' }, factors: { A: '10' } } as const
  expect(decide({ ...decided, headerRows: [2, 3] }, { sheet: '二' })).toEqual({ mode: 'merge', sheet: '二' })
})

test('what hangs on a decision goes with it, the rest stays', () => {
  const decided = {
    mode: 'merge',
    sheets: ['一', '二'],
    tables: 'all',
    columns: { A: 'a', '二!B4': 'b' },
    absent: ['x'],
  } satisfies ImportOptions
  // Said again, nothing moves.
  expect(decide(decided, { sheets: ['一', '二'], columns: { C: null } })).toEqual({ ...decided, columns: { ...decided.columns, C: null } })
  expect(decide(decided, { sheet: '三' })).toEqual({ mode: 'merge', sheet: '三' })
  expect(decide(decided, { tables: 'one' })).toEqual({ mode: 'merge', sheets: ['一', '二'], tables: 'one' })
  const parts = [
    { sheet: '一', headerRows: [1, 1] as [number, number] },
    { sheet: '二', headerRows: [3, 4] as [number, number] },
  ]
  const placed = decide({ ...decided, parts, factors: { A: '10' } }, { parts: [{ sheet: '一', headerRows: [2, 2] }, ...parts.slice(1)] })
  expect([placed.columns, placed.factors, placed.absent]).toEqual([{ '二!B4': 'b' }, undefined, undefined])
  expect(decide({ ...decided, parts }, { headerRows: [2, 2] })).toEqual({ mode: 'merge', sheets: ['一', '二'], headerRows: [2, 2] })
})

test('columns are shown table by table', () => {
  const column = (letter: string) =>
    ({ letter, path: [], unit: null, field: null, by: 'none', factor: '1', samples: [] }) satisfies ImportPreview['columns'][number]
  const tables = tablesOf({
    sheet: '一',
    headerRows: [1, 1],
    parts: [
      { sheet: '一', headerRows: [1, 1], rows: 3 },
      { sheet: '二!', headerRows: [3, 4], rows: 2 },
    ],
    columns: [column('A'), column('AB'), column('二!!C4')],
  })
  expect(tables.map(({ sheet, headerRows, columns }) => [sheet, headerRows, columns.map(({ letter }) => lettersOf(letter))])).toEqual([
    ['一', [1, 1], ['A', 'AB']],
    ['二!', [3, 4], ['C']],
  ])
})
