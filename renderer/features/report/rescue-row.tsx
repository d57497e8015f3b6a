import { App, Button, Input } from 'antd'
import { useCallback } from 'react'
import { commonText } from '../../../shared/text/ui-common.ts'
import { reportText } from '../../../shared/text/ui-report.ts'
import { editText } from '../grid/cell-rules.ts'
import type { CellChange, GridStore } from '../grid/grid-store.ts'

/** What was typed into a row that is no longer there. */
export interface LostDraft {
  readonly text: string
  readonly field: string
  /** Cells of the row when the typing began. */
  readonly values: Readonly<Record<string, string>>
}
const text = reportText.rescue

/** The row as it was, with what was typed, as texts for the blank row at the end. */
function rowAgain(store: GridStore, lost: LostDraft): CellChange[] {
  return store.layout.columns.flatMap((cell, column): CellChange[] => {
    const key = cell.field.key
    const typed = key === lost.field ? lost.text : editText(cell, lost.values[key] ?? null)
    return typed === '' || store.isReadOnly(store.rowCount, column) ? [] : [{ row: store.rowCount, column, text: typed }]
  })
}

/** Shows the words that have no place any more: to be copied, or put back with their row, as one step that can be undone. */
export function useRescue(store: GridStore): (lost: LostDraft) => void {
  const { modal } = App.useApp()
  return useCallback(
    (lost) => {
      const { destroy } = modal.confirm({
        title: text.title,
        content: (
          <>
            <p>{text.body}</p>
            <Input.TextArea readOnly rows={Math.min(6, lost.text.split('\n').length + 1)} aria-label={text.typed} value={lost.text} />
            <p className="muted">{text.copyHint}</p>
          </>
        ),
        footer: () => (
          <div className="row row-end">
            <Button onClick={() => destroy()}>{commonText.close}</Button>
            {store.canAddRows && (
              <Button
                type="primary"
                autoFocus
                onClick={() => {
                  store.write(rowAgain(store, lost), 'typing')
                  destroy()
                }}
              >
                {text.putBack}
              </Button>
            )}
          </div>
        ),
      })
    },
    [modal, store],
  )
}
