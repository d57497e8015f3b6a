import { type RefObject, useEffect } from 'react'
import { headerGrid } from '../../../shared/forms/columns.ts'
import { isNumeric, longestText } from '../../../shared/model/value.ts'
import { gridText } from '../../../shared/text/ui-grid.ts'
import { editText } from './cell-rules.ts'
import { type Covered, coveredIn, mayMerge, place, readTable } from './clipboard-table.ts'
import type { GridColumn } from './columns.ts'
import type { GridEditor } from './grid-editor.ts'
import { tellSkipped } from './grid-fill.ts'
import type { GridStore } from './grid-store.ts'
import type { RowTexts } from './read-changes.ts'
import { blockOf, selectBlock } from './selection.ts'
import { formatHtmlTable, formatTsv, parseTsv } from './tsv.ts'

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
/** None where the texts are to be taken as they came. */
const textForOf = (own: OwnCopy | null, pasted: string): TextFor | undefined => {
  if (own === null || own.text !== pasted.replace(/\r?\n/g, '\r\n')) return undefined
  return (text, row, column, target) => {
    const cell = own.cells[row]?.[column]
    return cell && target ? editText({ ...cell.column, scaled: target.scaled }, cell.value) : text
  }
}

type Fields = readonly (readonly (string | undefined)[])[]

/** How wide a block is, and how often it fits into the selection: once, or several times into a larger one. */
function timesOf(store: GridStore, rows: Fields): { readonly width: number; readonly down: number; readonly across: number } {
  const { top, bottom, left, right } = blockOf(store.selection)
  // Not spread into one call: a block may have more rows than a call takes arguments.
  const width = rows.reduce((most, { length }) => Math.max(most, length), 1)
  return {
    width,
    down: Math.max(1, Math.floor((bottom - top + 1) / rows.length)),
    across: Math.max(1, Math.floor((right - left + 1) / width)),
  }
}

/** Where a pasted block goes: once, or as often as it fits into a larger selection. */
export function pasteChanges(store: GridStore, rows: Fields, textFor?: TextFor): readonly RowTexts[] {
  const { top, left } = blockOf(store.selection)
  const { width, down, across } = timesOf(store, rows)
  const room = store.extent.columns - left
  return Array.from({ length: rows.length * down }, (_, at) => {
    const fields = rows[at % rows.length] ?? []
    const wide = across === 1 ? fields : Array.from({ length: width * across }, (__, column) => fields[column % width])
    const texts = wide.length > room ? wide.slice(0, room) : wide
    const read = (text: string | undefined, column: number): string | undefined =>
      text === undefined ? undefined : textFor?.(text, at % rows.length, column % width, store.column(left + column))
    return { row: top + at, column: left, texts: textFor === undefined ? texts : texts.map(read) }
  })
}

/** How many columns of a block, counted to its last text, stand beyond the last column of the grid. */
function columnsBeyond(store: GridStore, rows: Fields): number {
  const room = store.extent.columns - blockOf(store.selection).left
  const used = rows.reduce((most, fields) => Math.max(most, fields.length > room ? fields.findLastIndex((text) => text?.trim()) + 1 : 0), 0)
  return Math.max(0, used - room)
}
/** Columns of the form that are folded away. */
const columnsHidden = (store: GridStore): number => headerGrid(store.template).columns.length - store.layout.columns.length

/** A copied block, and which of its cells merged ones cover. */
export interface PastedBlock {
  readonly rows: readonly (readonly string[])[]
  readonly covered: Covered
  /** As it came, to be compared with what was copied here. */
  readonly text: string
}
/** Some programs put a block on the clipboard as a table only. */
function readBlock(text: string, html: string): PastedBlock {
  const table = text === '' || mayMerge(html) ? readTable(html) : null
  if (text === '') return { text, rows: table?.rows ?? [], covered: table?.covered ?? new Map() }
  const rows = parseTsv(text)
  return { text, rows, covered: table ? coveredIn(rows, table) : new Map() }
}

interface MergedPaste {
  readonly rows: Fields
  readonly repeated: number
  readonly left: number
}
/** A block as often as it is pasted, as one block: what is covered may go to columns of other kinds each time. */
function repeatBlock(
  { rows, covered }: Pick<PastedBlock, 'covered'> & { readonly rows: Fields },
  { width, down, across }: ReturnType<typeof timesOf>,
) {
  const all = Array.from({ length: rows.length * down }, (_, row) =>
    Array.from({ length: width * across }, (__, column) => rows[row % rows.length]?.[column % width]),
  )
  const everywhere = new Map<string, number | null>()
  for (const [at, from] of covered) {
    const [row = 0, column = 0] = at.split(' ').map(Number)
    for (let below = 0; below < all.length; below += rows.length)
      for (let beside = 0; beside < width * across; beside += width)
        everywhere.set(place(row + below, column + beside), from === null ? null : from + below)
  }
  return { rows: all, covered: everywhere }
}

