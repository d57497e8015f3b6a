/** Puts rows into a sheet behind a block of like rows. */
import { AppError } from '../../../../../shared/model/errors.ts'
import type { RowBlockOrder } from '../orders.ts'
import type { PackageEditor } from '../package-editor.ts'
import type { WorkbookMap } from '../workbook-map.ts'

/** @throws AppError SHEET_UNKNOWN */
export async function stretchRows(_editor: PackageEditor, _map: WorkbookMap, _blocks: readonly RowBlockOrder[]): Promise<void> {
  throw new AppError('WORKBOOK_NOT_PATCHABLE')
}
