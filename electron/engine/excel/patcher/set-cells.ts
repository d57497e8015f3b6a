/** Writes values into cells. */
import { AppError } from '../../../../shared/model/errors.ts'
import type { CellOrder, PatchAccount } from './orders.ts'
import type { PackageEditor } from './package-editor.ts'
import type { WorkbookMap } from './workbook-map.ts'

/** @throws AppError SHEET_UNKNOWN, CELL_… */
export async function setCells(
  _editor: PackageEditor,
  _map: WorkbookMap,
  cells: readonly CellOrder[],
): Promise<Pick<PatchAccount, 'restyled' | 'longNumbers'>> {
  if (cells.length > 0) throw new AppError('WORKBOOK_NOT_PATCHABLE')
  return { restyled: [], longNumbers: [] }
}
