/** The same reading and writing by the libraries a program would otherwise be built on. */
import { createWriteStream } from 'node:fs'
import { devNull } from 'node:os'
import ExcelJS from 'exceljs'
import readXlsxFile from 'read-excel-file/node'
import * as XLSX from 'xlsx'

/** Reads every cell; returns how many rows there are. */
export const readers: Readonly<Record<string, (file: string, bytes: Buffer) => Promise<number>>> = {
  SheetJS: async (_, bytes) => {
    const book = XLSX.read(bytes, { type: 'buffer', dense: true, cellText: false, cellHTML: false })
    return (book.Sheets[book.SheetNames[0] ?? '']?.['!data'] ?? []).length
  },
  'ExcelJS stream': async (file) => {
    let rows = 0
    const options = { worksheets: 'emit', sharedStrings: 'cache', hyperlinks: 'ignore', styles: 'cache', entries: 'emit' } as const
    for await (const sheet of new ExcelJS.stream.xlsx.WorkbookReader(file, options))
      for await (const row of sheet) rows += row.cellCount > 0 ? 1 : 0
    return rows
  },
  'read-excel-file': async (file) => {
    const sheets = await readXlsxFile(file)
    return sheets.reduce((sum, { data }) => sum + data.length, 0)
  },
}

type Cell = string | number

/** Writes rows of values, styles as the library lets them be written in passing. */
export const writers: Readonly<Record<string, (rows: number, row: (at: number) => Cell[]) => Promise<number>>> = {
  SheetJS: async (rows, row) => {
    const sheet = XLSX.utils.aoa_to_sheet(
      Array.from({ length: rows }, (_, at) => row(at)),
      { dense: true },
    )
    const book = XLSX.utils.book_new()
    XLSX.utils.book_append_sheet(book, sheet, 'F')
    return (XLSX.write(book, { type: 'buffer', bookType: 'xlsx', compression: true }) as Buffer).length // `type: 'buffer'` gives a Buffer
  },
  'ExcelJS stream': async (rows, row) => {
    const stream = createWriteStream(devNull)
    const book = new ExcelJS.stream.xlsx.WorkbookWriter({ stream, useStyles: true, useSharedStrings: false })
    const sheet = book.addWorksheet('F')
    for (let at = 0; at < rows; at++) {
      sheet.addRow(row(at)).commit()
      // The library writes as fast as it is told to; without a pause everything would wait in memory.
      if (at % 1000 === 0) await new Promise((resolve) => setImmediate(resolve))
    }
    await book.commit()
    return stream.bytesWritten
  },
}
