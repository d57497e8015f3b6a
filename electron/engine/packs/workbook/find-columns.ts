/** Finds on each sheet the row of headings and what stands under them, whatever the author moved or added. */
import { workbookText, workbookWords } from '../../../../shared/text/pack-workbook.ts'
import type { ParsedCell, ParsedSheet } from '../../ports.ts'
import type { CellPlace, CellProblem } from './places.ts'
import type { Table } from './tables.ts'

/** More rows than any pack needs; beyond them a sheet is not read. */
export const mostRows = 60_000
const mostColumns = 200
const headRows = 30

/** One row of a sheet under the columns of its table. */
export interface SheetRow {
  readonly row: number
  /** By index in `table.columns`; undefined = no such column. */
  readonly cells: readonly (ParsedCell | undefined)[]
}
export interface SheetReading {
  readonly rows: readonly SheetRow[]
  /** Column of the sheet for each column of the table; -1 when it is not there. */
  readonly at: readonly number[]
  /** Row of the headings, from 0; -1 for a single thing written downwards. */
  readonly headRow: number
  readonly placeOf: (row: number, column: number) => CellPlace
}

const folded = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/[\s＊*]/g, '')
    .toLowerCase()
export const textOf = (cell: ParsedCell | undefined): string => {
  if (cell === undefined || cell.value === null) return ''
  if (typeof cell.value === 'boolean') return cell.value ? '是' : '否'
  if (typeof cell.value === 'number')
    return cell.format?.includes('%') === true ? `${Number((cell.value * 100).toPrecision(12))}%` : String(cell.value)
  return cell.value
}
const isBlank = (cell: ParsedCell | undefined): boolean =>
  cell === undefined || (cell.kind !== 'formulaWithoutValue' && textOf(cell).trim() === '')

/** Names under which a column is found, its heading and its name in the schema. */
const namesOf = (table: Table): ReadonlyMap<string, number> => {
  const names = new Map<string, number>()
  for (const [index, column] of table.columns.entries()) {
    if (column.path.length > 0 && column.role === 'own') names.set(folded(column.path.join('.')), index)
  }
  for (const [index, column] of table.columns.entries()) names.set(folded(column.heading), index)
  return names
}

/** Cells of a vertically merged area all hold what stands at its top. */
const withMerges = (sheet: ParsedSheet): ParsedSheet['rows'] => {
  const merges = sheet.merges.filter(({ top, bottom, left, right }) => bottom > top && left === right && bottom - top < mostRows)
  if (merges.length === 0) return sheet.rows
  const byRow = new Map(sheet.rows.map((row) => [row.row - 1, row]))
  const changed = new Map<number, (ParsedCell | undefined)[]>()
  for (const { top, bottom, left } of merges) {
    const cell = byRow.get(top)?.cells[left]
    if (cell === undefined) continue
    for (let at = top + 1; at <= bottom; at++) {
      const row = byRow.get(at)
      if (row === undefined || row.cells[left] !== undefined) continue
      const cells = changed.get(at) ?? [...row.cells]
      cells[left] = cell
      changed.set(at, cells)
    }
  }
  return sheet.rows.map((row) => {
    const cells = changed.get(row.row - 1)
    return cells === undefined ? row : { ...row, cells }
  })
}

type Report = (problem: CellProblem) => void

/** @returns undefined when the sheet has no row of headings or is too long; that is reported. */
export const findColumns = (table: Table, sheet: ParsedSheet, report: Report): SheetReading | undefined => {
  const place = (row: number, column: number): CellPlace => ({ sheet: sheet.name, row, column })
  const error = (at: CellPlace, message: string): void => report({ place: at, severity: 'error', message })
  if (sheet.rows.length > mostRows) {
    error(place(0, 0), workbookText.tooManyRows(String(mostRows)))
    return undefined
  }
  return table.kind === 'one' ? readDown(table, sheet, place, report) : readAcross(table, sheet, place, report)
}

