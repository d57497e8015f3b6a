import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { AreaIndex } from '../../../../electron/engine/excel/calc/area-index.ts'
import { cellAddress } from '../../../../electron/engine/excel/calc/grid-area.ts'
import { type CalcCell, type CalcWorkbook, type Scalar, SheetGrid } from '../../../../electron/engine/excel/calc/model.ts'
import { recalculate } from '../../../../electron/engine/excel/calc/recalculate.ts'
import { type Cells, place, workbookOf } from './workbook.ts'

/** A formula with the result that the file holds. */
const stored = (text: string, value: Scalar): CalcCell => ({ value, formula: { kind: 'plain', text } })

/** Results by address after the cells of sheet S were changed; uncomputed ones as their kind of reason. */
function changed(
  workbook: CalcWorkbook,
  addresses: readonly string[],
  inserted: readonly [number, number][] = [],
): Record<string, unknown> {
  const outcome = recalculate(workbook, {
    cells: addresses.map((address) => ({ sheet: 'S', ...place(address) })),
    insertedRows: inserted.map(([top, bottom]) => ({ sheet: 'S', top, bottom })),
  })
  const name = ({ sheet, row, column }: { sheet: string; row: number; column: number }) =>
    `${sheet === 'S' ? '' : `${sheet}!`}${cellAddress(row, column)}`
  return Object.fromEntries([
    ...outcome.computed.map((cell) => [name(cell), cell.value]),
    ...outcome.uncomputed.map((cell) => [name(cell), cell.reason]),
  ])
}

