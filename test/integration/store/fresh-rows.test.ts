import { expect, test, vi } from 'vitest'
import { type FreshReport, FreshRows } from '../../../electron/engine/store/fresh-rows.ts'
import { cell, openTestStore, place, removal, row, temporaryFolder, typed } from '../../helpers/test-store.ts'

const many = 1500
/** Rows in another order than they come, with blanks, and with texts that JSON writes differently. */
const manyRows = (prefix: string, name = '甲') =>
  Array.from({ length: many }, (_, at) =>
    row(`${prefix}${at}`, 0, { name: `${name}${at}`, 9: '九', note: at % 3 === 0 ? '' : '"\\\n\ud800', tons: '1.5' }),
  )

test('what a large step has written is read from memory as the database has it', () => {
  const folder = temporaryFolder()
  const first = openTestStore(folder)
  first.reports.apply(...place, 0, manyRows('a'), typed)
  const known = first.reports.load(...place)
  first.close()
  const read = openTestStore(folder).reports.load(...place)
  expect(known?.rows).toHaveLength(many)
  expect(JSON.stringify(known)).toBe(JSON.stringify(read))
})

test('every later change is seen at once', () => {
  const store = openTestStore(temporaryFolder())
  const rows = () => store.reports.load(...place)?.rows ?? []
  store.reports.apply(...place, 0, manyRows('a'), typed)
  store.reports.apply(...place, 1, [cell('a3', 'tons', '2'), removal('a4')], typed)
  expect(rows().find(({ id }) => id === 'a3')?.values.tons).toBe('2')
  expect(rows()).toHaveLength(many - 1)
  store.reports.undo(...place, '韦志强')
  expect(rows().find(({ id }) => id === 'a3')?.values.tons).toBe('1.5')
  expect(rows()).toHaveLength(many)
  store.reports.undo(...place, '韦志强')
  expect(rows()).toEqual([])
  store.reports.redo(...place, '韦志强')
  expect(rows()).toHaveLength(many)
  // A step that takes all rows out and brings others, and one that leaves some.
  store.reports.apply(...place, undefined, [...rows().map(({ id }) => removal(id)), ...manyRows('b', '乙')], typed)
  expect(rows().at(-1)?.id).toBe('b0')
  store.reports.apply(...place, undefined, [...manyRows('c', '丙')], typed)
  expect(rows()).toHaveLength(2 * many)
})

test('rows of a step that was taken back with a larger one are not kept', () => {
  const store = openTestStore(temporaryFolder())
  const failing = () =>
    store.together(() => {
      store.reports.apply(...place, 0, manyRows('a'), typed)
      throw new Error('the larger step failed')
    })
  expect(failing).toThrow('the larger step failed')
  expect(store.reports.load(...place)).toBeUndefined()
  // The same report under the same version, and other rows.
  store.reports.apply(...place, 0, [row('x', 0, { name: '甲' })], typed)
  expect(store.reports.load(...place)?.rows.map(({ id }) => id)).toEqual(['x'])
})

test('rows are kept for a moment only', () => {
  vi.useFakeTimers()
  try {
    const report: FreshReport = { report: 1, version: 2, rows: [{ id: 'a', origin: 'typed', values: {} }] }
    const fresh = new FreshRows()
    fresh.keep(report)
    expect([fresh.of(1, 2), fresh.of(1, 3), fresh.of(2, 2)]).toEqual([report.rows, undefined, undefined])
    vi.advanceTimersByTime(60_000)
    expect(fresh.of(1, 2)).toBeUndefined()
  } finally {
    vi.useRealTimers()
  }
})

test('new rows of any length and number are stored with the texts that the audit has', () => {
  const store = openTestStore(temporaryFolder())
  const rows = Array.from({ length: 200 }, (_, at) =>
    row(`r${at}`, at, { name: `乙${at}`, note: '锅炉'.repeat(at % 50 === 7 ? 100_000 : at + 1) }),
  )
  store.reports.apply(...place, 0, rows, typed)
  const stored = store.database.prepare('SELECT id, cells FROM report_row ORDER BY position').all() as { id: string; cells: string }[]
  const told = store.database.prepare('SELECT row_id, row_key, after FROM audit ORDER BY seq').all() as Record<string, string>[]
  expect(stored.map(({ id, cells }) => [id, JSON.parse(cells)])).toEqual(rows.map((edit) => 'values' in edit && [edit.row, edit.values]))
  expect(told).toEqual(
    stored.map(({ id, cells }, at) => ({ row_id: id, row_key: `乙${at}`, after: `{"at":${at},"origin":"typed","cells":${cells}}` })),
  )
  expect(store.verifyAudit()).toEqual({ entries: 200, firstBad: null })
})
