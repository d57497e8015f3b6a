/** The printed frame of a form: everything on the sheet that is not data. */
import type { Report } from '../../../../shared/contract/index.ts'
import type { HeaderCell, HeaderGrid } from '../../../../shared/forms/columns.ts'
import type { FormTemplate } from '../../../../shared/forms/form-schema.ts'
import type { WorkbookLayout } from '../../../../shared/forms/layout.ts'
import { exportText, signatureField } from '../../../../shared/text/export.ts'
import { address, emptyCell, fitsSpreadsheet, numberCell, textCell } from './cell-xml.ts'
import { numberFormat } from './column-writer.ts'
import { linesOf, type PagePlan, splitColumns } from './page-plan.ts'
import { sheetRow, tallRow } from './sheet-row.ts'
import type { StyleSheet } from './styles.ts'

export interface Painted {
  readonly rows: readonly string[]
  /** `A1:H1` */
  readonly merges: readonly string[]
}

const titleHeight = 34
const infoHeight = 20
const lineHeight = 13.5

/** What the foot says of a report. */
type FootedReport = Pick<Report, 'header' | 'totals'> & { readonly rows: { readonly length: number } }

export class FormPainter {
  private readonly template: FormTemplate
  private readonly grid: HeaderGrid
  private readonly layout: WorkbookLayout
  private readonly plan: PagePlan
  private readonly styles: StyleSheet

  constructor(template: FormTemplate, grid: HeaderGrid, layout: WorkbookLayout, plan: PagePlan, styles: StyleSheet) {
    this.template = template
    this.grid = grid
    this.layout = layout
    this.plan = plan
    this.styles = styles
  }

  /** Frozen columns are printed on every page, and what stands under them would be cut off on all but the first. */
  private get footColumn(): number {
    return this.plan.pageStarts.length > 1 ? this.template.frozen : 0
  }

  /** Title, information line, header and column numbers. */
  head(report: Pick<Report, 'period'>, unitName: string): Painted {
    const { template, layout } = this
    const title = this.styles.indexOf({ font: 'title', align: 'center', bordered: false })
    const lastColumn = this.plan.firstPageColumns - 1
    const info = this.line(layout.infoRow, [
      { text: exportText.formNumber(template.number, template.issuer), align: 'left' },
      { text: exportText.unitAndPeriod(unitName, report.period), align: 'center' },
      { text: template.unitLine ?? '', align: 'right' },
    ])
    const header = this.header()
    return {
      rows: [
        tallRow(layout.titleRow, textCell(layout.titleRow, 0, title, template.title), titleHeight),
        tallRow(layout.infoRow, info.cells, Math.max(infoHeight, info.lines * lineHeight + 5)),
        ...header.rows,
        this.columnNumbers(),
      ],
      merges: [...(lastColumn > 0 ? [range(layout.titleRow, 0, layout.titleRow, lastColumn)] : []), ...info.merges, ...header.merges],
    }
  }

  /** Totals, notes and signatures from row `first` on. */
  foot(report: FootedReport, first: number): Painted & { readonly lastRow: number; readonly totals: number } {
    const rows: string[] = []
    const merges: string[] = []
    let at = first
    // A report that says there is nothing to report has no sums.
    const totals = report.header.zeroReport && report.rows.length === 0 ? [] : report.totals
    for (const total of totals) {
      const painted = this.total(total, at++)
      rows.push(painted.row)
      merges.push(...painted.merges)
    }
    const note = this.styles.indexOf({ font: 'body', align: 'left', bordered: false })
    const last = this.plan.firstPageColumns - 1
    const width = this.plan.widths.slice(this.footColumn, last + 1).reduce((sum, value) => sum + value, 0)
    for (const text of this.template.notes) {
      rows.push(tallRow(at, textCell(at, this.footColumn, note, text), linesOf(text, width) * lineHeight + 5))
      if (last > this.footColumn) merges.push(range(at, this.footColumn, at, last))
      at++
    }
    const signatures = this.line(
      at,
      this.template.footer.map((label) => {
        const field = signatureField(label)
        return { text: exportText.signature(label, field === undefined ? '' : report.header[field]), align: 'left' as const }
      }),
      this.footColumn,
    )
    rows.push(tallRow(at, signatures.cells, Math.max(infoHeight, signatures.lines * lineHeight + 5)))
    return { rows, merges: [...merges, ...signatures.merges], lastRow: at, totals: totals.length }
  }

  /** One row across the first page in place of the data. */
  zeroReport(reason: string): Painted {
    const at = this.layout.firstDataRow
    const style = this.styles.indexOf({ font: 'body', align: 'center', bordered: true })
    const last = this.plan.firstPageColumns - 1
    const cells = this.grid.columns.map((_, column) =>
      column === 0 ? textCell(at, 0, style, exportText.zeroReport(reason)) : emptyCell(at, column, style),
    )
    return { rows: [tallRow(at, cells.join(''), titleHeight)], merges: last > 0 ? [range(at, 0, at, last)] : [] }
  }

