/** Rows of tables that are not imported: each is listed, and what may be data is reported. */
import type { ParsedRow } from '../../ports.ts'
import type { ChosenTable } from './choose-table.ts'
import type { HeaderBlock } from './header-search.ts'
import type { RowContext, SkipReason } from './row-context.ts'
import { skipBelowHeader, skipReason } from './rows.ts'
import { cellText } from './words.ts'

/** The header of another table that the row stands under or is part of; undefined above all of them. */
export function headerOver(row: ParsedRow, { others, block }: ChosenTable): HeaderBlock | undefined {
  const over = others.findLast(({ top }) => top <= row.row)
  // The title of the table itself stands between the one before and its own header.
  return over !== undefined && row.row < block.top && isTitle(row) ? undefined : over
}

/** A row with one value can be no row of data worth the name. */
const isTitle = (row: ParsedRow): boolean => filledCells(row) < 2

const filledCells = (row: ParsedRow): number => row.cells.filter((cell) => cell !== undefined && cellText(cell) !== '').length

/** Its own kind of row where it surely is one of these in any table. */
const surely: ReadonlySet<SkipReason> = new Set(['title', 'unit', 'number', 'total', 'footer', 'example'])

/** Why a row under the header of another table is no data there; undefined for what may be data. */
export function reasonElsewhere(
  row: ParsedRow,
  other: HeaderBlock,
  context: RowContext,
  units: ReadonlySet<string>,
): SkipReason | undefined {
  if (row.row <= other.bottom) return 'title'
  const reason = skipBelowHeader(row, units) ?? skipReason(row, { ...context, header: other })
  if (reason !== undefined && surely.has(reason)) return reason
  // Which columns that table has is not known here; two values are enough to tell somebody.
  return isTitle(row) ? (reason ?? 'note') : undefined
}
