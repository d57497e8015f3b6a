/** Formulas of a template that speak of its block from outside: totals, checks, names, figures beside it. */
import { columnLetters } from '../../../../shared/forms/columns.ts'
import { fillText } from '../../../../shared/text/fill.ts'
import type { ParsedLayout } from '../../ports.ts'
import { type Rectangle, rectangleOf } from '../calc/grid-area.ts'
import { liesOn } from '../calc/shift-references.ts'
import { tokenize } from '../calc/tokens.ts'
import type { RowBlockOrder } from '../patcher/orders.ts'
import { isFilledDown, isOfRow } from '../patcher/rows/block-formula.ts'
import type { BoundColumn, BoundTable } from './fill-types.ts'
import type { RowPlan } from './match-rows.ts'

/** Rows and columns from 1. */
export interface BlockArea {
  readonly first: number
  readonly last: number
  readonly left: number
  readonly right: number
}

export const blockArea = ({
  first,
  last,
  columns,
}: {
  readonly first: number
  readonly last: number
  readonly columns: readonly Pick<BoundColumn, 'column'>[]
}): BlockArea => {
  const places = columns.map(({ column }) => column + 1)
  return { first, last, left: Math.min(...places), right: Math.max(...places) }
}

/** The rows put in behind the block of a table. */
export const rowBlock = (
  table: Pick<BoundTable, 'sheet' | 'columns' | 'first' | 'last'>,
  { inserted, countedFrom }: Pick<RowPlan, 'inserted' | 'countedFrom'>,
): RowBlockOrder => ({ sheet: table.sheet.name, ...blockArea(table), count: inserted, countedFrom })

/** The row behind those that lead the block with something printed in them; its first row where nothing leads it or nothing follows. */
export const leadEnd = (
  { first, last }: Pick<BoundTable, 'first' | 'last'>,
  printed: readonly Pick<BoundTable['printed'][number], 'row'>[],
): number => {
  const rows = new Set(printed.map(({ row }) => row))
  let row = first
  while (rows.has(row)) row++
  return row > last ? first : row
}

/** The row behind the printed ones that lead the block, an example say, where all that counts the block begins there. */
export function summedFrom(layout: ParsedLayout, table: BoundTable): number | undefined {
  const { sheet, first, last, printed } = table
  const from = leadEnd(table, printed)
  if (from === first) return undefined
  const area = blockArea(table)
  const areas = formulasAround(layout, sheet.name, area)
    .flatMap((formula) => areasNamed(formula, sheet.name, area))
    .filter(({ top, bottom }) => top <= last && bottom >= first)
  const tops = areas.map(({ top }) => top)
  return tops.length > 0 && Math.min(...tops) === from ? from : undefined
}

export interface OutsideFormula {
  /** As people find it: `D7`, `汇总!B1`, a name. */
  readonly place: string
  /** Sheet on which references without a sheet lie. */
  readonly own: string | undefined
  readonly formula: string
}

/** Those of the block's own rows are left out, and those filled down beside them: they speak of their row. */
export function formulasAround({ sheets, names }: ParsedLayout, sheet: string, area: BlockArea): OutsideFormula[] {
  const around = sheets.flatMap(({ name, cells }): OutsideFormula[] => {
    const inBlock = new Map<string, string>()
    for (const { row, column, formula } of cells)
      if (name === sheet && formula !== undefined && row >= area.first && row <= area.last) inBlock.set(`${row}:${column}`, formula)
    return cells.flatMap(({ row, column, formula }) => {
      if (formula === undefined || formula === '') return []
      if (inBlock.has(`${row}:${column}`) && !isBeside(formula, row, column, area, inBlock)) return []
      return [{ place: (name === sheet ? '' : `${name}!`) + columnLetters(column) + row, own: name, formula }]
    })
  })
  // Names with this beginning are the program's own: print areas, filters.
  const given = names.filter(({ name }) => !name.startsWith('_xlnm.'))
  return [...around, ...given.map(({ name, formula }) => ({ place: fillText.named(name), own: undefined, formula }))]
}

const isBeside = (formula: string, row: number, column: number, area: BlockArea, inBlock: ReadonlyMap<string, string>): boolean => {
  if (column + 1 >= area.left && column + 1 <= area.right) return false
  if (area.first === area.last) return !isOfRow(formula, row)
  const [above, below] = [inBlock.get(`${row - 1}:${column}`), inBlock.get(`${row + 1}:${column}`)]
  // Later cells of a formula that several share say nothing of their own.
  const goesOn = below === '' || (below !== undefined && isFilledDown(below, formula))
  return !goesOn && (above === undefined || !isFilledDown(formula, above))
}

/** The tables that have columns of the block in them. */
export const tablesOver = ({ tables }: ParsedLayout, sheet: string, { left, right }: BlockArea): ParsedLayout['tables'] =>
  tables.filter((table) => table.sheet === sheet && table.area.left < right && table.area.right + 1 >= left)

/** The areas on a sheet that a formula names within the columns of a table; whole columns are left out. */
export const areasNamed = (
  { formula, own }: Pick<OutsideFormula, 'formula' | 'own'>,
  sheet: string,
  { left, right }: Pick<BlockArea, 'left' | 'right'>,
): Rectangle[] =>
  tokenize(formula).flatMap((token) => {
    if (token.kind !== 'reference' || token.area.kind === 'columns' || !liesOn(token, own, sheet)) return []
    const area = rectangleOf(token.area)
    return area.left <= right && area.right >= left ? [area] : []
  })