describe('after a change', () => {
  test('only what hangs on it is worked out, over sheets, in order, and with what was stored elsewhere', () => {
    const cells: Cells = {
      A1: 5,
      B1: stored('A1*2', 2),
      C1: stored('T!A1+D1', 0),
      D1: stored('9*9', 1),
      E1: stored('D1+1', 7),
      F1: stored('SUM(A:A)', 0),
    }
    const book = workbookOf({ S: cells, T: { A1: stored('S!B1+1', 3), A2: stored('A3', 4), A3: 1 } })
    // D1 is wrong in the file, but nobody touched it.
    expect(changed(book, ['A1'])).toEqual({ B1: 10, C1: 12, F1: 5, 'T!A1': 11 })
    expect(changed(book, ['Z9'])).toEqual({})
    expect(changed(book, [])).toEqual({})
  })

  test('a formula without a stored result is worked out when another needs it, and not handed out', () => {
    const book = workbookOf({ S: { A1: 5, B1: '=1+1', C1: stored('A1+B1', 0), D1: '=C1+B1' } })
    expect(changed(book, ['A1'])).toEqual({ C1: 7, D1: 9 })
  })

  test('what cannot be worked out takes with it only what reads it', () => {
    const cells: Cells = {
      ...{ A1: 5, B1: stored('FOO(A1)', 1), C1: stored('B1+1', 2), D1: stored('IF(A1>1,A1,C1)', 0), E1: stored('IF(A1>9,1,C1)', 0) },
      ...{ F1: stored('SUM(A1:E1)', 0), G1: stored('IFERROR(B1,0)', 0) },
    }
    const depends = (cell: string) => ({ kind: 'depends', sheet: 'S', cell })
    expect(changed(workbookOf({ S: cells }), ['A1'])).toEqual({
      ...{ B1: { kind: 'function', name: 'FOO' }, C1: depends('B1'), D1: 5, E1: depends('C1'), F1: depends('B1'), G1: depends('B1') },
    })
  })

  test('a result that changes by itself is not used, though it is not touched', () => {
    const book = workbookOf({ S: { A1: 5, B1: stored('TODAY()', 45000), B2: stored('YEAR(B1)', 2023), C1: stored('B2+A1', 0) } })
    expect(changed(book, ['A1'])).toEqual({ C1: { kind: 'depends', sheet: 'S', cell: 'B2' } })
  })

  test('formulas that make up their references hang on every change', () => {
    const book = workbookOf({ S: { A1: 5, B1: stored('INDIRECT("A"&1)', 4), C1: stored('OFFSET(D1,0,1)', 4), D1: stored('2*3', 6) } })
    expect(changed(book, ['Z9'])).toMatchObject({ B1: { kind: 'volatile' }, C1: { kind: 'volatile' } })
  })

  test('a circle is named on all its cells and behind them', () => {
    const book = workbookOf({
      S: { A1: 1, B1: stored('A1+D1', 1), C1: stored('B1', 1), D1: stored('C1', 1), E1: stored('D1', 1), F1: stored('F1+A1', 1) },
    })
    const circle = { kind: 'cycle' }
    expect(changed(book, ['A1'])).toEqual({
      B1: circle,
      C1: circle,
      D1: circle,
      E1: { kind: 'depends', sheet: 'S', cell: 'D1' },
      F1: circle,
    })
  })

  test('shared formulas move along, array formulas fill their area', () => {
    const shared = { value: 0, formula: { kind: 'shared', text: 'A1*$A$1', row: 1, column: 2 } } as const
    const array = { value: 0, formula: { kind: 'array', text: 'A1:A2*2', area: { top: 1, left: 4, bottom: 3, right: 4 } } } as const
    const book = workbookOf({
      S: { A1: 2, A2: 3, B1: shared, B2: { ...shared }, D1: array, D2: { ...array }, D3: { ...array }, E1: stored('D2+1', 0) },
    })
    expect(changed(book, ['A2'])).toEqual({ B2: 6, D1: 4, D2: 6, D3: { error: '#N/A' }, E1: 7 })
  })

  test('SUMIF reads as much as its first area is large in the cell where it stands, also when it is shared', () => {
    const shared = { value: 0, formula: { kind: 'shared', text: 'SUMIF(A$1:A1,1,C$1)', row: 1, column: 4 } } as const
    const book = workbookOf({ S: { A1: 1, A2: 1, A3: 1, C3: 5, D1: shared, D2: { ...shared }, D3: { ...shared } } })
    expect(changed(book, ['C3'])).toEqual({ D3: { kind: 'doubtful' } })
  })

  test('SUMIF with fixed areas reads the sheet that it names, and nothing of its own', () => {
    const sum = (row: number): CalcCell => stored(`SUMIF(T!$A$1:$A$3,A${row},T!$C$1:$C$3)`, 0)
    const book = (T: Cells) => workbookOf({ S: { A1: 'x', A2: 'y', B1: sum(1), B2: sum(2) }, T })
    const data: Cells = { A1: 'y', A2: 'x', A3: 'x', C1: 1, C2: 20, C3: 300 }
    expect(changed(book(data), ['A1', 'A2'])).toEqual({ B1: 320, B2: 1 })
    const outcome = recalculate(book(data), { cells: [{ sheet: 'T', ...place('A3') }], insertedRows: [] })
    expect(outcome.computed.map(({ row, value }) => [row, value])).toEqual([
      [1, 320],
      [2, 1],
    ])
  })

  test('what a place is asked of may be found by reading other cells', () => {
    const book = workbookOf({ S: { A1: 1, A2: 2, B1: 2, D1: stored('ROW(INDEX(A1:A9,B1))', 7), E1: stored('ROW(B1)', 1) } })
    expect(changed(book, ['B1'])).toEqual({ D1: 2 })
  })

  test('a result that would cover other cells than before is left', () => {
    const spilt = (text: string) => {
      const cell = { value: 0, formula: { kind: 'array', text, area: { top: 1, left: 4, bottom: 2, right: 4 }, spills: true } } as const
      return changed(workbookOf({ S: { A1: 2, A2: 3, D1: cell, D2: { ...cell } } }), ['A2'])
    }
    expect(spilt('A1:A2*2')).toEqual({ D1: 4, D2: 6 })
    expect(spilt('A1:A3*2')).toEqual({ D1: { kind: 'special' }, D2: { kind: 'special' } })
    expect(spilt('SUM(A1:A2)')).toEqual({ D1: { kind: 'special' }, D2: { kind: 'special' } })
  })

  test('rows put in concern what is in them, what names them, and what tells the place of a row', () => {
    const cells: Cells = {
      ...{ A1: 1, A2: 2, A3: 2, A4: 3, B1: stored('A1*2', 2), B2: stored('A2*2', 4), B3: stored('A3*2', 0), B4: stored('A4*2', 6) },
      ...{ A5: stored('SUM(A1:A4)', 6), C4: stored('ROW()-1', 2), D4: stored('A4', 3), E4: stored('INDEX(A:A,4)', 9) },
    }
    expect(changed(workbookOf({ S: cells }), [], [[3, 3]])).toEqual({ B3: 4, A5: 8, C4: 3, E4: 3 })
  })
})

