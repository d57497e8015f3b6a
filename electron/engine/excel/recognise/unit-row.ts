/** A row of units that belongs to the header, because merged headings reach down into it. */
import type { FieldIndex } from './field-index.ts'
import type { SheetView } from './sheet-view.ts'
import { isStroke, isUnit, namesUnit, plainUnit, withoutBrackets } from './units.ts'

/** The unit a cell of such a row gives to its column; undefined for a stroke. */
export const unitOfCell = (text: string): string | undefined => {
  const plain = withoutBrackets(text)
  return isStroke(plain) ? undefined : plain
}

/**
 * True where headings reach into the row and all that stands in it beside them are units, each right under a heading of
 * its column alone. Under a group of several columns 台 and 吨 are what tells these apart, and no units.
 */
export function isUnitRow(view: SheetView, index: FieldIndex, top: number, row: number): boolean {
  let isReached = false
  let units = 0
  for (let column = 0; column < view.width; column++) {
    const merge = view.merge(row, column)
    if (merge !== undefined && merge.top + 1 < row) {
      isReached ||= merge.top + 1 >= top
      continue
    }
    const unit = unitOfCell(view.shown(row, column))
    if (unit === undefined) continue
    const isAlone = merge === undefined || merge.left === merge.right
    if (
      !isAlone ||
      !namesUnit(unit, index.units) ||
      index.exact([unit]).length > 0 ||
      !hasHeadingOfItsOwn(view, index, row - 1, column, unit)
    )
      return false
    units++
  }
  return isReached && units > 0
}

const hasHeadingOfItsOwn = (view: SheetView, index: FieldIndex, row: number, column: number, unit: string): boolean => {
  const over = view.merge(row, column)
  if (over !== undefined && over.left < over.right) return false
  const heading = index.heading(view.shown(row, column))
  // Another unit behind the heading contradicts the row.
  return (
    heading.label !== '' &&
    !isUnit(heading.label, index.units) &&
    (heading.unit === undefined || plainUnit(heading.unit) === plainUnit(unit))
  )
}
