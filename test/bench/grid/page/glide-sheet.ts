/** glide-data-grid with editable text cells, its own paste of blocks, and nothing to check. */
import { DataEditor, type DataEditorRef, type EditListItem, type GridCell, GridCellKind, type Item } from '@glideapps/glide-data-grid'
import { createElement, useRef } from 'react'
import type { Root as ReactRoot } from 'react-dom/client'
import type { FlatRow, Ledger } from './ledger.ts'
import { rowHeight, type Sheet } from './sheet.ts'

interface Handles {
  editor: DataEditorRef | null
  readonly asked: Set<number>
}

function GlideSheet({ ledger, rows, handles }: { readonly ledger: Ledger; readonly rows: FlatRow[]; readonly handles: Handles }) {
  const { columns, frozen } = ledger.layout
  const fixed = useRef({
    columns: columns.map(({ field, label, width }) => ({ id: field.key, title: label, width })),
    cellAt([column, row]: Item): GridCell {
      handles.asked.add(row)
      const text = rows[row]?.[columns[column]?.field.key ?? ''] ?? ''
      return { kind: GridCellKind.Text, data: text, displayData: text, allowOverlay: true }
    },
    edited(changes: readonly EditListItem[]): boolean {
      for (const { location, value } of changes) {
        const [column, row] = location
        const key = columns[column]?.field.key
        const before = rows[row]
        if (key !== undefined && before && value.kind === GridCellKind.Text) rows[row] = { ...before, [key]: value.data }
      }
      return true
    },
  }).current
  return createElement(DataEditor, {
    ref(editor: DataEditorRef | null) {
      handles.editor = editor
    },
    width: '100%',
    height: '100%',
    rows: rows.length,
    columns: fixed.columns,
    getCellContent: fixed.cellAt,
    onCellsEdited: fixed.edited,
    onPaste: true,
    getCellsForSelection: true,
    rangeSelect: 'rect',
    rowMarkers: 'number',
    freezeColumns: frozen,
    rowHeight,
    smoothScrollX: true,
    smoothScrollY: true,
  })
}

export function showGlideSheet(ledger: Ledger, rows: FlatRow[], root: ReactRoot): Sheet {
  const handles: Handles = { editor: null, asked: new Set() }
  root.render(createElement('div', null, createElement(GlideSheet, { ledger, rows, handles })))
  return {
    text: (row, column) => rows[row]?.[ledger.layout.columns[column]?.field.key ?? ''] ?? '',
    point(row, column) {
      const box = handles.editor?.getBounds(column, row)
      if (!box) throw new Error('the cell is not in sight')
      return [box.x + box.width / 2, box.y + box.height / 2]
    },
    scroller: () => document.querySelector<HTMLElement>('.dvn-scroller') ?? document.body,
    typing: () => document.querySelector<HTMLTextAreaElement>('#portal textarea')?.value ?? null,
    forget: () => handles.asked.clear(),
    drawn: (row) => handles.asked.has(row),
  }
}
