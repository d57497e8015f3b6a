/** Workbooks as Excel 5 and 95 wrote them: texts in the code page of the computer, no table of strings, no merged cells. */
import iconv from 'iconv-lite'
import * as XLSX from 'xlsx'
import type { Cell } from './workbook.ts'

interface SheetOfFive {
  readonly name: string
  readonly rows: readonly (readonly Cell[])[]
  readonly isHidden?: boolean
  /** 1-based. */
  readonly hiddenRows?: readonly number[]
  /** 0-based. */
  readonly hiddenColumns?: readonly number[]
}
interface BookOfFive {
  readonly sheets: readonly SheetOfFive[]
  readonly date1904?: boolean
  /** 936 is what a Chinese Windows says; 1252 what programs say that never thought of it. */
  readonly codePage?: number
}

const kinds = {
  beginning: 0x809,
  end: 0x0a,
  codePage: 0x42,
  dateMode: 0x22,
  format: 0x41e,
  look: 0xe0,
  sheet: 0x85,
  column: 0x7d,
  row: 0x208,
  number: 0x203,
  label: 0x204,
  truthOrError: 0x205,
  formula: 0x06,
  text: 0x207,
} as const

const words = (...numbers: readonly number[]): Buffer => Buffer.concat(numbers.map((number) => Buffer.from([number & 0xff, number >> 8])))
const record = (kind: keyof typeof kinds, body: Buffer): Buffer => Buffer.concat([words(kinds[kind], body.length), body])
const double = (value: number): Buffer => {
  const bytes = Buffer.alloc(8)
  bytes.writeDoubleLE(value)
  return bytes
}
const bytesOf = (text: string): Buffer => iconv.encode(text, 'gbk')
const begin = (type: 5 | 16): Buffer => record('beginning', words(0x500, type, 0, 1995))
const errors: Readonly<Record<string, number>> = { '#DIV/0!': 7, '#N/A': 42 }

const cellRecords = (cell: Cell, row: number, column: number, formats: readonly string[]): Buffer[] => {
  if (cell === null) return []
  const own = typeof cell === 'object' ? cell : { value: cell }
  const place = words(row, column, own.format === undefined ? 0 : formats.indexOf(own.format) + 1)
  if (own.error !== undefined) return [record('truthOrError', Buffer.concat([place, Buffer.from([errors[own.error] ?? 15, 1])]))]
  const { value } = own
  if (own.formula !== undefined) {
    const isText = typeof value === 'string'
    const result = isText ? Buffer.from([0, 0, 0, 0, 0, 0, 0xff, 0xff]) : double(Number(value))
    const formula = record('formula', Buffer.concat([place, result, words(0, 0, 0, 3), Buffer.from([0x1e, 1, 0])]))
    return isText ? [formula, record('text', Buffer.concat([words(bytesOf(value).length), bytesOf(value)]))] : [formula]
  }
  if (typeof value === 'number') return [record('number', Buffer.concat([place, double(value)]))]
  if (typeof value === 'boolean') return [record('truthOrError', Buffer.concat([place, Buffer.from([value ? 1 : 0, 0])]))]
  const text = bytesOf(String(value))
  return [record('label', Buffer.concat([place, words(text.length), text]))]
}

const sheetStream = ({ rows, hiddenRows = [], hiddenColumns = [] }: SheetOfFive, formats: readonly string[]): Buffer =>
  Buffer.concat([
    begin(16),
    ...hiddenColumns.map((column) => record('column', words(column, column, 2048, 0, 1, 0))),
    ...rows.map((cells, row) => record('row', words(row, 0, cells.length, 255, 0, 0, hiddenRows.includes(row + 1) ? 0x120 : 0x100, 0))),
    ...rows.flatMap((cells, row) => cells.flatMap((cell, column) => cellRecords(cell, row, column, formats))),
    record('end', Buffer.alloc(0)),
  ])

/** The stream of records; Excel 5 keeps it as `Book` in a container. */
export function excelFiveStream({ sheets, date1904 = false, codePage = 936 }: BookOfFive): Buffer {
  const all = sheets.flatMap(({ rows }) => rows.flat())
  const formats = [
    ...new Set(all.flatMap((cell) => (cell !== null && typeof cell === 'object' && cell.format !== undefined ? [cell.format] : []))),
  ]
  const look = (format: number) => record('look', words(0, format, 0, 0, 0, 0, 0, 0))
  const globals = (starts: readonly number[]): Buffer =>
    Buffer.concat([
      begin(5),
      record('codePage', words(codePage)),
      record('dateMode', words(date1904 ? 1 : 0)),
      ...formats.map((format, at) =>
        record('format', Buffer.concat([words(164 + at), Buffer.from([bytesOf(format).length]), bytesOf(format)])),
      ),
      look(0),
      ...formats.map((_, at) => look(164 + at)),
      ...sheets.map(({ name, isHidden = false }, at) => {
        const start = Buffer.alloc(4)
        start.writeUInt32LE(starts[at] ?? 0)
        return record('sheet', Buffer.concat([start, words(isHidden ? 1 : 0), Buffer.from([bytesOf(name).length]), bytesOf(name)]))
      }),
      record('end', Buffer.alloc(0)),
    ])
  const streams = sheets.map((sheet) => sheetStream(sheet, formats))
  let at = globals([]).length
  const starts = streams.map(({ length }) => {
    at += length
    return at - length
  })
  return Buffer.concat([globals(starts), ...streams])
}

export function excelFiveWorkbook(book: BookOfFive): Uint8Array {
  const container = XLSX.CFB.utils.cfb_new()
  XLSX.CFB.utils.cfb_add(container, '/Book', excelFiveStream(book))
  return new Uint8Array(XLSX.CFB.write(container, { type: 'buffer' }) as Buffer)
}
