/** Orders for small workbooks, and what stands in them afterwards. */
import type { CellOrder, PatchValue } from '../../electron/engine/excel/patcher/orders.ts'
import { patchWorkbook } from '../../electron/engine/excel/patcher/patch-workbook.ts'
import { readArchive } from './round-trip/archive.ts'
import { part, type SmallWorkbook, smallWorkbook } from './small-workbook.ts'

export const number = (text: string): PatchValue => ({ kind: 'number', text })
export const text = (words: string): PatchValue => ({ kind: 'text', text: words })
export const date = (day: string): PatchValue => ({ kind: 'date', text: day })
export const blank: PatchValue = { kind: 'blank' }
export type Order = readonly [cell: string, value: PatchValue, more?: Partial<CellOrder>]
export const cells = (...orders: readonly Order[]) => ({
  rowBlocks: [],
  marks: [],
  cells: orders.map(([cell, value, more]) => ({ sheet: 'S1', cell, value, ...more })),
})
export const patched = async (book: SmallWorkbook, ...orders: readonly Order[]) => {
  const { bytes, account } = await patchWorkbook(smallWorkbook(book), cells(...orders))
  const parts = readArchive(bytes)
  const at = (name: string): string => parts.get(name)?.toString('utf8') ?? ''
  /** What stands inside `worksheet`. */
  const inside = at(part.sheet(1)).replace(/^<[^>]*>|<\/[^>]*>$/g, '')
  return { bytes, account, parts, at, inside }
}
export const sheetOnly = async (inside: string, ...orders: readonly Order[]) => (await patched({ sheets: [inside] }, ...orders)).inside
export const data = (rows: string, before = '', after = '') => `${before}<sheetData>${rows}</sheetData>${after}`
