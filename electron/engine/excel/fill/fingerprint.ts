/** By what a blank form is known again: its words and where they stand, without figures, for the month in its title changes. */
import { createHash } from 'node:crypto'
import type { ParsedWorkbook } from '../../ports.ts'

const rowsLookedAt = 200
const columnsLookedAt = 100

export function templateFingerprint(workbook: ParsedWorkbook): string {
  const hash = createHash('sha256')
  for (const { name, rows } of workbook.sheets) {
    hash.update(`\n${name.replace(/\d+/g, '')}`)
    for (const { row, cells } of rows.slice(0, rowsLookedAt))
      for (const [column, cell] of cells.slice(0, columnsLookedAt).entries())
        if (cell?.kind === 'text') hash.update(`\n${row} ${column} ${String(cell.value).slice(0, 200).replace(/\d+/g, '').trim()}`)
  }
  return hash.digest('hex')
}
