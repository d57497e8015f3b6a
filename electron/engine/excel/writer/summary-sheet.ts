/** The first sheet of a month's summary: every form with its state and its totals, each figure a link to its cell. */
import type { Report } from '../../../../shared/contract/index.ts'
import { headerGrid } from '../../../../shared/forms/columns.ts'
import type { Field, FormTemplate } from '../../../../shared/forms/form-schema.ts'
import { exportText } from '../../../../shared/text/export.ts'
import { address, emptyCell, fitsSpreadsheet, textCell } from './cell-xml.ts'
import { numberFormat } from './column-writer.ts'
import { linesOf } from './page-plan.ts'
import { sheetRow, tallRow } from './sheet-row.ts'
import type { StyleSheet } from './styles.ts'
import { type DrawnSheet, worksheetOpen } from './workbook-parts.ts'
import { sheetReference, xmlText } from './xml-text.ts'

export interface SummaryForm {
  readonly report: Report
  readonly template: FormTemplate
  /** Name of the form's own sheet; undefined where nothing was filled in. */
  readonly sheet: string | undefined
  totalCell(line: number, field: string): string | undefined
}
export interface SummaryHead {
  readonly title: string
  /** What a reader must know before the figures, e.g. that they are in ten thousands. */
  readonly notes: readonly string[]
}

const labelWidth = 30
const figureWidth = 15
const titleHeight = 34

export function drawSummary(head: SummaryHead, forms: readonly SummaryForm[], styles: StyleSheet): DrawnSheet {
  const painter = new SummaryPainter(styles)
  painter.title(head)
  for (const form of forms) painter.form(form)
  return painter.finish()
}

class SummaryPainter {
  private readonly styles: StyleSheet
  private readonly rows: string[] = []
  private readonly links: string[] = []
  private widest = 1

  constructor(styles: StyleSheet) {
    this.styles = styles
  }

  title({ title, notes }: SummaryHead): void {
    const at = this.rows.length
    this.rows.push(
      tallRow(
        at,
        textCell(at, 0, this.styles.indexOf({ font: 'title', align: 'left', bordered: false, unwrapped: true }), title),
        titleHeight,
      ),
    )
    for (const note of notes) this.line(note)
  }

  form({ report, template, sheet, totalCell }: SummaryForm): void {
    this.rows.push(`<row r="${this.rows.length + 1}"/>`)
    this.heading(exportText.summaryForm(template.number, template.title, report.state, report.rows.length), sheet)
    if (sheet === undefined) return
    if (report.header.zeroReport && report.rows.length === 0) {
      this.line(exportText.zeroReport(report.header.zeroReason))
      return
    }
    const fields = headerGrid(template).columns.filter((field) => report.totals.some(({ values }) => values[field.key] !== undefined))
    if (fields.length === 0) return
    this.widest = Math.max(this.widest, fields.length + 1)
    this.heads(fields)
    for (const [line, total] of report.totals.entries()) this.total(total, fields, (field) => reference(sheet, totalCell(line, field)))
  }

  finish(): DrawnSheet {
    const columns =
      `<cols><col min="1" max="1" width="${labelWidth}" customWidth="1"/>` +
      `<col min="2" max="${Math.max(2, this.widest)}" width="${figureWidth}" customWidth="1"/></cols>`
    const text = [
      `${worksheetOpen}<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><sheetViews><sheetView workbookViewId="0" showGridLines="0"/></sheetViews>`,
      `<sheetFormatPr defaultRowHeight="18"/>${columns}<sheetData>`,
      ...this.rows,
      '</sheetData>',
      this.links.length === 0 ? '' : `<hyperlinks>${this.links.join('')}</hyperlinks>`,
      '<pageMargins left="0.5" right="0.5" top="0.6" bottom="0.6" header="0.3" footer="0.3"/>',
      '<pageSetup paperSize="8" orientation="landscape" fitToWidth="1" fitToHeight="0"/>',
      `<headerFooter><oddFooter>&amp;C${xmlText(exportText.pageFooter)}</oddFooter></headerFooter></worksheet>`,
    ]
    return { name: exportText.summarySheet, hidden: false, text }
  }

  private line(text: string): void {
    const at = this.rows.length
    this.rows.push(
      sheetRow(at, textCell(at, 0, this.styles.indexOf({ font: 'body', align: 'left', bordered: false, unwrapped: true }), text), 1),
    )
  }

  private heading(text: string, sheet: string | undefined): void {
    const at = this.rows.length
    const style = this.styles.indexOf({ font: 'header', align: 'left', bordered: false, unwrapped: true })
    this.rows.push(sheetRow(at, textCell(at, 0, style, text), 1))
    if (sheet === undefined) return
    this.links.push(
      `<hyperlink ref="${address(at, 0)}" location="${xmlText(`${sheetReference(sheet)}A1`)}" tooltip="${xmlText(exportText.openForm)}"/>`,
    )
  }

  private heads(fields: readonly Field[]): void {
    const at = this.rows.length
    const style = this.styles.indexOf({ font: 'header', align: 'center', bordered: true })
    const labels = [
      exportText.totalLine,
      ...fields.map(({ label, unit }) => (unit === undefined ? label : exportText.unitInLabel(label, unit))),
    ]
    const lines = Math.max(...labels.map((label, column) => linesOf(label, column === 0 ? labelWidth : figureWidth)))
    this.rows.push(sheetRow(at, labels.map((label, column) => textCell(at, column, style, label)).join(''), lines))
  }

  private total(total: Report['totals'][number], fields: readonly Field[], referenceOf: (field: string) => string | undefined): void {
    const at = this.rows.length
    const text = this.styles.indexOf({ font: 'body', align: 'center', bordered: true })
    const cells = fields.map((field, index) => {
      const value = total.values[field.key] ?? ''
      if (value === '') return emptyCell(at, index + 1, text)
      if (!fitsSpreadsheet(value)) return textCell(at, index + 1, text, value)
      const format = numberFormat(field)
      const style = this.styles.indexOf({ font: 'body', align: 'right', bordered: true, ...(format === undefined ? {} : { format }) })
      const formula = referenceOf(field.key)
      return `<c r="${address(at, index + 1)}" s="${style}">${formula === undefined ? '' : `<f>${xmlText(formula)}</f>`}<v>${value}</v></c>`
    })
    const label = this.styles.indexOf({ font: 'body', align: 'left', bordered: true })
    this.rows.push(sheetRow(at, [textCell(at, 0, label, total.label), ...cells].join(''), linesOf(total.label, labelWidth)))
  }
}

const reference = (sheet: string, cell: string | undefined): string | undefined =>
  cell === undefined ? undefined : `${sheetReference(sheet)}${cell}`
