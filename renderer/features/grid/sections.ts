/** The parts of a form as its header names them, and how far each is filled in. */
import type { ColumnLayout } from './columns.ts'
import type { GridStore } from './grid-store.ts'

export interface Section {
  /** Empty for columns that stand under no group. */
  readonly label: string
  readonly columns: readonly number[]
}
export interface SectionProgress {
  readonly filled: number
  /** Cells that are typed. */
  readonly all: number
  /** Blank cells that must not stay so, and the first of them. */
  readonly missing: number
  readonly first: { readonly row: number; readonly column: number } | null
}

/** The columns under the uppermost header cells; lone leaves side by side share a section. */
export function sectionsOf(layout: ColumnLayout): readonly Section[] {
  const sections: { label: string; columns: number[] }[] = []
  for (const cell of layout.header.filter((candidate) => candidate.row === 0)) {
    const columns = Array.from({ length: cell.columnSpan }, (_, at) => cell.column + at)
    const last = sections.at(-1)
    if (cell.field !== undefined && last?.label === '') last.columns.push(...columns)
    else sections.push({ label: cell.field === undefined ? cell.label : '', columns })
  }
  return sections
}

/** Counts the cells of a section over the rows from `from` to before `to`. */
export function progressOf(store: GridStore, { columns }: Section, from = 0, to = store.rowCount): SectionProgress {
  let filled = 0
  let all = 0
  let missing = 0
  let first: SectionProgress['first'] = null
  for (let row = from; row < to; row += 1) {
    for (const column of columns) {
      const field = store.column(column)?.field
      if (!field || store.isReadOnly(row, column)) continue
      all += 1
      if (store.value(row, column) !== null) filled += 1
      else if (field.required === true) {
        missing += 1
        first ??= { row, column }
      }
    }
  }
  return { filled, all, missing, first }
}
