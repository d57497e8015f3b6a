import type { GridRow, RowView } from './grid-store.ts'

/** Rows of the period before by their keys, computed cells included. */
export class PreviousRows {
  readonly #rows: ReadonlyMap<string, Readonly<Record<string, string>>>
  constructor(rows: readonly GridRow[]) {
    this.#rows = new Map(rows.flatMap((row) => (row.key === '' ? [] : [[row.key, { ...row.computed, ...row.values }]])))
  }
  /** The same cell then; undefined when there was no such row. */
  value(view: RowView | undefined, field: string): string | null | undefined {
    const before = view && this.#rows.get(view.row.key)
    return before && (before[field] ?? null)
  }
}
