/** Which cells may not be written, because the workbook around them would break. */
import { AppError } from '../../../../shared/model/errors.ts'
import { cellAddress, printRectangle } from '../calc/grid-area.ts'
import type { CellTarget } from './cell-content.ts'
import { type FoundCell, isInside, isOneCell, type SheetPlaces } from './sheet-places.ts'
import type { TableHead } from './table-heads.ts'

/** @throws AppError CELL_MERGED, CELL_ARRAY, CELL_FORMULA, CELL_TABLE_HEAD */
export function refuseTarget(target: CellTarget, found: FoundCell | undefined, places: SheetPlaces, heads: readonly TableHead[]): void {
  const { sheet, cell, row, column } = target
  const merge = places.merges.find((area) => isInside(area, row, column))
  if (merge !== undefined && (merge.top !== row || merge.left !== column))
    throw new AppError('CELL_MERGED', { sheet, cell, anchor: cellAddress(merge.top, merge.left) })
  const array = places.arrays.find((area) => isInside(area, row, column))
  if (array !== undefined && !isOneCell(array)) throw new AppError('CELL_ARRAY', { sheet, cell, area: printRectangle(array) })
  if (found?.formula !== undefined && !target.replaceFormula) throw new AppError('CELL_FORMULA', { sheet, cell })
  const head = heads.find(({ area }) => isInside(area, row, column))
  if (head !== undefined) throw new AppError('CELL_TABLE_HEAD', { sheet, cell, table: head.table })
}
