/** The question about rows that may be sub-totals and may be records. */
import { type ImportOptions, type ImportPreview, mostParts } from '../../../../shared/contract/import.ts'
import { importText } from '../../../../shared/text/import.ts'
import type { TableReading } from './read-table.ts'
import { cellText, readable } from './words.ts'

type Question = ImportPreview['questions'][number]
type Table = NonNullable<ImportOptions['parts']>[number]

const rowsNamed = 5

/** One question for all such rows; none once the rows that are meant were pointed at. */
export function openSumsQuestion(readings: readonly TableReading[]): readonly Question[] {
  const open = readings.flatMap((reading) => reading.openSums.map((one) => ({ ...one, sheet: reading.part.sheet })))
  if (open.length === 0) return []
  const hasSheets = new Set(readings.map(({ part }) => part.sheet)).size > 1
  const named = open
    .slice(0, rowsNamed)
    .map(({ sheet, row, column }) => importText.sumRow(hasSheets ? sheet : undefined, row.row, readable(cellText(row.cells[column]))))
  const rows = named.join('、') + (open.length > rowsNamed ? importText.moreSums(open.length) : '')
  const choice = (parts: readonly Table[], label: string) =>
    parts.length === 0 || parts.length > mostParts ? [] : [{ value: JSON.stringify({ parts: [...parts] } satisfies ImportOptions), label }]
  const choices = [...choice(readings.flatMap(without), importText.sumsOut), ...choice(readings.flatMap(withAll), importText.sumsIn)]
  return [{ id: 'sums', kind: 'part', message: importText.sumsOfRows(rows), column: null, choices }]
}

const tableOf = ({ part: { sheet, headerRows, range, only } }: TableReading): Table => ({
  sheet,
  headerRows,
  ...(range === undefined ? {} : { columns: range }),
  ...(only === undefined ? {} : { only }),
})

const withAll = (reading: TableReading): Table[] => {
  const [first, last] = [reading.rows[0], reading.rows.at(-1)]
  if (reading.openSums.length === 0 || first === undefined || last === undefined) return [tableOf(reading)]
  return [{ ...tableOf(reading), only: [first.row, last.row] }]
}

/** The stretches of data between the rows in question. */
const without = (reading: TableReading): Table[] => {
  if (reading.openSums.length === 0) return [tableOf(reading)]
  const out = new Set(reading.openSums.map(({ row }) => row.row))
  const stretches: [number, number][] = []
  let isOpen = false
  for (const { row } of reading.rows) {
    const last = stretches.at(-1)
    if (out.has(row)) isOpen = false
    else if (isOpen && last !== undefined) last[1] = row
    else {
      stretches.push([row, row])
      isOpen = true
    }
  }
  return stretches.map((only) => ({ ...tableOf(reading), only }))
}
