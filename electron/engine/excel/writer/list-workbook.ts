/** A plain list as a workbook: a title, notes, a head that stays, and lines of text. */
import { columnLetters } from '../../../../shared/forms/columns.ts'
import { textCell } from './cell-xml.ts'
import { linesOf } from './page-plan.ts'
import { sheetRow } from './sheet-row.ts'
import { StyleSheet } from './styles.ts'
import { worksheetOpen } from './workbook-parts.ts'
import { writeSheets } from './write-sheets.ts'
import { sheetName } from './xml-text.ts'

export interface ListOrder {
  readonly sheet: string
  readonly title: string
  readonly notes: readonly string[]
  readonly head: readonly string[]
  /** In characters, one for each column. */
  readonly widths: readonly number[]
  readonly rows: readonly (readonly string[])[]
}
const tallestLines = 12

/** The same list always gives the same bytes. Text stays text: a value that begins like a formula is none. */
export function writeListWorkbook({ sheet, title, notes, head, widths, rows }: ListOrder): Promise<Uint8Array> {
  const styles = new StyleSheet()
  const looks = {
    title: styles.indexOf({ font: 'title', align: 'left', bordered: false, unwrapped: true }),
    note: styles.indexOf({ font: 'body', align: 'left', bordered: false, unwrapped: true }),
    head: styles.indexOf({ font: 'header', align: 'center', bordered: true, shaded: true }),
    body: styles.indexOf({ font: 'body', align: 'left', bordered: true, asText: true }),
  }
  const top = 1 + notes.length
  const last = columnLetters(head.length - 1)
  const line = (at: number, cells: readonly string[], style: number): string => {
    const height = Math.max(1, ...cells.map((text, column) => linesOf(text, widths[column] ?? 10)))
    const lines = style === looks.body ? Math.min(tallestLines, height) : 1
    return sheetRow(at, cells.map((text, column) => textCell(at, column, style, text)).join(''), lines)
  }
  function* text(): Generator<string> {
    const columns = widths.map((width, at) => `<col min="${at + 1}" max="${at + 1}" width="${width + 1}" customWidth="1"/>`).join('')
    const pane = `<pane ySplit="${top + 1}" topLeftCell="A${top + 2}" activePane="bottomLeft" state="frozen"/>`
    yield `${worksheetOpen}<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><sheetViews><sheetView workbookViewId="0">${pane}</sheetView></sheetViews>`
    yield `<cols>${columns}</cols><sheetData>${line(0, [title], looks.title)}`
    for (const [at, note] of notes.entries()) yield line(1 + at, [note], looks.note)
    yield line(top, head, looks.head)
    for (const [at, cells] of rows.entries()) yield line(top + 1 + at, cells, looks.body)
    yield `</sheetData><autoFilter ref="A${top + 1}:${last}${top + 1 + rows.length}"/>`
    yield '<pageMargins left="0.4" right="0.4" top="0.5" bottom="0.5" header="0.3" footer="0.3"/>'
    yield '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/></worksheet>'
  }
  const name = sheetName(sheet)
  const print = { area: `$A$1:$${last}$${top + 1 + rows.length}`, columns: undefined, rows: `$${top + 1}:$${top + 1}` }
  return writeSheets(title, [{ name, hidden: false, print, text: text() }], styles, true)
}
