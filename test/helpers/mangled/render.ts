/** Draws a mangled table as a sheet, remembering where each true cell came to stand. */
import type { Cell, SheetSpec } from '../workbook.ts'
import { letters } from '../workbook.ts'
import { type Column, isTrue, type Table } from './table.ts'

/** What the import must make of one cell. */
export interface Truth {
  readonly table: Table
  readonly data: number
  readonly field: string
  readonly value: string | undefined
}
export interface Drawn {
  rows: Cell[][]
  merges: string[]
  hiddenRows: number[]
  hiddenColumns: number[]
  /** By address. */
  readonly truth: Map<string, Truth>
  /** Column by 1-based row of the header's last line and letters, for those who answer questions. */
  readonly columns: Map<string, Column>
}
export const blankSheet = (): Drawn => ({ rows: [], merges: [], hiddenRows: [], hiddenColumns: [], truth: new Map(), columns: new Map() })

const labelled = (column: Column, label: string): string => {
  const { unit } = column
  if (unit === undefined) return label
  if (column.unitStyle === 'newline') return `${label}\n（${unit}）`
  if (column.unitStyle === 'bracket') return `${label}(${unit})`
  if (column.unitStyle === 'slash') return `${label}/${unit}`
  if (column.unitStyle === 'comma') return `${label}，${unit}`
  return label
}

/** The header as rows of text and merges, relative to its first cell. */
const headOf = (table: Table): { rows: Cell[][]; merges: [number, number, number, number][] } => {
  const { columns } = table
  const flat = (label: (column: Column) => string) => ({ rows: [columns.map((column) => labelled(column, label(column)))], merges: [] })
  if (table.head === 'leaf') return flat(({ path }) => path.at(-1) ?? '')
  if (table.head === 'joined') return flat(({ path }) => path.join('-'))
  const depth = Math.max(...columns.map(({ path }) => path.length)) + table.extraHeadRows
  const rows: Cell[][] = Array.from({ length: depth }, () => columns.map(() => null))
  const merges: [number, number, number, number][] = []
  const isMerged = table.head === 'merged'
  for (const [at, column] of columns.entries()) {
    const { path } = column
    for (const [level, label] of path.entries()) {
      const isLeaf = level === path.length - 1
      const same = (other: Column | undefined) =>
        other !== undefined &&
        !isLeaf &&
        other.path.length > level + 1 &&
        other.path.slice(0, level + 1).join('|') === path.slice(0, level + 1).join('|')
      if (same(columns[at - 1])) continue
      const row = rows[level]
      if (row !== undefined) row[at] = isLeaf ? labelled(column, label) : label
      let right = at
      while (same(columns[right + 1])) right++
      const bottom = isLeaf ? depth - 1 : level
      if (isMerged && (right > at || bottom > level)) merges.push([level, at, bottom, right])
    }
  }
  return { rows, merges }
}

const chinese = ['甲', '乙', '丙', '丁', '戊', '己']
const numberRow = ({ columns, numbers }: Table): Cell[] =>
  columns.map((_, at) => {
    if (numbers === 'text') return `(${at + 1})`
    return numbers === 'chinese' ? (chinese[at] ?? at - chinese.length + 1) : at + 1
  })

/** The printed totals; whoever moves columns about still writes the word of a total in front. */
const totalRows = ({ columns }: Table): Cell[][] =>
  Array.from({ length: Math.max(0, ...columns.map(({ totals }) => totals.length)) }, (_, at) => {
    const cells = columns.map(({ totals }) => totals[at] ?? null)
    const label = cells.findIndex((cell) => typeof cell === 'string' && !/^\d/.test(cell))
    if (label < 0) return []
    const front = cells.findIndex((cell, column) => cell === null || column === label)
    if (front >= 0 && front < label) [cells[front], cells[label]] = [cells[label] ?? null, null]
    return cells
  })

