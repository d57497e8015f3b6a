/** The cells of a sheet as places in its text, with what each formula really says. */
import { columnNumber } from '../../calc/grid-area.ts'
import { moveFormula } from '../../calc/shift-references.ts'
import { type OpenTag, scanXml } from '../xml-scan.ts'

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

/** All rows of the sheet in the order of the file. A shared formula stands in its first cell before the others use it. */
export function findRows(source: string): readonly FoundRow[] {
  const rows: FoundRow[] = []
  const masters = new Map<string, { readonly row: number; readonly column: number; readonly text: string }>()
  let row: { tag: OpenTag; row: number; cells: FoundCell[] } | undefined
  let cell: { tag: OpenTag; row: number; column: number; formula: FoundFormula | undefined } | undefined
  let formula: { tag: OpenTag; text: string } | undefined
  let lastRow = 0
  let lastColumn = 0
  let isInside = false
  scanXml(source, {
    open(tag) {
      if (tag.name === 'sheetData') isInside = true
      if (!isInside) return
      if (tag.name === 'row') {
        lastRow = tag.attributes.r === undefined ? lastRow + 1 : Number(tag.attributes.r)
        lastColumn = 0
        row = { tag, row: lastRow, cells: [] }
      } else if (tag.name === 'c' && row !== undefined) {
        const letters = /^[A-Za-z]+/.exec(tag.attributes.r ?? '')?.[0]
        lastColumn = letters === undefined ? lastColumn + 1 : columnNumber(letters)
        cell = { tag, row: row.row, column: lastColumn, formula: undefined }
      } else if (tag.name === 'f' && cell !== undefined) formula = { tag, text: '' }
    },
    text(text) {
      if (formula !== undefined) formula.text += text
    },
    close(name, _start, end) {
      if (!isInside) return
      if (name === 'sheetData') isInside = false
      else if (name === 'f' && formula !== undefined && cell !== undefined) {
        const { t, si } = formula.tag.attributes
        const shared = t === 'shared' ? si : undefined
        if (shared !== undefined && formula.text !== '') masters.set(shared, { row: cell.row, column: cell.column, text: formula.text })
        const master = shared === undefined ? undefined : masters.get(shared)
        const text =
          formula.text === '' && master !== undefined
            ? moveFormula(master.text, cell.row - master.row, cell.column - master.column)
            : formula.text
        cell.formula = { tag: formula.tag, end, text, shared }
        formula = undefined
      } else if (name === 'c' && cell !== undefined) {
        row?.cells.push(cell)
        cell = undefined
      } else if (name === 'row' && row !== undefined) {
        rows.push({ ...row, end })
        row = undefined
      }
    },
  })
  return rows
}
