import { type RefObject, useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { rowHeight } from './columns.ts'
import { overlaps, type Span, scrollToShow, spareRows, type View, visibleColumns, visibleRows } from './geometry.ts'
import type { GridStore } from './grid-store.ts'
import { frameMs } from './in-slices.ts'

/** Which rows and columns are drawn. */
export interface Spans {
  readonly rows: Span
  readonly columns: Span
}
export interface GridView {
  /** What is drawn now; whoever draws by it listens with `useSpans`. */
  readonly spans: () => Spans
  readonly subscribe: (listener: (spans: Spans) => void) => () => void
  /** The scroller as it is: measured when it was scrolled or has another size, not each time, which would lay out the page at each key. */
  readonly measure: () => View
  /** The same for a pointer, which may come between scrolling and the message of it. */
  readonly measureNow: () => View
  /** Scrolls the active cell (or the growing corner) into sight; `fromLeft` goes to the left end first, which frozen columns do not ask for. */
  readonly reveal: (fromLeft?: boolean) => void
  readonly page: () => { readonly rows: number; readonly columns: number }
  readonly onScroll: () => void
}

const nothing: Spans = { rows: { first: 0, last: -1 }, columns: { first: 0, last: -1 } }
const same = (a: Span, b: Span): boolean => a.first === b.first && a.last === b.last

/**
 * Draws the component again when other rows or columns come into sight. Before the first frame too: a listener that
 * begins after it would show an empty sheet first.
 */
export function useSpans(view: GridView): Spans {
  const [spans, setSpans] = useState(view.spans)
  useLayoutEffect(() => {
    setSpans(view.spans())
    return view.subscribe(setSpans)
  }, [view])
  return spans
}

const viewOf = (element: HTMLElement | null): View => ({
  scrollLeft: element?.scrollLeft ?? 0,
  scrollTop: element?.scrollTop ?? 0,
  width: element?.clientWidth ?? 0,
  height: element?.clientHeight ?? 0,
  footHeight: element?.querySelector<HTMLElement>('.grid-totals')?.offsetHeight ?? 0,
})

/** Which rows and columns are drawn. Scrolling draws in the same frame, so that no blank strip flashes. */
export function useGridView(
  scroller: RefObject<HTMLDivElement | null>,
  store: GridStore,
  structure: number,
  onMoved: () => void,
): GridView {
  const drawn = useRef(nothing)
  const listeners = useRef(new Set<(spans: Spans) => void>())
  const widening = useRef<ReturnType<typeof setTimeout>>(undefined)
  const moved = useRef(onMoved)
  moved.current = onMoved
  const known = useRef<View>(undefined)
  const measure = useCallback((): View => {
    known.current ??= viewOf(scroller.current)
    return known.current
  }, [scroller])
  const measureNow = useCallback((): View => {
    known.current = undefined
    return measure()
  }, [measure])
  const update = useCallback(() => {
    const view = measure()
    if (view.width > 0) store.setRoom(view.width)
    const { layout, extent } = store
    const sight = visibleRows(layout, view, extent.rows, 0)
    store.sight = sight
    // Far from what was drawn, what is in sight comes first and what waits beyond its edges a frame later.
    const isNear = sight.last < sight.first || overlaps(drawn.current.rows, sight)
    const rows = isNear ? visibleRows(layout, view, extent.rows, spareRows) : sight
    clearTimeout(widening.current)
    if (!isNear) widening.current = setTimeout(update, frameMs)
    const columns = visibleColumns(layout, view)
    if (same(drawn.current.rows, rows) && same(drawn.current.columns, columns)) return
    drawn.current = { rows, columns }
    for (const listener of listeners.current) listener(drawn.current)
  }, [measure, store])
  useEffect(() => () => clearTimeout(widening.current), [])
  const measureAnew = useCallback(() => {
    known.current = undefined
    update()
  }, [update])
  // biome-ignore lint/correctness/useExhaustiveDependencies: rows or columns came or went, so the window moves
  useLayoutEffect(measureAnew, [measureAnew, structure])
  const reveal = useCallback(
    (fromLeft = false) => {
      const element = scroller.current
      if (!element) return
      const { selection } = store
      const { scrollLeft, ...view } = measure()
      const from = { ...view, scrollLeft: fromLeft ? 0 : scrollLeft }
      const { left, top } = scrollToShow(store.layout, from, selection.endRow, selection.endColumn)
      if (left === scrollLeft && top === view.scrollTop) return
      element.scrollTo({ left, top })
      known.current = undefined
    },
    [scroller, store, measure],
  )
  /** Whether the active cell could be seen when the scroller was last measured. */
  const wasInSight = useCallback((): boolean => {
    const { selection, layout } = store
    const view = measure()
    const { left, top } = scrollToShow(layout, view, selection.endRow, selection.endColumn)
    return left === view.scrollLeft && top === view.scrollTop
  }, [store, measure])
  useLayoutEffect(() => {
    const element = scroller.current
    if (!element) return
    const observer = new ResizeObserver(() => {
      // A panel that opens beside the sheet does not hide the cell that it speaks of.
      const keepsSight = wasInSight()
      measureAnew()
      if (keepsSight) reveal()
      moved.current()
    })
    observer.observe(element)
    // Totals come, go and unfold within it.
    for (const part of element.children) observer.observe(part)
    return () => observer.disconnect()
  }, [scroller, measureAnew, wasInSight, reveal])
  const page = useCallback(() => {
    const view = measure()
    const columns = visibleColumns(store.layout, view)
    return {
      rows: Math.max(1, Math.floor((view.height - store.layout.headerHeight - view.footHeight) / rowHeight) - 1),
      columns: Math.max(1, columns.last - columns.first - 2),
    }
  }, [measure, store])
  const onScroll = useCallback(() => {
    flushSync(measureAnew)
    moved.current()
  }, [measureAnew])
  const spans = useCallback(() => drawn.current, [])
  const subscribe = useCallback((listener: (spans: Spans) => void) => {
    listeners.current.add(listener)
    return () => listeners.current.delete(listener)
  }, [])
  return useMemo(
    () => ({ spans, subscribe, measure, measureNow, reveal, page, onScroll }),
    [spans, subscribe, measure, measureNow, reveal, page, onScroll],
  )
}
