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
  | { readonly kind: 'array'; readonly text: string; readonly area: Rectangle }
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

/** Cells of one sheet, filled in by whoever reads the file; afterwards it is only read. */
export class SheetGrid implements CalcSheet {
  readonly name: string
  isFiltered = false
  private readonly byRow = new Map<number, Map<number, CalcCell>>()
  private readonly hidden = new Set<number>()
  private order: { readonly rows: readonly number[]; readonly columns: Map<number, readonly number[]> } | undefined

  constructor(name: string) {
    this.name = name
  }

  /** The last word about a cell counts. */
  set(row: number, column: number, cell: CalcCell): void {
    let cells = this.byRow.get(row)
    if (cells === undefined) {
      cells = new Map()
      this.byRow.set(row, cells)
    }
    cells.set(column, cell)
    this.order = undefined
  }

  hideRow(row: number): void {
    this.hidden.add(row)
  }

  isRowHidden(row: number): boolean {
    return this.hidden.has(row)
  }

  cell(row: number, column: number): CalcCell | undefined {
    return this.byRow.get(row)?.get(column)
  }

  rows(top: number, bottom: number): readonly number[] {
    this.order ??= { rows: ascending(this.byRow.keys()), columns: new Map() }
    return between(this.order.rows, top, bottom)
  }

  *cells(row: number, left: number, right: number): Iterable<readonly [number, CalcCell]> {
    const cells = this.byRow.get(row)
    if (cells === undefined) return
    this.order ??= { rows: ascending(this.byRow.keys()), columns: new Map() }
    let columns = this.order.columns.get(row)
    if (columns === undefined) {
      columns = ascending(cells.keys())
      this.order.columns.set(row, columns)
    }
    for (const column of between(columns, left, right)) {
      const cell = cells.get(column)
      if (cell !== undefined) yield [column, cell]
    }
  }
}

/** Readers deliver cells in order, so sorting is nearly free. */
const ascending = (numbers: Iterable<number>): readonly number[] => [...numbers].sort((a, b) => a - b)

const between = (sorted: readonly number[], first: number, last: number): readonly number[] =>
  sorted.slice(lowerBound(sorted, first), lowerBound(sorted, last + 1))

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
