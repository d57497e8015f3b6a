import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Change, changeCells, invertChanges, planChanges, type RowState, reorder } from '../../../electron/engine/store/changes.ts'
import type { StoreEdit } from '../../../electron/engine/store/types.ts'
import { ReportHeader } from '../../../shared/contract/report.ts'
import { cell, removal, row } from '../../helpers/test-store.ts'

type Rows = ReadonlyMap<string, RowState>
const blank = ReportHeader.parse({})
const viewOf = (rows: Rows) => ({ header: blank, row: (id: string) => rows.get(id), order: () => [...rows.keys()] })
const rowsOf = (...entries: readonly (readonly [string, Record<string, string>])[]): Rows =>
  new Map(entries.map(([id, cells]) => [id, { origin: 'typed', cells }]))

/** What the store does with changes, in memory. */
function written(rows: Rows, changes: readonly Change[]): Rows {
  const next = new Map(rows)
  for (const change of changes) {
    if (change.kind === 'insertRow') next.set(change.row, change.state)
    if (change.kind === 'deleteRow') next.delete(change.row)
    const state = change.kind === 'cells' ? next.get(change.row) : undefined
    if (change.kind === 'cells' && state) next.set(change.row, { ...state, cells: changeCells(state.cells, change.after) })
  }
  return new Map(
    reorder([...rows.keys()], changes)
      .flatMap((id) => [[id, next.get(id)] as const])
      .filter((entry): entry is [string, RowState] => entry[1] !== undefined),
  )
}

/** The same edits done one at a time, as plainly as can be. */
function simulated(rows: Rows, edits: readonly StoreEdit[]): Rows {
  let all = [...rows]
  for (const edit of edits) {
    if (edit.kind === 'header') continue
    if (edit.kind === 'insertRow') all.splice(edit.at, 0, [edit.row, { origin: 'typed', cells: { ...edit.values } }])
    if (edit.kind === 'deleteRow') all = all.filter(([id]) => id !== edit.row)
    if (edit.kind === 'cell') {
      all = all.map(([id, state]) => [
        id,
        id === edit.row ? { ...state, cells: changeCells(state.cells, { [edit.field]: edit.value }) } : state,
      ])
    }
  }
  return new Map(all)
}

/** A start and lawful edits on it. */
const scenario = fc
  .tuple(
    fc.integer({ min: 0, max: 6 }),
    fc.array(fc.tuple(fc.nat(2), fc.nat(9), fc.nat(2), fc.constantFrom('1', '2', null)), { maxLength: 20 }),
  )
  .map(([count, moves]) => {
    const start = rowsOf(...Array.from({ length: count }, (_, index) => [`r${index}`, { name: `n${index}` }] as const))
    const edits: StoreEdit[] = []
    let here = [...start.keys()]
    for (const [kind, where, field, value] of moves) {
      const target = here[where % Math.max(here.length, 1)]
      if (kind === 0) {
        const id = `new${edits.length}`
        const at = where % (here.length + 1)
        edits.push(row(id, at, { name: id }))
        here = [...here.slice(0, at), id, ...here.slice(at)]
      } else if (target !== undefined && kind === 1) {
        edits.push(removal(target))
        here = here.filter((id) => id !== target)
      } else if (target !== undefined) edits.push(cell(target, `f${field}`, value))
    }
    return { start, edits }
  })

const asText = (rows: Rows) => JSON.stringify([...rows])

describe('net changes of a step', () => {
  test('lead to the same rows in the same order as the edits one by one', () => {
    fc.assert(
      fc.property(scenario, ({ start, edits }) => {
        expect(asText(written(start, planChanges(viewOf(start), edits, 'typed')))).toBe(asText(simulated(start, edits)))
      }),
    )
  })

  test('are taken back exactly by their inverse, and brought back by its inverse', () => {
    fc.assert(
      fc.property(scenario, ({ start, edits }) => {
        const changes = planChanges(viewOf(start), edits, 'typed')
        const after = written(start, changes)
        const back = written(after, invertChanges(changes))
        expect(back).toEqual(start)
        expect([...back.keys()]).toEqual([...start.keys()])
        expect([...written(back, invertChanges(invertChanges(changes))).keys()]).toEqual([...after.keys()])
      }),
    )
  })

  test('leave out what changes nothing', () => {
    const rows = rowsOf(['a', { name: '甲' }])
    const edits = [cell('a', 'name', '乙'), cell('a', 'name', '甲'), row('b', 0, { name: '丙' }), removal('b'), cell('a', 'other', null)]
    expect(planChanges(viewOf(rows), edits, 'typed')).toEqual([])
  })

  test('join several cells of one row and drop blanks of a new row', () => {
    const rows = rowsOf(['a', { name: '甲', tons: '1' }])
    const edits = [cell('a', 'tons', null), cell('a', 'name', '乙'), row('b', 1, { name: '丙', tons: '' })]
    expect(planChanges(viewOf(rows), edits, 'imported')).toEqual([
      { kind: 'cells', row: 'a', before: { name: '甲', tons: '1' }, after: { name: '乙', tons: null } },
      { kind: 'insertRow', row: 'b', at: 1, state: { origin: 'imported', cells: { name: '丙' } } },
    ])
  })

  test('of the header name only the fields that differ', () => {
    const edits = [{ kind: 'header', header: { zeroReport: true, preparer: '' } }] as const
    expect(planChanges(viewOf(new Map()), [...edits], 'typed')).toEqual([
      { kind: 'header', field: 'zeroReport', before: 'false', after: 'true' },
    ])
  })
})

describe('refuses', () => {
  const carried: Rows = new Map([['a', { origin: 'carried', cells: { name: '甲' } }]])
  test.each([
    ['a cell of a row that is not there', rowsOf(), [cell('x', 'name', '1')], 'ROW_UNKNOWN'],
    ['a cell of a row deleted before', rowsOf(['a', {}]), [removal('a'), cell('a', 'name', '1')], 'ROW_UNKNOWN'],
    ['deleting a row of the period before', carried, [removal('a')], 'ROW_PERMANENT'],
    ['a second row under one id', rowsOf(['a', {}]), [row('a', 0)], 'INPUT_INVALID'],
    ['an id that was deleted in the same step', rowsOf(['a', {}]), [removal('a'), row('a', 0)], 'INPUT_INVALID'],
  ] as const)('%s', (_what, rows, edits, code) => {
    expect(() => planChanges(viewOf(rows), edits, 'typed')).toThrow(expect.objectContaining({ code }))
  })
})
