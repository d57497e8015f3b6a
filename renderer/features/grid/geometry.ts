/** Arithmetic of the window: which cells are seen, which one lies under the pointer, how far to scroll. */
import { type ColumnLayout, rowHeight } from './columns.ts'

export interface View {
  readonly scrollLeft: number
  readonly scrollTop: number
  readonly width: number
  readonly height: number
  /** Height of what sticks to the lower edge. */
  readonly footHeight: number
}
/** Both ends included; empty when `last < first`. */
export interface Span {
  readonly first: number
  readonly last: number
}

/** Rows drawn beyond each edge, so that scrolling does not run into blank ones. */
export const spareRows = 6

const bodyHeight = (layout: ColumnLayout, view: View): number => Math.max(rowHeight, view.height - layout.headerHeight - view.footHeight)

/** @param spare rows wanted beyond each edge */
export function visibleRows(layout: ColumnLayout, view: View, rowCount: number, spare: number): Span {
  return {
    first: Math.max(0, Math.floor(view.scrollTop / rowHeight) - spare),
    last: Math.min(rowCount - 1, Math.ceil((view.scrollTop + bodyHeight(layout, view)) / rowHeight) + spare),
  }
}

export const overlaps = (one: Span, other: Span): boolean => one.first <= other.last && other.first <= one.last

/** The scrolling columns in sight; the frozen ones are always drawn. */
export function visibleColumns(layout: ColumnLayout, view: View): Span {
  const from = view.scrollLeft + layout.frozenWidth
  const to = view.scrollLeft + view.width
  let first = layout.frozen
  while (first < layout.columns.length - 1 && right(layout, first) <= from) first += 1
  let last = first
  while (last < layout.columns.length - 1 && right(layout, last) < to) last += 1
  return { first: Math.max(layout.frozen, first - 1), last: Math.min(layout.columns.length - 1, last + 1) }
}

const right = (layout: ColumnLayout, index: number): number => {
  const column = layout.columns[index]
  return column ? column.left + column.width : layout.width
}

export interface Hit {
  readonly part: 'cell' | 'rowNumber' | 'header' | 'corner'
  readonly row: number
  readonly column: number
}

/** What lies at a point of the scroller, measured from its upper left corner; null for the totals and beyond. */
export function hitTest(layout: ColumnLayout, view: View, rowCount: number, x: number, y: number): Hit | null {
  const inFrozen = x < layout.frozenWidth
  const sheetX = inFrozen ? x : x + view.scrollLeft
  const found = layout.columns.findIndex((column) => sheetX >= column.left && sheetX < column.left + column.width)
  const column = found >= 0 ? found : sheetX < (layout.columns[0]?.left ?? 0) ? 0 : layout.columns.length - 1
  if (y < layout.headerHeight) return { part: found < 0 && column === 0 ? 'corner' : 'header', row: 0, column }
  if (y > view.height - view.footHeight) return null
  const row = Math.floor((y - layout.headerHeight + view.scrollTop) / rowHeight)
  if (row >= rowCount) return null
  return { part: found < 0 && column === 0 ? 'rowNumber' : 'cell', row, column }
}

/** The most that is scrolled in one frame of a drag. */
const fastestPull = 48

/**
 * A drag that is held beyond the cells in sight: the point among them that it stands for, and how far to scroll in a frame,
 * faster the further out it is. Both measured as for `hitTest`.
 */
export function dragPoint(layout: ColumnLayout, view: View, x: number, y: number) {
  const [top, bottom] = [layout.headerHeight, view.height - view.footHeight]
  const inside = (at: number, from: number, to: number): number => Math.max(from, Math.min(at, to - 1))
  const at = { x: inside(x, 0, view.width), y: inside(y, top, bottom) }
  const pull = (beyond: number): number => Math.max(-fastestPull, Math.min(Math.round(beyond), fastestPull))
  return { ...at, pull: { left: pull(x - at.x), top: pull(y - at.y) } }
}

/** Scroll positions at which the cell is in full sight, moved as little as possible. */
export function scrollToShow(
  layout: ColumnLayout,
  view: View,
  row: number,
  column: number,
): { readonly left: number; readonly top: number } {
  const top = row * rowHeight
  const height = bodyHeight(layout, view)
  const cell = layout.columns[column]
  let { scrollLeft, scrollTop } = view
  if (top < scrollTop) scrollTop = top
  else if (top + rowHeight > scrollTop + height) scrollTop = top + rowHeight - height
  if (cell && column >= layout.frozen) {
    if (cell.left - layout.frozenWidth < scrollLeft) scrollLeft = cell.left - layout.frozenWidth
    else if (cell.left + cell.width > scrollLeft + view.width) {
      scrollLeft = Math.min(cell.left - layout.frozenWidth, cell.left + cell.width - view.width)
    }
  }
  return { left: scrollLeft, top: scrollTop }
}

/** Where a cell stands in the scroller's own frame, whatever is scrolled. */
export function cellBox(layout: ColumnLayout, view: View, row: number, column: number) {
  const cell = layout.columns[column]
  const left = cell?.left ?? 0
  return {
    left: column < layout.frozen ? left : left - view.scrollLeft,
    top: layout.headerHeight + row * rowHeight - view.scrollTop,
    width: cell?.width ?? 0,
    height: rowHeight,
  }
}
