/** The parts of a blank form on a sheet: title, lines of information, header, rows, totals, notes, signatures. */
import { columnLetters } from '../../../../shared/forms/columns.ts'
import {
  attachmentLine,
  issuerLine,
  notePrefix,
  numberLine,
  periodOnly,
  signatureLabel,
  unitLineStart,
  unitsApart,
} from '../../../../shared/text/form-draft-words.ts'
import { footerWord, informationWord, noteWord, ofWhichWord, totalWord, unitLineWord } from '../../../../shared/text/import-words.ts'
import { isColumnNumberRow } from '../../excel/recognise/number-row.ts'
import { type SheetView, sheetView } from '../../excel/recognise/sheet-view.ts'
import { isUnit } from '../../excel/recognise/units.ts'
import { cellText, readable } from '../../excel/recognise/words.ts'
import type { LayoutCell, ParsedSheet, SheetLayout } from '../../ports.ts'
import type { NumberCell } from './numbered-columns.ts'

export interface TableParts {
  readonly view: SheetView
  /** 1-based, both included. */
  readonly header: { readonly top: number; readonly bottom: number }
  /** 0-based, both included. */
  readonly columns: { readonly first: number; readonly last: number }
  readonly title: string | undefined
  readonly number: string | undefined
  readonly issuer: string | undefined
  readonly unitLine: string | undefined
  /** Units that the line names. */
  readonly lineUnits: readonly string[]
  /** Units from a row of units, by column. */
  readonly rowUnits: ReadonlyMap<number, string>
  /** What stands in the row of column numbers, by column. */
  readonly numbering: ReadonlyMap<number, NumberCell>
  /** 1-based numbers of the rows to be filled in or filled in. */
  readonly rows: readonly number[]
  readonly totals: readonly number[]
  readonly notes: readonly string[]
  readonly footer: readonly string[]
  /** The file draws borders: blank rows are rows of the form. */
  readonly isDrawn: boolean
  readonly layoutOf: (row: number, column: number) => LayoutCell | undefined
}

interface Shown {
  readonly column: number
  readonly text: string
  /** Columns it reaches over. */
  readonly span: number
}

const deepestRow = 400
const longestLabel = 60
const rowsSearched = 60
const mostLevels = 8

/** @param headerRows where somebody says the header stands; undefined when no header is found */
export const tableParts = (
  sheet: ParsedSheet,
  layout: SheetLayout | undefined,
  headerRows: readonly [number, number] | undefined,
): TableParts | undefined => new TableReader(sheet, layout).read(headerRows)

class TableReader {
  private readonly view: SheetView
  private readonly cells: ReadonlyMap<string, LayoutCell>
  private readonly lastRow: number

  constructor(sheet: ParsedSheet, layout: SheetLayout | undefined) {
    this.view = sheetView(sheet)
    this.cells = new Map((layout?.cells ?? []).map((cell) => [`${cell.row}:${cell.column}`, cell]))
    const rows = [...sheet.rows.map(({ row }) => row), ...(layout?.cells ?? []).filter(({ bordered }) => bordered).map(({ row }) => row)]
    this.lastRow = Math.min(deepestRow, Math.max(0, ...rows))
  }

  private readonly layoutOf = (row: number, column: number): LayoutCell | undefined => this.cells.get(`${row}:${column}`)

  /** Texts of a row from left to right, a merged one once, and only in the row where it begins. */
  private texts(row: number): Shown[] {
    const found: Shown[] = []
    for (const [column, cell] of (this.view.row(row)?.cells ?? []).entries()) {
      const text = cellText(cell)
      const merge = this.view.merge(row, column)
      if (text === '' || (merge !== undefined && (merge.left !== column || merge.top + 1 !== row))) continue
      found.push({ column, text, span: merge === undefined ? 1 : merge.right - merge.left + 1 })
    }
    return found
  }

  /** A row without any border, where the file draws borders. */
  private isOutside(row: number): boolean {
    if (this.cells.size === 0) return false
    for (let column = 0; column < this.view.width; column++) if (this.layoutOf(row, column)?.bordered === true) return false
    return this.isDrawn
  }
  private get isDrawn(): boolean {
    return [...this.cells.values()].some(({ bordered }) => bordered)
  }

  private isInformation(row: number): boolean {
    const texts = this.texts(row)
    return texts.some(({ text }) => informationWord.test(text) || numberLine.test(text) || footerWord.test(text) || unitLineWord.test(text))
  }

