import { expect, test } from 'vitest'
import { findRow } from '../../../electron/engine/services/report-edits.ts'

const rows = [
  { id: 'r1', key: '001' },
  { id: 'r2', key: '002' },
  { id: 'r3', key: '002' },
  { id: 'r4', key: '' },
  { id: '001', key: '009' },
]

test.each([
  ['001', 'r1'],
  ['r2', 'r2'],
  ['#4', 'r4'],
  ['009', '001'],
])('%s is row %s', (name, id) => {
  expect(findRow(rows, name).id).toBe(id)
})

test.each([
  ['002', 'ROW_KEY_AMBIGUOUS'],
  ['#6', 'ROW_UNKNOWN'],
  ['#0', 'ROW_UNKNOWN'],
  ['', 'ROW_UNKNOWN'],
  ['003', 'ROW_UNKNOWN'],
])('%s is refused with %s', (name, code) => {
  expect(() => findRow(rows, name)).toThrow(expect.objectContaining({ code }))
})
