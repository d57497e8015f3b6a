import { expect, test } from 'vitest'
import { notedCells, threadsOf } from '../../../renderer/features/notes/threads.ts'
import { reportChanges } from '../../../renderer/features/review/changes.ts'
import type { Note, Report } from '../../../shared/contract/index.ts'
import type { FormTemplate } from '../../../shared/forms/form-schema.ts'

const note = (id: string, more: Partial<Note> = {}): Note => ({
  id,
  thread: id,
  kind: 'comment',
  row: 'r1',
  rowKey: null,
  field: 'coal',
  label: null,
  text: `text ${id}`,
  by: '覃小梅',
  at: '2020-06-03T02:00:00.000Z',
  resolved: null,
  ...more,
})
const done = { by: '莫海燕', at: '2020-06-04T02:00:00.000Z' }

test('notes make threads, open ones first; only those mark their cells', () => {
  const notes = [
    note('a', { resolved: done }),
    note('b'),
    note('c', { thread: 'b', kind: 'reply' }),
    note('d', { field: null }),
    note('e', { row: null, field: null }),
  ]
  expect(threadsOf(notes).map(({ first, replies }) => [first.id, replies.map(({ id }) => id)])).toEqual([
    ['b', ['c']],
    ['d', []],
    ['e', []],
    ['a', []],
  ])
  const file = { id: 'f', row: 'r1', rowKey: null, field: 'coal', label: null, name: '铭牌.jpg', bytes: 1, sha256: '', by: '', at: '' }
  const files = [
    { ...file, removed: null },
    { ...file, field: null, removed: { by: '', at: '' } },
    { ...file, row: null, field: null, removed: null },
  ]
  const noted = [...notedCells(notes, files)].map(([row, fields]) => [row, Object.fromEntries(fields)])
  expect(noted).toEqual([['r1', { coal: ['批注：text b', '佐证材料：铭牌.jpg'], '': ['批注：text d'] }]])
})

type Row = Report['rows'][number]
const row = (id: string, key: string, values: Row['values'], computed: Row['computed'] = {}): Row => ({
  id,
  key,
  origin: 'typed',
  values,
  computed,
})
// Only its fields are looked at.
const template = {
  fields: [
    { key: 'coal', label: '用煤量' },
    { key: 'share', label: '占比' },
  ],
} as unknown as FormTemplate

test('what changed since the period before, by the key of the row, typed and computed alike', () => {
  const before = { rows: [row('x', 'K1', { coal: '5' }, { share: '10' }), row('y', 'K2', { coal: '7' }), row('z', 'K3', {})] }
  const after = { rows: [row('n', 'K1', { coal: '6' }, { share: '10' }), row('y', 'K2', {}), row('m', '', { coal: '1' })] }
  expect(reportChanges(template, before, after)).toEqual({
    fields: [
      { row: 'n', rowName: 'K1', field: 'coal', label: '用煤量', before: '5', after: '6' },
      { row: 'y', rowName: 'K2', field: 'coal', label: '用煤量', before: '7', after: null },
    ],
    newRows: [{ row: 'm', rowName: '#3' }],
    goneRows: ['K3'],
  })
  expect(reportChanges(template, before, before)).toEqual({ fields: [], newRows: [], goneRows: [] })
})
