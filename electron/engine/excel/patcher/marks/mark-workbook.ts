/** Colours cells, comments them, and adds the sheet of results. */
import { AppError } from '../../../../../shared/model/errors.ts'
import type { MarkOrder, ResultSheetOrder } from '../orders.ts'
import type { PackageEditor } from '../package-editor.ts'
import type { WorkbookMap } from '../workbook-map.ts'

/** @throws AppError SHEET_UNKNOWN, CELL_ADDRESS_INVALID */
export async function markWorkbook(
  _editor: PackageEditor,
  _map: WorkbookMap,
  _marks: readonly MarkOrder[],
  _results: ResultSheetOrder | undefined,
): Promise<void> {
  throw new AppError('WORKBOOK_NOT_PATCHABLE')
}
