import { type RefObject, useEffect } from 'react'
import { gridText } from '../../../shared/text/ui-grid.ts'
import { editText } from './cell-rules.ts'
import type { GridColumn } from './columns.ts'
import type { GridEditor } from './grid-editor.ts'
import { tellSkipped } from './grid-fill.ts'
import type { CellChange, GridStore } from './grid-store.ts'
import { blockOf, selectBlock } from './selection.ts'
import { formatHtmlTable, formatTsv, parseTsv, tableRows } from './tsv.ts'

function selectedCells(store: GridStore): { column: GridColumn; value: string | null }[][] {
  const { top, bottom, left, right } = blockOf(store.selection)
  const count = Math.min(bottom, Math.max(top, store.rowCount - 1)) - top + 1
  const columns = store.layout.columns.slice(left, right + 1)
  return Array.from({ length: count }, (_, row) => columns.map((column, at) => ({ column, value: store.value(top + row, left + at) })))
}

/** The selected cells as text; codes by their labels, numbers without grouping. */
export const selectedTexts = (store: GridStore): string[][] =>
  selectedCells(store).map((cells) => cells.map(({ column, value }) => editText(column, value)))

/** A text of the block for the column it goes to. */
type TextFor = (text: string, row: number, column: number, target: GridColumn | undefined) => string

/** What was copied here last. Pasted here again, its figures keep their size also where one column counts in ten thousands. */
export interface OwnCopy {
  readonly text: string
  readonly cells: readonly (readonly { readonly column: GridColumn; readonly value: string | null }[])[]
}
const textForOf = (own: OwnCopy | null, pasted: string): TextFor => {
  if (own?.text !== pasted.replace(/\r?\n/g, '\r\n')) return (text) => text
  return (text, row, column, target) => {
    const cell = own.cells[row]?.[column]
    return cell && target ? editText({ ...cell.column, scaled: target.scaled }, cell.value) : text
  }
}

/** Where a pasted block goes: once, or as often as it fits into a larger selection. */
export function pasteChanges(
  store: GridStore,
  rows: readonly (readonly string[])[],
  textFor: TextFor = (text) => text,
): readonly CellChange[] {
  const { top, bottom, left, right } = blockOf(store.selection)
  const width = Math.max(1, ...rows.map((row) => row.length))
  const down = Math.max(1, Math.floor((bottom - top + 1) / rows.length))
  const across = Math.max(1, Math.floor((right - left + 1) / width))
  const { columns } = store.extent
  const changes: CellChange[] = []
  for (let row = 0; row < rows.length * down; row += 1) {
    const fields = rows[row % rows.length] ?? []
    for (let column = 0; column < width * across; column += 1) {
      const text = fields[column % width]
      const at = left + column
      if (text === undefined || at >= columns) continue
      changes.push({ row: top + row, column: at, text: textFor(text, row % rows.length, column % width, store.column(at)) })
    }
  }
  return changes
}

/** The block on the clipboard as text; some programs put it there as a table only. */
function clipboardText(data: DataTransfer): string {
  const plain = data.getData('text/plain')
  const html = plain === '' ? data.getData('text/html') : ''
  if (html === '') return plain
  // Nothing in such a document is run or fetched; how its cells look does not matter, and the page's policy would report it.
  const bare = html.replace(/<style[\s\S]*?<\/style>|\sstyle\s*=\s*(?:"[^"]*"|'[^']*')/gi, '')
  const table = new DOMParser().parseFromString(bare, 'text/html').querySelector('table')
  return table ? formatTsv(tableRows(table)) : ''
}

/** Writes a block from a spreadsheet over the selection, as one step. */
export function pasteText(store: GridStore, editor: GridEditor, text: string): void {
  const rows = parseTsv(text)
  if (rows.length === 0) return
  const changes = pasteChanges(store, rows, textForOf(store.ownCopy, text))
  const { top, left } = blockOf(store.selection)
  const skipped = store.write(changes, 'paste')
  const last = changes.at(-1)
  // Not spread into one call: a block may have more cells than a call takes.
  const right = changes.reduce((most, { column }) => Math.max(most, column), left)
  if (last) store.setSelection(selectBlock(store.extent, { top, left, bottom: last.row, right }))
  if (skipped > 0 && last && last.row >= store.extent.rows) editor.notify(gridText.nothingBelow)
  else tellSkipped(editor, skipped, false)
}

/** Copy, cut and paste of blocks while a cell is selected; while editing, the text field keeps them. */
export function useClipboard(scroller: RefObject<HTMLElement | null>, store: GridStore, editor: GridEditor): void {
  useEffect(() => {
    const element = scroller.current
    if (!element) return
    const copy = (event: ClipboardEvent): void => {
      if (editor.state.mode !== 'ready' || !event.clipboardData) return
      event.preventDefault()
      const rows = selectedTexts(store)
      const tsv = formatTsv(rows)
      store.ownCopy = { text: tsv, cells: selectedCells(store) }
      event.clipboardData.setData('text/plain', tsv)
      event.clipboardData.setData('text/html', formatHtmlTable(rows))
      if (event.type === 'copy') store.setCopied(blockOf(store.selection))
      if (event.type === 'cut') tellSkipped(editor, store.clear(blockOf(store.selection)), false)
    }
    const onPaste = (event: ClipboardEvent): void => {
      if (editor.state.mode !== 'ready' || !event.clipboardData) return
      event.preventDefault()
      pasteText(store, editor, clipboardText(event.clipboardData))
    }
    element.addEventListener('copy', copy)
    element.addEventListener('cut', copy)
    element.addEventListener('paste', onPaste)
    return () => {
      element.removeEventListener('copy', copy)
      element.removeEventListener('cut', copy)
      element.removeEventListener('paste', onPaste)
    }
  }, [scroller, store, editor])
}
