/**
 * A report as a sheet of an official form: title, multi-level header, column numbers, data, totals, notes and signatures,
 * ready to be printed. Rows are written one by one, so memory does not grow with their number.
 */
import type { Report } from '../../../../shared/contract/index.ts'
import { type HeaderGrid, headerGrid } from '../../../../shared/forms/columns.ts'
import type { FormTemplate } from '../../../../shared/forms/form-schema.ts'
import { type WorkbookLayout, workbookLayout } from '../../../../shared/forms/layout.ts'
import type { Pack } from '../../../../shared/forms/pack-types.ts'
import { AppError } from '../../../../shared/model/errors.ts'
import { exportText } from '../../../../shared/text/export.ts'
import { address } from './cell-xml.ts'
import { columnWriters, rowLines } from './column-writer.ts'
import { createDictionary, listRule } from './dictionary.ts'
import { FormPainter } from './form-painter.ts'
import { type PagePlan, planPages } from './page-plan.ts'
import { sheetRow } from './sheet-row.ts'
import type { StyleSheet } from './styles.ts'
import * as parts from './workbook-parts.ts'
import { sheetName, xmlText } from './xml-text.ts'

export interface SheetOptions {
  readonly signal?: AbortSignal
  readonly onProgress?: (done: number, total: number) => void
}
/** A report whose rows may come one by one, from wherever they are kept. */
export type PrintedReport = Omit<Report, 'rows'> & { readonly rows: Iterable<Report['rows'][number]> & { readonly length: number } }
export interface DrawnReport {
  /** The form itself, and a hidden sheet with its long code lists where it has any. */
  readonly sheets: readonly [form: parts.DrawnSheet, ...codes: parts.DrawnSheet[]]
  /** Address of a printed total, e.g. `F12`. */
  totalCell(line: number, field: string): string | undefined
}

/** Rows drawn for a report that has none, so that the form can be filled in by hand. */
const blankRows = 5
const blanks: readonly undefined[] = new Array<undefined>(blankRows).fill(undefined)
const rowsBetweenReports = 2000
const paperSize = { A3: 8, A4: 9 } as const

/**
 * The sheets throw CANCELLED while they are written.
 *
 * @param styles grows while the sheets are written, so it comes after them
 * @param dictionarySheet name of the hidden sheet, one of its own in each workbook
 */
export function drawReport(
  report: PrintedReport,
  template: FormTemplate,
  pack: Pick<Pack, 'manifest' | 'codes'>,
  styles: StyleSheet,
  dictionarySheet: string,
  options: SheetOptions,
): DrawnReport {
  const grid = headerGrid(template)
  const layout = workbookLayout(template)
  const plan = planPages(template, grid.columns)
  const painter = new FormPainter(template, grid, layout, plan, styles)
  const { units, receiver } = pack.manifest
  const unit = [...units, receiver].find(({ id }) => id === report.unit)?.name ?? report.unit
  const dataRows = report.rows.length === 0 && !report.header.zeroReport ? blankRows : Math.max(1, report.rows.length)
  const lastDataRow = layout.firstDataRow + dataRows - 1
  const foot = painter.foot(report, lastDataRow + 1)
  const dictionary = createDictionary(grid.columns, pack.codes, (field) => layout.columns.get(field), dictionarySheet)
  const rules = report.header.zeroReport && report.rows.length === 0 ? [] : listRules(grid, layout, dictionary, lastDataRow)
  const dictionaryRows = dictionary.rows()
  const head = painter.head(report, unit)
  const merges = [...head.merges, ...foot.merges]
  function* sheet(): Generator<string> {
    yield sheetHead(template, layout, plan, foot.lastRow)
    yield* head.rows
    yield* report.rows.length === 0 && report.header.zeroReport ? zeroRow() : dataRowsXml()
    yield* foot.rows
    yield sheetTail(template, plan, merges, rules)
  }
  function* zeroRow(): Generator<string> {
    const zero = painter.zeroReport(report.header.zeroReason)
    merges.push(...zero.merges)
    yield* zero.rows
  }
  function* dataRowsXml(): Generator<string> {
    const writers = columnWriters(grid.columns, pack.codes, styles)
    let index = 0
    for (const source of report.rows.length === 0 ? blanks : report.rows) {
      if (options.signal?.aborted === true) throw new AppError('CANCELLED')
      if (index % rowsBetweenReports === 0) options.onProgress?.(index, dataRows)
      const row = layout.firstDataRow + index++
      let cells = ''
      for (let column = 0; column < writers.length; column++) cells += writers[column]?.write(row + 1, source) ?? ''
      yield sheetRow(row, cells, rowLines(writers, plan, source))
    }
    options.onProgress?.(dataRows, dataRows)
  }
  const form: parts.DrawnSheet = {
    name: sheetName(template.excel.sheet ?? template.title),
    hidden: false,
    print: printNames(template, layout, foot.lastRow),
    text: sheet(),
  }
  const codes: parts.DrawnSheet = { name: dictionarySheet, hidden: true, text: hiddenSheet(dictionaryRows) }
  return {
    sheets: dictionaryRows.length === 0 ? [form] : [form, codes],
    totalCell(line, field) {
      const column = layout.columns.get(field)
      return column === undefined || line >= foot.totals ? undefined : address(lastDataRow + 1 + line, column)
    },
  }
}

