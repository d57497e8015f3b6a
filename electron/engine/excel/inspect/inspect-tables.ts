/** What a file of another format than .xlsx holds, counted as an import would read it; no row is kept. */
import type { InspectedSheet, ParsedCell, WorkbookInspection } from '../../ports.ts'
import { readFile } from '../read-file.ts'
import type { WorkbookSink } from '../sink.ts'

type Counted = { -readonly [Key in keyof InspectedSheet]: InspectedSheet[Key] } & { columns: number }

const isFilled = (cell: ParsedCell | undefined): boolean =>
  cell !== undefined && (cell.kind === 'formulaWithoutValue' || (cell.value !== null && cell.value !== ''))

/** Throws as `readFile`. */
export async function inspectTables(fileName: string, bytes: Uint8Array): Promise<Pick<WorkbookInspection, 'format' | 'sheets'>> {
  const sheets: Counted[] = []
  let format: WorkbookInspection['format']
  const sink: WorkbookSink = {
    begin(info) {
      format = info.format
    },
    sheet({ name, hidden }) {
      sheets.push({ name, hidden, isWorksheet: true, rows: 0, columns: 0, cells: 0, features: {} })
    },
    row({ cells }) {
      const sheet = sheets.at(-1)
      const filled = cells.reduce((count, cell) => (isFilled(cell) ? count + 1 : count), 0)
      if (sheet === undefined || filled === 0) return
      sheet.rows++
      sheet.cells += filled
      sheet.columns = Math.max(sheet.columns, cells.findLastIndex(isFilled) + 1)
    },
    endSheet({ merges, comments = [] }) {
      const sheet = sheets.at(-1)
      if (sheet === undefined) return
      sheet.features = {
        ...(merges.length === 0 ? {} : { merges: merges.length }),
        ...(comments.length === 0 ? {} : { comments: comments.length }),
      }
    },
    flush: async () => {},
    progress: () => {},
  }
  await readFile(fileName, bytes, sink)
  return { ...(format === undefined ? {} : { format }), sheets }
}
