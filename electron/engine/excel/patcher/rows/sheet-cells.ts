/** The cells of a sheet as places in its text, with what each formula really says. */
import { columnNumber } from '../../calc/grid-area.ts'
import { moveFormula } from '../../calc/shift-references.ts'
import type { TagHandler, TagView } from '../../package/xml-scanner.ts'
import { rowStretches } from '../row-stretches.ts'
import { keptTag, type OpenTag, scanTags } from '../xml-scan.ts'

export interface FoundFormula {
  readonly tag: OpenTag
  /** End of the element. */
  readonly end: number
  /** As it counts in this cell; shared formulas are spelt out. Empty in cells of a data table. */
  readonly text: string
  /** Number of the shared formula it belongs to. */
  readonly shared: string | undefined
}
export interface FoundCell {
  readonly tag: OpenTag
  readonly row: number
  readonly column: number
  readonly formula: FoundFormula | undefined
}
export interface FoundRow {
  readonly tag: OpenTag
  readonly row: number
  readonly cells: readonly FoundCell[]
  /** End of the element. */
  readonly end: number
}
/** A row that has no formula. */
export interface PlainRow {
  readonly row: number
  readonly start: number
  readonly end: number
}
export interface FoundRows {
  readonly rows: readonly FoundRow[]
  readonly plain: readonly PlainRow[]
}

const formulaTag = /<(?:[\w.-]+:)?f[\s/>]/

/**
 * All rows of the sheet in the order of the file. A shared formula stands in its first cell before the others use it.
 * @param isWhole rows whose cells are wanted even where there is no formula
 */
export function findRows(source: string, isWhole: (row: number) => boolean): FoundRows {
  const finder = new RowFinder()
  const stretches = rowStretches(source)
  if (stretches === undefined) {
    finder.scan(source, 0)
    return { rows: finder.rows, plain: [] }
  }
  const plain: PlainRow[] = []
  for (const { row, start, end } of stretches.rows) {
    const text = source.slice(start, end)
    if (isWhole(row) || formulaTag.test(text)) finder.scanRow(text, row, start)
    else plain.push({ row, start, end })
  }
  return { rows: finder.rows, plain }
}

/** All cells of one row whose place is known. */
export function findRow(source: string, { row, start, end }: PlainRow): FoundRow | undefined {
  const finder = new RowFinder()
  finder.scanRow(source.slice(start, end), row, start)
  return finder.rows[0]
}

class RowFinder implements TagHandler {
  readonly rows: FoundRow[] = []
  private readonly masters = new Map<string, { readonly row: number; readonly column: number; readonly text: string }>()
  private row: { tag: OpenTag; row: number; cells: FoundCell[] } | undefined
  private cell: { tag: OpenTag; row: number; column: number; formula: FoundFormula | undefined } | undefined
  private formula: { tag: OpenTag; text: string } | undefined
  private lastRow = 0
  private lastColumn = 0
  private isInside = false
  /** Offset of the scanned text in the sheet. */
  private base = 0

  get wantsText(): boolean {
    return this.formula !== undefined
  }

  scan(text: string, base: number): void {
    this.base = base
    scanTags(text, this)
  }

  scanRow(text: string, row: number, start: number): void {
    this.isInside = true
    // A row may leave its number to be counted.
    this.lastRow = row - 1
    this.scan(text, start)
  }

  open(tag: TagView): void {
    if (tag.name === 'sheetData') this.isInside = true
    if (!this.isInside) return
    if (tag.name === 'row') {
      const number = tag.attribute('r')
      this.lastRow = number === undefined ? this.lastRow + 1 : Number(number)
      this.lastColumn = 0
      this.row = { tag: this.kept(tag), row: this.lastRow, cells: [] }
    } else if (tag.name === 'c' && this.row !== undefined) {
      const letters = /^[A-Za-z]+/.exec(tag.attribute('r') ?? '')?.[0]
      this.lastColumn = letters === undefined ? this.lastColumn + 1 : columnNumber(letters)
      this.cell = { tag: this.kept(tag), row: this.row.row, column: this.lastColumn, formula: undefined }
    } else if (tag.name === 'f' && this.cell !== undefined) this.formula = { tag: this.kept(tag), text: '' }
  }

  text(text: string): void {
    if (this.formula !== undefined) this.formula.text += text
  }

  close(name: string, _start: number, end: number): void {
    if (!this.isInside) return
    const { row, cell, formula } = this
    if (name === 'sheetData') this.isInside = false
    else if (name === 'f' && formula !== undefined && cell !== undefined) {
      cell.formula = this.spelt(formula, cell, end + this.base)
      this.formula = undefined
    } else if (name === 'c' && cell !== undefined) {
      row?.cells.push(cell)
      this.cell = undefined
    } else if (name === 'row' && row !== undefined) {
      this.rows.push({ ...row, end: end + this.base })
      this.row = undefined
    }
  }

  private kept(tag: TagView): OpenTag {
    const kept = keptTag(tag)
    return this.base === 0 ? kept : { ...kept, start: kept.start + this.base, end: kept.end + this.base }
  }

  private spelt({ tag, text: written }: { readonly tag: OpenTag; readonly text: string }, cell: FoundCell, end: number): FoundFormula {
    const { t, si } = tag.attributes
    const shared = t === 'shared' ? si : undefined
    if (shared !== undefined && written !== '') this.masters.set(shared, { row: cell.row, column: cell.column, text: written })
    const master = shared === undefined ? undefined : this.masters.get(shared)
    const text =
      written === '' && master !== undefined ? moveFormula(master.text, cell.row - master.row, cell.column - master.column) : written
    return { tag, end, text, shared }
  }
}
