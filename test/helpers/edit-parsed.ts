import type { ParsedCell, ParsedWorkbook } from '../../electron/engine/ports.ts'

const columnOf = (letters: string): number => [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1

/** A copy of a workbook in which cells hold something else, by `sheet!A1`; null empties a cell. */
export function withCells(workbook: ParsedWorkbook, changes: Readonly<Record<string, string | ParsedCell | null>>): ParsedWorkbook {
  const copy = structuredClone(workbook)
  for (const [at, value] of Object.entries(changes)) {
    const [, name, letters, number] = /^(.+)!([A-Z]+)(\d+)$/.exec(at) ?? []
    const sheet = copy.sheets.find((candidate) => candidate.name === name)
    if (sheet === undefined || letters === undefined) throw new Error(`no such cell: ${at}`)
    const rows = sheet.rows as { row: number; hidden: boolean; cells: (ParsedCell | undefined)[] }[] // our own copy
    let row = rows.find((candidate) => candidate.row === Number(number))
    if (row === undefined) {
      row = { row: Number(number), hidden: false, cells: [] }
      rows.push(row)
      rows.sort((a, b) => a.row - b.row)
    }
    row.cells[columnOf(letters)] = value === null ? undefined : typeof value === 'string' ? { value, kind: 'text' } : value
  }
  return copy
}

/** Address of the cell below a heading on the row whose first cells hold these texts. */
export function cellUnder(workbook: ParsedWorkbook, sheet: string, heading: string, ...first: readonly string[]): string {
  const found = workbook.sheets.find(({ name }) => name === sheet)
  const texts = (found?.rows ?? []).map(({ row, cells }) => ({ row, cells: Array.from(cells, (cell) => String(cell?.value ?? '')) }))
  const down = texts.find(({ cells }) => cells[0] === heading && first.length === 0)
  if (down !== undefined) return `${sheet}!B${down.row}`
  const head = texts.find(({ cells }) => cells.includes(heading))
  const row = texts.find((candidate) => candidate.row > (head?.row ?? 0) && first.every((text) => candidate.cells.includes(text)))
  const column = head?.cells.indexOf(heading) ?? -1
  if (head === undefined || row === undefined || column === -1) throw new Error(`no cell ${sheet} ${heading} ${first.join(' ')}`)
  return `${sheet}!${String.fromCharCode(65 + column)}${row.row}`
}
