/** Several stretches of blank rows in one template, one for each town, say. */
import { fillText } from '../../../../shared/text/fill.ts'
import type { SheetLayout } from '../../ports.ts'
import { rectangleOf } from '../calc/grid-area.ts'
import { tokenize } from '../calc/tokens.ts'
import type { SheetView } from '../recognise/sheet-view.ts'
import { cellText, firstText, words } from '../recognise/words.ts'
import type { BoundColumn, BoundTable, Question } from './fill-types.ts'

type Stretch = readonly [first: number, last: number]

/** The block, and further stretches of blank rows meant for data below it: drawn, numbered, or with a total of their own. */
export const blankBlocks = (
  { first, last, totals }: Pick<BoundTable, 'first' | 'last' | 'totals'>,
  view: SheetView,
  layout: SheetLayout | undefined,
  columns: readonly Pick<BoundColumn, 'column' | 'isIndex'>[],
): readonly Stretch[] => {
  const wanted = new Set(columns.map(({ column }) => column))
  const numbered = new Set(columns.flatMap(({ column, isIndex }) => (isIndex ? [column] : [])))
  const drawn = new Map<number, number>()
  const reckoned = new Set<number>()
  for (const { row, column, bordered, formula } of layout?.cells ?? []) {
    if (formula !== undefined) reckoned.add(row)
    if (bordered && row > last && wanted.has(column)) drawn.set(row, (drawn.get(row) ?? 0) + 1)
  }
  /** Running numbers are no contents. */
  const isBlank = (row: number): boolean =>
    !reckoned.has(row) &&
    (view.row(row)?.cells ?? []).every((cell, column) => {
      const text = cellText(cell)
      return text === '' || (numbered.has(column) && /^\d+$/.test(text))
    })
  const isDrawn = (row: number): boolean => (drawn.get(row) ?? 0) * 2 > wanted.size
  const rows = new Set([...drawn.keys()].filter((row) => isDrawn(row) && isBlank(row)))
  const ending = totals.find(({ row }) => row > last)
  for (const { row: total, label } of totals) {
    if (ending === undefined || total <= ending.row) continue
    const own: number[] = []
    for (let row = total - 1; row > ending.row && isBlank(row); row--) own.push(row)
    const isNumbered = own.some((row) => (view.row(row)?.cells ?? []).some((cell) => cellText(cell) !== ''))
    if (isNumbered || words(label) === words(ending.label) || sumsUp(layout, total, own)) for (const row of own) rows.add(row)
  }
  const found: [number, number][] = [[first, last]]
  for (const row of [...rows].sort((a, b) => a - b)) {
    const newest = found.at(-1)
    if (newest?.[1] === row - 1) newest[1] = row
    else found.push([row, row])
  }
  return found
}

/** Whether a formula of this row counts exactly these rows. */
const sumsUp = (layout: SheetLayout | undefined, total: number, rows: readonly number[]): boolean =>
  rows.length > 0 &&
  (layout?.cells ?? []).some(
    ({ row, formula }) =>
      row === total &&
      tokenize(formula ?? '').some((token) => {
        if (token.kind !== 'reference' || token.prefix !== '') return false
        const { top, bottom } = rectangleOf(token.area)
        return top === Math.min(...rows) && bottom === Math.max(...rows)
      }),
  )

/** Which rows of a form belong under which heading is nothing a header says. */
export const blockQuestion = (blocks: readonly Stretch[], view: SheetView): Question[] =>
  blocks.length === 1
    ? []
    : [
        {
          id: 'block',
          kind: 'block',
          message: fillText.whichBlock(blocks.length),
          target: '',
          choices: blocks.map(([first, last]) => ({
            value: `${first}-${last}`,
            label: fillText.blockChoice(first, last, firstText(view.row(first - 1)?.cells ?? [])),
          })),
        },
      ]
