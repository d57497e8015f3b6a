/** Writes single cells. Text is only ever written as a string, so that nothing a person typed becomes a formula. */
import { columnLetters } from '../../../../shared/forms/columns.ts'
import { canonicalNumber } from '../../../../shared/model/decimal.ts'
import { xmlText } from './xml-text.ts'

/** A double holds fifteen decimal digits for certain; longer numbers are written as text, so that none is lost. */
const safeDigits = 15

/** True when a spreadsheet keeps this canonical number exactly. */
export const fitsSpreadsheet = (text: string): boolean =>
  canonicalNumber.test(text) && (text.length <= safeDigits || text.replace(/[-.]/g, '').replace(/^0+|0+$/g, '').length <= safeDigits)

const letters: string[] = []
export const address = (row: number, column: number): string => {
  letters[column] ??= columnLetters(column)
  return `${letters[column]}${row + 1}`
}

export const emptyCell = (row: number, column: number, style: number): string => `<c r="${address(row, column)}" s="${style}"/>`

export const numberCell = (row: number, column: number, style: number, value: string | number): string =>
  `<c r="${address(row, column)}" s="${style}"><v>${value}</v></c>`

export const textCell = (row: number, column: number, style: number, text: string): string =>
  text === ''
    ? emptyCell(row, column, style)
    : `<c r="${address(row, column)}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${xmlText(text)}</t></is></c>`
