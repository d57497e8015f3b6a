import { expect, test } from 'vitest'
import { mappingHint } from '../../../electron/cli/mapping-hint.ts'
import type { ImportPreview } from '../../../shared/contract/index.ts'

type Question = ImportPreview['questions'][number]
const question = (kind: Question['kind'], column: string | null, ...values: string[]): Question => ({
  ...{ id: kind, kind, message: '', column },
  choices: values.map((value) => ({ value, label: value })),
})

test.each<[Question[], unknown]>([
  [[question('unit', 'F', '0.0001', '1')], { factors: { F: '0.0001' } }],
  [[question('tables', null, 'all', 'one')], { tables: 'all' }],
  [[question('column', 'J', 'completedMonth', ''), question('column', 'K', '')], { columns: { J: 'completedMonth', K: null } }],
  [
    [question('part', null, '{"parts":[{"sheet":"表","headerRows":[1,1],"only":[2,3]}]}')],
    { parts: [{ sheet: '表', headerRows: [1, 1], only: [2, 3] }] },
  ],
  [[question('replace', null, '{"mode":"append"}')], { mode: 'append' }],
  [[question('unit', 'F', '1'), question('tables', null, 'one')], { factors: { F: '1' }, tables: 'one' }],
])('the hint answers the questions that were asked', (questions, answer) => {
  expect(JSON.parse(mappingHint(questions) ?? '')).toEqual(answer)
})

test('questions that none of these answer have no such hint', () => {
  expect(mappingHint([question('header', null, '3')])).toBeUndefined()
})