type PlaceAt = (row: number, column: number) => CellPlace

const readAcross = (table: Table, sheet: ParsedSheet, place: PlaceAt, report: Report): SheetReading | undefined => {
  const names = namesOf(table)
  const rows = withMerges(sheet)
  const matches = (cells: ParsedSheet['rows'][number]['cells']): number =>
    new Set(cells.slice(0, mostColumns).flatMap((cell) => names.get(folded(textOf(cell))) ?? [])).size
  let head: ParsedSheet['rows'][number] | undefined
  let best = Math.min(2, table.columns.length) - 1
  for (const row of rows.slice(0, headRows)) {
    const found = matches(row.cells)
    if (found <= best) continue
    head = row
    best = found
  }
  if (head === undefined) {
    if (rows.every(({ cells }) => cells.every(isBlank))) return undefined
    const wanted = table.columns.slice(0, 3).map(({ heading }) => heading)
    report({ place: place((rows[0]?.row ?? 1) - 1, 0), severity: 'error', message: workbookText.headMissing(wanted.join('、')) })
    return undefined
  }
  const headRow = head.row
  const below = rows.filter(({ row }) => row > headRow)
  const at = table.columns.map(() => -1)
  for (const [column, cell] of head.cells.slice(0, mostColumns).entries()) {
    const text = textOf(cell).trim()
    const known = names.get(folded(text))
    const here = place(headRow - 1, column)
    if (known !== undefined && at[known] === -1) at[known] = column
    else if (known !== undefined) report({ place: here, severity: 'error', message: workbookText.columnTwice(text) })
    else if (text !== '' && text.split('\n')[0]?.trim() !== workbookWords.problem && below.some(({ cells }) => !isBlank(cells[column])))
      report({ place: here, severity: 'warning', message: workbookText.columnIgnored(text) })
  }
  const found: SheetRow[] = below
    .map(({ row, cells }) => ({
      row: row - 1,
      cells: at.map((column) => (column === -1 || isBlank(cells[column]) ? undefined : cells[column])),
    }))
    .filter(({ cells }) => cells.some((cell) => cell !== undefined))
  if (found.length > 0)
    for (const [index, column] of table.columns.entries())
      if (column.required && at[index] === -1)
        report({ place: place(headRow - 1, 0), severity: 'error', message: workbookText.columnMissing(column.heading) })
  return { rows: found, at, headRow: headRow - 1, placeOf: (row, column) => place(row, Math.max(0, at[column] ?? 0)) }
}

const readDown = (table: Table, sheet: ParsedSheet, place: PlaceAt, report: Report): SheetReading => {
  const names = namesOf(table)
  const rowAt = table.columns.map(() => -1)
  const cells: (ParsedCell | undefined)[] = table.columns.map(() => undefined)
  let column = -1
  for (const row of sheet.rows) {
    const first = row.cells.findIndex((cell) => !isBlank(cell))
    const text = textOf(row.cells[first]).trim()
    const known = first === -1 || first > 2 ? undefined : names.get(folded(text))
    if (known === undefined) {
      const value = row.cells[first + 1]
      const isHead = folded(text) === folded(workbookWords.item)
      if (column !== -1 && first === column && !isHead && !isBlank(value))
        report({ place: place(row.row - 1, first), severity: 'warning', message: workbookText.itemIgnored(text) })
      continue
    }
    if (rowAt[known] !== -1) {
      report({ place: place(row.row - 1, first), severity: 'error', message: workbookText.itemTwice(text) })
      continue
    }
    column = first
    rowAt[known] = row.row - 1
    cells[known] = isBlank(row.cells[first + 1]) ? undefined : row.cells[first + 1]
  }
  const at = rowAt.map((row) => (row === -1 ? -1 : column + 1))
  return { rows: [{ row: 0, cells }], at, headRow: -1, placeOf: (_row, index) => place(Math.max(0, rowAt[index] ?? 0), column + 1) }
}
