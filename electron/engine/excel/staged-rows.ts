/**
 * The rows of a sheet whose cells lie in the staging table. Each row is a small object that knows where its cells are;
 * they are fetched when somebody asks for them, a piece at a time.
 */
import type { ParsedRow } from '../ports.ts'
import type { Staging } from '../store/staging.ts'
import { type PackedRows, placeOfRow, unpackCells } from './packed-rows.ts'

type Cells = ParsedRow['cells']
type MutableCells = Cells[number][]

/** Cells of unpacked pieces that stay in memory: a sheet of ten thousand rows is unpacked once. */
const cellsKept = 600_000

/** Unpacks pieces and keeps some of them. */
export class PieceReader {
  readonly #staging: Staging
  readonly #kept = new Map<number, { readonly rows: readonly Cells[]; readonly cells: number }>()
  #cellsKept = 0
  #newest: number | undefined
  #onFetch: (rows: number) => void = () => {}

  constructor(staging: Staging) {
    this.#staging = staging
  }

  cells(piece: number, row: number): Cells {
    const rows = this.#kept.get(piece)?.rows ?? this.#fetch(piece)
    return rows[row] ?? []
  }

  /** Does the work; `onFetch` is told of every piece fetched for it, and may throw. */
  attended<T>(onFetch: (rows: number) => void, work: () => T): T {
    this.#onFetch = onFetch
    try {
      return work()
    } finally {
      this.#onFetch = () => {}
    }
  }

  #fetch(piece: number): readonly Cells[] {
    const rows = unpackCells(this.#staging.piece(piece))
    this.#onFetch(rows.length)
    const cells = rows.reduce((sum, row) => sum + row.length, 0)
    const newest = this.#newest === undefined ? undefined : this.#kept.get(this.#newest)
    // Sheets are read from top to bottom, again and again: what was read last comes again last.
    if (newest !== undefined && this.#newest !== undefined && this.#cellsKept + cells > cellsKept) {
      this.#kept.delete(this.#newest)
      this.#cellsKept -= newest.cells
    }
    this.#kept.set(piece, { rows, cells })
    this.#cellsKept += cells
    this.#newest = piece
    return rows
  }
}

class StagedRow implements ParsedRow {
  readonly row: number
  readonly hidden: boolean
  readonly struck?: boolean
  readonly #reader: PieceReader
  readonly #piece: number
  readonly #at: number

  constructor({ row, hidden, struck }: ReturnType<typeof placeOfRow>, reader: PieceReader, piece: number, at: number) {
    this.row = row
    this.hidden = hidden
    if (struck === true) this.struck = true
    this.#reader = reader
    this.#piece = piece
    this.#at = at
  }
  get cells(): Cells {
    return this.#reader.cells(this.#piece, this.#at)
  }
}

/** Rows of one sheet as they come, in any order. */
export class StagedRows {
  readonly #staging: Staging
  readonly #reader: PieceReader
  readonly #rows: ParsedRow[] = []
  #width = 0

  constructor(staging: Staging, reader: PieceReader) {
    this.#staging = staging
    this.#reader = reader
  }

  /** Columns of the widest row. */
  get width(): number {
    return this.#width
  }

  add({ rows, width, cells }: PackedRows): void {
    const piece = this.#staging.add(cells)
    for (let at = 0; at < rows.length; at++) {
      this.#rows.push(new StagedRow(placeOfRow(rows[at] ?? 0), this.#reader, piece, at))
    }
    this.#width = Math.max(this.#width, width)
  }

  /** By number. Rows may stand in any order in a file, and one row in several places. */
  inOrder(): readonly ParsedRow[] {
    const rows = this.#rows
    if (rows.every((row, index) => index === 0 || row.row > (rows[index - 1]?.row ?? 0))) return rows
    const byNumber = new Map<number, ParsedRow>()
    const joined = new Map<number, MutableCells>()
    for (const row of rows) {
      const first = byNumber.get(row.row)
      if (first === undefined) {
        byNumber.set(row.row, row)
        continue
      }
      const cells = joined.get(row.row) ?? [...first.cells]
      if (!joined.has(row.row)) {
        joined.set(row.row, cells)
        byNumber.set(row.row, { row: first.row, hidden: first.hidden, struck: first.struck === true || row.struck === true, cells })
      }
      // Where two parts fill one cell the later one holds.
      row.cells.forEach((cell, column) => {
        cells[column] = cell ?? cells[column]
      })
    }
    return [...byNumber.values()].sort((a, b) => a.row - b.row)
  }
}
