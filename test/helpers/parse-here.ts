import { readFile } from '../../electron/engine/excel/read-file.ts'
import type { WorkbookSink } from '../../electron/engine/excel/sink.ts'
import type { ParsedRow, ParsedSheet, ParsedWorkbook } from '../../electron/engine/ports.ts'

/** Parses in this process, for tests that are about something else than the process. */
export async function parseHere(bytes: Uint8Array, fileName = 'table.xlsx'): Promise<ParsedWorkbook> {
  const sheets: { name: string; hidden: boolean; rows: ParsedRow[]; merges: ParsedSheet['merges']; hiddenColumns: readonly number[] }[] = []
  let head: Pick<ParsedWorkbook, 'format' | 'date1904'> = { format: 'xlsx', date1904: false }
  const sink: WorkbookSink = {
    begin(info) {
      head = info
    },
    sheet: (info) => void sheets.push({ ...info, rows: [], merges: [], hiddenColumns: [] }),
    row: (row) => void sheets.at(-1)?.rows.push(row),
    endSheet: (info) => void Object.assign(sheets.at(-1) ?? {}, info),
    flush: async () => {},
    progress: () => {},
  }
  await readFile(fileName, bytes, sink)
  return { ...head, sheets }
}
