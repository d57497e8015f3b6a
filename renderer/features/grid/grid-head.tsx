import { memo } from 'react'
import type { HeaderCell } from '../../../shared/forms/columns.ts'
import { gridText } from '../../../shared/text/ui-grid.ts'
import { gridToolsText } from '../../../shared/text/ui-grid-tools.ts'
import { groupKey } from './column-look.ts'
import { type ColumnLayout, gutterWidth } from './columns.ts'
import type { LookRule } from './row-order.ts'

interface Box {
  readonly left: number
  readonly width: number
  readonly top: number
  readonly height: number
}

function boxOf(layout: ColumnLayout, cell: HeaderCell, from: number, to: number): Box {
  const first = layout.columns[from]
  const last = layout.columns[to]
  const top = layout.headerTops[cell.row] ?? 0
  const bottom = layout.headerTops[cell.row + cell.rowSpan] ?? layout.headerHeight
  const left = first?.left ?? 0
  return { left, width: (last ? last.left + last.width : left) - left, top: 0, height: bottom - top }
}

/** A merged cell that reaches over the frozen edge is drawn in two pieces; only the first one is told to screen readers. */
function pieces(
  layout: ColumnLayout,
  cell: HeaderCell,
): readonly { readonly frozen: boolean; readonly box: Box; readonly told: boolean }[] {
  const end = cell.column + cell.columnSpan - 1
  if (cell.column >= layout.frozen) return [{ frozen: false, box: boxOf(layout, cell, cell.column, end), told: true }]
  if (end < layout.frozen) return [{ frozen: true, box: boxOf(layout, cell, cell.column, end), told: true }]
  return [
    { frozen: true, box: boxOf(layout, cell, cell.column, layout.frozen - 1), told: true },
    { frozen: false, box: boxOf(layout, cell, layout.frozen, end), told: false },
  ]
}

function headerCell({ layout, look, onLook, groups, onGroup }: GridHeadProps, cell: HeaderCell, box: Box, told: boolean) {
  const column = cell.field === undefined ? undefined : layout.columns[cell.column]
  const required = column?.field.required === true
  const label = column?.label ?? cell.label
  const help = [label, column?.field.help, column?.field.clause && gridText.clause(column.field.clause)].filter(Boolean).join('\n')
  const key = column ? null : groupKey(cell.row, layout.columns[cell.column]?.field.key ?? '')
  const isFolded = key !== null && groups.includes(key)
  const group = isFolded || cell.columnSpan > 1 ? key : null
  // Named by its words alone: read out with each cell, the names of its buttons would be noise.
  const telling = told
    ? {
        role: 'columnheader',
        'aria-colindex': cell.column + 2,
        'aria-colspan': cell.columnSpan,
        'aria-rowspan': cell.rowSpan,
        'aria-label': required ? `${gridText.required} ${label}` : label,
        'aria-sort': sortOf(look, column?.field.key),
      }
    : ({ role: 'presentation', 'aria-hidden': true } as const)
  return (
    <div
      key={`${cell.row}-${cell.column}-${told}`}
      {...telling}
      className={column ? 'grid-head-cell' : 'grid-head-cell grid-head-branch'}
      style={box}
      title={help}
    >
      <span>
        {required && (
          <>
            <span className="grid-required" aria-hidden>
              *
            </span>
            <span className="visually-hidden">{gridText.required}</span>
          </>
        )}
        {group !== null && (
          <button
            type="button"
            tabIndex={-1}
            className="grid-head-fold"
            aria-expanded={!isFolded}
            aria-label={isFolded ? gridText.unfoldGroup(label) : gridText.foldGroup(label)}
            title={isFolded ? gridText.unfoldGroup(label) : gridText.foldGroup(label)}
            onClick={() => onGroup(group)}
          >
            {isFolded ? '▸' : '▾'}
          </button>
        )}
        {label}
        {/* In line with the words, so that it covers none of them. */}
        {column && (
          <button
            type="button"
            tabIndex={-1}
            className={isLookedBy(look, column.field.key) ? 'grid-head-look grid-head-looked' : 'grid-head-look'}
            aria-label={gridToolsText.look.menu(column.label)}
            title={gridToolsText.look.menu(column.label)}
            onClick={() => onLook(cell.column)}
          >
            {look.sort?.field === column.field.key ? (look.sort.descending ? '↓' : '↑') : '▾'}
          </button>
        )}
      </span>
      {column && <span className="grid-resize" data-column={cell.column} title={gridText.resize} aria-hidden />}
    </div>
  )
}

interface GridHeadProps {
  readonly layout: ColumnLayout
  readonly look: LookRule
  /** Opens filter and order of a column. */
  readonly onLook: (column: number) => void
  /** Folded groups, by their keys. */
  readonly groups: readonly string[]
  readonly onGroup: (key: string) => void
}
const sortOf = ({ sort }: LookRule, field: string | undefined): 'ascending' | 'descending' | undefined =>
  sort === null || sort === undefined || sort.field !== field ? undefined : sort.descending ? 'descending' : 'ascending'
const isLookedBy = (look: LookRule, field: string): boolean => look.shown.has(field) || look.sort?.field === field

/** The printed header: real rows for screen readers, each with its frozen part. */
export const GridHead = memo(function GridHead(props: GridHeadProps) {
  const { layout } = props
  return (
    <div className="grid-head" role="rowgroup" style={{ height: layout.headerHeight, width: layout.width }}>
      {layout.headerTops.map((top, row) => {
        const cells = layout.header
          .filter((cell) => cell.row === row)
          .flatMap((cell) => pieces(layout, cell).map((piece) => ({ cell, ...piece })))
        const draw = (frozen: boolean) =>
          cells.filter((piece) => piece.frozen === frozen).map(({ cell, box, told }) => headerCell(props, cell, box, told))
        return (
          <div key={top} role="row" aria-rowindex={row + 1} className="grid-head-row" style={{ top, width: layout.width }}>
            <div className="grid-frozen" role="presentation" style={{ width: layout.frozenWidth }}>
              {row === 0 && (
                <div
                  role="columnheader"
                  aria-colindex={1}
                  aria-rowspan={layout.headerTops.length}
                  className="grid-head-cell"
                  style={{ left: 0, top: 0, width: gutterWidth, height: layout.headerHeight }}
                >
                  {gridText.rowNumber}
                </div>
              )}
              {draw(true)}
            </div>
            {draw(false)}
          </div>
        )
      })}
    </div>
  )
})
