/** How a clerk wants the columns of a form: which groups are folded, how wide they are, which figures are shown in 万. */
import type { Field, HeaderNode } from '../../../shared/forms/form-schema.ts'
import { Decimal, decimalText, parseDecimal } from '../../../shared/model/decimal.ts'
import { isNumeric } from '../../../shared/model/value.ts'
import { gridText } from '../../../shared/text/ui-grid.ts'

export interface ColumnLook {
  /** Only the core columns. */
  readonly folded: boolean
  /** Folded groups, each by `groupKey`. */
  readonly groups: readonly string[]
  /** Widths in pixels of columns that were given another one, by field. */
  readonly widths: Readonly<Record<string, number>>
  /** Fields shown and typed in ten thousands; what is stored stays exact. */
  readonly scaled: readonly string[]
}
export const plainColumns: ColumnLook = { folded: false, groups: [], widths: {}, scaled: [] }

const narrowest = 40
const widest = 800

/** A width that can still be seen and used. */
export const boundWidth = (width: number): number => Math.round(Math.max(narrowest, Math.min(widest, width)))

/** Width of a column that holds its longest text; `measure` gives the pixels of a text in the grid's letters. */
export function fittedWidth(texts: Iterable<string>, label: string, measure: (text: string) => number): number {
  let longest = 0
  // A head is broken into lines, so half of it is enough; no column gets narrower than a few characters of it.
  const head = Math.max(measure(label.slice(0, 4)), Math.min(160, measure(label) / 2))
  for (const text of texts) for (const line of text.split('\n')) longest = Math.max(longest, measure(line))
  return boundWidth(Math.max(longest + 14, head + 26))
}

/** Names a group of the header: its row and the first field shown under it. */
export const groupKey = (row: number, field: string): string => `${row}.${field}`

const firstLeaf = (node: HeaderNode): string => (typeof node === 'string' ? node : node.children[0] ? firstLeaf(node.children[0]) : '')

/** The header with each folded group narrowed to its first column. */
export function foldGroups(nodes: readonly HeaderNode[], groups: ReadonlySet<string>, row = 0): HeaderNode[] {
  return nodes.map((node): HeaderNode => {
    if (typeof node === 'string') return node
    const children = foldGroups(node.children, groups, row + 1)
    return { label: node.label, children: groups.has(groupKey(row, firstLeaf(node))) ? firstOnly(children) : children }
  })
}
const firstOnly = (nodes: readonly HeaderNode[]): HeaderNode[] =>
  nodes.slice(0, 1).map((node) => (typeof node === 'string' ? node : { label: node.label, children: firstOnly(node.children) }))

/** True for figures that may be shown in 万: not years, not percentages, not what is counted in 万 already. */
export const canScale = (field: Field): boolean =>
  isNumeric(field.type) &&
  field.type !== 'percent' &&
  (field.type !== 'integer' || field.unit !== undefined) &&
  !field.unit?.startsWith(gridText.tenThousand)

const tenThousand = new Decimal(10_000)
const tenThousandth = new Decimal('0.0001')

/** A figure in ten thousands, exactly; text that is no number stays as it is. */
export function toTenThousands(text: string): string {
  const number = parseDecimal(text)
  return number === undefined ? text : decimalText(number.times(tenThousandth))
}
/** The figure itself from ten thousands, exactly; text that is no number stays as it is. */
export function fromTenThousands(text: string): string {
  const number = parseDecimal(text)
  return number === undefined ? text : decimalText(number.times(tenThousand))
}
