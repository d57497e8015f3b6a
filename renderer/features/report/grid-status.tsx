import { Button } from 'antd'
import { memo, useCallback, useDeferredValue, useSyncExternalStore } from 'react'
import { parseDecimal, sumTexts } from '../../../shared/model/decimal.ts'
import { isNumeric } from '../../../shared/model/value.ts'
import { gridText } from '../../../shared/text/ui-grid.ts'
import { displayText, editText, groupDigits } from '../grid/cell-rules.ts'
import type { GridStore } from '../grid/grid-store.ts'
import { blockOf, isSingle, type Selection } from '../grid/selection.ts'
import { SectionProgress } from './section-progress.tsx'

/** Larger selections are not summed while the mouse is moving. */
const mostSummed = 20_000

function numbersIn(store: GridStore, selection: Selection): readonly string[] {
  const { top, bottom, left, right } = blockOf(selection)
  if ((bottom - top + 1) * (right - left + 1) > mostSummed) return []
  const numbers: string[] = []
  for (let column = left; column <= right; column += 1) {
    const cell = store.column(column)
    if (!cell || !isNumeric(cell.field.type)) continue
    for (let row = top; row <= bottom; row += 1) {
      // As they are shown: a column in ten thousands adds up in ten thousands.
      const shown = editText(cell, store.value(row, column))
      if (parseDecimal(shown)) numbers.push(shown)
    }
  }
  return numbers
}

const useStructure = (store: GridStore): number =>
  useSyncExternalStore(
    useCallback((listener) => store.subscribe('structure', listener), [store]),
    () => store.structure,
  )

/** What can be shown beside the cells; apart from the line, which is drawn at each step of the selection. */
const StatusTools = memo(function StatusTools({ store }: { readonly store: GridStore }) {
  useStructure(store)
  return (
    <>
      <SectionProgress store={store} />
      <Button
        size="small"
        type="text"
        aria-pressed={store.help.past}
        title={gridText.past.showTitle}
        onClick={() => store.setHelp({ past: !store.help.past })}
      >
        {gridText.past.show}
      </Button>
      <Button
        size="small"
        type="text"
        aria-pressed={store.help.changes}
        title={gridText.past.marksTitle}
        onClick={() => store.setHelp({ changes: !store.help.changes })}
      >
        {gridText.past.marks}
      </Button>
    </>
  )
})

interface SumProps {
  readonly store: GridStore
  /** A new one also when the values in it have changed. */
  readonly selection: Selection
  /** A new number sums again. */
  readonly structure: number
}
/** How many numbers the selection holds, and what they add up to. */
const SelectionSum = memo(function SelectionSum({ store, selection }: SumProps) {
  const numbers = isSingle(selection) ? [] : numbersIn(store, selection)
  if (numbers.length === 0) return null
  const text = gridText.status
  return (
    <>
      <span>{text.count(numbers.length)}</span>
      <span>{text.sum(groupDigits(sumTexts(numbers)))}</span>
    </>
  )
})

/** The line under the grid: rows, and what the selection adds up to. */
export function GridStatus({ store }: { readonly store: GridStore }) {
  useSyncExternalStore(
    (listener) => store.subscribe('selection', listener),
    () => store.selection,
  )
  const structure = useStructure(store)
  const text = gridText.status
  const { selection } = store
  // Thousands of figures are summed after the frame that shows the selection.
  const summed = useDeferredValue(selection)
  const { top, bottom, left, right } = blockOf(selection)
  const cell = store.column(selection.column)
  const mark = cell && store.rowAt(selection.row)?.marks.get(cell.field.key)
  const before = cell && store.previous.value(store.rowAt(selection.row), cell.field.key)
  return (
    <footer className="report-status">
      <span className="report-status-note" title={mark?.messages.join('\n') ?? cell?.field.help}>
        {mark ? mark.messages[0] : cell?.field.help}
      </span>
      <span className="frame-spring" />
      {cell && before !== undefined && <span>{gridText.past.previous(displayText(cell, before))}</span>}
      <StatusTools store={store} />
      {!isSingle(selection) && <span>{text.selection(bottom - top + 1, right - left + 1)}</span>}
      {!isSingle(selection) && <SelectionSum store={store} selection={summed} structure={structure} />}
      <span>{text.rows(store.allRows)}</span>
    </footer>
  )
}
