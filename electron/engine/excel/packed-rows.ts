/**
 * Rows on their way out of the parser process: some hundred of them as one piece of bytes that stands for itself. An
 * object for each cell would cost several times as much on the way, and a piece can be laid aside as it came.
 *
 * | part | of each |
 * |---|---|
 * | 32-bit: cells, rows | piece |
 * | 64-bit float: the number, 0/1, or the index of the text | cell |
 * | 32-bit: column, kind, index of the number format | cell |
 * | 32-bit: cells in it | row |
 * | JSON: all texts, all number formats, each once | piece |
 */
import { AppError } from '../../../shared/model/errors.ts'
import type { ParsedCell, ParsedRow } from '../ports.ts'

export interface PackedRows {
  /** Row numbers with their marks; see `placeOfRow`. */
  readonly rows: Int32Array
  /** Columns of the widest row. */
  readonly width: number
  readonly cells: Uint8Array
}

const kinds = ['text', 'number', 'boolean', 'date', 'error', 'formulaWithoutValue'] as const satisfies readonly ParsedCell['kind'][]
const kindIndex = Object.fromEntries(kinds.map((kind, index) => [kind, index])) as Record<ParsedCell['kind'], number> // one entry for each kind

/** Of one piece: enough that its own cost does not matter, few enough that a piece is unpacked in a moment. */
const cellsOfPiece = 12_000
/** A sheet has no more columns, so a piece that is not full has room for one more row. */
const columnBits = 14
const kindBits = 3
const columnMask = (1 << columnBits) - 1
const kindMask = (1 << kindBits) - 1
const formatShift = columnBits + kindBits
const headBytes = 8
/** No row number is as large, not even in formats that set no limit. */
const struckMark = 1 << 30

/** A row as `PackedRows` numbers it: negative when hidden, with a bit more when struck through. */
export const placeOfRow = (packed: number): Pick<ParsedRow, 'row' | 'hidden' | 'struck'> => {
  const marked = Math.abs(packed)
  const hidden = packed < 0
  return marked < struckMark ? { row: marked, hidden } : { row: marked - struckMark, hidden, struck: true }
}

interface Texts {
  readonly texts: readonly string[]
  readonly formats: readonly string[]
}

/** Collects rows into pieces; the same arrays are used for all of them. */
export class RowPacker {
  readonly #values = new Float64Array(cellsOfPiece + columnMask + 1)
  readonly #places = new Uint32Array(cellsOfPiece + columnMask + 1)
  #cells = 0
  #rows: number[] = []
  #counts: number[] = []
  #width = 0
  readonly #texts = new Map<string, number>()
  readonly #formats = new Map<string, number>()

  get isFull(): boolean {
    return this.#cells >= cellsOfPiece || this.#rows.length >= cellsOfPiece
  }

