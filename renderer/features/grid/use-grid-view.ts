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
  /** Measures the scroller as it is now. */
  readonly measure: () => View
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
  const measure = useCallback((): View => {
    const element = scroller.current
    return {
      scrollLeft: element?.scrollLeft ?? 0,
      scrollTop: element?.scrollTop ?? 0,
      width: element?.clientWidth ?? 0,
      height: element?.clientHeight ?? 0,
      footHeight: element?.querySelector<HTMLElement>('.grid-totals')?.offsetHeight ?? 0,
    }
  }, [scroller])
  const update = useCallback(() => {
    const view = measure()
    const { layout, extent } = store
    const sight = visibleRows(layout, view, extent.rows, 0)
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
  // biome-ignore lint/correctness/useExhaustiveDependencies: rows or columns came or went, so the window moves
  useLayoutEffect(update, [update, structure])
  useLayoutEffect(() => {
    const element = scroller.current
    if (!element) return
    const observer = new ResizeObserver(() => {
      update()
      moved.current()
    })
    observer.observe(element)
    return () => observer.disconnect()
  }, [scroller, update])
  const reveal = useCallback(
    (fromLeft = false) => {
      const element = scroller.current
      if (!element) return
      if (fromLeft) element.scrollLeft = 0
      const { selection } = store
      const { left, top } = scrollToShow(store.layout, measure(), selection.endRow, selection.endColumn)
      if (left !== element.scrollLeft) element.scrollLeft = left
      if (top !== element.scrollTop) element.scrollTop = top
    },
    [scroller, store, measure],
  )
  const page = useCallback(() => {
    const view = measure()
    const columns = visibleColumns(store.layout, view)
    return {
      rows: Math.max(1, Math.floor((view.height - store.layout.headerHeight - view.footHeight) / rowHeight) - 1),
      columns: Math.max(1, columns.last - columns.first - 2),
    }
  }, [measure, store])
  const onScroll = useCallback(() => {
    flushSync(update)
    moved.current()
  }, [update])
  const spans = useCallback(() => drawn.current, [])
  const subscribe = useCallback((listener: (spans: Spans) => void) => {
    listeners.current.add(listener)
    return () => listeners.current.delete(listener)
  }, [])
  return useMemo(() => ({ spans, subscribe, measure, reveal, page, onScroll }), [spans, subscribe, measure, reveal, page, onScroll])
}
