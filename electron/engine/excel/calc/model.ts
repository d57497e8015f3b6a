/** What the calculation sees of a workbook: stored values, formulas, names and tables. Rows and columns count from 1. */
import type { Rectangle } from './grid-area.ts'

export const errorCodes = ['#NULL!', '#DIV/0!', '#VALUE!', '#REF!', '#NAME?', '#NUM!', '#N/A'] as const
export type ErrorCode = (typeof errorCodes)[number]

/** A value of a cell that is an error, such as #N/A. */
export interface ErrorValue {
  readonly error: ErrorCode
}

/** Value of one cell: dates are serial numbers, null is a blank cell. */
export type Scalar = number | string | boolean | null | ErrorValue

export type CellFormula =
  | { readonly kind: 'plain'; readonly text: string }
  /** Reads as the master's text moved by the distance from the master to this cell. */
  | { readonly kind: 'shared'; readonly text: string; readonly row: number; readonly column: number }
  /** One formula for a whole area; each cell of the area has it. */
  | {
      readonly kind: 'array'
      readonly text: string
      readonly area: Rectangle
      /** The area is as large as the result happens to be. */
      readonly spills?: boolean
    }
  /** A table of what-if values, or anything else that only Excel fills; it may hang on any cell unless it is known what it reads. */
  | { readonly kind: 'other'; readonly reads?: readonly Rectangle[] }

export interface CalcCell {
  /** For a formula its stored result. */
  readonly value: Scalar
  readonly formula?: CellFormula
  /** The formula has no stored result. */
  readonly isUncalculated?: boolean
}

export interface CalcSheet {
  readonly name: string
  cell(row: number, column: number): CalcCell | undefined
  /** Visits the cells of an area that are not empty, row by row. */
  each(area: Rectangle, visit: (cell: CalcCell, row: number, column: number) => void): void
  /** Rows with cells, ascending, of those from `top` to `bottom`. */
  rows(top: number, bottom: number): readonly number[]
  /** Cells of a row that are not empty by column, ascending, of those from `left` to `right`. */
  cells(row: number, left: number, right: number): Iterable<readonly [column: number, cell: CalcCell]>
  isRowHidden(row: number): boolean
  /** Rows of this sheet may be hidden by a filter. */
  readonly isFiltered: boolean
}

export interface CalcName {
  readonly name: string
  readonly formula: string
  /** Sheet to which the name belongs alone. */
  readonly sheet?: string
}

export interface CalcTable {
  readonly name: string
  readonly sheet: string
  /** With its header and total rows. */
  readonly area: Rectangle
  readonly headerRows: number
  readonly totalRows: number
  readonly columns: readonly string[]
}

export interface CalcWorkbook {
  /** In the order of the tabs. */
  readonly sheets: readonly CalcSheet[]
  readonly names: readonly CalcName[]
  readonly tables: readonly CalcTable[]
  readonly date1904: boolean
}

export interface CellPlace {
  readonly sheet: string
  readonly row: number
  readonly column: number
}

/** Cells of one column in the order of their rows. */
interface ColumnCells {
  readonly rows: number[]
  readonly cells: CalcCell[]
}

/** Cells of one sheet, filled in by whoever reads the file; afterwards it is only read. Most formulas read down a column. */
export class SheetGrid implements CalcSheet {
  readonly name: string
  isFiltered = false
  private readonly byColumn = new Map<number, ColumnCells>()
  private readonly hidden = new Set<number>()
  private columns: readonly number[] | undefined
  private filledRows: readonly number[] | undefined

  constructor(name: string) {
    this.name = name
  }

  /** The last word about a cell counts. Cells that come in the order of their rows cost least. */
  set(row: number, column: number, cell: CalcCell): void {
    this.filledRows = undefined
    const known = this.byColumn.get(column)
    if (known === undefined) {
      this.byColumn.set(column, { rows: [row], cells: [cell] })
      this.columns = undefined
      return
    }
    const { rows, cells } = known
    if (row > (rows.at(-1) ?? 0)) {
      rows.push(row)
      cells.push(cell)
      return
    }
    const at = lowerBound(rows, row)
    const isNew = rows[at] !== row
    if (isNew) rows.splice(at, 0, row)
    cells.splice(at, isNew ? 0 : 1, cell)
  }

  /** Takes over the cells of another grid, as which it goes on: formulas that were found in this one keep their sheet. */
  adopt(other: SheetGrid): void {
    this.byColumn.clear()
    for (const [column, cells] of other.byColumn) this.byColumn.set(column, cells)
    for (const row of other.hidden) this.hidden.add(row)
    this.isFiltered ||= other.isFiltered
    this.columns = undefined
    this.filledRows = undefined
  }

  hideRow(row: number): void {
    this.hidden.add(row)
  }

  isRowHidden(row: number): boolean {
    return this.hidden.has(row)
  }

  cell(row: number, column: number): CalcCell | undefined {
    const known = this.byColumn.get(column)
    if (known === undefined) return undefined
    const at = lowerBound(known.rows, row)
    return known.rows[at] === row ? known.cells[at] : undefined
  }

  each({ top, left, bottom, right }: Rectangle, visit: (cell: CalcCell, row: number, column: number) => void): void {
    const wanted = left === right ? (this.byColumn.has(left) ? [left] : []) : this.columnsBetween(left, right)
    const only = wanted[0]
    if (only === undefined) return
    if (wanted.length === 1) {
      this.down(only, top, bottom, (cell, row) => visit(cell, row, only))
      return
    }
    const places = wanted.flatMap((column) => {
      const known = this.byColumn.get(column)
      return known === undefined ? [] : [{ column, known, at: lowerBound(known.rows, top) }]
    })
    for (;;) {
      let row = bottom + 1
      for (const { known, at } of places) row = Math.min(row, known.rows[at] ?? row)
      if (row > bottom) return
      for (const place of places) {
        const cell = place.known.rows[place.at] === row ? place.known.cells[place.at] : undefined
        if (cell === undefined) continue
        place.at++
        visit(cell, row, place.column)
      }
    }
  }

  rows(top: number, bottom: number): readonly number[] {
    if (this.filledRows === undefined) {
      const all = new Set<number>()
      for (const { rows } of this.byColumn.values()) for (const row of rows) all.add(row)
      this.filledRows = ascending(all)
    }
    return this.filledRows.slice(lowerBound(this.filledRows, top), lowerBound(this.filledRows, bottom + 1))
  }

  *cells(row: number, left: number, right: number): Iterable<readonly [number, CalcCell]> {
    for (const column of this.columnsBetween(left, right)) {
      const cell = this.cell(row, column)
      if (cell !== undefined) yield [column, cell]
    }
  }

  private down(column: number, top: number, bottom: number, visit: (cell: CalcCell, row: number) => void): void {
    const { rows = [], cells = [] } = this.byColumn.get(column) ?? {}
    for (let at = lowerBound(rows, top); ; at++) {
      const row = rows[at]
      const cell = cells[at]
      if (row === undefined || cell === undefined || row > bottom) return
      visit(cell, row)
    }
  }

  private columnsBetween(left: number, right: number): readonly number[] {
    this.columns ??= ascending(this.byColumn.keys())
    return this.columns.slice(lowerBound(this.columns, left), lowerBound(this.columns, right + 1))
  }
}

/** Mostly sorted already. */
const ascending = (numbers: Iterable<number>): readonly number[] => [...numbers].sort((a, b) => a - b)

/** Index of the first number that is not smaller. */
export function lowerBound(sorted: readonly number[], wanted: number): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((sorted[middle] ?? 0) < wanted) low = middle + 1
    else high = middle
  }
  return low
}