  add(row: ParsedRow): void {
    const before = this.#cells
    let at = before
    const { cells } = row
    for (let column = 0; column < cells.length; column++) {
      const cell = cells[column]
      if (cell === undefined) continue
      this.#values[at] = this.#valueOf(cell)
      const format = cell.format === undefined ? 0 : indexIn(this.#formats, cell.format) + 1
      this.#places[at] = (column | (kindIndex[cell.kind] << columnBits) | (format << formatShift)) >>> 0
      at++
    }
    this.#cells = at
    const marked = row.struck === true ? row.row | struckMark : row.row
    this.#rows.push(row.hidden ? -marked : marked)
    this.#counts.push(at - before)
    if (cells.length > this.#width) this.#width = cells.length
  }

  /** What was collected since the last time; undefined when nothing was. */
  take(): PackedRows | undefined {
    if (this.#rows.length === 0) return undefined
    const texts: Texts = { texts: [...this.#texts.keys()], formats: [...this.#formats.keys()] }
    const json = Buffer.from(JSON.stringify(texts))
    const bytes = new Uint8Array(headBytes + this.#cells * 12 + this.#counts.length * 4 + json.length)
    new Uint32Array(bytes.buffer, 0, 2).set([this.#cells, this.#counts.length])
    let at = headBytes
    new Float64Array(bytes.buffer, at, this.#cells).set(this.#values.subarray(0, this.#cells))
    at += this.#cells * 8
    new Uint32Array(bytes.buffer, at, this.#cells).set(this.#places.subarray(0, this.#cells))
    at += this.#cells * 4
    new Uint32Array(bytes.buffer, at, this.#counts.length).set(this.#counts)
    bytes.set(json, at + this.#counts.length * 4)
    const packed = { rows: Int32Array.from(this.#rows), width: this.#width, cells: bytes }
    this.#cells = 0
    this.#rows = []
    this.#counts = []
    this.#width = 0
    this.#texts.clear()
    this.#formats.clear()
    return packed
  }

  #valueOf({ value }: ParsedCell): number {
    if (typeof value === 'string') return indexIn(this.#texts, value)
    return typeof value === 'number' ? value : Number(value)
  }
}

const indexIn = (known: Map<string, number>, text: string): number => {
  let index = known.get(text)
  if (index === undefined) {
    index = known.size
    known.set(text, index)
  }
  return index
}

type Cells = ParsedRow['cells']

/**
 * The cells of each row of a piece; cells that show the same text are one object.
 * @throws AppError WORKBOOK_DAMAGED when the bytes are no such piece: the process that made them read a hostile file
 */
export function unpackCells(packed: Uint8Array): readonly Cells[] {
  // Numbers of eight bytes must begin at a multiple of eight.
  const bytes = packed.byteOffset % 8 === 0 ? packed : packed.slice()
  if (bytes.length < headBytes) throw new AppError('WORKBOOK_DAMAGED')
  const [cellCount = 0, rowCount = 0] = new Uint32Array(bytes.buffer, bytes.byteOffset, 2)
  const json = headBytes + cellCount * 12 + rowCount * 4
  if (json > bytes.length) throw new AppError('WORKBOOK_DAMAGED')
  const values = new Float64Array(bytes.buffer, bytes.byteOffset + headBytes, cellCount)
  const places = new Uint32Array(bytes.buffer, bytes.byteOffset + headBytes + cellCount * 8, cellCount)
  const counts = new Uint32Array(bytes.buffer, bytes.byteOffset + headBytes + cellCount * 12, rowCount)
  const { texts, formats } = textsIn(bytes.subarray(json))
  const textCells: (ParsedCell | undefined)[] = new Array(texts.length)
  const cellOf = (place: number, value: number): ParsedCell => {
    const kind = kinds[(place >>> columnBits) & kindMask]
    const format = place >>> formatShift
    if (kind === 'number') return format === 0 ? { value, kind } : { value, kind, format: formats[format - 1] ?? '' }
    if (kind === 'boolean') return { value: value !== 0, kind }
    if (kind === 'formulaWithoutValue') return { value: null, kind }
    const text = texts[value]
    if (kind === undefined || text === undefined) throw new AppError('WORKBOOK_DAMAGED')
    if (format !== 0) return { value: text, kind, format: formats[format - 1] ?? '' }
    if (kind !== 'text') return { value: text, kind }
    textCells[value] ??= { value: text, kind }
    return textCells[value]
  }
  const rows: Cells[] = new Array(rowCount)
  let at = 0
  for (let row = 0; row < rowCount; row++) {
    const count = counts[row] ?? 0
    const end = at + count
    if (end > cellCount) throw new AppError('WORKBOOK_DAMAGED')
    const width = count === 0 ? 0 : ((places[end - 1] ?? 0) & columnMask) + 1
    // Made in its full length where it is filled; few cells far to the right must not cost room for all between.
    const cells: (ParsedCell | undefined)[] = width <= 2 * count ? new Array(width) : []
    for (; at < end; at++) {
      const place = places[at] ?? 0
      cells[place & columnMask] = cellOf(place, values[at] ?? 0)
    }
    rows[row] = cells
  }
  return rows
}

const textsIn = (bytes: Uint8Array): Texts => {
  try {
    const { texts, formats } = JSON.parse(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString()) as Partial<Texts> // checked below
    if (isTexts(texts) && isTexts(formats)) return { texts, formats }
  } catch (error) {
    throw new AppError('WORKBOOK_DAMAGED', {}, { cause: error })
  }
  throw new AppError('WORKBOOK_DAMAGED')
}

const isTexts = (list: unknown): list is string[] => Array.isArray(list) && list.every((text) => typeof text === 'string')
