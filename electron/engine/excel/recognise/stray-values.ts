/**
 * What stands in rows of data and under no heading: beside the table, in a column without a name, or, in a text file, pushed
 * beyond the last column by a comma within a figure. None of it can be taken in, and none of it goes without a word.
 */
import type { ImportPreview } from '../../../../shared/contract/index.ts'
import { cellAddress, columnLetters } from '../../../../shared/forms/columns.ts'
import { importText } from '../../../../shared/text/import.ts'
import type { ParsedRow } from '../../ports.ts'
import type { HeaderBlock } from './header-search.ts'
import type { ColumnMapping } from './map-columns.ts'
import type { SheetView } from './sheet-view.ts'
import { cellText } from './words.ts'

type Problem = ImportPreview['problems'][number]

/** So many values one under the other are a column, and are told of once. */
const fewestOfColumn = 20
const longestText = 400

interface Stray {
  readonly row: ParsedRow
  readonly column: number
  readonly text: string
}
type Split = Stray & { readonly next: string; readonly whole: string }
interface LongRow {
  readonly row: ParsedRow
  readonly more: number
  /** What stands beyond the last column. */
  readonly beyond: string
  readonly splits: readonly Split[]
}

export class StrayValues {
  readonly #mapping: ColumnMapping
  readonly #nameless: readonly number[]
  readonly #strays: Stray[] = []
  readonly #fieldsOf: (row: number) => number
  /** Fields of the header; 0 where the file has no such thing. */
  readonly #width: number
  readonly #long: LongRow[] = []
  #rows = 0

  constructor(view: SheetView, block: HeaderBlock, mapping: ColumnMapping) {
    const named = new Set(mapping.columns.map(({ column }) => column))
    this.#mapping = mapping
    this.#nameless = Array.from({ length: view.width }, (_, column) => column).filter((column) => !named.has(column))
    this.#fieldsOf = fieldsIn(view.sheet.fieldCounts ?? [])
    // Beside each other tables share their lines.
    const heads = Array.from({ length: block.bottom - block.top + 1 }, (_, at) => this.#fieldsOf(block.top + at))
    this.#width = block.range === undefined ? Math.max(0, ...heads) : 0
  }

  /** Rows come from top to bottom. */
  add(row: ParsedRow): void {
    this.#rows++
    const more = this.#width === 0 ? 0 : this.#fieldsOf(row.row) - this.#width
    if (more > 0) {
      const beyond = row.cells
        .slice(this.#width)
        .map(cellText)
        .filter((text) => text !== '')
      this.#long.push({ row, more, beyond: beyond.join(' ').slice(0, longestText), splits: splitNumbers(row) })
      return
    }
    for (const column of this.#nameless) {
      const cell = row.cells[column]
      const text = cell === undefined ? '' : cellText(cell).slice(0, longestText)
      if (text !== '') this.#strays.push({ row, column, text })
    }
  }

  /** @param isOut rows that turned out to be no data */
  problems(isOut: ReadonlySet<ParsedRow>): Problem[] {
    const strays = this.#strays.filter(({ row }) => !isOut.has(row))
    return [
      ...[...Map.groupBy(strays, ({ column }) => column).values()].flatMap((column) => this.#ofColumn(column)),
      ...this.#ofLongRows(this.#long.filter(({ row }) => !isOut.has(row))),
    ]
  }

  #ofColumn(column: readonly Stray[]): Problem[] {
    const [first] = column
    if (first === undefined || isRunning(column)) return []
    if (column.length > fewestOfColumn && column.length * 2 > this.#rows)
      return [problem(first, importText.strayColumn(columnLetters(first.column), column.length))]
    return column.map((stray) => problem(stray, importText.strayValue))
  }

  #ofLongRows(rows: readonly LongRow[]): Problem[] {
    // A comma behind the last field of every row is a habit and holds nothing.
    const [usual = 0] = [...Map.groupBy(rows, ({ more }) => more)].toSorted(([, a], [, b]) => b.length - a.length)[0] ?? []
    const isHabit = rows.length === this.#rows
    return rows.flatMap(({ row, more, beyond, splits }) => {
      if (isHabit && more === usual && beyond === '' && splits.length === 0) return []
      const at = { row, column: this.#width, text: beyond }
      const fields = new Map(this.#mapping.imported.map(({ field, column }) => [column, field.key]))
      return [
        ...splits.map((split) => problem(split, importText.splitNumber(split.text, split.next, split.whole), fields.get(split.column))),
        problem(at, importText.longRow(more)),
      ]
    })
  }
}

const problem = ({ row, column, text }: Stray, message: string, field?: string): Problem => ({
  cell: cellAddress(row.row - 1, column),
  field: field ?? null,
  raw: text,
  code: 'doubtful',
  message,
})

/** Running numbers are nobody's data, with a heading or without. */
const isRunning = (column: readonly Stray[]): boolean =>
  column.length > 1 && column.every(({ text }, at) => /^\d+$/.test(text) && Number(text) === Number(column[0]?.text) + at)

const firstPiece = /^[-+]?\d{1,3}$/
const nextPiece = /^\d{3}$/
const lastPiece = /^\d{3}(?:\.\d+)?$/

/** Figures that a comma for thousands may have cut: one to three digits, then three in each field to the right. */
const splitNumbers = (row: ParsedRow): Split[] => {
  const texts = Array.from(row.cells, cellText)
  const found: Split[] = []
  for (let column = 0; column < texts.length; column++) {
    const text = texts[column] ?? ''
    if (!firstPiece.test(text)) continue
    let last = column
    while (lastPiece.test(texts[last + 1] ?? '') && (last === column || nextPiece.test(texts[last] ?? ''))) last++
    if (last === column) continue
    const pieces = texts.slice(column, last + 1)
    found.push({ row, column, text, next: pieces.slice(1).join(','), whole: pieces.join(',') })
    column = last
  }
  return found
}

/** Fields of a line of a text file, from what is told where their number changes. Asked from top to bottom. */
const fieldsIn = (counts: readonly number[]): ((row: number) => number) => {
  let at = 0
  return (row) => {
    if ((counts[at] ?? 0) > row) at = 0
    while ((counts[at + 2] ?? Number.POSITIVE_INFINITY) <= row) at += 2
    return (counts[at] ?? Number.POSITIVE_INFINITY) <= row ? (counts[at + 1] ?? 0) : 0
  }
}
