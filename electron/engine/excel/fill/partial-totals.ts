/** What sums only some rows of a template's block, or its example as well: formulas, names and tables that will be wrong of the report. */
import { fillText } from '../../../../shared/text/fill.ts'
import type { ParsedLayout } from '../../ports.ts'
import type { Rectangle } from '../calc/grid-area.ts'
import { rowMove } from '../patcher/rows/row-move.ts'
import { areasNamed, blockArea, formulasAround, rowBlock, tablesOver } from './block-formulas.ts'
import type { BoundTable } from './fill-types.ts'
import type { RowPlan } from './match-rows.ts'

/** One sentence for each of them. */
export function partialTotals(layout: ParsedLayout, table: BoundTable, plan: RowPlan): string[] {
  const { inserted, counted } = plan
  const start = Math.min(...plan.targets.map(({ row }) => row))
  // Those above the first row written stay.
  const examples = plan.targets.length === 0 ? [] : table.printed.filter(({ row, isExample }) => isExample && row < start)
  const sheet = table.sheet.name
  const area = blockArea(table)
  const { first, last } = area
  const end = last + inserted
  const move = inserted === 0 ? undefined : rowMove(rowBlock(table, plan), 'grow')
  const formulas = formulasAround(layout, sheet, area).flatMap(({ place, own, formula }) => {
    const after = move?.formula(formula, own) ?? formula
    const areas = areasNamed({ formula: after, own }, sheet, area).filter(({ top, bottom }) => top <= end && bottom >= first)
    // Single cells may be meant; rows that are put in cannot have been.
    if (inserted > 0 && areas.some(({ top, bottom }) => top === bottom)) return [fillText.partialTotal(place, formula, inserted)]
    const left = leftOut(areas, counted)
    const example = examples.find(({ row }) => areas.some(({ top, bottom }) => top < bottom && row >= top && row <= bottom))
    return [
      ...(left === 0 ? [] : [fillText.partialRange(place, formula, left)]),
      ...(example === undefined ? [] : [fillText.exampleCounted(place, formula, example.row)]),
    ]
  })
  const tables = tablesOver(layout, sheet, area).flatMap(({ name, area: { top, bottom } }) => {
    if (bottom < first || top > last) return []
    const reach = bottom >= last ? bottom + inserted : bottom
    const left = counted.filter((row) => row < top || row > reach).length
    return left === 0 ? [] : [fillText.partialTable(name, left)]
  })
  return [...formulas, ...tables]
}

/** How many rows the areas over the same columns leave out together. */
const leftOut = (areas: readonly Rectangle[], counted: readonly number[]): number => {
  const several = areas.filter(({ top, bottom }) => top < bottom)
  const byColumns = Map.groupBy(several, ({ left, right }) => `${left}:${right}`)
  return Math.max(
    0,
    ...[...byColumns.values()].map(
      (group) => counted.filter((row) => !group.some(({ top, bottom }) => row >= top && row <= bottom)).length,
    ),
  )
}
