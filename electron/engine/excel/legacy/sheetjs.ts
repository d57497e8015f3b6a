/**
 * Files that only SheetJS reads: .xls and .et, SpreadsheetML 2003, OpenDocument, HTML saved as .xls. It trusts what it
 * reads, so it runs only inside the parser process, on input that was checked and decoded beforehand:
 * the declared dimension is ignored and the sparse grid walked, a sheet that fails to parse is an error and
 * not an empty sheet, text is never turned into numbers.
 */
import * as XLSX from 'xlsx'
import * as codePages from 'xlsx/dist/cpexcel.full.mjs'
import { AppError } from '../../../../shared/model/errors.ts'
import type { ParsedCell, ParsedComment, ParsedWorkbook } from '../../ports.ts'
import { hostile, workbookLimits } from '../limits.ts'
import { numberCell } from '../reader/cell-value.ts'
import { CommentBudget } from '../reader/comments-reader.ts'
import { CellBudget } from '../reader/sheet-reader.ts'
import type { WorkbookSink } from '../sink.ts'
import { type HiddenBySheet, type HiddenLines, isHidden } from './hidden-lines.ts'
import type { MeantFormat } from './old-formats.ts'
import type { MarkedPage } from './stored-values.ts'

XLSX.set_cptable(codePages)

const options: XLSX.ParsingOptions = {
  dense: true,
  nodim: true,
  WTF: true,
  raw: true,
  cellNF: true,
  cellStyles: true,
  cellFormula: false,
  cellHTML: false,
  cellText: false,
  codepage: 936,
}

/** What the library does not tell of a file, found by those who went through it before. */
interface KnownBeforehand {
  readonly cellOf?: MarkedPage['cellOf']
  readonly formatOf?: MeantFormat
}

/** @param input a checked archive, the stream of records of an .xls, or text that was decoded before */
export async function readWithSheetJs(
  input: Buffer | string,
  fileBytes: number,
  format: ParsedWorkbook['format'],
  sink: WorkbookSink,
  { hidden, ...known }: { readonly hidden?: HiddenBySheet } & KnownBeforehand = {},
): Promise<void> {
  const workbook = parse(input)
  if (workbook.SheetNames.length === 0) throw new AppError('WORKBOOK_DAMAGED')
  if (workbook.SheetNames.length > workbookLimits.sheets) throw hostile('sheets')
  const date1904 = workbook.Workbook?.WBProps?.date1904 === true
  sink.begin({ format, date1904 })
  const budget = new CellBudget(fileBytes)
  const remarks = new CommentBudget()
  for (const [index, name] of workbook.SheetNames.entries()) {
    const sheet = workbook.Sheets[name]
    // Chart and macro sheets hold no cells.
    if (sheet === undefined || (sheet['!type'] !== undefined && sheet['!type'] !== 'sheet')) continue
    const lines = hidden?.get(name)
    sink.sheet({ name, hidden: lines?.isHidden === true || (workbook.Workbook?.Sheets?.[index]?.Hidden ?? 0) !== 0 })
    const comments = new Comments(remarks)
    await readRows(
      sheet,
      (cell, row, column) => {
        if (cell.c !== undefined) comments.add(cell.c, row, column)
        return toCell(cell, date1904, known)
      },
      budget,
      sink,
      lines,
    )
    const merges = (sheet['!merges'] ?? []).map(({ s, e }) => ({ top: s.r, left: s.c, bottom: e.r, right: e.c }))
    if (merges.length > workbookLimits.merges) throw hostile('merges')
    const hiddenColumns = Object.entries(sheet['!cols'] ?? []).flatMap(([column, info]) => (info?.hidden === true ? [Number(column)] : []))
    for (const [from, to] of lines?.columns ?? [])
      for (let column = from; column <= Math.min(to, workbookLimits.columns); column++) hiddenColumns.push(column)
    sink.endSheet({ merges, hiddenColumns, ...(comments.found.length === 0 ? {} : { comments: comments.found }) })
    sink.progress(index + 1, workbook.SheetNames.length)
  }
}

