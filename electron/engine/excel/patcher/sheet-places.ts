/** Finds in one sheet all that matters for the cells to be written, and nothing else. */
import { AppError } from '../../../../shared/model/errors.ts'
import { lastRow, parseArea, type Rectangle, rectangleOf } from '../calc/grid-area.ts'
import type { TagHandler, TagView } from '../package/xml-scanner.ts'
import { readAddress } from '../reader/address.ts'
import type { ElementPlace } from './element-places.ts'
import { rowStretches } from './row-stretches.ts'
import { keptTag, type OpenTag, scanTags } from './xml-scan.ts'

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

const arrayFormula = /["'](?:array|dataTable)["']/

/**
 * @param wanted columns by row, both from 1
 * @throws AppError WORKBOOK_DAMAGED, WORKBOOK_HOSTILE
 */
export function findPlaces(source: string, wanted: ReadonlyMap<number, ReadonlySet<number>>): SheetPlaces {
  const finder = new PlaceFinder(wanted)
  // Cells that belong to an array may be anywhere.
  const stretches = arrayFormula.test(source) ? undefined : rowStretches(source)
  if (stretches === undefined) {
    finder.scan(source, (at) => at)
    return finder.places()
  }
  const { data, rows } = stretches
  finder.scan(source.slice(0, data.start) + source.slice(data.end), (at) => (at <= data.start ? at : at + data.end - data.start))
  for (const { row, start, end } of rows) {
    if (wanted.has(row)) finder.scanRow(source.slice(start, end), row, start)
    else finder.passRow(row, start)
  }
  return finder.places(data.end)
}

class PlaceFinder implements TagHandler {
  readonly wantsText = false
  private readonly wanted: ReadonlyMap<number, ReadonlySet<number>>
  private readonly rows: readonly WantedRow[]
  private readonly byNumber: ReadonlyMap<number, WantedRow>
  private readonly columnStyles: { first: number; last: number; style: string }[] = []
  private readonly merges: Rectangle[] = []
  private readonly arrays: Rectangle[] = []
  private sheetData: { tag: OpenTag; contentEnd: number; end: number } | undefined
  private dimension: OpenTag | undefined
  private inData = false
  private row = 0
  private column = 0
  private nextRow = 0
  private current: WantedRow | undefined
  private piece: FoundRow | undefined
  private nextColumn = 0
  private inCell = false
  private readonly address = { column: 0, row: 0 }
  private cell: FoundCell | undefined
  private placeOf = (at: number): number => at

  constructor(wanted: ReadonlyMap<number, ReadonlySet<number>>) {
    this.wanted = wanted
    this.rows = [...wanted]
      .sort(([a], [b]) => a - b)
      .map(([row, columns]): WantedRow => {
        const inOrder = [...columns].sort((a, b) => a - b)
        return { row, columns: inOrder, found: undefined, insertAt: undefined, cells: new Map(), insertCellAt: new Map() }
      })
    this.byNumber = new Map(this.rows.map((row) => [row.row, row]))
  }

  /** @param placeOf the offset in the whole sheet of one in this text */
  scan(text: string, placeOf: (at: number) => number): void {
    this.placeOf = placeOf
    scanTags(text, this)
  }

  scanRow(text: string, row: number, start: number): void {
    this.inData = true
    // A row may leave its number to be counted.
    this.row = row - 1
    this.scan(text, (at) => at + start)
  }

  passRow(row: number, start: number): void {
    this.row = row
    for (; (this.rows[this.nextRow]?.row ?? Number.POSITIVE_INFINITY) < row; this.nextRow++) {
      const passed = this.rows[this.nextRow]
      if (passed !== undefined) passed.insertAt ??= start
    }
  }

  places(contentEnd?: number): SheetPlaces {
    const { sheetData, dimension, rows, columnStyles, merges, arrays } = this
    if (sheetData === undefined) throw new AppError('WORKBOOK_DAMAGED')
    const data = contentEnd === undefined ? sheetData : { ...sheetData, contentEnd }
    return { prefix: data.tag.prefix, sheetData: data, dimension, rows, columnStyles, merges, arrays }
  }

  open(tag: TagView): void {
    const { name } = tag
    if (this.inData) {
      if (name === 'c' && !this.inCell) this.openCell(tag)
      else if (name === 'row' && !this.inCell) this.openRow(tag)
      else if (name === 'f' && this.inCell) this.readFormula(tag.attributes())
    } else if (name === 'sheetData' && this.sheetData === undefined) {
      this.inData = true
      const kept = this.kept(tag)
      this.sheetData = { tag: kept, contentEnd: kept.end, end: kept.end }
    } else if (name === 'dimension') this.dimension ??= this.kept(tag)
    else if (name === 'col') {
      const { min, max, style } = tag.attributes()
      if (style !== undefined && style !== '0') this.columnStyles.push({ first: Number(min), last: Number(max), style })
    } else if (name === 'mergeCell') {
      const area = parseArea(tag.attribute('ref') ?? '')
      if (area !== undefined) this.merges.push(rectangleOf(area))
    }
  }

  close(name: string, start: number, end: number): void {
    if (!this.inData) return
    if (name === 'c') {
      this.inCell = false
      if (this.cell !== undefined) this.cell.end = this.placeOf(end)
      if (this.piece !== undefined) this.piece.afterCells = this.placeOf(end)
    } else if (name === 'row' && !this.inCell) {
      if (this.piece !== undefined) this.piece.end = this.placeOf(end)
    } else if (name === 'sheetData') {
      this.inData = false
      const data = this.sheetData
      if (data !== undefined)
        Object.assign(data, { contentEnd: data.tag.selfClosing ? data.tag.end : this.placeOf(start), end: this.placeOf(end) })
    }
  }

  text(): void {}

  private kept(tag: TagView): OpenTag {
    return { ...keptTag(tag), start: this.placeOf(tag.start), end: this.placeOf(tag.end) }
  }

  private openRow(tag: TagView): void {
    const number = tag.attribute('r')
    this.passRow(number === undefined ? this.row + 1 : wholeNumber(number, lastRow), this.placeOf(tag.start))
    this.column = 0
    this.current = this.byNumber.get(this.row)
    this.nextColumn = 0
    this.piece = undefined
    if (this.current === undefined) return
    const kept = this.kept(tag)
    this.piece = { tag: kept, afterCells: kept.end, end: kept.end }
    this.current.found ??= this.piece
  }

  private openCell(tag: TagView): void {
    this.inCell = true
    this.cell = undefined
    const { current } = this
    if (current === undefined) return
    const written = tag.attribute('r')
    if (written === undefined) this.column++
    else {
      readAddress(written, this.address)
      this.column = this.address.column + 1
    }
    const { column } = this
    const { columns } = current
    for (; this.nextColumn < columns.length && (columns[this.nextColumn] ?? 0) < column; this.nextColumn++)
      if (this.piece === current.found && !current.insertCellAt.has(columns[this.nextColumn] ?? 0))
        current.insertCellAt.set(columns[this.nextColumn] ?? 0, this.placeOf(tag.start))
    if (this.wanted.get(this.row)?.has(column) !== true || current.cells.has(column)) return
    const kept = this.kept(tag)
    this.cell = { tag: kept, end: kept.end, formula: undefined }
    current.cells.set(column, this.cell)
  }

  private readFormula({ ref, t, si }: Readonly<Record<string, string>>): void {
    const area = ref === undefined ? undefined : parseArea(ref)
    const rectangle = area && rectangleOf(area)
    const kind = t === 'shared' || t === 'array' || t === 'dataTable' ? t : 'normal'
    if (rectangle !== undefined && (kind === 'array' || kind === 'dataTable')) this.arrays.push(rectangle)
    if (this.cell !== undefined) this.cell.formula = { kind, sharedIndex: si, area: rectangle }
  }
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
