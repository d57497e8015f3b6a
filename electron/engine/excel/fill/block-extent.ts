/** Where a block that no lines draw ends: what sums its rows knows better than the blank rows around it. */
import { columnLetters } from '../../../../shared/forms/columns.ts'
import type { ParsedLayout, SheetLayout } from '../../ports.ts'
import { gatherRows } from '../calc/gather-rows.ts'
import { tokenize } from '../calc/tokens.ts'
import type { SheetView } from '../recognise/sheet-view.ts'
import { cellText } from '../recognise/words.ts'
import { areasNamed, type BlockArea, blockArea, formulasAround, leadEnd, type OutsideFormula, tablesOver } from './block-formulas.ts'
import type { BoundColumn, BoundTable, DrawnRows } from './fill-types.ts'

interface Surroundings {
  readonly view: SheetView
  /** Of the sheet. */
  readonly layout: SheetLayout | undefined
  readonly all: ParsedLayout
  readonly columns: readonly Pick<BoundColumn, 'column'>[]
  /** Rows that show more than running numbers and formulas. */
  readonly printed: readonly Pick<BoundTable['printed'][number], 'row'>[]
  /** Somebody said which rows. */
  readonly isChosen: boolean
}

/** More rows than a template leaves for data: such an area means all there may ever be. */
const longestBlock = 5000
/** Nobody names more cells one by one. */
const longestList = 60
const ellipsis = /^[.．。·…]{2,}$|^…$/

/**
 * The block without the blank rows and the `……` between it and its totals, when the totals do not count these; in a table that is
 * neither drawn nor followed by anything, as far as the first area that begins with it.
 */
export function settledBlock(rows: DrawnRows, around: Surroundings): Pick<BoundTable, 'first' | 'last' | 'totals' | 'ellipses'> {
  const { first, totals } = rows
  const last = around.isChosen ? rows.last : lastOf(rows, around)
  const ellipses: string[] = []
  for (let row = last + 1; row <= rows.last; row++)
    for (const [column, cell] of (around.view.row(row)?.cells ?? []).entries())
      if (ellipsis.test(cellText(cell))) ellipses.push(columnLetters(column) + row)
  return { first, last, totals, ellipses }
}

function lastOf({ first, last, isOpen }: DrawnRows, around: Surroundings): number {
  const { view, layout, all, columns } = around
  const area = blockArea({ first, last, columns })
  const sheet = view.sheet.name
  const inTable = (column: number): boolean => column + 1 >= area.left && column + 1 <= area.right
  const drawn = new Set<number>()
  const reckoned = new Set<number>()
  for (const { row, column, bordered, formula } of layout?.cells ?? []) {
    if (!inTable(column)) continue
    if (bordered) drawn.add(row)
    if (formula !== undefined) reckoned.add(row)
  }
  // What sums the rows may leave out the example that leads them.
  const ends = [first, leadEnd({ first, last }, around.printed)].flatMap((begin) => endsOf(all, sheet, { ...area, first: begin }))
  if (isOpen && !drawn.has(last) && !reckoned.has(last)) {
    const ruled = (layout?.rules ?? []).flatMap(({ areas }) =>
      areas.flatMap(({ top, left, bottom, right }) => (top <= first && inTable(left) && inTable(right) ? [bottom] : [])),
    )
    const beyond = [...ends, ...ruled].filter((end) => end >= last && end < first + longestBlock)
    return beyond.length === 0 ? last : Math.min(...beyond)
  }
  const textsOf = (row: number): string[] =>
    (view.row(row)?.cells ?? []).flatMap((cell, column) => (inTable(column) && cellText(cell) !== '' ? [cellText(cell)] : []))
  const saysMore = textsOf(last).some((text) => ellipsis.test(text))
  // An area may have the row of `……` in it, which is none of the rows for that.
  const end = Math.max(first - 1, ...ends.filter((row) => row < last || (row === last && !saysMore)))
  if (end < first || end === last) return last
  const showsSomething = textsOf(end).length > 0 || reckoned.has(end)
  const isBehind = (row: number): boolean => {
    const texts = textsOf(row)
    if (reckoned.has(row) || !texts.every((text) => ellipsis.test(text))) return false
    // A blank row that is drawn like the others is one of them.
    return texts.length > 0 || showsSomething || !drawn.has(row)
  }
  return Array.from({ length: last - end }, (_, at) => end + 1 + at).every(isBehind) ? end : last
}

/** The last of the rows that a formula names one by one from the first on: `C2+C3+C4`. */
const listedEnd = ({ formula, own }: OutsideFormula, sheet: string, { first, last }: BlockArea): number[] => {
  const most = Math.max(last, first + longestList)
  const named = tokenize(formula).flatMap((token) =>
    token.kind === 'reference' && token.area.kind === 'cell' ? [token.area.from.row] : [],
  )
  const ends = [...new Set(named)].filter((row) => row > first && row <= most).sort((a, b) => b - a)
  const end = ends.find((row) => gatherRows(formula, own, { sheet, first, last: row }) !== formula)
  return end === undefined ? [] : [end]
}

/** Last rows of the areas that begin with the block or above it and are summed up, named or made a table. */
const endsOf = (all: ParsedLayout, sheet: string, area: BlockArea): number[] => [
  ...formulasAround(all, sheet, area).flatMap((formula) => [
    ...areasNamed(formula, sheet, area)
      .filter(({ top, bottom }) => top < bottom && top <= area.first && bottom >= area.first)
      .map(({ bottom }) => bottom),
    ...listedEnd(formula, sheet, area),
  ]),
  ...tablesOver(all, sheet, area).flatMap(({ area: { top, bottom } }) => (top <= area.first && bottom >= area.first ? [bottom] : [])),
]
