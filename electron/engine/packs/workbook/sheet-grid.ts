/** What stands where on the sheets of a pack's workbook, before it is drawn. */
import { workbookText, workbookWords } from '../../../../shared/text/pack-workbook.ts'
import type { ParsedSheet, ParsedWorkbook } from '../../ports.ts'
import { mostRows, textOf } from './find-columns.ts'
import type { WorkbookReading } from './read-tables.ts'
import type { Table } from './tables.ts'
import type { WrittenTable } from './write-tables.ts'

/** Rows of headings on the sheets we draw ourselves: what the sheet is for, what each column is for, the headings. */
const headRow = 2
const mostColumns = 200

export interface SheetGrid {
  readonly name: string
  readonly hidden: boolean
  /** Undefined for sheets that are none of a pack's. */
  readonly table: Table | undefined
  /** From 0; -1 on sheets that are written downwards. */
  readonly headRow: number
  /** Row in which the columns are named; -1 where nothing is. */
  readonly titleRow: number
  /** Column of the sheet for each column of the table; -1 = not there. */
  readonly at: readonly number[]
  /** On a sheet written downwards: its row for each column of the table. */
  readonly rowOf: readonly number[]
  /** Texts by row, from 0. */
  readonly rows: ReadonlyMap<number, readonly string[]>
}

const helpOf = ({ required, help }: Table['columns'][number]): string => (required ? workbookWords.required : '') + help

/** A sheet as we draw it for an author. */
export const gridOf = ({ table, rows }: WrittenTable): SheetGrid => {
  const base = { name: table.sheet, hidden: false, table }
  if (table.kind === 'one') {
    const lines = table.columns.map((column, index) => [column.heading, rows[0]?.[index] ?? '', helpOf(column)])
    const all = [[table.note], [workbookWords.item, workbookWords.content, workbookWords.explanation], ...lines]
    return {
      ...base,
      headRow: -1,
      titleRow: 1,
      at: lines.map(() => 1),
      rowOf: lines.map((_, index) => index + 2),
      rows: new Map(all.entries()),
    }
  }
  const all = [[table.note], table.columns.map(helpOf), table.columns.map(({ heading }) => heading), ...rows]
  return { ...base, headRow, titleRow: headRow, at: table.columns.map((_, index) => index), rowOf: [], rows: new Map(all.entries()) }
}

/** A sheet as an author handed it in; what an earlier marking put there is left out. */
const gridOfSheet = (sheet: ParsedSheet, reading: WorkbookReading): SheetGrid => {
  const known = reading.sheets.get(sheet)
  const head = known?.reading.headRow ?? -1
  const itemRow = sheet.rows.find(({ cells }) => cells.some((cell) => textOf(cell).trim() === workbookWords.item))
  const titleRow = known === undefined ? -1 : head >= 0 ? head : (itemRow?.row ?? 0) - 1
  const titles = sheet.rows.find(({ row }) => row - 1 === titleRow)?.cells ?? []
  const marked = titles.findIndex((cell) => textOf(cell).split('\n')[0]?.trim() === workbookWords.problem)
  const rows = sheet.rows.slice(0, mostRows).map(({ row, cells }) => {
    const texts = Array.from(cells.slice(0, mostColumns), (cell, column) => (column === marked ? '' : textOf(cell)))
    return [row - 1, texts.slice(0, texts.findLastIndex((text) => text !== '') + 1)] as const
  })
  const downwards = known?.table.kind === 'one'
  return {
    name: sheet.name,
    hidden: sheet.hidden,
    table: known?.table,
    headRow: head,
    titleRow,
    at: known?.reading.at ?? [],
    rowOf: downwards ? known.table.columns.map((_, index) => known.reading.placeOf(0, index).row) : [],
    rows: new Map(rows),
  }
}

/** All sheets of a workbook as handed in. */
export const gridsOf = (workbook: ParsedWorkbook, reading: WorkbookReading): SheetGrid[] =>
  workbook.sheets.filter(({ name }) => name.trim() !== workbookWords.problems).map((sheet) => gridOfSheet(sheet, reading))

/** The grids as if they had been read from a file, to see whether they say what they should. */
export const asParsed = (grids: readonly SheetGrid[]): ParsedWorkbook => ({
  format: 'xlsx',
  date1904: false,
  sheets: grids.map(({ name, hidden, rows }) => ({
    name,
    hidden,
    merges: [],
    hiddenColumns: [],
    rows: [...rows].map(([row, texts]) => ({
      row: row + 1,
      hidden: false,
      cells: texts.map((text) => (text === '' ? undefined : { value: text, kind: 'text' as const })),
    })),
  })),
})

/** What Excel holds in one cell. */
export const cellCharacters = 32_767

/** The first cell that holds more than Excel does. */
export const longCell = (grids: readonly SheetGrid[], nameCell: (row: number, column: number) => string): string | undefined => {
  for (const { name, rows } of grids)
    for (const [row, texts] of rows) {
      const column = texts.findIndex((text) => text.length > cellCharacters)
      if (column !== -1) return workbookText.longCell(name, nameCell(row, column))
    }
  return undefined
}
