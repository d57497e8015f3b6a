/** What people read must be what is counted: the workbook of a form held against its records, cell by cell. */
import { cellAddress } from '../../../shared/forms/columns.ts'
import { isDate } from '../../../shared/model/dates.ts'
import { AppError } from '../../../shared/model/errors.ts'
import { isNumeric } from '../../../shared/model/value.ts'
import type { DataPackageFile, RecordsFile } from '../../../shared/submission/content.ts'
import { exportText } from '../../../shared/text/export.ts'
import { submissionText } from '../../../shared/text/submission.ts'
import { openZip, type ZipPackage } from '../excel/package/zip.ts'
import { readWorkbook } from '../excel/reader/workbook-reader.ts'
import type { WorkbookSink } from '../excel/sink.ts'
import { fitsSpreadsheet } from '../excel/writer/cell-xml.ts'
import type { ParsedCell, ParsedRow } from '../ports.ts'

type TableField = DataPackageFile['resources'][number]['schema']['fields'][number]
export interface PrintedForm {
  readonly title: string
  readonly unitName: string
  /** Row of the first figures, from 1. */
  readonly firstRow: number
  readonly records: RecordsFile
  /** One for each column of the records. */
  readonly fields: readonly TableField[]
}

const { facts } = submissionText

const shownOf = (cell: ParsedCell | undefined): string => String(cell?.value ?? '')
const isNumber = (cell: ParsedCell | undefined, text: string): boolean => cell?.kind === 'number' && cell.value === Number(text)

/** Whether a cell shows a stored value as the program writes it. */
function shows(cell: ParsedCell | undefined, field: TableField, value: string | null): boolean {
  if (value === null || value === '') return shownOf(cell) === ''
  if (field.fieldType !== undefined && isNumeric(field.fieldType) && fitsSpreadsheet(value)) return isNumber(cell, value)
  if (field.fieldType === 'date' && isDate(value)) return cell?.kind === 'date' && cell.value === value
  const label = field.categories?.find((category) => category.value === value)?.label ?? value
  return cell?.kind === 'text' && cell.value === label
}

/** Notes the first place where a workbook and its records part. */
class Comparison {
  private readonly form: PrintedForm
  private readonly fields: readonly TableField[]
  private readonly labels = new Set<number>()
  /** A report that says there is nothing to report prints no sums. */
  private readonly wantedTotals: number
  private rows = 0
  private totals = 0
  private sheets = 0
  fault: string | undefined

  constructor(form: PrintedForm) {
    this.form = form
    this.fields = form.fields.slice(1)
    const { rows, header, totals } = form.records
    this.wantedTotals = rows.length === 0 && header.zeroReport ? 0 : totals.length
  }

  private note(row: number, column: number): void {
    this.fault ??= facts.workbookCell(cellAddress(row - 1, column))
  }

  sheet(hidden: boolean): void {
    // The one with the figures comes first; code lists stand on a hidden one.
    if (hidden !== this.sheets++ > 0) this.fault ??= facts.workbookSheets
  }

  row({ row, hidden, cells }: ParsedRow): void {
    if (this.sheets > 1 || this.fault !== undefined) return
    const { firstRow, records } = this.form
    if (hidden) this.note(row, 0)
    const at = row - firstRow
    if (at < 0) this.head(row, cells)
    else if (at < records.rows.length) this.figures(row, cells, records.rows[at]?.slice(1) ?? [])
    else if (at < records.rows.length + this.wantedTotals) this.total(row, cells, at - records.rows.length)
    // Below there are only words.
    else {
      const place = cells.findIndex((cell) => cell !== undefined && cell.kind !== 'text' && shownOf(cell) !== '')
      if (place >= 0) this.note(row, place)
    }
  }

  private head(row: number, cells: ParsedRow['cells']): void {
    const { title, unitName, records } = this.form
    if (row === 1 && shownOf(cells[0]) !== title) this.note(row, 0)
    if (row === 2 && !cells.some((cell) => shownOf(cell).includes(exportText.unitAndPeriod(unitName, records.period)))) this.note(row, 0)
    this.fields.forEach((field, column) => {
      const label = shownOf(cells[column])
      const printed = field.unit === undefined ? field.title : exportText.unitInLabel(field.title, field.unit)
      if (label === field.title || label === printed) this.labels.add(column)
    })
  }

  private figures(row: number, cells: ParsedRow['cells'], values: readonly (string | null)[]): void {
    this.rows++
    this.fields.forEach((field, column) => {
      if (!shows(cells[column], field, values[column] ?? null)) this.note(row, column)
    })
    const beyond = cells.findIndex((cell, column) => column >= this.fields.length && shownOf(cell) !== '')
    if (beyond >= 0) this.note(row, beyond)
  }

  private total(row: number, cells: ParsedRow['cells'], at: number): void {
    this.totals++
    const total = this.form.records.totals[at]
    this.fields.forEach(({ name }, column) => {
      const value = total?.values[name] ?? ''
      const cell = cells[column]
      if (column === 0 ? !shownOf(cell).startsWith(total?.label ?? '') : shownOf(cell) !== value && !isNumber(cell, value))
        this.note(row, column)
    })
  }

  end(): string | undefined {
    const { records } = this.form
    if (this.rows !== records.rows.length || this.totals < this.wantedTotals) return this.fault ?? facts.rows
    return this.fault ?? (this.labels.size === this.fields.length ? undefined : facts.columns)
  }
}

/** The program writes figures, never formulas, and packs nothing: what is seen here is what a spreadsheet shows. */
function isAsWritten(zip: ZipPackage, bytes: Uint8Array): boolean {
  const content = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return zip.names.every((name) => zip.isStored(name)) && !content.includes('<f>') && !content.includes('<f ')
}

/** Where the workbook differs from the records, in words; undefined when it does not. */
export async function workbookFault(bytes: Uint8Array, form: PrintedForm): Promise<string | undefined> {
  const comparison = new Comparison(form)
  const sink: WorkbookSink = {
    begin: () => {},
    sheet: ({ hidden }) => comparison.sheet(hidden),
    row: (row) => comparison.row(row),
    endSheet: ({ hiddenColumns }) => {
      if (hiddenColumns.length > 0) comparison.fault ??= facts.columns
    },
    flush: async () => {},
    progress: () => {},
  }
  try {
    const zip = await openZip(bytes)
    if (!isAsWritten(zip, bytes)) return facts.workbookForeign
    await readWorkbook(zip, sink)
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    return facts.workbookUnreadable
  }
  return comparison.end()
}
