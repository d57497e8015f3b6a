/** Formulas of a template that name single rows of its block: rows that are put in are not part of what they say. */
import { columnLetters } from '../../../../shared/forms/columns.ts'
import { fillText } from '../../../../shared/text/fill.ts'
import type { ParsedLayout } from '../../ports.ts'
import { gatherRows } from '../calc/gather-rows.ts'
import { liesOn } from '../calc/shift-references.ts'
import { tokenize } from '../calc/tokens.ts'
import type { BoundTable } from './fill-types.ts'
import type { RowPlan } from './match-rows.ts'

/** One sentence for each formula outside the block that will leave rows out. */
export function partialTotals({ sheets }: ParsedLayout, { sheet, first, last }: BoundTable, { inserted }: RowPlan): string[] {
  if (inserted === 0) return []
  const block = { sheet: sheet.name, first, last }
  return sheets.flatMap(({ name, cells }) =>
    cells.flatMap(({ row, column, formula }) => {
      if (formula === undefined || (name === block.sheet && row >= first && row <= last)) return []
      const leavesOut = tokenize(gatherRows(formula, name, block)).some(
        (token) =>
          token.kind === 'reference' &&
          token.area.kind === 'cell' &&
          token.area.from.row >= first &&
          token.area.from.row <= last &&
          liesOn(token, name, block.sheet),
      )
      const place = (name === block.sheet ? '' : `${name}!`) + columnLetters(column) + row
      return leavesOut ? [fillText.partialTotal(place, formula, inserted)] : []
    }),
  )
}