  read(given: readonly [number, number] | undefined): TableParts | undefined {
    const header = given === undefined ? this.findHeader() : { top: given[0], bottom: given[1] }
    if (header === undefined || header.bottom < header.top) return undefined
    const columns = this.tableColumns(header)
    if (columns === undefined) return undefined
    const above = this.readAbove(header.top)
    let first = header.bottom + 1
    const rowUnits = new Map<number, string>()
    const numbering = new Map<number, NumberCell>()
    for (let step = 0; step < 2; step++) {
      const row = this.view.row(first)
      if (row === undefined) break
      if (isColumnNumberRow(row)) {
        for (const { column, text, span } of this.texts(first)) numbering.set(column, { text, span })
        first++
      } else if (this.isUnitRow(first)) {
        for (const { column, text } of this.texts(first)) if (isUnit(bareUnit(text))) rowUnits.set(column, bareUnit(text))
        first++
      } else break
    }
    return {
      view: this.view,
      header,
      columns,
      ...above,
      rowUnits,
      numbering,
      ...this.readBelow(first, columns),
      isDrawn: this.isDrawn,
      layoutOf: this.layoutOf,
    }
  }

  private findHeader(): { top: number; bottom: number } | undefined {
    const limit = Math.min(this.lastRow, rowsSearched)
    for (let row = 2; row <= limit; row++) {
      const parsed = this.view.row(row)
      if (parsed === undefined || !isColumnNumberRow(parsed)) continue
      const bottom = this.isUnitRow(row - 1) ? row - 2 : row - 1
      let top = bottom
      while (top > 1 && bottom - top < mostLevels && this.isHeaderRow(top - 1, bottom)) top--
      if (this.texts(bottom).length + this.texts(top).length > 0) return { top, bottom }
    }
    for (let top = 1; top <= limit; top++) {
      if (this.texts(top).length < 2 || !this.isHeaderRow(top, top) || this.isOutside(top)) continue
      let bottom = top
      while (bottom - top < mostLevels && this.goesOn(top, bottom)) bottom++
      return { top, bottom }
    }
    return undefined
  }

  /** Short texts side by side, and not lines of information or a title. */
  private isHeaderRow(row: number, bottom: number): boolean {
    const texts = this.texts(row)
    if (this.isOutside(row) && !this.isOutside(bottom)) return false
    if (this.isInformation(row) || texts.some(({ text }) => text.length > longestLabel)) return false
    const cells = (this.view.row(row)?.cells ?? []).filter((cell) => cell !== undefined)
    if (cells.some(({ kind }) => kind !== 'text')) return false
    const [only] = texts
    // A title stands alone over the whole table.
    if (texts.length === 1 && only !== undefined && only.span >= this.view.width * 0.8) return false
    return texts.length > 1 || (texts.length === 1 && (only?.span ?? 1) > 1) || this.isCovered(row)
  }

  /** Merges of a row above reach into this one. */
  private isCovered(row: number): boolean {
    for (let column = 0; column < this.view.width; column++) {
      const merge = this.view.merge(row, column)
      if (merge !== undefined && merge.top + 1 < row) return true
    }
    return false
  }

  /** Whether the header has one more row: merges reach down, or a group has labels beneath it. */
  private goesOn(top: number, bottom: number): boolean {
    const next = this.view.row(bottom + 1)
    for (let column = 0; column < this.view.width; column++) {
      const merge = this.view.merge(bottom, column)
      if (merge !== undefined && merge.top + 1 >= top && merge.bottom + 1 > bottom) return true
    }
    if (next === undefined || isColumnNumberRow(next) || !next.cells.every((cell) => cell === undefined || cell.kind === 'text'))
      return false
    return this.texts(bottom).some(({ column, span }) => {
      const below = this.texts(bottom + 1).filter((text) => text.column >= column && text.column < column + span)
      return span > 1 && below.length > 1 && below.every(({ text }) => text.length <= longestLabel)
    })
  }

  private tableColumns({ top, bottom }: { top: number; bottom: number }): { first: number; last: number } | undefined {
    const columns: number[] = []
    for (let row = top; row <= bottom; row++) for (const { column, span } of this.texts(row)) columns.push(column, column + span - 1)
    return columns.length === 0 ? undefined : { first: Math.min(...columns), last: Math.min(400, Math.max(...columns)) }
  }

