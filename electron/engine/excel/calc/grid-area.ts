/** Addresses of cells and areas in A1 notation; rows and columns count from 1. */
import { columnLetters } from '../../../../shared/forms/columns.ts'
import { workbookLimits } from '../limits.ts'

export const lastRow = workbookLimits.rows
export const lastColumn = workbookLimits.columns

/** One corner of an area; `fixed` is the mark `$`. */
export interface Corner {
  readonly row: number
  readonly column: number
  readonly rowFixed: boolean
  readonly columnFixed: boolean
}

/** As written: the corners may stand in any order. Whole columns reach over all rows, whole rows over all columns. */
export interface Area {
  readonly kind: 'cell' | 'range' | 'columns' | 'rows'
  readonly from: Corner
  readonly to: Corner
}

/** The cells of an area, its corners in order. */
export interface Rectangle {
  readonly top: number
  readonly left: number
  readonly bottom: number
  readonly right: number
}

export const rectangleOf = ({ from, to }: Area): Rectangle => ({
  top: Math.min(from.row, to.row),
  left: Math.min(from.column, to.column),
  bottom: Math.max(from.row, to.row),
  right: Math.max(from.column, to.column),
})

/** 1 for A, 27 for AA. */
export function columnNumber(letters: string): number {
  let column = 0
  for (let at = 0; at < letters.length; at++) column = column * 26 + (letters.charCodeAt(at) & 0xdf) - 64
  return column
}

export const cellAddress = (row: number, column: number): string => columnLetters(column - 1) + row

/** `B2:C5`, or `B2` for a single cell. */
export const printRectangle = ({ top, left, bottom, right }: Rectangle): string => {
  const from = cellAddress(top, left)
  return top === bottom && left === right ? from : `${from}:${cellAddress(bottom, right)}`
}

const cellPattern = /^(\$?)([A-Za-z]{1,3})(\$?)(\d{1,7})$/
const columnPattern = /^(\$?)([A-Za-z]{1,3})$/
const rowPattern = /^(\$?)(\d{1,7})$/

const parseCell = (text: string): Corner | undefined => {
  const match = cellPattern.exec(text)
  if (match === null) return undefined
  const [, columnMark, letters = '', rowMark, digits] = match
  const column = columnNumber(letters)
  const row = Number(digits)
  return column <= lastColumn && row >= 1 && row <= lastRow
    ? { row, column, rowFixed: rowMark === '$', columnFixed: columnMark === '$' }
    : undefined
}

const parseColumn = (text: string, row: number): Corner | undefined => {
  const match = columnPattern.exec(text)
  const column = columnNumber(match?.[2] ?? '')
  return match !== null && column <= lastColumn ? { row, column, rowFixed: true, columnFixed: match[1] === '$' } : undefined
}

const parseRow = (text: string, column: number): Corner | undefined => {
  const match = rowPattern.exec(text)
  const row = Number(match?.[2])
  return match !== null && row >= 1 && row <= lastRow ? { row, column, rowFixed: match[1] === '$', columnFixed: true } : undefined
}

/** An area written as A1, A1:B2, A:B or 1:2, each with or without `$`; undefined when it is none or lies outside a sheet. */
export function parseArea(text: string): Area | undefined {
  const colon = text.indexOf(':')
  if (colon < 0) {
    const cell = parseCell(text)
    return cell && { kind: 'cell', from: cell, to: cell }
  }
  const first = text.slice(0, colon)
  const second = text.slice(colon + 1)
  return (
    areaOf('range', parseCell(first), parseCell(second)) ??
    areaOf('columns', parseColumn(first, 1), parseColumn(second, lastRow)) ??
    areaOf('rows', parseRow(first, 1), parseRow(second, lastColumn))
  )
}

const areaOf = (kind: Area['kind'], from: Corner | undefined, to: Corner | undefined): Area | undefined =>
  from === undefined || to === undefined ? undefined : { kind, from, to }

const printColumn = (corner: Corner): string => (corner.columnFixed ? '$' : '') + columnLetters(corner.column - 1)
const printRow = (corner: Corner): string => (corner.rowFixed ? '$' : '') + corner.row
const printCell = (corner: Corner): string => printColumn(corner) + printRow(corner)

export function printArea({ kind, from, to }: Area): string {
  switch (kind) {
    case 'cell':
      return printCell(from)
    case 'range':
      return `${printCell(from)}:${printCell(to)}`
    case 'columns':
      return `${printColumn(from)}:${printColumn(to)}`
    case 'rows':
      return `${printRow(from)}:${printRow(to)}`
  }
}
