/** The rows of a template that prints the rows of the form itself, with headings and sub-totals between them. */
import type { DrawnRows, FillInput, PrintedRow } from './fill-types.ts'
import { isEmpty, rowFinder } from './match-rows.ts'

/**
 * From the first to the last line that bears the name of a row of the form; undefined unless every row with something in it is
 * found by its name, and where the block that was found otherwise reaches as far.
 * @param lines below the header, as printed, to the end of the sheet
 */
export function namedBlock(
  rows: DrawnRows,
  lines: readonly PrintedRow[],
  { template, codes, report }: FillInput,
  lastRow: number,
): DrawnRows | undefined {
  if (template.structure.kind !== 'fixed') return undefined
  const find = rowFinder(template, codes, lines)
  const taken = new Set<number>()
  for (const row of report.rows.filter(({ origin }) => origin === 'fixed')) {
    // Names may come again in a table further down.
    const line = find(row).find((one) => !taken.has(one.row))
    if (line !== undefined) taken.add(line.row)
    else if (!isEmpty(row, template)) return undefined
  }
  if (taken.size === 0) return undefined
  const last = Math.max(...taken)
  const first = Math.min(...taken)
  if (last <= rows.last && first >= rows.first) return undefined
  // A row of the form is none of the template's totals, whatever it is called.
  return { first, last: Math.max(last, rows.last), isOpen: lastRow <= last, totals: rows.totals.filter(({ row }) => !taken.has(row)) }
}
