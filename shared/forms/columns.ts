/** The printed header of a form: from the tree in the pack to columns and merged cells. */
import type { Field, FormTemplate, HeaderNode } from './form-schema.ts'

/** One cell of the header; `row` and `column` count from 0. */
export interface HeaderCell {
  readonly label: string
  readonly row: number
  readonly column: number
  readonly rowSpan: number
  readonly columnSpan: number
  /** The field a leaf stands for. */
  readonly field: string | undefined
}
export interface HeaderGrid {
  /** Rows of the header. */
  readonly depth: number
  /** Fields from left to right. */
  readonly columns: readonly Field[]
  readonly cells: readonly HeaderCell[]
}

/** Keys of the leaves from left to right. */
export const headerLeaves = (nodes: readonly HeaderNode[]): string[] =>
  nodes.flatMap((node) => (typeof node === 'string' ? [node] : headerLeaves(node.children)))

const depthOf = (nodes: readonly HeaderNode[]): number =>
  Math.max(1, ...nodes.map((node) => (typeof node === 'string' ? 1 : 1 + depthOf(node.children))))

/** The header with only these fields; a branch without any of them goes too. */
export const keptHeader = (nodes: readonly HeaderNode[], keep: ReadonlySet<string>): HeaderNode[] =>
  nodes.flatMap((node): HeaderNode[] => {
    if (typeof node === 'string') return keep.has(node) ? [node] : []
    const children = keptHeader(node.children, keep)
    return children.length === 0 ? [] : [{ label: node.label, children }]
  })

const grids = new WeakMap<FormTemplate, HeaderGrid>()

/** The header as a grid. Cells come row by row, left to right; a leaf reaches down to the last row. */
export const headerGrid = (template: FormTemplate): HeaderGrid => {
  const known = grids.get(template)
  if (known !== undefined) return known
  const fields = new Map(template.fields.map((field) => [field.key, field]))
  const depth = depthOf(template.header)
  const columns: Field[] = []
  const cells: HeaderCell[] = []
  const place = (nodes: readonly HeaderNode[], row: number): void => {
    for (const node of nodes) {
      const column = columns.length
      if (typeof node === 'string') {
        const field = fields.get(node)
        if (field === undefined) continue
        columns.push(field)
        cells.push({ label: field.label, row, column, rowSpan: depth - row, columnSpan: 1, field: field.key })
      } else {
        place(node.children, row + 1)
        cells.push({ label: node.label, row, column, rowSpan: 1, columnSpan: columns.length - column, field: undefined })
      }
    }
  }
  place(template.header, 0)
  cells.sort((a, b) => a.row - b.row || a.column - b.column)
  const grid = { depth, columns, cells }
  grids.set(template, grid)
  return grid
}

/** Letters of a column as a spreadsheet shows them; 0 = A. */
export const columnLetters = (column: number): string => {
  let rest = column
  let letters = ''
  do {
    letters = String.fromCharCode(65 + (rest % 26)) + letters
    rest = Math.floor(rest / 26) - 1
  } while (rest >= 0)
  return letters
}

/** Address of a cell, e.g. `R7`; both numbers count from 0. */
export const cellAddress = (row: number, column: number): string => `${columnLetters(column)}${row + 1}`
