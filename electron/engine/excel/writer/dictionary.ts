/** Drop-down lists: short ones inside the rule, long and cascading ones from a hidden sheet of the workbook. */

import { columnLetters } from '../../../../shared/forms/columns.ts'
import type { CodeList, Field } from '../../../../shared/forms/form-schema.ts'
import { isCoded, showValue } from '../../../../shared/model/value.ts'
import { exportText } from '../../../../shared/text/export.ts'
import { address, textCell } from './cell-xml.ts'
import { sheetReference, xmlText } from './xml-text.ts'

export interface Dictionary {
  /** Formula of the list for a field in the given 1-based first data row, or undefined when it has none. */
  listFormula(field: Field, firstRow: number): string | undefined
  /** Rows of the hidden sheet; empty when every list fits into its rule. */
  rows(): readonly string[]
}

const inlineLimit = 255
const yesNo = ['是', '否']

/** @param sheet name of the hidden sheet */
export function createDictionary(
  fields: readonly Field[],
  codes: ReadonlyMap<string, CodeList>,
  columnOf: (field: string) => number | undefined,
  sheet: string,
): Dictionary {
  const columns: string[][] = []
  const places = new Map<string, { readonly column: number; readonly count: number }>()
  const reference = sheetReference(sheet)
  const place = (id: string, ...lists: string[][]): { readonly column: number; readonly count: number } => {
    let known = places.get(id)
    if (known === undefined) {
      known = { column: columns.length, count: lists[0]?.length ?? 0 }
      places.set(id, known)
      columns.push(...lists)
    }
    return known
  }
  const byField = new Map(fields.map((field) => [field.key, field]))

  const cascade = (field: Field, list: CodeList, firstRow: number): string | undefined => {
    const parent = byField.get(field.parent ?? '')
    const parentList = codes.get(parent?.codes ?? '')
    const parentColumn = parent === undefined ? undefined : columnOf(parent.key)
    if (parent === undefined || parentList === undefined || parentColumn === undefined) return undefined
    const items = open(list)
      .filter((item) => item.parent !== undefined)
      .toSorted((a, b) => ((a.parent ?? '') < (b.parent ?? '') ? -1 : (a.parent ?? '') > (b.parent ?? '') ? 1 : 0))
    if (items.length === 0) return undefined
    const { column } = place(
      `${list.id}/${parentList.id}`,
      items.map((item) => showValue(parent, item.parent ?? '', parentList)),
      items.map((item) => showValue(field, item.code, list)),
    )
    const parents = `${reference}$${columnLetters(column)}$1:$${columnLetters(column)}$${items.length}`
    const start = `${reference}$${columnLetters(column + 1)}$1`
    const chosen = `$${columnLetters(parentColumn)}${firstRow}`
    return `OFFSET(${start},MATCH(${chosen},${parents},0)-1,0,COUNTIF(${parents},${chosen}),1)`
  }

  return {
    listFormula(field, firstRow) {
      if (field.type === 'yesNo') return inlineList(yesNo)
      const list = isCoded(field.type) ? codes.get(field.codes ?? '') : undefined
      if (list === undefined) return undefined
      if (field.parent !== undefined) {
        const formula = cascade(field, list, firstRow)
        if (formula !== undefined) return formula
      }
      const shown = open(list).map((item) => showValue(field, item.code, list))
      const inline = inlineList(shown)
      if (inline !== undefined) return inline
      const { column, count } = place(list.id, shown)
      return `${reference}$${columnLetters(column)}$1:$${columnLetters(column)}$${count}`
    },
    rows() {
      const height = Math.max(0, ...columns.map((column) => column.length))
      return Array.from({ length: height }, (_, row) => {
        const cells = columns.map((column, index) => (column[row] === undefined ? '' : textCell(row, index, 0, column[row])))
        return `<row r="${row + 1}">${cells.join('')}</row>`
      })
    },
  }
}

/** Codes that may still be entered. */
const open = (list: CodeList): CodeList['items'] => list.items.filter((item) => item.replacedBy === undefined)

const inlineList = (texts: readonly string[]): string | undefined => {
  const joined = texts.join(',')
  return joined.length > inlineLimit || texts.some((text) => /[,"]/.test(text)) ? undefined : `"${joined}"`
}

/** A rule that lets a range take only values of a list. */
export const listRule = (formula: string, column: number, firstRow: number, lastRow: number): string =>
  `<dataValidation type="list" allowBlank="1" showInputMessage="0" showErrorMessage="1" errorTitle="${xmlText(exportText.notInList)}" ` +
  `error="${xmlText(exportText.pickFromList)}" sqref="${address(firstRow, column)}:${address(lastRow, column)}"><formula1>${xmlText(formula)}</formula1></dataValidation>`
