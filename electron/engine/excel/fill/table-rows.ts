/** What the rows under a template's header say, where no lines are drawn around them: prepared for filling in, or beside the table. */
import { noteWord } from '../../../../shared/text/import-words.ts'
import type { SheetLayout } from '../../ports.ts'
import { rectangleOf } from '../calc/grid-area.ts'
import { tokenize } from '../calc/tokens.ts'
import type { SheetView } from '../recognise/sheet-view.ts'
import { cellText } from '../recognise/words.ts'
import type { BoundColumn } from './fill-types.ts'

export interface TableRows {
  /** Whatever stands in the row stands to the right of the table, or beside drawn cells. */
  isBeside(row: number): boolean
  /** A running number, formulas of the row itself, and nothing else. */
  isPrepared(row: number): boolean
  /** Something under several headings, as where a row says how each column is to be filled in. */
  isUnderHeadings(row: number): boolean
}

/** Fewer cells are a remark. */
const fewestHeadings = 3

/**
 * @param columns of the table
 * @param bottom last row of its header
 * @param drawn rows with lines in these columns
 */
export function tableRows(
  view: SheetView,
  layout: SheetLayout | undefined,
  columns: readonly Pick<BoundColumn, 'column' | 'isIndex'>[],
  bottom: number,
  drawn: ReadonlySet<number>,
): TableRows {
  const left = Math.min(...columns.map(({ column }) => column))
  const right = Math.max(...columns.map(({ column }) => view.merge(bottom, column)?.right ?? column))
  const numbered = new Set(columns.flatMap(({ column, isIndex }) => (isIndex ? [column] : [])))
  const formulas = new Map<string, string>()
  for (const { row, column, formula } of layout?.cells ?? []) if (formula !== undefined) formulas.set(`${row}:${column}`, formula)
  const textsOf = (row: number) =>
    (view.row(row)?.cells ?? []).flatMap((cell, column) => {
      const text = cellText(cell)
      const formula = formulas.get(`${row}:${column}`)
      return text === '' && formula === undefined ? [] : [{ column, text, formula }]
    })
  const isInside = (column: number): boolean => column >= left && column <= right
  return {
    isBeside(row) {
      const texts = textsOf(row)
      return texts.length > 0 && texts.every(({ column }) => column > right || (column < left && drawn.has(row)))
    },
    isPrepared(row) {
      const texts = textsOf(row).filter(({ column }) => isInside(column))
      return (
        texts.length > 0 &&
        texts.every(({ column, text, formula }) =>
          formula === undefined
            ? numbered.has(column) && /^\d+$/.test(text)
            : formula === '' || isOfRows(formula, numbered.has(column) ? row - 1 : row, row),
        )
      )
    },
    isUnderHeadings(row) {
      const texts = textsOf(row).filter(({ column }) => isInside(column))
      return texts.length >= fewestHeadings && !noteWord.test(texts[0]?.text ?? '')
    },
  }
}

/** A running number may look at the row above; a figure that does so alone may be a total. */
const isOfRows = (formula: string, first: number, last: number): boolean =>
  tokenize(formula).every((token) => {
    if (token.kind !== 'reference' || token.area.kind === 'columns') return true
    const { top, bottom } = rectangleOf(token.area)
    return top === bottom && top >= first && bottom <= last
  })
