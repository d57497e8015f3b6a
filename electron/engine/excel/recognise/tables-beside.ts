/** Tables that stand side by side under one row of headings. */
import type { ParsedSheet } from '../../ports.ts'
import type { FieldIndex } from './field-index.ts'
import type { HeaderBlock } from './header-search.ts'
import { type SheetView, sheetView } from './sheet-view.ts'
import { words } from './words.ts'

/** Fewer columns that come twice are columns that come twice, and no table. */
const fewestColumns = 3
const sameShare = 0.8

/** First and last column of each of the tables whose headings repeat from left to right; one range or none for one table. */
export function tablesBeside({ columns }: HeaderBlock, index: FieldIndex): readonly (readonly [number, number])[] {
  const labels = columns.map(({ path }) => index.exact(path)[0]?.field.key ?? words(path.at(-1) ?? ''))
  for (let width = fewestColumns; width * 2 <= columns.length + 1; width++) {
    if (labels[width] !== labels[0]) continue
    const compared = labels.slice(width)
    const same = compared.filter((label, at) => label === labels[at]).length
    if (compared.length >= width - 1 && same >= compared.length * sameShare) return rangesOf(columns, width)
  }
  return []
}

const rangesOf = (columns: HeaderBlock['columns'], width: number): readonly (readonly [number, number])[] => {
  const ranges: (readonly [number, number])[] = []
  for (let at = 0; at < columns.length; at += width) {
    const first = columns[at]
    const last = columns[Math.min(at + width, columns.length) - 1]
    if (first !== undefined && last !== undefined) ranges.push([first.column, last.column])
  }
  return ranges
}

const slices = new WeakMap<ParsedSheet, Map<string, SheetView>>()

/** The sheet with nothing but these columns; addresses stay what they are. */
export function sliceOf(sheet: ParsedSheet, [left, right]: readonly [number, number]): SheetView {
  const known = slices.get(sheet) ?? new Map<string, SheetView>()
  slices.set(sheet, known)
  const key = `${left}-${right}`
  const view =
    known.get(key) ??
    sheetView({
      ...sheet,
      merges: sheet.merges.filter((merge) => merge.left >= left && merge.right <= right),
      rows: sheet.rows.map((row) => ({
        ...row,
        cells: Array.from({ length: right + 1 }, (_, at) => (at < left ? undefined : row.cells[at])),
      })),
    })
  known.set(key, view)
  return view
}