  private readAbove(top: number): Pick<TableParts, 'title' | 'number' | 'issuer' | 'unitLine' | 'lineUnits'> {
    const lines: Shown[][] = []
    for (let row = 1; row < top; row++) lines.push(this.texts(row))
    const joined = lines.map((line) => line.map(({ text }) => text).join('　'))
    const search = (pattern: RegExp): string | undefined => joined.flatMap((line) => pattern.exec(line)?.[1] ?? [])[0]
    const unitLine = lines.flat().flatMap(({ text }) => unitLineStart.exec(text)?.[0]?.trim() ?? [])[0]
    const titles = lines
      .flat()
      .map(({ text }) => readable(text))
      .filter(
        (text) => text.length > 1 && !/[:：]/.test(text) && !attachmentLine.test(text) && !/^[（(]/.test(text) && !periodOnly.test(text),
      )
    const best = lines.flat().find(({ text }) => readable(text) === titles.toSorted((a, b) => b.length - a.length)[0])
    const named = unitLine === undefined ? undefined : unitLineWord.exec(unitLine.normalize('NFKC'))?.[1]
    return {
      title: best?.text.replace(/\s*\n\s*/g, ''),
      number: search(numberLine),
      issuer: search(issuerLine),
      unitLine,
      lineUnits: (named?.split(unitsApart) ?? []).filter((unit) => isUnit(unit)),
    }
  }

  private isUnitRow(row: number): boolean {
    const texts = this.texts(row).map(({ text }) => bareUnit(text))
    const units = texts.filter((text) => isUnit(text)).length
    return units > 1 && units >= texts.length * 0.6
  }

  private readBelow(first: number, columns: TableParts['columns']): Pick<TableParts, 'rows' | 'totals' | 'notes' | 'footer'> {
    const rows: number[] = []
    const totals: number[] = []
    const below: number[] = []
    for (let row = first; row <= this.lastRow; row++) {
      const texts = this.texts(row)
      const opening = texts[0]?.text ?? ''
      const isLine = texts.length > 0 && texts.length <= 2 && (texts[0]?.span ?? 1) >= (columns.last - columns.first + 1) * 0.8
      const isBelow =
        below.length > 0 ||
        this.isOutside(row) ||
        noteWord.test(opening) ||
        (footerWord.test(opening) && !this.isInside(row)) ||
        (isLine && !this.isDrawn && !totalWord.test(readable(opening)))
      if (isBelow) below.push(row)
      else if (texts.slice(0, 2).some(({ text }) => totalWord.test(readable(text))) || this.isFurtherTotal(row, rows, totals))
        totals.push(row)
      else rows.push(row)
    }
    return { rows, totals, ...this.readFoot(below) }
  }

  /** Parts of a total below it, and named lines below blank ones. */
  private isFurtherTotal(row: number, rows: readonly number[], totals: readonly number[]): boolean {
    const texts = this.texts(row)
    const [opening] = texts
    if (opening === undefined || rows.length === 0 || /^\d+$/.test(opening.text) || opening.column > 2) return false
    if (totals.length > 0 && ofWhichWord.test(readable(opening.text))) return true
    const before = this.texts(row - 1)
    const isBelowBlank = before.length === 0 || (totals.at(-1) === row - 1 && rows.some((one) => this.texts(one).length === 0))
    return isBelowBlank && texts.slice(1).every(({ text }) => /^[\d.,%-]*\p{Script=Han}?$/u.test(text))
  }

  private isInside(row: number): boolean {
    return this.isDrawn && !this.isOutside(row)
  }

  private readFoot(below: readonly number[]): Pick<TableParts, 'notes' | 'footer'> {
    const notes: string[] = []
    const footer: string[] = []
    const filled = below.filter((row) => this.texts(row).length > 0)
    for (const row of filled) {
      const texts = this.texts(row).map(({ text }) => text)
      const isSigned =
        texts.some((text) => footerWord.test(text)) ||
        (row === filled.at(-1) && texts.length > 1 && texts.every((text) => /^[^:：]{2,10}[:：]/.test(text)))
      if (isSigned && !noteWord.test(texts[0] ?? '')) {
        for (const text of texts)
          for (const [, label = ''] of text.matchAll(signatureLabel)) if (!footer.includes(label)) footer.push(label)
      } else
        for (const line of texts.join('　').split('\n')) {
          const note = line.replace(notePrefix, '').trim()
          if (note !== '') notes.push(note.slice(0, 400))
        }
    }
    return { notes, footer }
  }
}

const bareUnit = (text: string): string => text.replace(/^[（(]|[）)]$/g, '').trim()

/** `C7` of a column and a row. */
export const columnsText = (first: number, last: number): string => `${columnLetters(first)}–${columnLetters(last)}`
