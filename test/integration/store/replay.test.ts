/** Whatever was done to a report, its history told again is the report. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { difference, replay } from '../../../electron/engine/store/replay.ts'
import type { StoreEdit } from '../../../electron/engine/store/types.ts'
import { blankHeader } from '../../../shared/rules/input.ts'
import { cell, openTestStore, place, removal, row, temporaryFolder, typed } from '../../helpers/test-store.ts'

type Act =
  | { readonly kind: 'edits'; readonly edits: readonly { readonly at: number; readonly pick: number; readonly value: string }[] }
  | { readonly kind: 'undo' | 'redo' }
const act: fc.Arbitrary<Act> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('edits' as const),
      edits: fc.array(fc.record({ at: fc.nat(6), pick: fc.nat(9), value: fc.constantFrom('', '1', '2', '甲') }), {
        minLength: 1,
        maxLength: 5,
      }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom('undo' as const, 'redo' as const) }) },
)

test('at the newest moment and at every moment before it', () => {
  fc.assert(
    fc.property(fc.array(act, { minLength: 1, maxLength: 25 }), (acts) => {
      const store = openTestStore(temporaryFolder())
      const { reports } = store
      let next = 0
      const states: { seq: number; content: unknown }[] = []
      const content = () => {
        const found = reports.load(...place)
        return { header: found?.header ?? blankHeader, rows: found?.rows ?? [], version: found?.version ?? 0 }
      }
      for (const one of acts) {
        const ids = reports.load(...place)?.rows.map(({ id }) => id) ?? []
        try {
          if (one.kind !== 'edits') reports[one.kind](...place, '覃小梅')
          else {
            const gone = new Set<string>()
            const edits = one.edits.flatMap(({ at, pick, value }): StoreEdit[] => {
              const id = ids[pick % Math.max(1, ids.length)]
              if (pick < 4 || id === undefined) return [row(`row-${next++}`, at, { name: value || '乙' })]
              if (gone.has(id)) return []
              if (pick === 9) {
                gone.add(id)
                return [removal(id)]
              }
              if (pick === 8) return [{ kind: 'header', header: { dataSource: value, zeroReport: value === '1' } }]
              return [cell(id, at % 2 === 0 ? 'name' : 'tons', value)]
            })
            reports.apply(...place, undefined, edits, typed)
          }
        } catch {
          // Nothing to take back: what is stored has not changed.
        }
        states.push({ seq: store.auditHead().seq, content: content() })
      }
      let before = replay([])
      for (const { seq, content: stored } of states) {
        const { brokenAt, ...again } = replay(store.past.entries(...place, seq))
        expect(brokenAt).toBeNull()
        expect(again).toEqual(stored)
        expect(applied(before, difference(before, again))).toEqual(new Map(again.rows.map(({ id, values }) => [id, values])))
        before = { ...again, brokenAt }
      }
      store.close()
    }),
    { numRuns: 25 },
  )
})

/** The rows of the earlier moment with the difference put in. */
function applied(from: ReturnType<typeof replay>, changes: ReturnType<typeof difference>) {
  const rows = new Map(from.rows.map(({ id, values }) => [id, { ...values } as Record<string, string>]))
  for (const change of changes) {
    if (change.kind === 'header') continue
    const { id } = change.row
    if (!('field' in change)) rows.set(id, {})
    else if (change.after === null) delete rows.get(id)?.[change.field]
    else Object.assign(rows.get(id) ?? {}, { [change.field]: change.after })
  }
  for (const change of changes) if (change.kind === 'rowRemoved') rows.delete(change.row.id)
  return rows
}

test('an entry that does not follow from those before it is named', () => {
  const store = openTestStore(temporaryFolder())
  store.reports.apply(...place, 0, [row('a', 0, { name: '甲', tons: '1' })], typed)
  store.reports.apply(...place, 1, [cell('a', 'tons', '2')], typed)
  store.reports.apply(...place, 2, [cell('a', 'tons', '3')], typed)
  const entries = store.past.entries(...place, 99)
  expect(replay(entries).brokenAt).toBeNull()
  expect(replay(entries.filter(({ seq }) => seq !== 2)).brokenAt).toBe(3)
  expect(replay(entries.filter(({ seq }) => seq !== 1)).brokenAt).toBe(2)
  expect(replay(entries.map((entry) => (entry.seq === 2 ? { ...entry, after: '9' } : entry))).brokenAt).toBe(3)
  // An entry that nobody can read is passed over; the others are told all the same.
  for (const after of ['x', '{}', 'null', '{"at":0,"origin":"own","cells":{"name":1}}']) {
    const told = replay(entries.map((entry) => (entry.seq === 1 ? { ...entry, after } : entry)))
    expect(told).toMatchObject({ brokenAt: 1, rows: [], version: 3 })
  }
  const cells = replay(entries.map((entry) => (entry.seq === 2 ? { ...entry, what: 'cells', after: '[' } : entry)))
  expect(cells).toMatchObject({ brokenAt: 2, rows: [{ id: 'a', values: { name: '甲', tons: '3' } }] })
})
