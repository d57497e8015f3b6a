/** Changes an outside workbook in place, stage by stage, and proves the outcome by reading it back. */
import type { PatchedWorkbook } from '../../ports.ts'
import { recalculate } from './calculate.ts'
import { setFullCalculation } from './calculation-flags.ts'
import { checkWritten } from './check-written.ts'
import { markWorkbook } from './marks/mark-workbook.ts'
import type { PatchOrders } from './orders.ts'
import { editPackage } from './package-editor.ts'
import { refuseByContent, refuseByParts } from './refuse.ts'
import { showRows } from './rows/show-rows.ts'
import { stretchRows } from './rows/stretch-rows.ts'
import { setCells } from './set-cells.ts'
import { mapWorkbook } from './workbook-map.ts'

/**
 * Carries out all orders or none.
 * @throws AppError WORKBOOK_…, SHEET_UNKNOWN, CELL_… for orders that cannot be carried out, PATCH_UNPROVEN when the file does not
 * read back as ordered
 */
export async function patchWorkbook(bytes: Uint8Array, orders: PatchOrders): Promise<PatchedWorkbook> {
  refuseByContent(bytes)
  const editor = await editPackage(bytes)
  await refuseByParts(editor)
  const map = await mapWorkbook(editor)
  if (orders.rowBlocks.length > 0) await stretchRows(editor, map, orders.rowBlocks)
  const notes = await setCells(editor, map, orders.cells)
  // Some formulas pass over hidden rows.
  const shownRows = await showRows(editor, map, orders.shownRows ?? [])
  const changesValues = orders.cells.length > 0 || orders.rowBlocks.length > 0
  const uncomputed = changesValues ? await recalculate(editor, map, orders) : []
  if (changesValues) await setFullCalculation(editor, map)
  const isMarked = orders.marks.length > 0 || orders.results !== undefined
  const marks = isMarked ? await markWorkbook(editor, map, orders.marks, orders.results) : undefined
  const written = await editor.write()
  await checkWritten(written, orders, map.date1904)
  return { bytes: written, account: { uncomputed, ...notes, shownRows, ...(marks === undefined ? {} : { marks }) } }
}
