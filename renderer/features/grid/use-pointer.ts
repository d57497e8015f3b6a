import { type MouseEvent, type PointerEvent, type RefObject, useEffect, useRef } from 'react'
import { fitColumns, setWidth } from './column-commands.ts'
import { fillBlock } from './fill.ts'
import { dragPoint, type Hit, hitTest, type View } from './geometry.ts'
import type { GridEditor } from './grid-editor.ts'
import { fillTo, fillToNeighbour } from './grid-fill.ts'
import type { GridStore } from './grid-store.ts'
import { blockOf, selectBlock } from './selection.ts'

interface PointerOptions {
  readonly scroller: RefObject<HTMLDivElement | null>
  readonly field: RefObject<HTMLTextAreaElement | null>
  readonly store: GridStore
  readonly editor: GridEditor
  readonly measure: () => View
  readonly reveal: () => void
}

/** Clicks and drags: cells, whole rows by their numbers, whole columns by their heads. */
export function usePointer({ scroller, field, store, editor, measure, reveal }: PointerOptions) {
  const dragging = useRef<Hit['part'] | 'handle' | 'edge' | null>(null)
  /** The column whose right edge is being pulled, and where the pulling began. */
  const edge = useRef({ column: -1, x: 0, width: 0 })
  /** A captured pointer makes the scroller the target of the double click, so what was pressed is remembered. */
  const pressedHandle = useRef(false)
  const hitOf = (event: MouseEvent): Hit | null => {
    const box = scroller.current?.getBoundingClientRect()
    return box ? hitTest(store.layout, measure(), store.extent.rows, event.clientX - box.left, event.clientY - box.top) : null
  }
  const select = (hit: Hit, extend: boolean): void => {
    if (hit.part === 'corner') {
      store.setSelection(
        selectBlock(store.extent, { top: 0, bottom: Math.max(0, store.rowCount - 1), left: 0, right: store.extent.columns - 1 }),
      )
      return
    }
    const { selection, extent } = store
    if (hit.part === 'cell') {
      store.select(hit.row, hit.column, extend)
      return
    }
    const block = blockOf(selection)
    if (hit.part === 'rowNumber') {
      const from = extend ? selection.row : hit.row
      store.setSelection({ row: from, column: 0, endRow: hit.row, endColumn: extent.columns - 1 })
    } else {
      const left = extend ? block.left : hit.column
      store.setSelection(
        selectBlock(extent, {
          top: 0,
          bottom: Math.max(0, store.rowCount - 1),
          left: Math.min(left, hit.column),
          right: Math.max(left, hit.column),
        }),
      )
    }
  }
  /** Where the pointer was last in a drag; held beyond the cells in sight it scrolls on, frame by frame. */
  const held = useRef({ clientX: 0, clientY: 0, frame: 0 })
  useEffect(() => () => cancelAnimationFrame(held.current.frame), [])
  const drag = (): void => {
    const part = dragging.current
    const element = scroller.current
    if (part === null || part === 'edge' || !element) return
    const box = element.getBoundingClientRect()
    const { x, y, pull } = dragPoint(store.layout, measure(), held.current.clientX - box.left, held.current.clientY - box.top)
    const hit = hitTest(store.layout, measure(), store.extent.rows, x, y)
    if (hit && part === 'handle') {
      // Who pulls on to the end means the rows that are there, not the blank one below them.
      const row = pull.top > 0 ? Math.min(hit.row, Math.max(0, store.rowCount - 1)) : hit.row
      store.setFillTarget(fillBlock(blockOf(store.selection), row, hit.column))
    } else if (hit && part !== 'handle') select({ ...hit, part }, true)
    // Whole columns are held by their heads, which lie beyond the rows.
    const top = part === 'header' ? 0 : pull.top
    const [scrolledLeft, scrolledTop] = [element.scrollLeft, element.scrollTop]
    if (part !== 'corner' && (pull.left !== 0 || top !== 0)) element.scrollBy({ left: pull.left, top, behavior: 'instant' })
    else if (part === 'cell') reveal()
    cancelAnimationFrame(held.current.frame)
    if (element.scrollLeft === scrolledLeft && element.scrollTop === scrolledTop) return
    held.current.frame = requestAnimationFrame(drag)
  }
  const endDrag = (): void => {
    cancelAnimationFrame(held.current.frame)
    dragging.current = null
  }
  const isOwn = (event: MouseEvent): boolean =>
    event.target === field.current ||
    (event.target instanceof Element && event.target.closest('.grid-choices, .grid-calendar, button') !== null)

  /** Esc lets go of the handle: true when it was held. */
  const letGo = (): boolean => {
    if (dragging.current !== 'handle') return false
    store.setFillTarget(null)
    endDrag()
    return true
  }

  const handlers = {
    onPointerDown(event: PointerEvent<HTMLDivElement>): void {
      if (isOwn(event)) return
      pressedHandle.current = event.target instanceof Element && event.target.closest('.grid-handle') !== null
      if (pressedHandle.current && event.button === 0) {
        event.preventDefault()
        if (editor.state.mode !== 'ready') editor.stop(true)
        editor.focus()
        dragging.current = 'handle'
        scroller.current?.setPointerCapture(event.pointerId)
        return
      }
      const edgeOf = event.target instanceof Element ? event.target.closest<HTMLElement>('.grid-resize') : null
      if (edgeOf && event.button === 0) {
        event.preventDefault()
        editor.focus()
        const column = Number(edgeOf.dataset.column)
        edge.current = { column, x: event.clientX, width: store.column(column)?.width ?? 0 }
        dragging.current = 'edge'
        scroller.current?.setPointerCapture(event.pointerId)
        return
      }
      edge.current = { column: -1, x: 0, width: 0 }
      const hit = hitOf(event)
      // A scroll bar belongs to the scroller but lies outside its client box.
      const view = measure()
      const box = scroller.current?.getBoundingClientRect()
      if (box && (event.clientX - box.left > view.width || event.clientY - box.top > view.height)) return
      event.preventDefault()
      if (editor.state.mode !== 'ready') editor.stop(true)
      editor.focus()
      if (!hit) return
      const block = blockOf(store.selection)
      const inside =
        hit.part === 'cell' && hit.row >= block.top && hit.row <= block.bottom && hit.column >= block.left && hit.column <= block.right
      if (event.button === 2 && inside) return
      select(hit, event.shiftKey)
      if (event.button !== 0) return
      dragging.current = hit.part
      scroller.current?.setPointerCapture(event.pointerId)
    },
    onPointerMove(event: PointerEvent<HTMLDivElement>): void {
      const part = dragging.current
      if (part === null) return
      if (part === 'edge') {
        const { column, x, width } = edge.current
        setWidth(store, column, width + event.clientX - x)
        return
      }
      const { clientX, clientY } = event
      held.current = { ...held.current, clientX, clientY }
      drag()
    },
    onPointerUp(): void {
      const { fillTarget } = store
      if (dragging.current === 'handle' && fillTarget) {
        store.setFillTarget(null)
        fillTo(store, editor, fillTarget)
      }
      endDrag()
    },
    onPointerCancel(): void {
      store.setFillTarget(null)
      endDrag()
    },
    onDoubleClick(event: MouseEvent<HTMLDivElement>): void {
      if (edge.current.column >= 0) {
        fitColumns(store, edge.current.column, edge.current.column, getComputedStyle(event.currentTarget).font)
        return
      }
      if (pressedHandle.current) {
        fillToNeighbour(store, editor)
        reveal()
        return
      }
      if (isOwn(event) || hitOf(event)?.part !== 'cell') return
      editor.start('edit')
      editor.openList()
    },
  }
  return { handlers, letGo }
}
