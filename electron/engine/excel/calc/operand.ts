/** What flows between the operators and functions of a formula: one value, a block of values, or cells not yet read. */
import type { Rectangle } from './grid-area.ts'
import type { CalcCell, CalcSheet, Scalar } from './model.ts'
import { doubtful, tooMuch } from './uncomputable.ts'
import { errorValue } from './values.ts'

/** An area on one sheet. */
export interface Part {
  readonly sheet: CalcSheet
  readonly rectangle: Rectangle
}

/** Cells by their places; several parts for a union or a span of sheets. */
export class References {
  readonly parts: readonly Part[]

  constructor(parts: readonly Part[]) {
    this.parts = parts
  }

  /** The one area. Throws CannotCompute when there are several. */
  single(): Part {
    const part = this.parts[0]
    if (part === undefined || this.parts.length > 1) throw doubtful()
    return part
  }
}

const largestMatrix = 300_000

export class Matrix {
  readonly rows: number
  readonly columns: number
  private readonly values: readonly Scalar[]

  constructor(rows: number, columns: number, values: readonly Scalar[]) {
    this.rows = rows
    this.columns = columns
    this.values = values
  }

  /** From 0. */
  at(row: number, column: number): Scalar {
    return this.values[row * this.columns + column] ?? null
  }

  /** The value that stands here when the matrix is stretched: one row or column serves for all, beyond the end is #N/A. */
  stretched(row: number, column: number): Scalar {
    const from = this.rows === 1 ? 0 : row
    const at = this.columns === 1 ? 0 : column
    return from < this.rows && at < this.columns ? this.at(from, at) : errorValue('#N/A')
  }

  all(): readonly Scalar[] {
    return this.values
  }
}

export type Operand = Scalar | Matrix | References

/** Where the formula stands. */
export interface Home {
  readonly sheet: CalcSheet
  readonly row: number
  readonly column: number
  /** How far the formula was moved from the cell it was written for; its relative references move with it. */
  readonly moved?: { readonly rows: number; readonly columns: number } | undefined
}

/** Values of cells as they are after the changes. */
export interface CellSource {
  /** Days are counted from 1904. */
  readonly date1904: boolean
  /** Throws CannotCompute when the cell holds a formula that was not worked out. */
  read(sheet: CalcSheet, row: number, column: number): Scalar
  /** The same for a cell already at hand. */
  valueOf(sheet: CalcSheet, cell: CalcCell, row: number, column: number): Scalar
  /**
   * What was made from cells before, so that many formulas that search one column read it once. Formulas are worked out after
   * everything they read, so what was made stays true.
   */
  remember<T>(key: string, make: () => T): T
  /** Counts work. Throws CannotCompute when the whole calculation or this formula has done too much. */
  spend(steps: number): void
}

export const heightOf = ({ top, bottom }: Rectangle): number => bottom - top + 1
export const widthOf = ({ left, right }: Rectangle): number => right - left + 1

export function checkedSize(rows: number, columns: number): number {
  if (rows * columns > largestMatrix) throw tooMuch()
  return rows * columns
}

/** Visits the cells of an area that are not empty, row by row. */
export function eachFilled(
  source: CellSource,
  { sheet, rectangle }: Part,
  visit: (value: Scalar, row: number, column: number) => void,
): void {
  source.spend(1)
  sheet.each(rectangle, (cell, row, column) => {
    source.spend(1)
    const value = source.valueOf(sheet, cell, row, column)
    if (value !== null) visit(value, row, column)
  })
}

/** All values of an area, blanks among them. */
export function matrixOf(source: CellSource, part: Part): Matrix {
  const { top, left } = part.rectangle
  const [rows, columns] = [heightOf(part.rectangle), widthOf(part.rectangle)]
  const size = checkedSize(rows, columns)
  source.spend(size)
  const values = new Array<Scalar>(size).fill(null)
  eachFilled(source, part, (value, row, column) => {
    values[(row - top) * columns + column - left] = value
  })
  return new Matrix(rows, columns, values)
}

/**
 * The one value meant where a formula names several cells but needs one: the cell in the formula's own row or column.
 */
export function intersect(source: CellSource, references: References, home: Home): Scalar {
  const { sheet, rectangle } = references.single()
  const { top, left, bottom, right } = rectangle
  source.spend(1)
  if (top === bottom && left === right) return source.read(sheet, top, left)
  if (left === right && home.row >= top && home.row <= bottom) return source.read(sheet, home.row, left)
  if (top === bottom && home.column >= left && home.column <= right) return source.read(sheet, top, home.column)
  return errorValue('#VALUE!')
}
