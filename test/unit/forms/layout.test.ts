import { describe, expect, it } from 'vitest'
import { cellAddress, columnLetters, headerGrid, headerLeaves } from '../../../shared/forms/columns.ts'
import { dataCellAddress, workbookLayout } from '../../../shared/forms/layout.ts'
import { mini } from '../rules/mini-pack.ts'

const form = mini().pack.forms.get('A')
if (form === undefined) throw new Error('no form')

describe('the printed header', () => {
  it('puts leaves in order and merges what belongs together', () => {
    const grid = headerGrid(form)
    expect(grid.columns.map(({ key }) => key)).toEqual(headerLeaves(form.header))
    expect(grid.depth).toBe(3)
    const cell = (label: string) => grid.cells.find((candidate) => candidate.label === label)
    expect(cell('数量')).toEqual({ label: '数量', row: 0, column: 2, rowSpan: 1, columnSpan: 4, field: undefined })
    expect(cell('其中')).toEqual({ label: '其中', row: 1, column: 3, rowSpan: 1, columnSpan: 2, field: undefined })
    expect(cell('甲数')).toEqual({ label: '甲数', row: 1, column: 2, rowSpan: 2, columnSpan: 1, field: 'a' })
    expect(cell('乙数')).toEqual({ label: '乙数', row: 2, column: 3, rowSpan: 1, columnSpan: 1, field: 'b' })
  })

  it('covers every place exactly once', () => {
    const grid = headerGrid(form)
    const places = grid.cells.flatMap((cell) =>
      Array.from(
        { length: cell.rowSpan * cell.columnSpan },
        (_, index) => `${cell.row + Math.floor(index / cell.columnSpan)},${cell.column + (index % cell.columnSpan)}`,
      ),
    )
    expect(places.length).toBe(grid.depth * grid.columns.length)
    expect(new Set(places).size).toBe(places.length)
  })
})

describe('the official workbook', () => {
  it('has title, information, header, column numbers, then data', () => {
    expect(workbookLayout(form)).toMatchObject({
      titleRow: 0,
      infoRow: 1,
      headerTop: 2,
      headerRows: 3,
      numberRow: 5,
      firstDataRow: 6,
      columnCount: 12,
    })
    expect([dataCellAddress(form, 0, 'key'), dataCellAddress(form, 3, 'b'), dataCellAddress(form, 0, 'zz')]).toEqual(['A7', 'D10', null])
  })

  it('names columns as a spreadsheet does', () => {
    expect([0, 25, 26, 51, 52, 701, 702].map(columnLetters)).toEqual(['A', 'Z', 'AA', 'AZ', 'BA', 'ZZ', 'AAA'])
    expect(cellAddress(6, 17)).toBe('R7')
  })
})