/** Draws the table with its first cell at `top`, `left` (both from 0); a foreign one leaves no truth. Returns the row behind it. */
export function draw(table: Table, sheet: Drawn, top: number, left: number, isForeign = false): number {
  const { columns } = table
  let row = top
  const put = (at: number, cells: readonly (Cell | undefined)[]) => {
    while (sheet.rows.length <= at) sheet.rows.push([])
    const line = sheet.rows[at] ?? []
    for (const [column, cell] of cells.entries()) {
      while (line.length <= left + column) line.push(null)
      if (cell !== undefined && cell !== null) line[left + column] = cell
    }
  }
  const merge = (fromRow: number, fromColumn: number, toRow: number, toColumn: number) =>
    sheet.merges.push(`${letters(left + fromColumn)}${fromRow + 1}:${letters(left + toColumn)}${toRow + 1}`)
  const head = headOf(table)
  const putHead = (isFirst: boolean) => {
    for (const cells of head.rows) put(row++, cells)
    for (const [fromRow, fromColumn, toRow, toColumn] of head.merges)
      merge(row - head.rows.length + fromRow, fromColumn, row - head.rows.length + toRow, toColumn)
    if (!isFirst) return
    if (!isForeign) for (const [at, column] of columns.entries()) sheet.columns.set(`${letters(left + at)}${row}`, column)
    if (columns.some(({ unit, unitStyle }) => unitStyle === 'row' && unit !== undefined))
      put(
        row++,
        columns.map(({ unit }) => unit ?? '—'),
      )
    if (table.numbers !== 'none') put(row++, numberRow(table))
  }
  for (const [at, cells] of table.above.entries()) {
    put(row, cells)
    if (at === 0 && cells.length === 1 && columns.length > 2) merge(row, 0, row, columns.length - 1)
    row++
  }
  putHead(true)
  let before: number | undefined
  const open = new Map<Column, { from: number; to: number }>()
  const closeMerges = () => {
    for (const [column, { from, to }] of open) if (to > from) merge(from, columns.indexOf(column), to, columns.indexOf(column))
    open.clear()
  }
  for (const line of table.lines) {
    if ('data' in line) {
      const { data } = line
      put(
        row,
        columns.map((column) => {
          const isBelow =
            table.mergedDown.has(column) &&
            before !== undefined &&
            open.has(column) &&
            column.truth[data] !== undefined &&
            column.truth[before] === column.truth[data]
          return isBelow ? null : (column.cells[data] ?? null)
        }),
      )
      for (const column of columns.filter((one) => table.mergedDown.has(one))) {
        const run = open.get(column)
        if (run !== undefined && before !== undefined && column.truth[data] !== undefined && column.truth[before] === column.truth[data])
          run.to = row
        else {
          if (run !== undefined && run.to > run.from) merge(run.from, columns.indexOf(column), run.to, columns.indexOf(column))
          open.set(column, { from: row, to: row })
        }
      }
      for (const [at, column] of columns.entries())
        if (isTrue(column) && column.field !== undefined && !isForeign)
          sheet.truth.set(`${letters(left + at)}${row + 1}`, { table, data, field: column.field.key, value: column.truth[data] })
      if (table.hiddenData.has(data)) sheet.hiddenRows.push(row + 1)
      before = data
      row++
      continue
    }
    closeMerges()
    before = undefined
    if ('header' in line) putHead(false)
    else {
      put(row, line.cells)
      if (line.merge !== undefined) merge(row, line.merge[0], row, line.merge[1])
      row++
    }
  }
  closeMerges()
  for (const cells of totalRows(table)) put(row++, cells)
  for (const cells of table.below) put(row++, cells)
  for (const [at, column] of columns.entries()) if (column.hidden) sheet.hiddenColumns.push(left + at)
  return row
}

export const sheetOf = (name: string, drawn: Drawn, state?: SheetSpec['state']): SheetSpec => ({
  name,
  rows: drawn.rows,
  merges: drawn.merges,
  hiddenRows: drawn.hiddenRows,
  hiddenColumns: drawn.hiddenColumns,
  ...(state === undefined ? {} : { state }),
})
