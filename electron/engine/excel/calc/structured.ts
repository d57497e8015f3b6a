/** References into tables by the names of their columns. */
import type { Rectangle } from './grid-area.ts'
import type { CalcTable } from './model.ts'
import { nameKey } from './tokens.ts'

/** What the brackets behind a table's name say, wherever the formula stands. */
export interface TableWords {
  readonly specifiers: readonly string[]
  readonly columns: { readonly left: number; readonly right: number }
}

/**
 * Reads brackets such as `[Amount]`, `[#All]`, `[[#This Row],[a]:[b]]`, `[]`.
 * @returns undefined when the table has no such column or the brackets are not understood
 */
export function readBrackets(table: CalcTable, brackets: string): TableWords | undefined {
  const inner = brackets.slice(1, -1).trim()
  const specifiers: string[] = []
  let columns: { readonly left: number; readonly right: number } = { left: table.area.left, right: table.area.right }
  for (const item of inner.startsWith('[') ? splitItems(inner) : [inner]) {
    const names = item.startsWith('[') ? splitSpan(item) : [item]
    const [first, last = first] = names.map(unmarked)
    if (first === undefined || last === undefined || names.length > 2) return undefined
    if (first.startsWith('#') && !names[0]?.includes("'#")) {
      specifiers.push(first.toLowerCase())
      continue
    }
    if (first === '') continue
    const [left, right] = [columnOf(table, first), columnOf(table, last)]
    if (left === undefined || right === undefined) return undefined
    columns = { left: Math.min(left, right), right: Math.max(left, right) }
  }
  return { specifiers, columns }
}

/**
 * The area they mean.
 * @param row row of the formula, for `#This Row`
 * @returns undefined when there is no such row
 */
export function tableArea(table: CalcTable, { specifiers, columns }: TableWords, row: number): Rectangle | undefined {
  const rows = rowsOf(table, specifiers, row)
  return rows && { top: rows.top, left: columns.left, bottom: rows.bottom, right: columns.right }
}

const columnOf = (table: CalcTable, name: string): number | undefined => {
  const index = table.columns.findIndex((column) => nameKey(column) === nameKey(name))
  return index < 0 ? undefined : table.area.left + index
}

interface Rows {
  readonly top: number
  readonly bottom: number
}

function rowsOf(table: CalcTable, specifiers: readonly string[], row: number): Rows | undefined {
  const only = specifiers.length < 2 ? (specifiers[0] ?? '#data') : undefined
  if (only !== undefined) return rowsNamed(table, only, row)
  let whole: Rows | undefined
  for (const specifier of specifiers) {
    const span = rowsNamed(table, specifier, row)
    if (span === undefined) return undefined
    whole = whole === undefined ? span : { top: Math.min(whole.top, span.top), bottom: Math.max(whole.bottom, span.bottom) }
  }
  return whole
}

function rowsNamed({ area: { top, bottom }, headerRows, totalRows }: CalcTable, specifier: string, row: number): Rows | undefined {
  switch (specifier) {
    case '#all':
      return { top, bottom }
    case '#data':
      return { top: top + headerRows, bottom: bottom - totalRows }
    case '#headers':
      return headerRows > 0 ? { top, bottom: top + headerRows - 1 } : undefined
    case '#totals':
      return totalRows > 0 ? { top: bottom - totalRows + 1, bottom } : undefined
    case '#this row':
      return row >= top + headerRows && row <= bottom - totalRows ? { top: row, bottom: row } : undefined
  }
  return undefined
}

/** `[#This Row],[a]:[b]` at its commas. */
function splitItems(text: string): string[] {
  return splitOutside(text, ',').map((item) => item.trim())
}

/** `[a]:[b]` as its two names, or `[a]` as one, without the brackets. */
function splitSpan(text: string): string[] {
  return splitOutside(text, ':').map((item) => item.trim().slice(1, -1))
}

function splitOutside(text: string, separator: string): string[] {
  const items: string[] = []
  let depth = 0
  let from = 0
  for (let at = 0; at < text.length; at++) {
    const character = text[at]
    if (character === "'") at++
    else if (character === '[') depth++
    else if (character === ']') depth--
    else if (character === separator && depth === 0) {
      items.push(text.slice(from, at))
      from = at + 1
    }
  }
  items.push(text.slice(from))
  return items
}

/** An apostrophe takes the meaning from the character behind it. */
const unmarked = (name: string): string => name.replace(/'(.)/gs, '$1')
