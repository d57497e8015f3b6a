import { useState, useSyncExternalStore } from 'react'
import { gridText } from '../../../shared/text/ui-grid.ts'
import { displayText } from './cell-rules.ts'
import { gutterWidth, rowHeight } from './columns.ts'
import type { GridStore } from './grid-store.ts'

/** The printed totals, stuck to the lower edge. Many of them fold to the first one. */
export function GridTotals({ store, headerRows }: { readonly store: GridStore; readonly headerRows: number }) {
  const totals = useSyncExternalStore(
    (listener) => store.subscribe('totals', listener),
    () => store.totals,
  )
  const [open, setOpen] = useState(false)
  const { layout } = store
  if (totals.length === 0) return null
  const shown = open ? totals : totals.slice(0, 1)
  return (
    <div className="grid-totals" role="rowgroup" style={{ width: layout.width }}>
      {shown.map((total, row) => {
        const cell = (index: number) => {
          const column = layout.columns[index]
          if (!column) return null
          const value = total.values[column.field.key]
          const missing = total.missing[column.field.key] ?? 0
          const text = `${index === 0 ? total.label : ''}${value === undefined ? '' : displayText(column, value)}`
          return (
            <div
              key={column.field.key}
              role="gridcell"
              aria-colindex={index + 2}
              aria-readonly
              className={`grid-cell grid-long grid-${index === 0 ? 'left' : column.align}`}
              style={{ width: column.width }}
              title={value !== undefined && missing > 0 ? gridText.totalMissing(missing) : index === 0 ? total.label : undefined}
            >
              {text}
            </div>
          )
        }
        const columns = layout.columns.map((_, index) => index)
        return (
          <div
            key={total.label}
            role="row"
            aria-rowindex={headerRows + store.extent.rows + row + 1}
            className="grid-total-row"
            style={{ height: rowHeight, width: layout.width }}
          >
            <div className="grid-frozen" role="presentation" style={{ width: layout.frozenWidth }}>
              <div role="rowheader" aria-colindex={1} className="grid-number" style={{ width: gutterWidth }}>
                {row === 0 && totals.length > 1 ? (
                  <button
                    type="button"
                    className="grid-totals-toggle"
                    aria-expanded={open}
                    aria-label={open ? gridText.foldTotals : gridText.moreTotals(totals.length - 1)}
                    title={open ? gridText.foldTotals : gridText.moreTotals(totals.length - 1)}
                    onClick={() => setOpen(!open)}
                  >
                    {open ? '▾' : '▸'}
                  </button>
                ) : (
                  'Σ'
                )}
              </div>
              {columns.slice(0, layout.frozen).map(cell)}
            </div>
            {columns.slice(layout.frozen).map(cell)}
          </div>
        )
      })}
    </div>
  )
}
