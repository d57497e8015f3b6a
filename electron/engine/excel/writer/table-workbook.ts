/** Plain official tables: a title, what to know, one row of heads, rows, and what stands below. */
import { exportText } from '../../../../shared/text/export.ts'
import { address, emptyCell, fitsSpreadsheet, numberCell, textCell } from './cell-xml.ts'
import { linesOf } from './page-plan.ts'
import { sheetRow, tallRow } from './sheet-row.ts'
import { StyleSheet } from './styles.ts'
import { type DrawnSheet, worksheetOpen } from './workbook-parts.ts'
import { writeSheets } from './write-sheets.ts'
import { sheetName, xmlText } from './xml-text.ts'

export interface TableColumn {
  readonly label: string
  /** In characters. */
  readonly width: number
  readonly align: 'left' | 'center' | 'right'
}
export interface TableSheet {
  readonly name: string
  readonly title: string
  /** Between title and table. */
  readonly notes: readonly string[]
  readonly columns: readonly TableColumn[]
  /** Canonical numbers in right-aligned columns become numbers. */
  readonly rows: readonly (readonly (string | null)[])[]
  /** Below the table. */
  readonly footer: readonly string[]
}

const titleHeight = 34
const widestForUpright = 90

function drawTable({ name, title, notes, columns, rows, footer }: TableSheet, styles: StyleSheet): DrawnSheet {
  const lines: string[] = []
  const plain = styles.indexOf({ font: 'body', align: 'left', bordered: false, unwrapped: true })
  const line = (text: string): void => void lines.push(sheetRow(lines.length, textCell(lines.length, 0, plain, text), 1))
  const titleStyle = styles.indexOf({ font: 'title', align: 'center', bordered: false })
  lines.push(tallRow(0, textCell(0, 0, titleStyle, title), titleHeight))
  for (const note of notes) line(note)
  const headAt = lines.length
  const head = styles.indexOf({ font: 'header', align: 'center', bordered: true, shaded: true })
  const most = (texts: readonly (string | null)[]): number =>
    Math.max(1, ...texts.map((text, column) => linesOf(text ?? '', columns[column]?.width ?? 1)))
  const labels = columns.map(({ label }) => label)
  lines.push(sheetRow(headAt, labels.map((label, column) => textCell(headAt, column, head, label)).join(''), most(labels)))
  for (const row of rows) {
    const at = lines.length
    const cells = columns.map(({ align }, column) => {
      const text = row[column] ?? ''
      const isNumber = align === 'right' && fitsSpreadsheet(text)
      const style = styles.indexOf({ font: 'body', align: align === 'right' && !isNumber ? 'center' : align, bordered: true })
      if (text === '') return emptyCell(at, column, style)
      return isNumber ? numberCell(at, column, style, text) : textCell(at, column, style, text)
    })
    lines.push(sheetRow(at, cells.join(''), most(row)))
  }
  const lastRow = lines.length
  for (const text of footer) line(text)
  const width = columns.reduce((sum, column) => sum + column.width, 0)
  const lastColumn = Math.max(0, columns.length - 1)
  const text = [
    `${worksheetOpen}<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><sheetViews><sheetView workbookViewId="0" showGridLines="0">`,
    `<pane ySplit="${headAt + 1}" topLeftCell="A${headAt + 2}" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>`,
    '<sheetFormatPr defaultRowHeight="18"/><cols>',
    ...columns.map((column, at) => `<col min="${at + 1}" max="${at + 1}" width="${column.width}" customWidth="1"/>`),
    '</cols><sheetData>',
    ...lines,
    '</sheetData>',
    lastColumn === 0 ? '' : `<mergeCells count="1"><mergeCell ref="A1:${address(0, lastColumn)}"/></mergeCells>`,
    '<pageMargins left="0.5" right="0.5" top="0.6" bottom="0.6" header="0.3" footer="0.3"/>',
    `<pageSetup paperSize="${width > 2 * widestForUpright ? 8 : 9}" orientation="${width > widestForUpright ? 'landscape' : 'portrait'}" fitToWidth="1" fitToHeight="0"/>`,
    `<headerFooter><oddFooter>&amp;C${xmlText(exportText.pageFooter)}</oddFooter></headerFooter></worksheet>`,
  ]
  const column = address(0, lastColumn).replace(/\d+$/, '')
  const print = {
    area: `$A$1:$${column}$${Math.max(lastRow, lines.length)}`,
    columns: undefined,
    rows: `$1:$${headAt + 1}`,
  }
  return { name: sheetName(name), hidden: false, text, print }
}

/** A workbook of such tables. */
export function writeTableWorkbook(title: string, sheets: readonly TableSheet[], deterministic: boolean): Promise<Uint8Array> {
  const styles = new StyleSheet()
  return writeSheets(
    title,
    sheets.map((sheet) => drawTable(sheet, styles)),
    styles,
    deterministic,
  )
}
