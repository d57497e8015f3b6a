/** react-data-grid with its own text editor. It pastes into one cell only, so no block can be pasted. */
import { createElement, useState } from 'react'
import { DataGrid, renderTextEditor } from 'react-data-grid'
import type { Root as ReactRoot } from 'react-dom/client'
import type { FlatRow, Ledger } from './ledger.ts'
import { middleOf, rowHeight, type Sheet } from './sheet.ts'

interface Handles {
  rows: readonly FlatRow[]
}

function RdgSheet({ ledger, handles }: { readonly ledger: Ledger; readonly handles: Handles }) {
  const { layout } = ledger
  const [columns] = useState(() =>
    layout.columns.map(({ field, label, width }, at) => ({
      key: field.key,
      name: label,
      width,
      frozen: at < layout.frozen,
      renderEditCell: renderTextEditor<FlatRow, unknown>,
    })),
  )
  const [rows, setRows] = useState(handles.rows)
  handles.rows = rows
  return createElement(DataGrid<FlatRow, unknown, string>, {
    columns,
    rows,
    rowHeight,
    rowKeyGetter: (row) => row.id ?? '',
    onRowsChange: setRows,
  })
}

export function showRdgSheet(ledger: Ledger, rows: readonly FlatRow[], root: ReactRoot): Sheet {
  const handles: Handles = { rows }
  root.render(createElement('div', null, createElement(RdgSheet, { ledger, handles })))
  // The head is row 1 of the table.
  const row = (at: number): Element | null => document.querySelector(`.rdg-row[aria-rowindex="${at + 2}"]`)
  return {
    text: (at, column) => handles.rows[at]?.[ledger.layout.columns[column]?.field.key ?? ''] ?? '',
    point: (at, column) => middleOf(row(at)?.querySelector(`[aria-colindex="${column + 1}"]`)),
    scroller: () => document.querySelector<HTMLElement>('.rdg') ?? document.body,
    typing: () => document.querySelector<HTMLInputElement>('.rdg input')?.value ?? null,
    forget() {},
    drawn: (at) => row(at) !== null,
    rowOf: (element) => element.closest('.rdg-row')?.getAttribute('aria-rowindex') ?? null,
  }
}