  private header(): Painted {
    const style = this.styles.indexOf({ font: 'header', align: 'center', bordered: true })
    const { headerTop, headerRows, columnCount } = this.layout
    const labels = Array.from({ length: headerRows }, () => new Array<string>(columnCount).fill(''))
    const heights = new Array<number>(headerRows).fill(1)
    const merges: string[] = []
    for (const cell of this.grid.cells.flatMap((cell) => this.splitAtPages(cell))) {
      const field = cell.field === undefined ? undefined : this.grid.columns[cell.column]
      const label = field?.unit === undefined ? cell.label : exportText.unitInLabel(cell.label, field.unit)
      const line = labels[cell.row]
      if (line !== undefined) line[cell.column] = label
      const width = this.plan.widths.slice(cell.column, cell.column + cell.columnSpan).reduce((sum, value) => sum + value, 0)
      const lines = Math.ceil(linesOf(label, width) / cell.rowSpan)
      for (let at = cell.row; at < cell.row + cell.rowSpan; at++) heights[at] = Math.max(heights[at] ?? 1, lines)
      if (cell.rowSpan > 1 || cell.columnSpan > 1)
        merges.push(range(headerTop + cell.row, cell.column, headerTop + cell.row + cell.rowSpan - 1, cell.column + cell.columnSpan - 1))
    }
    const rows = labels.map((line, index) =>
      tallRow(
        headerTop + index,
        line.map((label, column) => textCell(headerTop + index, column, style, label)).join(''),
        (heights[index] ?? 1) * lineHeight + 6,
      ),
    )
    return { rows, merges }
  }

  /** A group that runs over the edge of a page is printed on each page it touches. */
  private splitAtPages(cell: HeaderCell): HeaderCell[] {
    const end = cell.column + cell.columnSpan
    const starts = [cell.column, ...this.plan.pageStarts.filter((start) => start > cell.column && start < end)]
    return starts.map((column, index) => ({ ...cell, column, columnSpan: (starts[index + 1] ?? end) - column }))
  }

  private columnNumbers(): string {
    const style = this.styles.indexOf({ font: 'body', align: 'center', bordered: true })
    return sheetRow(
      this.layout.numberRow,
      this.grid.columns.map((_, column) => numberCell(this.layout.numberRow, column, style, column + 1)).join(''),
      1,
    )
  }

  private total(total: Report['totals'][number], at: number): { readonly row: string; readonly merges: readonly string[] } {
    const label = this.styles.indexOf({ font: 'header', align: 'center', bordered: true })
    const filled = this.grid.columns.flatMap((field, column) => (total.values[field.key] === undefined ? [] : [column]))
    const first = Math.max(1, Math.min(this.layout.columnCount, ...filled))
    const cells = this.grid.columns.map((field, column) => {
      if (column === 0) return textCell(at, 0, label, total.label + (filled[0] === 0 ? ` ${total.values[field.key] ?? ''}` : ''))
      const value = column < first ? '' : (total.values[field.key] ?? '')
      if (!fitsSpreadsheet(value)) return textCell(at, column, label, value)
      const format = numberFormat(field)
      return numberCell(
        at,
        column,
        this.styles.indexOf({ font: 'header', align: 'right', bordered: true, ...(format === undefined ? {} : { format }) }),
        value,
      )
    })
    const width = this.plan.widths.slice(0, first).reduce((sum, value) => sum + value, 0)
    return { row: sheetRow(at, cells.join(''), linesOf(total.label, width)), merges: first > 1 ? [range(at, 0, at, first - 1)] : [] }
  }

  /** Texts side by side over the columns of the first page. */
  private line(
    at: number,
    texts: readonly { readonly text: string; readonly align: 'left' | 'center' | 'right' }[],
    first = 0,
  ): { readonly cells: string; readonly merges: readonly string[]; readonly lines: number } {
    const runs = splitColumns(this.plan.widths.slice(first, this.plan.firstPageColumns), texts.length).map(
      ([from, to]) => [from + first, to + first] as const,
    )
    // On a form with very few columns several texts share the last run.
    const shown = runs.map((run, index) => ({
      run,
      align: texts[index]?.align ?? 'left',
      text: (index === runs.length - 1 ? texts.slice(index) : texts.slice(index, index + 1)).map(({ text }) => text).join('　'),
    }))
    let lines = 1
    const cells = shown.map(({ run: [from, to], align, text }) => {
      lines = Math.max(
        lines,
        linesOf(
          text,
          this.plan.widths.slice(from, to + 1).reduce((sum, value) => sum + value, 0),
        ),
      )
      return textCell(at, from, this.styles.indexOf({ font: 'body', align, bordered: false }), text)
    })
    return { cells: cells.join(''), merges: runs.flatMap(([from, to]) => (to > from ? [range(at, from, at, to)] : [])), lines }
  }
}

const range = (top: number, left: number, bottom: number, right: number): string => `${address(top, left)}:${address(bottom, right)}`