/** What the library found beside the cells of a sheet. */
class Comments {
  readonly found: ParsedComment[] = []
  readonly #budget: CommentBudget

  constructor(budget: CommentBudget) {
    this.#budget = budget
  }

  add(said: XLSX.Comments, row: number, column: number): void {
    this.#budget.spendComment()
    // The library names them as the file does, and leaves out what the file leaves out.
    const text = said.map((one) => String(one.t ?? '').replace(/\r\n?/g, '\n')).join('\n')
    this.#budget.spendText(text.length)
    if (text.trim() !== '') this.found.push({ row: row + 1, column, author: String(said[0]?.a ?? ''), text })
  }
}

const parse = (input: Buffer | string): XLSX.WorkBook => {
  try {
    return typeof input === 'string' ? XLSX.read(input, { ...options, type: 'string' }) : XLSX.read(input, { ...options, type: 'buffer' })
  } catch (error) {
    const message = error instanceof Error ? error.message : ''
    throw new AppError(/password|encrypt/i.test(message) ? 'WORKBOOK_ENCRYPTED' : 'WORKBOOK_DAMAGED', {}, { cause: error })
  }
}

const rowsBetweenFlushes = 2000

const readRows = async (
  sheet: XLSX.WorkSheet,
  read: (cell: XLSX.CellObject, row: number, column: number) => ParsedCell | undefined,
  budget: CellBudget,
  sink: WorkbookSink,
  lines: HiddenLines | undefined,
): Promise<void> => {
  // With `dense` the cells lie in sparse arrays; `entries()` would walk the holes.
  const data = (sheet['!data'] ?? []) as XLSX.CellObject[][] // dense sheets always carry it
  let count = 0
  for (const index of Object.keys(data)) {
    const cells: (ParsedCell | undefined)[] = []
    data[Number(index)]?.forEach((cell, column) => {
      const parsed = read(cell, Number(index), column)
      if (parsed === undefined) return
      budget.spend(parsed)
      cells[column] = parsed
    })
    if (cells.length === 0) continue
    // Rows are handed on in a form that has no place for a column further out: it would come to stand in another one.
    if (cells.length > workbookLimits.columns) throw hostile('address')
    budget.spendRow(cells.length)
    const hidden = sheet['!rows']?.[Number(index)]?.hidden === true || isHidden(lines?.rows, Number(index))
    sink.row({ row: Number(index) + 1, hidden, cells })
    if (++count % rowsBetweenFlushes === 0) await sink.flush()
  }
  await sink.flush()
}

const errorNames: Readonly<Record<number, string>> = {
  0: '#NULL!',
  7: '#DIV/0!',
  15: '#VALUE!',
  23: '#REF!',
  29: '#NAME?',
  36: '#NUM!',
  42: '#N/A',
}

const toCell = (cell: XLSX.CellObject, date1904: boolean, { cellOf, formatOf }: KnownBeforehand): ParsedCell | undefined => {
  const { t: type } = cell
  const found = cellOf !== undefined && typeof cell.v === 'string' ? cellOf(cell.v) : cell.v
  if (typeof found === 'object' && !(found instanceof Date)) return found
  const value = found
  if (type === 'e') return { value: errorNames[Number(value)] ?? '#VALUE!', kind: 'error' }
  if (typeof value === 'number') {
    const format = cell.z === undefined ? undefined : String(cell.z)
    return numberCell(value, format === undefined ? undefined : (formatOf?.(format) ?? format), date1904)
  }
  if (typeof value === 'boolean') return { value, kind: 'boolean' }
  if (value instanceof Date) return { value: value.toISOString().replace(/(?:T00:00:00)?\.\d+Z$/, ''), kind: 'date' }
  if (typeof value !== 'string' || value === '') return undefined
  if (value.length > workbookLimits.cellCharacters) throw hostile('cellCharacters')
  return { value, kind: 'text' }
}
