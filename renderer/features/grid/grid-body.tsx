import { memo } from 'react'
import { rowHeight } from './columns.ts'
import { GridRowLine } from './grid-row.tsx'
import type { GridStore } from './grid-store.ts'
import { type GridView, useSpans } from './use-grid-view.ts'

interface GridBodyProps {
  readonly store: GridStore
  readonly view: GridView
  /** Of the columns and of the rows: a new number draws all again. */
  readonly structure: number
  readonly headerRows: number
}

/** The rows in sight, apart from the grid around them: scrolling draws nothing else again. */
export const GridBody = memo(function GridBody({ store, view, structure, headerRows }: GridBodyProps) {
  const spans = useSpans(view)
  const rows = []
  for (let row = spans.rows.first; row <= spans.rows.last; row += 1) {
    const id = store.rowAt(row)?.row.id ?? 'new'
    rows.push(
      <GridRowLine
        key={id}
        store={store}
        row={row}
        id={id}
        headerRows={headerRows}
        first={spans.columns.first}
        last={spans.columns.last}
        structure={structure}
      />,
    )
  }
  return (
    <div className="grid-body" role="rowgroup" style={{ height: store.extent.rows * rowHeight, width: store.layout.width }}>
      {rows}
    </div>
  )
})