/**
 * What covered cells get, as the import has it: a text merged over rows is said of each of them; a figure would be counted
 * twice, and what was merged over columns belongs to the first, so those cells are left as they are. None is cleared.
 * Of a column that is not there `isFigure` says undefined: what would go there is not counted.
 */
export function fillMerged(
  { rows, covered }: { readonly rows: Fields; readonly covered: Covered },
  isFigure: (column: number) => boolean | undefined,
): MergedPaste {
  if (covered.size === 0) return { rows, repeated: 0, left: 0 }
  let repeated = 0
  let left = 0
  const filled = rows.map((fields, row) =>
    fields.map((field, column) => {
      const from = covered.get(place(row, column))
      if (from === undefined) return field
      const counted = isFigure(column)
      if (counted === undefined) return undefined
      const text = from === null || counted ? '' : (rows[from]?.[column] ?? '')
      if (text === '') left += 1
      else repeated += 1
      return text === '' ? undefined : text
    }),
  )
  return { rows: filled, repeated, left }
}

/** Writes a block from a spreadsheet over the selection, as one step; `html` is the same block as a table, where there is one. */
export function pasteText(store: GridStore, editor: GridEditor, text: string, html = ''): void {
  pasteBlock(store, editor, readBlock(text, html))
}

/** Pastes without the keys, where the page may read the clipboard; elsewhere it says which keys do it. */
export async function pasteClipboard(store: GridStore, editor: GridEditor): Promise<void> {
  const asked = store.selection
  let texts: readonly string[]
  try {
    // As it was copied: Chromium's cleaning writes the looks of each cell into it. It is only parsed here, never shown.
    const { clipboard } = navigator
    const read: (formats: { readonly unsanitized: readonly string[] }) => Promise<ClipboardItems> = clipboard.read.bind(clipboard)
    const items = await read({ unsanitized: ['text/html'] })
    const textOf = async (type: string): Promise<string> => {
      const blob = await items.find(({ types }) => types.includes(type))?.getType(type)
      return (await blob?.text()) ?? ''
    }
    texts = [await textOf('text/plain'), await textOf('text/html').catch(() => '')]
  } catch {
    editor.notify(gridText.pasteByKey)
    return
  }
  const [text = '', html] = texts
  // The browser may have asked first, and the clerk may have gone on meanwhile.
  if (editor.state.mode !== 'ready' || store.selection !== asked) return
  pasteText(store, editor, text, html)
}

/** Texts that are longer than a cell holds, and where the first one went. */
function cutIn(store: GridStore, changes: readonly RowTexts[]): { readonly cells: number; readonly row: number; readonly label: string } {
  const isLong = (text: string | undefined): boolean => text !== undefined && text.length > longestText
  // Nearly every row has none, and a block may have a million cells.
  const rows = changes.filter(({ texts }) => texts.some(isLong))
  const long = rows.flatMap(({ row, column, texts }) => texts.flatMap((text, at) => (isLong(text) ? [{ row, column: column + at }] : [])))
  const [first] = long
  return { cells: long.length, row: first?.row ?? 0, label: first === undefined ? '' : (store.column(first.column)?.label ?? '') }
}

/** Writes a copied block over the selection, as one step, and says what was not written as it stood. */
export function pasteBlock(store: GridStore, editor: GridEditor, block: PastedBlock): void {
  if (block.rows.length === 0) return
  const beyond = columnsBeyond(store, block.rows)
  if (beyond > 0 && columnsHidden(store) > 0) {
    // A row of the whole form would come to stand under other headings.
    editor.notify(gridText.widerThanShown(beyond))
    return
  }
  const { top, left } = blockOf(store.selection)
  const times = timesOf(store, block.rows)
  const merged = fillMerged(block.covered.size === 0 ? block : repeatBlock(block, times), (column) => {
    const target = store.column(left + column)
    return target && isNumeric(target.field.type)
  })
  const textFor = textForOf(store.ownCopy, block.text)
  const changes = pasteChanges(
    store,
    merged.rows,
    textFor && ((text, row, column, target) => textFor(text, row % block.rows.length, column % times.width, target)),
  )
  const skipped = store.writeRows(changes, 'paste')
  const last = changes.at(-1)
  // Up to the corner of the block, also where covered cells there were left as they are.
  const [bottom, right] = [top + block.rows.length * times.down - 1, left + times.width * times.across - 1]
  if (last) store.setSelection(selectBlock(store.extent, { top, left, bottom, right }))
  const cut = cutIn(store, changes)
  if (beyond > 0) editor.notify(gridText.cutColumns(beyond))
  else if (cut.cells > 0) editor.notify(gridText.cutCells(cut.cells, store.rowNumber(cut.row), cut.label, longestText))
  else if (skipped > 0 && last && last.row >= store.extent.rows) editor.notify(gridText.nothingBelow)
  else if (block.covered.size > 0) editor.notify(gridText.mergedCells(merged.repeated, merged.left, skipped))
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
      pasteText(store, editor, event.clipboardData.getData('text/plain'), event.clipboardData.getData('text/html'))
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
