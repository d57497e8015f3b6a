/** Finds in one sheet all that matters for the cells to be written, and nothing else. */
import { AppError } from '../../../../shared/model/errors.ts'
import { columnNumber, lastRow, parseArea, type Rectangle, rectangleOf } from '../calc/grid-area.ts'
import type { ElementPlace } from './element-places.ts'
import { type OpenTag, scanXml } from './xml-scan.ts'

export interface FormulaPlace {
  readonly kind: 'normal' | 'shared' | 'array' | 'dataTable'
  /** Number of the shared formula. */
  readonly sharedIndex: string | undefined
  /** Area of a shared formula's first cell, of an array or of a data table. */
  readonly area: Rectangle | undefined
}
export interface FoundCell {
  readonly tag: OpenTag
  end: number
  formula: FormulaPlace | undefined
}
export interface FoundRow {
  readonly tag: OpenTag
  /** Behind the last cell, or behind the opening tag. */
  afterCells: number
  end: number
}
export interface WantedRow {
  readonly row: number
  /** In order, from 1. */
  readonly columns: readonly number[]
  /** First of the elements for this row. */
  found: FoundRow | undefined
  /** Where a new row belongs. */
  insertAt: number | undefined
  readonly cells: Map<number, FoundCell>
  /** Where new cells belong in a row that is there, by column; behind the last cell where nothing is noted. */
  readonly insertCellAt: Map<number, number>
}
export interface SheetPlaces {
  /** Prefix of the sheet's elements. */
  readonly prefix: string
  readonly sheetData: ElementPlace
  readonly dimension: OpenTag | undefined
  readonly rows: readonly WantedRow[]
  readonly columnStyles: readonly { readonly first: number; readonly last: number; readonly style: string }[]
  readonly merges: readonly Rectangle[]
  /** Arrays and data tables. */
  readonly arrays: readonly Rectangle[]
}

/**
 * @param wanted columns by row, both from 1
 * @throws AppError WORKBOOK_DAMAGED, WORKBOOK_HOSTILE
 */
export function findPlaces(source: string, wanted: ReadonlyMap<number, ReadonlySet<number>>): SheetPlaces {
  const rows = [...wanted]
    .sort(([a], [b]) => a - b)
    .map(([row, columns]): WantedRow => {
      const inOrder = [...columns].sort((a, b) => a - b)
      return { row, columns: inOrder, found: undefined, insertAt: undefined, cells: new Map(), insertCellAt: new Map() }
    })
  const byNumber = new Map(rows.map((row) => [row.row, row]))
  const columnStyles: { first: number; last: number; style: string }[] = []
  const merges: Rectangle[] = []
  const arrays: Rectangle[] = []
  let sheetData: { tag: OpenTag; contentEnd: number; end: number } | undefined
  let dimension: OpenTag | undefined
  let inData = false
  let row = 0
  let column = 0
  let nextRow = 0
  let current: WantedRow | undefined
  let piece: FoundRow | undefined
  let nextColumn = 0
  let inCell = false
  let cell: FoundCell | undefined

  const openRow = (tag: OpenTag) => {
    row = tag.attributes.r === undefined ? row + 1 : wholeNumber(tag.attributes.r, lastRow)
    column = 0
    for (; nextRow < rows.length && (rows[nextRow]?.row ?? 0) < row; nextRow++) {
      const passed = rows[nextRow]
      if (passed !== undefined) passed.insertAt ??= tag.start
    }
    current = byNumber.get(row)
    nextColumn = 0
    piece = undefined
    if (current === undefined) return
    piece = { tag, afterCells: tag.end, end: tag.end }
    current.found ??= piece
  }
  const openCell = (tag: OpenTag) => {
    inCell = true
    cell = undefined
    if (current === undefined) return
    const address = /^([A-Za-z]{1,3})\d*$/.exec(tag.attributes.r ?? '')?.[1]
    if (address === undefined && tag.attributes.r !== undefined) throw new AppError('WORKBOOK_DAMAGED')
    column = address === undefined ? column + 1 : columnNumber(address)
    const { columns } = current
    for (; nextColumn < columns.length && (columns[nextColumn] ?? 0) < column; nextColumn++)
      if (piece === current.found && !current.insertCellAt.has(columns[nextColumn] ?? 0))
        current.insertCellAt.set(columns[nextColumn] ?? 0, tag.start)
    if (wanted.get(row)?.has(column) !== true || current.cells.has(column)) return
    cell = { tag, end: tag.end, formula: undefined }
    current.cells.set(column, cell)
  }
  const readFormula = ({ attributes }: OpenTag) => {
    const area = attributes.ref === undefined ? undefined : parseArea(attributes.ref)
    const rectangle = area && rectangleOf(area)
    const kind = attributes.t === 'shared' || attributes.t === 'array' || attributes.t === 'dataTable' ? attributes.t : 'normal'
    if (rectangle !== undefined && (kind === 'array' || kind === 'dataTable')) arrays.push(rectangle)
    if (cell !== undefined) cell.formula = { kind, sharedIndex: attributes.si, area: rectangle }
  }

  scanXml(source, {
    open(tag) {
      if (inData) {
        if (tag.name === 'c' && !inCell) openCell(tag)
        else if (tag.name === 'row' && !inCell) openRow(tag)
        else if (tag.name === 'f' && inCell) readFormula(tag)
        return
      }
      if (tag.name === 'sheetData' && sheetData === undefined) {
        inData = true
        sheetData = { tag, contentEnd: tag.end, end: tag.end }
      } else if (tag.name === 'dimension') dimension ??= tag
      else if (tag.name === 'col') {
        const { min, max, style } = tag.attributes
        if (style !== undefined && style !== '0') columnStyles.push({ first: Number(min), last: Number(max), style })
      } else if (tag.name === 'mergeCell') {
        const area = parseArea(tag.attributes.ref ?? '')
        if (area !== undefined) merges.push(rectangleOf(area))
      }
    },
    close(name, start, end) {
      if (!inData) return
      if (name === 'c') {
        inCell = false
        if (cell !== undefined) cell.end = end
        if (piece !== undefined) piece.afterCells = end
      } else if (name === 'row' && !inCell) {
        if (piece !== undefined) piece.end = end
      } else if (name === 'sheetData') {
        inData = false
        if (sheetData !== undefined) Object.assign(sheetData, { contentEnd: sheetData.tag.selfClosing ? sheetData.tag.end : start, end })
      }
    },
  })
  if (sheetData === undefined) throw new AppError('WORKBOOK_DAMAGED')
  return { prefix: sheetData.tag.prefix, sheetData, dimension, rows, columnStyles, merges, arrays }
}

const wholeNumber = (text: string, most: number): number => {
  const number = Number(text)
  if (!Number.isInteger(number) || number < 1 || number > most) throw new AppError('WORKBOOK_DAMAGED')
  return number
}

export const isInside = ({ top, left, bottom, right }: Rectangle, row: number, column: number): boolean =>
  row >= top && row <= bottom && column >= left && column <= right

export const isOneCell = ({ top, left, bottom, right }: Rectangle): boolean => top === bottom && left === right

/** Style of a cell that is not there yet: its row's, else its column's. */
export function styleOfMissing(places: SheetPlaces, row: WantedRow, column: number): string | undefined {
  const { s, customFormat } = row.found?.tag.attributes ?? {}
  if (s !== undefined && /^(1|true)$/.test(customFormat ?? '')) return s
  return places.columnStyles.find(({ first, last }) => column >= first && column <= last)?.style
}
