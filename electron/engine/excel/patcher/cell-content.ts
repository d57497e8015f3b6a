/** Values of orders, judged before anything is written. */

import { canonicalNumber } from '../../../../shared/model/decimal.ts'
import { AppError } from '../../../../shared/model/errors.ts'
import { patchText } from '../../../../shared/text/patch.ts'
import { cellAddress, parseArea } from '../calc/grid-area.ts'
import { fitsSpreadsheet } from '../writer/cell-xml.ts'
import type { CellOrder, PatchValue } from './orders.ts'

/** What goes into a cell. */
export type CellContent =
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'date'; readonly serial: number; readonly text: string }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'blank' }

export interface CellTarget {
  readonly sheet: string
  /** Without `$`, in capitals. */
  readonly cell: string
  readonly row: number
  /** From 1. */
  readonly column: number
  readonly content: CellContent
  readonly replaceFormula: boolean
  /** A number that a spreadsheet would cut: it is written as text. */
  readonly isLongNumber: boolean
}

/** Excel itself stops here. */
const mostCharacters = 32_767
const dayMs = 86_400_000

/**
 * Orders by sheet and cell; of several for one cell the last counts.
 * @throws AppError CELL_ADDRESS_INVALID, CELL_VALUE_INVALID
 */
export function cellTargets(orders: readonly CellOrder[], date1904: boolean): ReadonlyMap<string, readonly CellTarget[]> {
  const sheets = new Map<string, Map<string, CellTarget>>()
  for (const order of orders) {
    const area = parseArea(order.cell)
    if (area?.kind !== 'cell') throw new AppError('CELL_ADDRESS_INVALID', { sheet: order.sheet, cell: order.cell })
    const { row, column } = area.from
    const cell = cellAddress(row, column)
    const content = contentOf(order.value, date1904, (reason) => new AppError('CELL_VALUE_INVALID', { sheet: order.sheet, cell, reason }))
    const targets = sheets.get(order.sheet) ?? new Map<string, CellTarget>()
    sheets.set(order.sheet, targets)
    targets.set(cell, {
      sheet: order.sheet,
      cell,
      row,
      column,
      content,
      replaceFormula: order.replaceFormula === true,
      isLongNumber: order.value.kind === 'number' && content.kind === 'text',
    })
  }
  return new Map([...sheets].map(([sheet, targets]) => [sheet, [...targets.values()]]))
}

const contentOf = (value: PatchValue, date1904: boolean, refusal: (reason: string) => AppError): CellContent => {
  switch (value.kind) {
    case 'number':
      return numberContent(value.text, refusal)
    case 'date':
      return dateContent(value.text, date1904, refusal)
    case 'text': {
      // One sign ends a line in a cell, whatever system the text comes from.
      const text = value.text.replace(/\r\n?/g, '\n').toWellFormed()
      if (text.length > mostCharacters) throw refusal(patchText.textTooLong(text.length, mostCharacters))
      return text === '' ? { kind: 'blank' } : { kind: 'text', text }
    }
    default:
      return value
  }
}

const numberContent = (text: string, refusal: (reason: string) => AppError): CellContent => {
  if (!canonicalNumber.test(text)) throw refusal(patchText.notANumber)
  const value = Number(text)
  if (!Number.isFinite(value) || (value === 0 && text !== '0')) throw refusal(patchText.numberOutOfRange)
  return fitsSpreadsheet(text) ? { kind: 'number', value } : { kind: 'text', text }
}

const dateContent = (text: string, date1904: boolean, refusal: (reason: string) => AppError): CellContent => {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN
  if (Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== text) throw refusal(patchText.notADate)
  // In the 1900 system programs disagree about the days before the 29 February that never was.
  const first = date1904 ? '1904-01-01' : '1900-03-01'
  if (text < first) throw refusal(patchText.dateOutOfRange(first))
  return { kind: 'date', serial: (time - (date1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, 30))) / dayMs, text }
}
