/** Which rows are looked at and in what order. A way of looking only: the rows of the report stay as they are. */
import { isNumeric } from '../../../shared/model/value.ts'
import { displayText } from './cell-rules.ts'
import type { GridColumn } from './columns.ts'
import type { RowView } from './grid-store.ts'

/** What a column lets through: cells that show one of these texts ('' = blank). */
export interface LookRule {
  readonly shown: ReadonlyMap<string, ReadonlySet<string>>
  /** Only rows on which a check has something to say. */
  readonly onlyMarked: boolean
  readonly sort: { readonly field: string; readonly descending: boolean } | null
}
export const plainLook: LookRule = { shown: new Map(), onlyMarked: false, sort: null }

export const isFiltering = (look: LookRule): boolean => look.onlyMarked || look.shown.size > 0

const cellText = ({ row }: RowView, field: string): string | null => row.values[field] ?? row.computed[field] ?? null
const collator = new Intl.Collator('zh-CN', { numeric: true })

type ColumnOf = (field: string) => GridColumn | undefined

/** True when the row is let through. */
export function isShown(view: RowView, look: LookRule, columnOf: ColumnOf): boolean {
  if (look.onlyMarked && ![...view.marks.values()].some((mark) => !mark.explained)) return false
  for (const [field, texts] of look.shown) {
    const column = columnOf(field)
    if (column && !texts.has(displayText(column, cellText(view, field)))) return false
  }
  return true
}

/** Which of two rows comes first; 0 where their own order decides. Blanks always come last. */
export function comparison(look: LookRule, columnOf: ColumnOf): (one: RowView, other: RowView) => number {
  const column = look.sort === null ? undefined : columnOf(look.sort.field)
  if (!column || look.sort === null) return () => 0
  const { field, descending } = look.sort
  const numeric = isNumeric(column.field.type)
  const keys = new Map<RowView, string | number | null>()
  const keyOf = (view: RowView): string | number | null => {
    const known = keys.get(view)
    if (known !== undefined) return known
    const value = cellText(view, field)
    const key = value === null ? null : numeric && Number.isFinite(Number(value)) ? Number(value) : displayText(column, value)
    keys.set(view, key)
    return key
  }
  return (a, b) => {
    const [one, other] = [keyOf(a), keyOf(b)]
    if (one === null || other === null) return one === other ? 0 : one === null ? 1 : -1
    const difference = typeof one === 'number' && typeof other === 'number' ? one - other : collator.compare(String(one), String(other))
    return descending ? -difference : difference
  }
}

/** Places of the rows as they are looked at; null = all of them in their own order. */
export function orderOf(views: readonly RowView[], look: LookRule, columnOf: ColumnOf): readonly number[] | null {
  const isSorted = look.sort !== null && columnOf(look.sort.field) !== undefined
  if (!isFiltering(look) && !isSorted) return null
  const shown = views.flatMap((view, index) => (isShown(view, look, columnOf) ? [{ view, index }] : []))
  const compare = comparison(look, columnOf)
  if (isSorted) shown.sort((a, b) => compare(a.view, b.view) || a.index - b.index)
  return shown.map(({ index }) => index)
}

/** The texts a column shows and how often, most frequent kinds of blanks first and then in order. */
export function textsOf(views: readonly RowView[], column: GridColumn): readonly { readonly text: string; readonly count: number }[] {
  const counts = new Map<string, number>()
  for (const view of views) {
    const text = displayText(column, cellText(view, column.field.key))
    counts.set(text, (counts.get(text) ?? 0) + 1)
  }
  return [...counts]
    .map(([text, count]) => ({ text, count }))
    .sort((a, b) => (a.text === '' ? -1 : b.text === '' ? 1 : collator.compare(a.text, b.text)))
}
