/** The texts a drop-down offers: written into its rule, or standing in cells of any sheet, also by a defined name. */

import { columnNumber, lastRow } from '../../excel/calc/grid-area.ts'
import { cellText } from '../../excel/recognise/words.ts'
import type { ParsedLayout, ParsedSheet, ParsedWorkbook } from '../../ports.ts'

export interface DropDown {
  readonly items: readonly { readonly label: string; readonly parent?: string }[]
  /** The column whose value chooses among the items. */
  readonly parentColumn: number | undefined
}

const mostItems = 5000
const area = /^(?:'((?:[^']|'')+)'!|([^'!()]+)!)?\$?([A-Za-z]{1,3})\$?(\d{1,7})(?::\$?([A-Za-z]{1,3})\$?(\d{1,7}))?$/

/** Whole columns: `选项!$A:$A`. */
const wholeColumns = /^(?:'((?:[^']|'')+)'!|([^'!()]+)!)?\$?([A-Za-z]{1,3}):\$?([A-Za-z]{1,3})$/
/** A list as long as it is filled: `OFFSET(选项!$A$2,0,0,COUNTA(选项!$A:$A)-1,1)`, mostly behind a defined name. */
const filledPart = /^OFFSET\(([^(),]+),\s*0?\s*,\s*0?\s*,\s*COUNTA?\([^()]*\)\s*(?:[+-]\s*\d+\s*)?(?:,\s*1?\s*)?\)$/i

interface Area {
  readonly sheet: string
  readonly top: number
  readonly left: number
  readonly bottom: number
  readonly right: number
}

/** 0-based. */
const columnOf = (letters: string): number => columnNumber(letters) - 1

/** Of a sheet, as it stands between quotation marks. */
const nameOf = (quoted: string | undefined): string | undefined => quoted?.replaceAll("''", "'")

const areaOf = (formula: string, sheet: string): Area | undefined => {
  const columns = wholeColumns.exec(formula.trim())
  if (columns !== null) {
    const [, quoted, plain, left = '', right = ''] = columns
    return { sheet: nameOf(quoted) ?? plain ?? sheet, left: columnOf(left), top: 1, right: columnOf(right), bottom: lastRow }
  }
  const match = area.exec(formula.trim())
  if (match === null) return undefined
  const [, quoted, plain, left = '', top = '', right = left, bottom = top] = match
  return {
    sheet: nameOf(quoted) ?? plain ?? sheet,
    left: columnOf(left),
    top: Number(top),
    right: columnOf(right),
    bottom: Number(bottom),
  }
}

/** Reads the lists of one workbook. */
export class DropDowns {
  private readonly sheets: ReadonlyMap<string, ParsedSheet>
  private readonly names: ParsedLayout['names']

  constructor(workbook: ParsedWorkbook, layout: ParsedLayout) {
    this.sheets = new Map(workbook.sheets.map((sheet) => [sheet.name, sheet]))
    this.names = layout.names
  }

  /**
   * @param formula of a rule on `sheet`
   * @param itemsOf what a column of that sheet offers, for lists that hang on it
   */
  resolve(formula: string, sheet: string, itemsOf: (column: number) => readonly string[]): DropDown | undefined {
    const text = formula.replace(/^=/, '').trim()
    const inline = /^"([\s\S]*)"$/.exec(text)?.[1]
    if (inline !== undefined)
      return found(
        inline
          .replaceAll('""', '"')
          .split(/[,，]/)
          .map((item) => item.trim()),
      )
    const plain = this.texts(text, sheet)
    if (plain !== undefined) return found(plain)
    return this.indirect(text, sheet, itemsOf) ?? this.offset(text, sheet)
  }

  private texts(formula: string, sheet: string): readonly string[] | undefined {
    const place = this.placeOf(formula, sheet) ?? this.named(formula, sheet)
    return place === undefined ? undefined : this.cellsOf(place)
  }

  private named(name: string, sheet: string): Area | undefined {
    const same = this.names.filter((one) => one.name.toLowerCase() === name.trim().toLowerCase())
    const known = same.find((one) => one.sheet === sheet) ?? same.find((one) => one.sheet === undefined)
    return known === undefined ? undefined : this.placeOf(known.formula.replace(/^=/, ''), sheet)
  }

  private placeOf(formula: string, sheet: string): Area | undefined {
    const start = areaOf(filledPart.exec(formula.trim())?.[1] ?? '', sheet)
    return start === undefined ? areaOf(formula, sheet) : { ...start, right: start.left, bottom: this.filledDownTo(start) }
  }

  /** The last row of a list that ends with its first blank cell. */
  private filledDownTo({ sheet, top, left }: Area): number {
    const filled = new Set((this.sheets.get(sheet)?.rows ?? []).flatMap(({ row, cells }) => (cellText(cells[left]) === '' ? [] : [row])))
    let last = top
    while (filled.has(last + 1) && last - top < mostItems) last++
    return last
  }

  private cellsOf({ sheet, top, left, bottom, right }: Area): readonly string[] | undefined {
    const rows = this.sheets.get(sheet)?.rows
    if (rows === undefined) return undefined
    const texts: string[] = []
    for (const row of rows) {
      if (row.row < top || row.row > bottom || texts.length >= mostItems) continue
      for (let column = left; column <= Math.min(right, left + 200); column++) texts.push(cellText(row.cells[column]))
    }
    return texts
  }

  /** INDIRECT($C5): a defined name for each value of the column before. */
  private indirect(formula: string, sheet: string, itemsOf: (column: number) => readonly string[]): DropDown | undefined {
    const column = /^INDIRECT\(\s*\$?([A-Za-z]{1,3})\$?\d+\s*\)$/i.exec(formula)?.[1]
    if (column === undefined) return undefined
    const parentColumn = columnOf(column)
    const items = itemsOf(parentColumn).flatMap((parent) => {
      const place = this.named(parent, sheet)
      return (place === undefined ? [] : (this.cellsOf(place) ?? [])).filter((label) => label !== '').map((label) => ({ label, parent }))
    })
    return items.length === 0 ? undefined : { items: items.slice(0, mostItems), parentColumn }
  }

  /** OFFSET(start, MATCH(chosen, parents, 0)-1, 0, COUNTIF(…)): two columns side by side, parents and items. */
  private offset(formula: string, sheet: string): DropDown | undefined {
    const match = /^OFFSET\(([^,]+),MATCH\(\$?([A-Za-z]{1,3})\$?\d+,([^,]+),0\)/i.exec(formula)
    const [start, parents] = [areaOf(match?.[1] ?? '', sheet), areaOf(match?.[3] ?? '', sheet)]
    if (match === null || start === undefined || parents === undefined) return undefined
    const labels = this.cellsOf({ ...start, right: start.left, bottom: start.top + parents.bottom - parents.top }) ?? []
    const above = this.cellsOf(parents) ?? []
    const items = labels.flatMap((label, index) => {
      const parent = above[index] ?? ''
      return label === '' ? [] : [parent === '' ? { label } : { label, parent }]
    })
    return items.length === 0 ? undefined : { items, parentColumn: columnOf(match[2] ?? '') }
  }
}

const found = (texts: readonly string[]): DropDown | undefined => {
  const items = [...new Set(texts.filter((text) => text !== ''))].slice(0, mostItems).map((label) => ({ label }))
  return items.length === 0 ? undefined : { items, parentColumn: undefined }
}
