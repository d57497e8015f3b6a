/** Rows put in behind a block of like rows, and where everything else comes to lie. */
import { AppError } from '../../../../../shared/model/errors.ts'
import { rowsText } from '../../../../../shared/text/fill.ts'
import { gatherRows } from '../../calc/gather-rows.ts'
import { lastRow, parseArea, type Rectangle, rectangleOf } from '../../calc/grid-area.ts'
import { type RowShift, shiftFormula, shiftSqref } from '../../calc/shift-references.ts'
import type { RowBlockOrder } from '../orders.ts'

export interface RowMove {
  readonly block: RowBlockOrder
  /** First row that moves down. */
  readonly at: number
  row(row: number): number
  /** A formula that stands outside the block; `own` is the sheet on which references without a sheet lie. */
  formula(formula: string, own: string | undefined): string
  /** The same, with ranges that end with the block left as they are. */
  formulaAsIs(formula: string, own: string | undefined): string
  /** Areas whose properties the new rows share when they reach the block's last row: rules, filters, protection. */
  areas(sqref: string): string
  /** Areas that belong to their cells alone: a link, a selection. */
  places(sqref: string): string
}

/** How ranges that end with the block behave; `stay` exists to show in a test what goes wrong without it. */
export type EndsOfRanges = 'grow' | 'stay'

export function rowMove(block: RowBlockOrder, ends: EndsOfRanges): RowMove {
  const { sheet, first, last, count, countedFrom = first } = block
  const plain: RowShift = { sheet, at: last + 1, count }
  const growing: RowShift = ends === 'grow' ? { ...plain, growEnds: { from: countedFrom } } : plain
  const gathered = (formula: string, own: string | undefined): string => {
    const whole = gatherRows(formula, own, block)
    return countedFrom === first ? whole : gatherRows(whole, own, { sheet, first: countedFrom, last })
  }
  const kept = (before: string, after: string) => (after === '' ? before : after)
  return {
    block,
    at: last + 1,
    row: (row) => (row > last ? row + count : row),
    formula: (formula, own) => shiftFormula(ends === 'grow' ? gathered(formula, own) : formula, own, growing),
    formulaAsIs: (formula, own) => shiftFormula(formula, own, plain),
    areas: (sqref) => kept(sqref, shiftSqref(sqref, { ...plain, growEnds: { from: last } })),
    places: (sqref) => kept(sqref, shiftSqref(sqref, plain)),
  }
}

/** The cells of `A1:B2`; undefined for what is no area. */
export const rectangle = (ref: string): Rectangle | undefined => {
  const area = parseArea(ref.trim())
  return area && rectangleOf(area)
}

/** @throws AppError ROWS_UNMOVABLE */
export function refuseMove({ block }: RowMove, reason: string): never {
  throw new AppError('ROWS_UNMOVABLE', { sheet: block.sheet, row: block.last, reason })
}

/** @throws AppError ROWS_UNMOVABLE when the order itself makes no sense */
export function refuseBadBlock(move: RowMove): void {
  const { first, last, count } = move.block
  const isWhole = [first, last, count].every((number) => Number.isInteger(number) && number >= 1)
  if (!isWhole || first > last || last + count > lastRow) refuseMove(move, rowsText.outside)
}
