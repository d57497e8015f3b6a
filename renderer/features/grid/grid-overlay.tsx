import { useSyncExternalStore } from 'react'
import { gridText } from '../../../shared/text/ui-grid.ts'
import { type ColumnLayout, rowHeight } from './columns.ts'
import type { GridStore } from './grid-store.ts'
import { type Block, blockOf, isSingle } from './selection.ts'

function edges(layout: ColumnLayout, left: number, right: number): { readonly left: number; readonly width: number } {
  const first = layout.columns[left]
  const last = layout.columns[right]
  const from = first?.left ?? 0
  return { left: from, width: last ? last.left + last.width - from : 0 }
}

function Frame({ layout, block, className }: { readonly layout: ColumnLayout; readonly block: Block; readonly className: string }) {
  const { left, width } = edges(layout, block.left, block.right)
  const top = layout.headerHeight + block.top * rowHeight
  return <div className={className} style={{ left, width, top, height: (block.bottom - block.top + 1) * rowHeight }} />
}

/** The lower right corner of the selection, in the part of the sheet that its last column belongs to. */
function handlePlace({ layout, selection }: GridStore, frozen: boolean): { readonly left: number; readonly top: number } | null {
  const { bottom, right } = blockOf(selection)
  const last = layout.columns[right]
  if (!last || right < layout.frozen !== frozen) return null
  return { left: last.left + last.width - 5, top: layout.headerHeight + (bottom + 1) * rowHeight - 5 }
}

function frames(store: GridStore, frozen: boolean) {
  const { layout, selection, target, fillTarget } = store
  const edge = layout.frozen
  const part = (block: Block): Block | null => {
    const cut = frozen ? { ...block, right: Math.min(block.right, edge - 1) } : { ...block, left: Math.max(block.left, edge) }
    return cut.left <= cut.right ? cut : null
  }
  const active = { top: selection.row, bottom: selection.row, left: selection.column, right: selection.column }
  const selected = part(blockOf(selection))
  const cell = part(active)
  const filling = fillTarget && part(fillTarget)
  const copied = store.copied && part(store.copied)
  const handle = store.open && handlePlace(store, frozen)
  const flash = target && part({ top: target.row, bottom: target.row, left: target.column, right: target.column })
  return (
    <>
      {selected && !isSingle(selection) && <Frame layout={layout} block={selected} className="grid-selected" />}
      {cell && <Frame layout={layout} block={cell} className="grid-active" />}
      {copied && <Frame layout={layout} block={copied} className="grid-copied" />}
      {filling && <Frame layout={layout} block={filling} className="grid-filling" />}
      {handle && <div className="grid-handle" title={gridText.fillHandle} style={handle} />}
      {flash && <Frame key={target.count} layout={layout} block={flash} className="grid-flash" />}
    </>
  )
}

/** Selection, active cell and flash, apart from the cells: moving them draws no cell again. */
export function GridOverlay({ store, onDrop }: { readonly store: GridStore; readonly onDrop: () => void }) {
  useSyncExternalStore(
    (listener) => store.subscribe('selection', listener),
    () => store.selection,
  )
  useSyncExternalStore(
    (listener) => store.subscribe('target', listener),
    () => store.target,
  )
  useSyncExternalStore(
    (listener) => store.subscribe('marking', listener),
    () => store.fillTarget,
  )
  useSyncExternalStore(
    (listener) => store.subscribe('marking', listener),
    () => store.copied,
  )
  const { row, column } = store.selection
  const cell = store.column(column)
  const hasList =
    cell !== undefined &&
    (cell.codes !== undefined || cell.field.type === 'yesNo' || cell.field.type === 'date') &&
    !store.isReadOnly(row, column)
  const drop = hasList && (
    <button
      type="button"
      tabIndex={-1}
      aria-label={cell.field.type === 'date' ? gridText.openCalendar : gridText.choices}
      className="grid-drop"
      style={{ left: cell.left + cell.width - 20, top: store.layout.headerHeight + row * rowHeight + 3 }}
      onPointerDown={(event) => {
        event.preventDefault()
        event.stopPropagation()
        onDrop()
      }}
    >
      ▾
    </button>
  )
  const isFrozen = column < store.layout.frozen
  return (
    <>
      <div className="grid-overlay-frozen">
        {frames(store, true)}
        {isFrozen && drop}
      </div>
      <div className="grid-overlay">
        {frames(store, false)}
        {!isFrozen && drop}
      </div>
    </>
  )
}
