/** Addresses of cells, read in a sheet with millions of them. */
import { hostile, workbookLimits } from '../limits.ts'

export interface Address {
  /** 0-based. */
  column: number
  /** 1-based; 0 when left out. */
  row: number
}

/** Reads a cell address into an object that is used again and again; refuses what no sheet can hold. */
export function readAddress(address: string, into: Address): void {
  let column = 0
  let at = 0
  for (; at < address.length && at < 4; at++) {
    const letter = address.charCodeAt(at) & 0xdf
    if (letter < 65 || letter > 90) break
    column = column * 26 + letter - 64
  }
  const letters = at
  let row = 0
  for (; at < address.length; at++) {
    const digit = address.charCodeAt(at) - 48
    if (digit < 0 || digit > 9 || row > workbookLimits.rows) break
    row = row * 10 + digit
  }
  if (at < address.length) row = Number(address.slice(letters))
  if (letters === 0 || column > workbookLimits.columns || !Number.isInteger(row) || row < 0 || row > workbookLimits.rows)
    throw hostile('address')
  into.column = column - 1
  into.row = row
}
