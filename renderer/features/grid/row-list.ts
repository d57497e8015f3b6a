/**
 * The rows of a report in their own order, and the places at which they are shown. Without a filter or an order of the
 * clerk's both are the same; with one, a place on the screen leads to its row here, and nowhere else.
 */
import type { Span } from './geometry.ts'
import type { GridRow, RowView } from './grid-store.ts'

const sameTexts = (a: Readonly<Record<string, string>>, b: Readonly<Record<string, string>>): boolean => {
  const keys = Object.keys(a)
  return keys.length === Object.keys(b).length && keys.every((key) => a[key] === b[key])
}
/** True when both hold the same, so that nothing need be drawn again. */
export const sameRow = (a: GridRow, b: GridRow): boolean =>
  a.key === b.key && a.origin === b.origin && sameTexts(a.values, b.values) && sameTexts(a.computed, b.computed)

export class RowList {
  #rows: RowView[] = []
  #order: number[] | null = null
  /** By id; made when it is asked for, void when rows come, go or move. */
  #indexes: ReadonlyMap<string, number> | null = null

  /** All rows, shown or not. */
  get size(): number {
    return this.#rows.length
  }
  /** Rows that are shown. */
  get shown(): number {
    return this.#order?.length ?? this.#rows.length
  }
  all(): readonly RowView[] {
    return this.#rows
  }
  at(place: number): RowView | undefined {
    return this.#rows[this.indexAt(place)]
  }
  /** Position in the report of the row shown at a place; behind the last one for a place below all rows. */
  indexAt(place: number): number {
    if (this.#order === null || place < 0) return place
    return this.#order[place] ?? this.#rows.length
  }
  /** Positions in the report of the rows shown at these places. */
  indexesOf({ first, last }: Span): ReadonlySet<number> {
    return new Set(Array.from({ length: last - first + 1 }, (_, at) => this.indexAt(first + at)))
  }
  /** Position in the report; -1 when there is no such row. `near`: where it may well be, or beside, so that no list of all is made. */
  indexOf(id: string, near: readonly number[] = []): number {
    const beside = near.flatMap((at) => [at, at - 1, at + 1]).find((at) => this.#rows[at]?.row.id === id)
    if (beside !== undefined) return beside
    this.#indexes ??= new Map(this.#rows.map((view, index) => [view.row.id, index]))
    return this.#indexes.get(id) ?? -1
  }
  /** Where a row is shown; -1 when it is not. */
  placeOf(id: string): number {
    const index = this.indexOf(id)
    return this.#order === null || index < 0 ? index : this.#order.indexOf(index)
  }

  arrange(order: readonly number[] | null): void {
    this.#order = order === null ? null : [...order]
  }
  /** Takes the engine's rows over; rows that were shown keep their places, new ones that fit come where they belong among them. */
  replaceAll(views: readonly RowView[], fits: (view: RowView) => boolean, compare: (one: RowView, other: RowView) => number): void {
    const places = this.#order?.map((index) => this.#rows[index]?.row.id)
    const known = places && new Set(this.#rows.map((view) => view.row.id))
    this.#rows = [...views]
    this.#indexes = null
    if (places === undefined || known === undefined) return
    const indexes = new Map(this.#rows.map((view, index) => [view.row.id, index]))
    const kept = places.flatMap((id) => (id === undefined ? [] : (indexes.get(id) ?? [])))
    const added = this.#rows.flatMap((view, index) => (!known.has(view.row.id) && fits(view) ? [index] : []))
    this.#order = added.length === 0 ? kept : this.#merged(kept, added, compare)
  }
  #merged(kept: readonly number[], added: readonly number[], compare: (one: RowView, other: RowView) => number): number[] {
    const isBefore = (one: number, other: number): boolean => {
      const [a, b] = [this.#rows[one], this.#rows[other]]
      return a !== undefined && b !== undefined && (compare(a, b) || one - other) < 0
    }
    const waiting = added.toSorted((a, b) => (isBefore(a, b) ? -1 : 1))
    const merged: number[] = []
    let next = 0
    for (const index of kept) {
      for (let one = waiting[next]; one !== undefined && isBefore(one, index); one = waiting[next]) {
        merged.push(one)
        next += 1
      }
      merged.push(index)
    }
    return [...merged, ...waiting.slice(next)]
  }
  setAt(index: number, view: RowView): void {
    this.#rows[index] = view
  }
  /** Puts rows in from a position of the report on and shows them from a place on, whatever the filter says: somebody is about to fill them. */
  insert(index: number, place: number, views: readonly RowView[]): void {
    if (views.length === 0) return
    this.#rows = [...this.#rows.slice(0, index), ...views, ...this.#rows.slice(index)]
    this.#indexes = null
    if (this.#order === null) return
    const moved = this.#order.map((other) => (other >= index ? other + views.length : other))
    this.#order = [...moved.slice(0, place), ...views.map((_, offset) => index + offset), ...moved.slice(place)]
  }
  remove(ids: ReadonlySet<string>): void {
    const left: RowView[] = []
    const moved = this.#rows.map((view) => (ids.has(view.row.id) ? -1 : left.push(view) - 1))
    this.#rows = left
    this.#indexes = null
    this.#order = this.#order?.map((index) => moved[index] ?? -1).filter((index) => index >= 0) ?? null
  }
}
