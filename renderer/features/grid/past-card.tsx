import { useEffect, useState, useSyncExternalStore } from 'react'
import { gridText } from '../../../shared/text/ui-grid.ts'
import { displayText } from './cell-rules.ts'
import type { GridStore } from './grid-store.ts'

/** A cell in an earlier period, oldest first. */
export interface PastCell {
  readonly period: string
  readonly value: string | null
}
export type ReadPast = (rowKey: string, field: string) => Promise<readonly PastCell[]>

/** Nothing is asked while the selection only passes by. */
const restMs = 150
const barHeight = 28

interface PastCardProps {
  readonly store: GridStore
  readonly read: ReadPast
  readonly left: number
  readonly top: number
}

/** The last periods of the active cell, beside it: a column of figures and how they went. It takes no click and no key. */
export function PastCard({ store, read, left, top }: PastCardProps) {
  const selection = useSyncExternalStore(
    (listener) => store.subscribe('selection', listener),
    () => store.selection,
  )
  const column = store.column(selection.column)
  const key = store.rowAt(selection.row)?.row.key ?? ''
  const field = column?.field.key ?? ''
  const [past, setPast] = useState<{ readonly of: string; readonly cells: readonly PastCell[] } | null>(null)
  const of = `${key} ${field}`
  useEffect(() => {
    let isLeft = false
    const timer = setTimeout(() => {
      if (key === '') setPast({ of, cells: [] })
      // Only a help beside the cell: without an answer it stays blank.
      else
        void read(key, field).then(
          (cells) => !isLeft && setPast({ of, cells }),
          () => undefined,
        )
    }, restMs)
    return () => {
      isLeft = true
      clearTimeout(timer)
    }
  }, [read, key, field, of])
  if (!column) return null
  const cells = past?.of === of ? past.cells : null
  const figures = (cells ?? []).map((cell) => (cell.value === null ? null : Number(cell.value)))
  const largest = Math.max(...figures.map((figure) => Math.abs(figure ?? 0)).filter(Number.isFinite), 0)
  return (
    <div className="grid-past" role="note" aria-label={gridText.past.title(column.label)} style={{ left, top }}>
      <strong>{gridText.past.title(column.label)}</strong>
      {cells?.length === 0 && <span className="muted">{gridText.past.none}</span>}
      {largest > 0 && (
        <svg className="grid-past-bars" viewBox={`0 0 ${figures.length * 12} ${barHeight}`} aria-hidden>
          {figures.map((figure, at) => {
            const height = figure === null || !Number.isFinite(figure) ? 0 : Math.max(1, (Math.abs(figure) / largest) * barHeight)
            return <rect key={cells?.[at]?.period} x={at * 12 + 2} y={barHeight - height} width={8} height={height} fill="currentColor" />
          })}
        </svg>
      )}
      {cells?.toReversed().map((cell) => (
        <span key={cell.period} className="grid-past-line">
          <span>{gridText.calendar.month(cell.period)}</span>
          <span>{displayText(column, cell.value) || gridText.past.blank}</span>
        </span>
      ))}
    </div>
  )
}
