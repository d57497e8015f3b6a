/** Finds the header of a form in a sheet: any rows, several levels, merged or not. */

import { informationWord } from '../../../../shared/text/import-words.ts'
import type { FieldIndex } from './field-index.ts'
import { isColumnNumberRow } from './number-row.ts'
import type { SheetView } from './sheet-view.ts'
import { isUnitRow, unitOfCell } from './unit-row.ts'
import { cellText, words } from './words.ts'

export interface HeaderColumn {
  /** 0-based. */
  readonly column: number
  /** Labels from top to bottom, without units. */
  readonly path: readonly string[]
  readonly unit: string | undefined
}
export interface HeaderBlock {
  /** 1-based, both included. */
  readonly top: number
  readonly bottom: number
  readonly columns: readonly HeaderColumn[]
  /** First and last column, where tables stand side by side. */
  readonly range?: readonly [number, number]
  /** Fields found for certain, a synonym counting a little less. */
  readonly score: number
  /** Whether these are enough to believe that the table is this form. */
  readonly isConvincing: boolean
}

/** Headers stand near the top, but nobody knows how near. */
const rowsSearched = 300
const mostLevels = 6
/** Score of a label or a synonym of the pack. */
const properName = 0.95
/** Below this a block is a coincidence. */
const leastFields = 2

const headersOf = new WeakMap<SheetView['sheet'], { readonly index: FieldIndex; readonly headers: readonly HeaderBlock[] }>()

/** The blocks that look like a header of the form, best first, none overlapping a better one. */
export function findHeaders(view: SheetView, index: FieldIndex): readonly HeaderBlock[] {
  const known = headersOf.get(view.sheet)
  // Asked when the sheet is chosen and again for its tables.
  if (known?.index === index) return known.headers
  const headers = searchHeaders(view, index)
  headersOf.set(view.sheet, { index, headers })
  return headers
}

function searchHeaders(view: SheetView, index: FieldIndex): readonly HeaderBlock[] {
  const found: HeaderBlock[] = []
  for (const { row: bottom } of view.sheet.rows.slice(0, rowsSearched)) {
    if (!hasHeading(view, bottom, index)) continue
    for (let top = bottom; top > bottom - mostLevels && top >= 1; top--) {
      if (view.row(top) === undefined && !isCovered(view, top)) break
      if (isValueRow(view, top)) break
      const block = readBlock(view, index, top, bottom)
      if (block.score >= leastFields && block.isConvincing) found.push(block)
    }
  }
  // Fewer rows win among equals: every further row must earn its place.
  found.sort((a, b) => b.score - a.score || a.bottom - a.top - (b.bottom - b.top))
  const apart: HeaderBlock[] = []
  for (const block of found) {
    const extended = repetition(view, index, block, apart[0]) ?? extend(view, index, block)
    if (apart.every((other) => extended.bottom < other.top || extended.top > other.bottom)) apart.push(extended)
  }
  return apart
}

/** The block as a repetition of the first header, where its rows say the same: what stands above it is then no part of it. */
const repetition = (view: SheetView, index: FieldIndex, block: HeaderBlock, first: HeaderBlock | undefined): HeaderBlock | undefined => {
  if (first === undefined) return undefined
  for (let bottom = block.bottom; bottom <= block.bottom + mostLevels; bottom++) {
    const shift = bottom - first.bottom
    const top = first.top + shift
    if (top < 1 || top > block.top || shift === 0) continue
    const isSame = Array.from({ length: first.bottom - first.top + 1 }, (_, at) => at).every((at) =>
      sameTexts(view, first.top + at, top + at),
    )
    if (isSame) return readBlock(view, index, top, bottom)
  }
  return undefined
}

const sameTexts = (view: SheetView, row: number, other: number): boolean => {
  for (let column = 0; column < view.width; column++)
    if (words(cellText(view.cell(row, column))) !== words(cellText(view.cell(other, column)))) return false
  return true
}

/** The header in the rows somebody pointed at. */
export function readBlock(view: SheetView, index: FieldIndex, top: number, bottom: number): HeaderBlock {
  const columns = readColumns(view, index, top, bottom)
  const fields = new Map<string, number>()
  for (const { path } of columns) {
    const [best] = index.exact(path)
    if (best !== undefined) fields.set(best.field.key, Math.max(fields.get(best.field.key) ?? 0, best.score))
  }
  // A name in other words is half a proof: forms of other plans use such words as well.
  const weight = [...fields.values()].reduce((sum, score) => sum + (score >= properName ? 1 : 0.5), 0)
  const keys = index.naturalKey.filter((key) => fields.has(key)).length
  return {
    top,
    bottom,
    columns,
    score: [...fields.values()].reduce((sum, score) => sum + score, 0),
    // Forms share columns. One that has neither this form's key nor mostly its columns is another form.
    isConvincing: (keys > 0 && keys * 2 >= index.naturalKey.length) || weight * 2 >= columns.length,
  }
}

const hasHeading = (view: SheetView, row: number, index: FieldIndex): boolean =>
  (view.row(row)?.cells ?? []).some((cell) => cell?.kind === 'text' && index.isHeading(cellText(cell)))

/** A row that a merge from above reaches into, though it holds nothing itself. */
const isCovered = (view: SheetView, row: number): boolean => view.merge(row, 0) !== undefined

/** Figures and dates do not stand in headings. */
const isValueRow = (view: SheetView, row: number): boolean => {
  const cells = (view.row(row)?.cells ?? []).filter((cell) => cell !== undefined)
  const values = cells.filter((cell) => cell.kind === 'number' || cell.kind === 'date').length
  return cells.length > 0 && values / cells.length > 0.3
}

