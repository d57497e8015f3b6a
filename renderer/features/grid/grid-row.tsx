import { memo, useCallback, useSyncExternalStore } from 'react'
import { gridText } from '../../../shared/text/ui-grid.ts'
import { notesText } from '../../../shared/text/ui-notes.ts'
import { displayText } from './cell-rules.ts'
import { gutterWidth, mayOverflow, rowHeight } from './columns.ts'
import type { GridStore, RowView } from './grid-store.ts'

/** Classes of the four levels; a corner mark of its own shape goes with each, so that colour never speaks alone. */
export const levelClass = { 强制性: 'must', 准强制性: 'should', 核实性: 'verify', 提示性: 'hint' } as const

interface CellProps {
  readonly store: GridStore
  readonly view: RowView | undefined
  readonly row: number
  readonly column: number
  /** Room before it, of the columns that are not drawn. */
  readonly gap?: number
}

function cellOf({ store, view, row, column, gap = 0 }: CellProps) {
  const layout = store.layout.columns[column]
  if (!layout) return null
  const key = layout.field.key
  const mark = view?.marks.get(key)
  const readOnly = store.isReadOnly(row, column)
  const typed = view?.row.values[key]
  const value = typed ?? view?.row.computed[key] ?? null
  const text = displayText(layout, value)
  const before = store.help.changes ? store.previous.value(view, key) : undefined
  const isClipped = mayOverflow(text, layout.width)
  const classes = ['grid-cell', `grid-${layout.align}`]
  if (isClipped) classes.push('grid-long')
  if (readOnly) classes.push(layout.computed ? 'grid-computed' : 'grid-locked')
  if (layout.field.overridable && typed === undefined && value !== null) classes.push('grid-auto')
  if (mark) classes.push(mark.explained ? 'grid-explained' : `grid-${levelClass[mark.level]}`)
  const notes = view ? store.notesAt(view.row.id, key) : []
  const isChanged = before !== undefined && before !== value
  if (isChanged) classes.push('grid-changed')
  if (notes.length > 0) classes.push('grid-noted')
  const said = [
    ...(mark?.messages ?? []),
    ...(notes.length > 0 ? [notesText.cellTitle(notes)] : []),
    ...(isChanged ? [gridText.past.previous(displayText(layout, before))] : []),
  ]
  return (
    <div
      key={key}
      id={cellId(row, column)}
      role="gridcell"
      tabIndex={store.help.reading ? -1 : undefined}
      aria-colindex={column + 2}
      aria-readonly={readOnly || undefined}
      aria-invalid={(mark && !mark.explained && mark.level === '强制性') || undefined}
      className={classes.join(' ')}
      style={gap > 0 ? { width: layout.width, marginLeft: gap } : { width: layout.width }}
      title={said.length > 0 ? said.join('\n') : isClipped ? text : undefined}
    >
      {text}
    </div>
  )
}

export const cellId = (row: number, column: number): string => `cell-${row}-${column}`

interface RowProps {
  readonly store: GridStore
  readonly row: number
  readonly id: string
  readonly headerRows: number
  readonly first: number
  readonly last: number
  /** Of the columns and of the rows: a new number draws the row again. */
  readonly structure: number
}

/** One row. It listens to itself: nothing else makes it draw again while it stands where it is. */
export const GridRowLine = memo(function GridRowLine({ store, row, id, headerRows, first, last }: RowProps) {
  const subscribe = useCallback((listener: () => void) => store.subscribeRow(id, listener), [store, id])
  const view = useSyncExternalStore(subscribe, () => store.rowAt(row))
  const { layout } = store
  const frozen = Array.from({ length: layout.frozen }, (_, column) => cellOf({ store, view, row, column }))
  const gap = Math.max(0, (layout.columns[first]?.left ?? 0) - layout.frozenWidth)
  const scrolling = Array.from({ length: Math.max(0, last - first + 1) }, (_, at) =>
    cellOf({ store, view, row, column: first + at, ...(at === 0 && { gap }) }),
  )
  return (
    <div role="row" aria-rowindex={headerRows + row + 1} className="grid-row" style={{ top: row * rowHeight, width: layout.width }}>
      <div className="grid-frozen" role="presentation" style={{ width: layout.frozenWidth }}>
        <div role="rowheader" aria-colindex={1} className="grid-number" style={{ width: gutterWidth }}>
          {view ? store.rowNumber(row) : <span title={gridText.newRow}>＋</span>}
        </div>
        {frozen}
      </div>
      {scrolling}
    </div>
  )
})
