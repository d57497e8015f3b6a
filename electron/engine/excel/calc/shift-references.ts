/** References follow the cells they point at when rows are inserted, and move along when a formula is copied. */
import { type Area, type Corner, lastColumn, lastRow, parseArea, printArea, rectangleOf } from './grid-area.ts'
import { nameKey, type ReferenceToken, readPrefix, type Token, tokenize } from './tokens.ts'

export interface RowShift {
  readonly sheet: string
  /** First row that moves down, from 1. */
  readonly at: number
  readonly count: number
  /**
   * Set when the rows are added behind a repeated block that begins in row `from` and ends in row `at - 1`. Ranges that
   * cover the block and end with it then grow too, as a total below or above it must. Leave it out for formulas inside
   * the block: a running total in its last row keeps its end.
   */
  readonly growEnds?: { readonly from: number }
}

/**
 * The formula after the rows were inserted; the same string when nothing in it moves.
 * Areas that contain the insertion grow, areas at or below it move, and what is pushed off the sheet becomes #REF!.
 * References into other workbooks and over spans of sheets stay, as they do in Excel.
 * @param ownSheet sheet on which references without a sheet lie; undefined when there is none (names of the workbook)
 */
export function shiftFormula(formula: string, ownSheet: string | undefined, shift: RowShift): string {
  return mapReferences(formula, (token) => (liesOn(token, ownSheet, shift.sheet) ? shiftArea(token.area, shift) : token.area))
}

/** A list of areas such as `A1 C3:D5`, all on the sheet of the shift; single cells count as blocks of one row. Areas pushed off are left out. */
export function shiftSqref(sqref: string, shift: RowShift): string {
  return sqref
    .split(/\s+/)
    .filter((item) => item !== '')
    .map((item) => {
      const area = parseArea(item)
      if (area === undefined) return item
      const moved = shiftArea(area.kind === 'cell' ? { ...area, kind: 'range' } : area, shift)
      if (moved === undefined) return ''
      return printArea(area.kind === 'cell' && moved.from.row === moved.to.row ? { ...moved, kind: 'cell' } : moved)
    })
    .filter((item) => item !== '')
    .join(' ')
}

/** The formula as it reads when copied so many rows down and columns right: relative references move, fixed ones stay. */
export const moveFormula = (formula: string, rows: number, columns: number): string =>
  mapReferences(formula, ({ area }) => moveArea(area, rows, columns))

/** The same for one area; undefined when it leaves the sheet. */
export function moveArea(area: Area, rows: number, columns: number): Area | undefined {
  if (areaIsFixed(area)) return area
  const from = moveCorner(area.from, rows, columns)
  const to = area.to === area.from ? from : moveCorner(area.to, rows, columns)
  return isOnSheet(from) && isOnSheet(to) ? { kind: area.kind, from, to } : undefined
}

/** It means the same cells wherever the formula is copied. */
export const areaIsFixed = ({ from, to }: Area): boolean => from.rowFixed && from.columnFixed && to.rowFixed && to.columnFixed

const moveCorner = ({ row, column, rowFixed, columnFixed }: Corner, rows: number, columns: number): Corner => ({
  row: rowFixed ? row : row + rows,
  column: columnFixed ? column : column + columns,
  rowFixed,
  columnFixed,
})

const isOnSheet = ({ row, column }: Corner): boolean => row >= 1 && row <= lastRow && column >= 1 && column <= lastColumn

/** Applies `change` to every reference; undefined makes it #REF!. */
function mapReferences(formula: string, change: (token: ReferenceToken) => Area | undefined): string {
  const print = (token: Token): string => {
    if (token.kind !== 'reference') return token.text
    const area = change(token)
    if (area === undefined) return `${token.prefix}#REF!`
    const text = printArea(area)
    // Unchanged references keep their spelling.
    return text === printArea(token.area) ? token.text : token.prefix + text
  }
  return tokenize(formula).map(print).join('')
}

/** Whether a reference lies on this one sheet of the workbook; `ownSheet` is where those without a sheet lie. */
export function liesOn({ prefix }: ReferenceToken, ownSheet: string | undefined, sheet: string): boolean {
  if (prefix === '') return ownSheet !== undefined && nameKey(ownSheet) === nameKey(sheet)
  const named = readPrefix(prefix)
  return !named.isExternal && nameKey(named.sheet) === nameKey(named.lastSheet) && nameKey(named.sheet) === nameKey(sheet)
}

function shiftArea(area: Area, { at, count, growEnds }: RowShift): Area | undefined {
  const { top, bottom } = rectangleOf(area)
  if (area.kind === 'columns' || (top === 1 && bottom === lastRow)) return area
  const grows = growEnds !== undefined && area.kind !== 'cell' && bottom === at - 1 && top <= growEnds.from
  const newTop = top >= at ? top + count : top
  if (newTop > lastRow) return undefined
  const newBottom = Math.min(bottom >= at || grows ? bottom + count : bottom, lastRow)
  const move = (corner: Corner, isTop: boolean): Corner => ({ ...corner, row: isTop ? newTop : newBottom })
  const inOrder = area.from.row <= area.to.row
  return { kind: area.kind, from: move(area.from, inOrder), to: move(area.to, !inOrder || area.kind === 'cell') }
}
