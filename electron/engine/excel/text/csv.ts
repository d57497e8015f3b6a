import Papa from 'papaparse'
import { AppError } from '../../../../shared/model/errors.ts'
import type { ParsedCell } from '../../ports.ts'
import { hostile, workbookLimits } from '../limits.ts'
import { CellBudget } from '../reader/sheet-reader.ts'
import type { WorkbookSink } from '../sink.ts'

const rowsBetweenFlushes = 2000

/**
 * Pours a decoded text table into the sink. Every cell stays text: nothing is guessed, no leading zero is lost.
 * @throws AppError WORKBOOK_DAMAGED, WORKBOOK_HOSTILE
 */
export async function readCsv(text: string, fileBytes: number, name: string, sink: WorkbookSink): Promise<void> {
  sink.begin({ format: 'csv', date1904: false })
  sink.sheet({ name, hidden: false })
  const budget = new CellBudget(fileBytes)
  const delimiter = guessDelimiter(text)
  let row = 0
  const fieldCounts: number[] = []
  // papaparse works on slices of whole lines so that progress can be told and memory stays flat.
  let start = 0
  while (start < text.length) {
    let end = sliceEnd(text, start)
    if (end === undefined) end = text.length
    if (end - start > workbookLimits.recordCharacters) throw hostile('bytesWithoutTag')
    const parsed = Papa.parse<string[]>(text.slice(start, end), { delimiter, skipEmptyLines: false })
    // A quote that is never closed makes one cell of all rows behind it.
    if (parsed.errors.some(({ code }) => code === 'MissingQuotes')) throw new AppError('WORKBOOK_DAMAGED')
    // The last line end of a slice yields one empty record more.
    const records = parsed.data.at(-1)?.length === 1 && parsed.data.at(-1)?.[0] === '' ? parsed.data.slice(0, -1) : parsed.data
    for (const record of records) {
      row++
      if (row > workbookLimits.rows) throw hostile('cells')
      const cells = toCells(record, budget)
      if (cells.length > 0) {
        budget.spendRow(cells.length)
        if (fieldCounts.at(-1) !== record.length) fieldCounts.push(row, record.length)
        sink.row({ row, hidden: false, cells })
      }
      if (row % rowsBetweenFlushes === 0) await sink.flush()
    }
    start = end
    sink.progress(start, text.length)
    await sink.flush()
  }
  sink.endSheet({ merges: [], hiddenColumns: [], fieldCounts })
}

/** Small, because every empty field of a slice costs memory, too. */
const sliceCharacters = 1 << 16

/** End of a slice that does not cut a quoted field: an even number of quotes lies before it. */
const sliceEnd = (text: string, start: number): number | undefined => {
  let quotes = 0
  for (let at = start; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === 34) quotes++
    else if (code === 10 && quotes % 2 === 0 && at - start >= sliceCharacters) return at + 1
  }
  return undefined
}

/**
 * Before anything is decoded: no line of a table is millions of bytes long, and no table has tens of millions of fields.
 * @throws AppError WORKBOOK_HOSTILE
 */
export function refuseEndless(bytes: Uint8Array): void {
  let start = 0
  let fields = 0
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at] ?? 0
    if (byte === 10) {
      start = at + 1
      fields++
    } else if (byte === 0x2c || byte === 0x09 || byte === 0x3b || byte === 0x7c) fields++
    // Two bytes a character at most, in what offices write without line ends of this kind.
    if (at - start > 2 * workbookLimits.recordCharacters) throw hostile('bytesWithoutTag')
    if (fields > workbookLimits.fields) throw hostile('cells')
  }
}

const guessDelimiter = (text: string): string => Papa.parse<string[]>(text.slice(0, 65_536), { preview: 50 }).meta.delimiter || ','

const toCells = (record: readonly string[], budget: CellBudget): (ParsedCell | undefined)[] => {
  if (record.length > workbookLimits.columns) throw hostile('address')
  const cells: (ParsedCell | undefined)[] = []
  for (const [column, raw] of record.entries()) {
    // ="007" is how people keep leading zeros in such files.
    const value = /^="([^"]*)"$/.exec(raw)?.[1] ?? raw
    if (value.trim() === '') continue
    if (value.length > workbookLimits.cellCharacters) throw hostile('cellCharacters')
    const cell: ParsedCell = { value, kind: 'text' }
    budget.spend(cell)
    cells[column] = cell
  }
  return cells
}
