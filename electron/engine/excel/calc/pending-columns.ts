/** Formulas whose stored results may not be used, by the places of their cells. */
import type { Rectangle } from './grid-area.ts'

/** Formulas of one column in the order of their rows. */
export interface PendingColumn<Formula> {
  readonly column: number
  readonly rows: number[]
  readonly formulas: Formula[]
  /** So many at the top are done. */
  done: number
}

/** @param formulas of one sheet */
export function pendingColumns<Formula extends { readonly rectangle: Rectangle }>(
  formulas: readonly Formula[],
): readonly PendingColumn<Formula>[] {
  const columns = new Map<number, PendingColumn<Formula>>()
  const cells = formulas.flatMap((formula) => {
    const { top, left, bottom, right } = formula.rectangle
    const own: { readonly row: number; readonly column: number; readonly formula: Formula }[] = []
    for (let row = top; row <= bottom; row++) for (let column = left; column <= right; column++) own.push({ row, column, formula })
    return own
  })
  for (const { row, column, formula } of cells.sort((a, b) => a.row - b.row)) {
    const known = columns.get(column)
    if (known === undefined) columns.set(column, { column, rows: [row], formulas: [formula], done: 0 })
    else {
      known.rows.push(row)
      known.formulas.push(formula)
    }
  }
  return [...columns.values()]
}