const readColumns = (view: SheetView, index: FieldIndex, top: number, bottom: number): HeaderColumn[] => {
  const columns: HeaderColumn[] = []
  const unitRows = new Set<number>()
  for (let row = top + 1; row <= bottom; row++) if (isUnitRow(view, index, top, row)) unitRows.add(row)
  for (let column = 0; column < view.width; column++) {
    const labels: string[] = []
    let unit: string | undefined
    for (let row = top; row <= bottom; row++) {
      const isUnits = unitRows.has(row)
      // A unit stands for its own column only, unlike the label of a group.
      const text = view.shown(row, column) || (isUnits ? '' : groupToTheLeft(view, row, column, bottom))
      if (text === '') continue
      const over = view.merge(row, column)
      if (isUnits && (over === undefined || over.top + 1 === row)) {
        unit = unitOfCell(text) ?? unit
        continue
      }
      const heading = index.heading(text)
      unit = heading.unit ?? unit
      if (heading.label !== '' && words(heading.label) !== words(labels.at(-1) ?? '')) labels.push(heading.label)
    }
    if (labels.length > 0) columns.push({ column, path: labels, unit })
  }
  return columns
}

/** Groups are often written without merging: the label stands over the first of its columns only. */
const groupToTheLeft = (view: SheetView, row: number, column: number, bottom: number): string => {
  if (row === bottom || view.merge(row, column) !== undefined) return ''
  if (!isFilledBelow(view, row, column, bottom)) return ''
  for (let left = column - 1; left >= 0; left--) {
    const text = view.shown(row, left)
    if (text === '' && isFilledBelow(view, row, left, bottom)) continue
    // A merge says itself how far it reaches; a label with nothing beneath is no group.
    return text !== '' && view.merge(row, left) === undefined && isFilledBelow(view, row, left, bottom) ? text : ''
  }
  return ''
}

const isFilledBelow = (view: SheetView, row: number, column: number, bottom: number): boolean => {
  for (let below = row + 1; below <= bottom; below++) if (view.shown(below, column) !== '') return true
  return false
}

/** Takes in the group rows above and the lower rows that merges reach down to. */
const extend = (view: SheetView, index: FieldIndex, block: HeaderBlock): HeaderBlock => {
  let { top, bottom } = block
  while (bottom - top < mostLevels - 1 && reachesDown(view, top, bottom)) bottom++
  while (bottom - top < mostLevels - 1 && isGroupRow(view, top - 1, top)) top--
  return top === block.top && bottom === block.bottom ? block : readBlock(view, index, top, bottom)
}

const reachesDown = (view: SheetView, top: number, bottom: number): boolean => {
  const next = view.row(bottom + 1)
  for (let column = 0; column < view.width; column++) {
    const merge = view.merge(bottom, column)
    if (merge === undefined || merge.top + 1 < top) continue
    if (merge.bottom + 1 > bottom) return true
    // A group without columns beneath it is continued by a row of plain labels.
    const spans = merge.right > merge.left && merge.right - merge.left + 1 < view.width * 0.8
    if (!spans || next === undefined || isColumnNumberRow(next)) continue
    const below = next.cells.slice(merge.left, merge.right + 1).filter((cell) => cell !== undefined)
    if (below.length > 1 && below.every((cell) => cell.kind === 'text') && isShort(next.cells.map(cellText))) {
      const labels = next.cells.filter((cell) => cell !== undefined)
      if (labels.every((cell) => cell.kind === 'text')) return true
    }
  }
  return false
}

/** Tables side by side repeat their title: the same words over the same heading, further to the right. */
const isTitleOfEach = (view: SheetView, top: number, filled: readonly { readonly column: number; readonly text: string }[]): boolean => {
  const [first, ...others] = filled
  if (first === undefined || others.length === 0) return false
  const heading = words(view.shown(top, first.column))
  const isSame = ({ column, text }: { readonly column: number; readonly text: string }) =>
    words(text) === words(first.text) && words(view.shown(top, column)) === heading
  return heading !== '' && first.column === view.row(top)?.cells.findIndex((cell) => cell !== undefined) && others.every(isSame)
}

const longestLabel = 40
const isShort = (texts: readonly string[]): boolean => texts.every((text) => text.length <= longestLabel)

const isGroupRow = (view: SheetView, row: number, top: number): boolean => {
  const parsed = view.row(row)
  if (parsed === undefined || isValueRow(view, row)) return false
  const filled = parsed.cells.flatMap((cell, column) => (cell === undefined ? [] : [{ column, text: cellText(cell) }]))
  if (filled.length === 0 || filled.some(({ text }) => informationWord.test(text)) || !isShort(filled.map(({ text }) => text))) return false
  const merges = filled.map(({ column }) => view.merge(row, column))
  if (merges.some((merge) => merge !== undefined && merge.bottom + 1 >= top && merge.top + 1 === row)) return true
  const width = Math.max(1, view.row(top)?.cells.length ?? 1)
  if (merges.some((merge) => merge !== undefined && merge.right - merge.left + 1 >= width * 0.8)) return false
  if (isTitleOfEach(view, top, filled)) return false
  // A title begins where the table begins and stands alone; groups stand side by side or over some columns further on.
  const [only] = merges
  const start = view.row(top)?.cells.findIndex((cell) => cell !== undefined) ?? 0
  return filled.length > 1 || (only !== undefined && only.right > only.left && only.left > start)
}
