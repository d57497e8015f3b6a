/** What the engine and the parser process say to each other. Plain data only. */

import type { WireError } from '../../../shared/model/errors.ts'
import type { Paragraph } from '../../../shared/plan/outline.ts'
import type { ParsedCell, ParsedDocument, ParsedLayout, ParsedRow, ParsedSheet, ParsedWorkbook } from '../ports.ts'

export type ToParser =
  | { readonly kind: 'parse' | 'document' | 'layout'; readonly fileName: string; readonly bytes: Uint8Array }
  /** One message was taken in: the sender may send one more. */
  | { readonly kind: 'taken' }

export type FromParser =
  | { readonly kind: 'begin'; readonly format: ParsedWorkbook['format']; readonly date1904: boolean }
  | { readonly kind: 'sheet'; readonly name: string; readonly hidden: boolean }
  | ({ readonly kind: 'rows' } & PackedRows)
  | { readonly kind: 'endSheet'; readonly merges: ParsedSheet['merges']; readonly hiddenColumns: readonly number[] }
  | { readonly kind: 'paragraphs'; readonly format: ParsedDocument['format']; readonly paragraphs: readonly Paragraph[] }
  | { readonly kind: 'layout'; readonly layout: ParsedLayout }
  | { readonly kind: 'progress'; readonly done: number; readonly total: number }
  | { readonly kind: 'done' }
  | { readonly kind: 'failed'; readonly error: WireError }

/** Rows side by side in flat arrays: an object for each cell would cost several times as much on the way. */
export interface PackedRows {
  /** Row numbers, negative when hidden. */
  readonly rows: readonly number[]
  /** Cells of each row. */
  readonly counts: readonly number[]
  readonly columns: readonly number[]
  /** Index of kind, plus `kinds.length` × index of format + 1. */
  readonly kinds: readonly number[]
  readonly values: readonly ParsedCell['value'][]
  /** Number formats met for the first time in this sheet's rows; their index counts on over the whole file. */
  readonly newFormats: readonly string[]
}

const kinds = ['text', 'number', 'boolean', 'date', 'error', 'formulaWithoutValue'] as const satisfies readonly ParsedCell['kind'][]

/** Packs rows for the way; `formats` grows from call to call. */
export function packRows(rows: readonly ParsedRow[], formats: Map<string, number>): PackedRows {
  const packed = {
    rows: [] as number[],
    counts: [] as number[],
    columns: [] as number[],
    kinds: [] as number[],
    values: [] as ParsedCell['value'][],
    newFormats: [] as string[],
  }
  for (const row of rows) {
    let count = 0
    row.cells.forEach((cell, column) => {
      if (cell === undefined) return
      let format = 0
      if (cell.format !== undefined) {
        const known = formats.get(cell.format)
        format = known ?? formats.size + 1
        if (known === undefined) {
          formats.set(cell.format, format)
          packed.newFormats.push(cell.format)
        }
      }
      packed.columns.push(column)
      packed.kinds.push(kinds.indexOf(cell.kind) + kinds.length * format)
      packed.values.push(cell.value)
      count++
    })
    packed.rows.push(row.hidden ? -row.row : row.row)
    packed.counts.push(count)
  }
  return packed
}

/** What unpacking remembers from one message to the next. */
export interface Unpacking {
  readonly formats: string[]
  /** Plain text cells by their text: the same words stand in thousands of cells. */
  readonly texts: Map<string, ParsedCell>
}
const textsRemembered = 50_000
const longestRemembered = 100

/** The reverse of `packRows`, message after message. */
export function unpackRows(packed: PackedRows, { formats, texts }: Unpacking): ParsedRow[] {
  formats.push(...packed.newFormats)
  const cellOf = (code: number, value: ParsedCell['value']): ParsedCell => {
    const kind = kinds[code % kinds.length] ?? 'text'
    const format = formats[Math.floor(code / kinds.length) - 1]
    if (format !== undefined) return { value, kind, format }
    if (kind !== 'text' || typeof value !== 'string' || value.length > longestRemembered) return { value, kind }
    const known = texts.get(value)
    if (known !== undefined) return known
    const cell: ParsedCell = { value, kind }
    if (texts.size < textsRemembered) texts.set(value, cell)
    return cell
  }
  let at = 0
  return packed.rows.map((row, index) => {
    const cells: (ParsedCell | undefined)[] = []
    const end = at + (packed.counts[index] ?? 0)
    for (; at < end; at++) cells[packed.columns[at] ?? 0] = cellOf(packed.kinds[at] ?? 0, packed.values[at] ?? null)
    return { row: Math.abs(row), hidden: row < 0, cells }
  })
}