test('the areas that hold a cell are found, each at least once', () => {
  const area = fc.record({
    ...{ top: fc.integer({ min: 1, max: 70 }), left: fc.integer({ min: 1, max: 30 }) },
    ...{ height: fc.constantFrom(1, 2, 7, 30, 1_048_500), width: fc.constantFrom(1, 2, 20) },
  })
  fc.assert(
    fc.property(
      fc.array(area, { maxLength: 12 }),
      fc.array(fc.tuple(fc.integer({ min: 1, max: 80 }), fc.integer({ min: 1, max: 40 })), { maxLength: 6 }),
      (areas, cells) => {
        const index = new AreaIndex<number>()
        const rectangles = areas.map(({ top, left, height, width }) => ({ top, left, bottom: top + height - 1, right: left + width - 1 }))
        rectangles.forEach((rectangle, item) => {
          index.add(rectangle, item)
        })
        const found = new Set<number>()
        for (const [row, column] of cells) index.take(row, column, (item) => found.add(item))
        const expected = rectangles.flatMap(({ top, left, bottom, right }, item) =>
          cells.some(([row, column]) => row >= top && row <= bottom && column >= left && column <= right) ? [item] : [],
        )
        expect([...found].sort()).toEqual(expected.sort())
      },
    ),
    { numRuns: 500, seed: 3 },
  )
})

describe('large workbooks', () => {
  const chain = (length: number): CalcWorkbook => {
    const sheet = new SheetGrid('S')
    sheet.set(1, 1, { value: 1 })
    for (let row = 2; row <= length; row++) sheet.set(row, 1, stored(`A${row - 1}+1`, 0))
    return { sheets: [sheet], names: [], tables: [], date1904: false }
  }

  test('a chain of 50,000 formulas is followed to its end', () => {
    const { computed } = recalculate(chain(50_000), { cells: [{ sheet: 'S', row: 1, column: 1 }], insertedRows: [] })
    expect(computed).toHaveLength(49_999)
    expect(computed.at(-1)?.value).toBe(50_000)
  })

  test('running totals are all or nothing: what goes beyond the limit of work is named, nothing is stale', () => {
    const sheet = new SheetGrid('S')
    for (let row = 1; row <= 12_000; row++) {
      sheet.set(row, 1, { value: 1 })
      sheet.set(row, 2, stored(`SUM(A$1:A${row})`, -1))
    }
    const model: CalcWorkbook = { sheets: [sheet], names: [], tables: [], date1904: false }
    const { computed, uncomputed } = recalculate(model, { cells: [{ sheet: 'S', row: 1, column: 1 }], insertedRows: [] })
    expect(computed.length + uncomputed.length).toBe(12_000)
    expect(computed.every(({ row, value }) => value === row)).toBe(true)
    expect(computed.length).toBeGreaterThan(3000)
    expect(uncomputed.every(({ reason }) => reason.kind === 'limit')).toBe(true)
  })
})
