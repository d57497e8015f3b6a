/** What stands beside a table about units: lines, titles and sentences above it and below. */
import type { FormTemplate } from '../../../../shared/forms/form-schema.ts'
import type { ParsedRow } from '../../ports.ts'
import type { CollectedRows } from './collect-rows.ts'
import type { HeaderBlock } from './header-search.ts'
import type { SheetView } from './sheet-view.ts'
import { hintsOfRow, unitsOfName, unitsOfRow, unitsOfTitle } from './unit-statements.ts'

export interface UnitLines {
  /** Stated for the whole table, above it. */
  readonly above: readonly string[]
  /** Stated below it, or in sentences that may be about some of its columns only: never taken without a question. */
  readonly below: readonly string[]
}

export function linesOf(view: SheetView, header: HeaderBlock, collected: CollectedRows, template: FormTemplate): UnitLines {
  const over = view.sheet.rows.filter(({ row }) => row < header.top)
  const { above, below } = linesIn(over, rowsBelow(view, collected), template)
  // A sheet's name often outlives the figures that it was given for.
  const { stated, hinted } = unitsOfName(view.sheet.name)
  return { above, below: [...below, ...stated, ...hinted] }
}

/** What rows over a table and under it say. */
export const linesIn = (over: readonly ParsedRow[], under: readonly ParsedRow[], template: FormTemplate): UnitLines => {
  const titles = over.map(unitsOfTitle)
  return {
    above: [...over.flatMap(unitsOfRow), ...titles.flatMap(({ stated }) => stated)],
    below: [
      ...under.flatMap(unitsOfRow),
      ...[...over, ...under].flatMap((row) => hintsOfRow(row, template)),
      ...titles.flatMap(({ hinted }) => hinted),
    ],
  }
}

/** Lines under the last row may speak of the table as well, unless another table follows. */
const rowsBelow = (view: SheetView, { rows, foreign, skipped }: CollectedRows) => {
  const last = rows.at(-1)?.row
  if (last === undefined || foreign.length > 0) return []
  return skipped.flatMap(({ row }) => (row > last ? (view.row(row) ?? []) : []))
}
