import { expect, test } from 'vitest'
import { answerOf, decide } from '../../../renderer/features/import/answer.ts'

const question = (kind: 'sheet' | 'header' | 'column' | 'unit' | 'missingColumn', id: string, column: string | null = null) => ({
  id,
  kind,
  message: '',
  column,
  choices: [],
})

test.each([
  [question('sheet', 'sheet'), '五月', { sheet: '五月' }],
  [question('header', 'header'), '3-5', { headerRows: [3, 5] }],
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
