/** A parsed sheet with merged cells spread out, for the parts where people merge: headings. */
import type { ParsedCell, ParsedRow, ParsedSheet } from '../../ports.ts'
import { cellText } from './words.ts'

type Merge = ParsedSheet['merges'][number]

export interface SheetView {
  readonly sheet: ParsedSheet
  /** By 1-based number. */
  row(number: number): ParsedRow | undefined
  cell(row: number, column: number): ParsedCell | undefined
  /** What a person sees at this place: merged cells show their text everywhere they reach. */
  shown(row: number, column: number): string
  merge(row: number, column: number): Merge | undefined
  /** Columns of the widest row. */
  readonly width: number
}

const views = new WeakMap<ParsedSheet, SheetView>()

export function sheetView(sheet: ParsedSheet): SheetView {
  const known = views.get(sheet)
  if (known !== undefined) return known
  const rows = new Map(sheet.rows.map((row) => [row.row, row]))
  const merges = mergesByRow(sheet)
  const merge = (row: number, column: number) => merges.get(row)?.find((one) => one.left <= column && column <= one.right)
  const cell = (row: number, column: number) => rows.get(row)?.cells[column]
  const view: SheetView = {
    sheet,
    row: (number) => rows.get(number),
    cell,
    merge,
    shown(row, column) {
      const over = merge(row, column)
      return cellText(over === undefined ? cell(row, column) : cell(over.top + 1, over.left))
    },
    width: sheet.width ?? sheet.rows.reduce((most, row) => Math.max(most, row.cells.length), 0),
  }
  views.set(sheet, view)
  return view
}

/** A merge reaches over many rows only where people format whole columns; such a one says nothing about any row. */
const tallestMerge = 2000

const mergesByRow = (sheet: ParsedSheet): ReadonlyMap<number, readonly Merge[]> => {
  const byRow = new Map<number, Merge[]>()
  for (const merge of sheet.merges) {
    if (merge.bottom - merge.top > tallestMerge) continue
    for (let row = merge.top + 1; row <= merge.bottom + 1; row++) {
      const list = byRow.get(row)
      if (list === undefined) byRow.set(row, [merge])
      else list.push(merge)
    }
  }
  return byRow
}