function* hiddenSheet(rows: readonly string[]): Generator<string> {
  yield `${parts.worksheetOpen}<sheetData>`
  yield* rows
  yield '</sheetData></worksheet>'
}

const listRules = (
  grid: HeaderGrid,
  layout: WorkbookLayout,
  dictionary: ReturnType<typeof createDictionary>,
  lastDataRow: number,
): string[] =>
  grid.columns.flatMap((field, column) => {
    if (field.computed !== undefined && !field.overridable) return []
    const formula = dictionary.listFormula(field, layout.firstDataRow + 1)
    return formula === undefined ? [] : [listRule(formula, column, layout.firstDataRow, lastDataRow)]
  })

const printNames = (template: FormTemplate, layout: WorkbookLayout, lastRow: number): parts.PrintNames => ({
  area: `$A$1:$${address(lastRow, layout.columnCount - 1).replace(/(\d+)$/, '$$$1')}`,
  columns: template.frozen === 0 ? undefined : `$A:$${address(0, template.frozen - 1).replace(/\d+$/, '')}`,
  rows: `$1:$${layout.firstDataRow}`,
})

const sheetHead = (template: FormTemplate, layout: WorkbookLayout, plan: PagePlan, lastRow: number): string => {
  const split = template.frozen === 0 ? '' : `xSplit="${template.frozen}" `
  const pane = template.frozen === 0 ? 'bottomLeft' : 'bottomRight'
  const columns = plan.widths.map((width, column) => `<col min="${column + 1}" max="${column + 1}" width="${width}" customWidth="1"/>`)
  return (
    `${parts.worksheetOpen}${plan.pageStarts.length === 1 ? '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>' : ''}<dimension ref="A1:${address(lastRow, layout.columnCount - 1)}"/>` +
    `<sheetViews><sheetView workbookViewId="0" showGridLines="0"><pane ${split}ySplit="${layout.firstDataRow}" ` +
    `topLeftCell="${address(layout.firstDataRow, template.frozen)}" activePane="${pane}" state="frozen"/>` +
    `<selection pane="${pane}" activeCell="${address(layout.firstDataRow, template.frozen)}" sqref="${address(layout.firstDataRow, template.frozen)}"/></sheetView></sheetViews>` +
    `<sheetFormatPr defaultRowHeight="18"/><cols>${columns.join('')}</cols><sheetData>`
  )
}

/** One page across is fitted by the program that prints; more are cut where we say, which works only at a set scale. */
const pageSetup = (template: FormTemplate, plan: PagePlan): string =>
  `<pageSetup paperSize="${paperSize[template.excel.paper]}" ${plan.pageStarts.length === 1 ? '' : `scale="${plan.scale}" `}fitToWidth="1" fitToHeight="0" ` +
  'pageOrder="overThenDown" orientation="landscape"/>'

const columnBreaks = (plan: PagePlan): string => {
  const breaks = plan.pageStarts.slice(1)
  if (breaks.length === 0) return ''
  const ids = breaks.map((column) => `<brk id="${column}" max="1048575" man="1"/>`)
  return `<colBreaks count="${breaks.length}" manualBreakCount="${breaks.length}">${ids.join('')}</colBreaks>`
}

const sheetTail = (template: FormTemplate, plan: PagePlan, merges: readonly string[], rules: readonly string[]): string =>
  `</sheetData><mergeCells count="${merges.length}">${merges.map((ref) => `<mergeCell ref="${ref}"/>`).join('')}</mergeCells>` +
  (rules.length === 0 ? '' : `<dataValidations count="${rules.length}">${rules.join('')}</dataValidations>`) +
  '<printOptions horizontalCentered="1"/><pageMargins left="0.5" right="0.5" top="0.6" bottom="0.6" header="0.3" footer="0.3"/>' +
  pageSetup(template, plan) +
  `<headerFooter><oddFooter>&amp;C${xmlText(exportText.pageFooter)}</oddFooter></headerFooter>${columnBreaks(plan)}</worksheet>`
