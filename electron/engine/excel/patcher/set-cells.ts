/** Writes values into cells; a cell keeps its style, and what stands around it stays as it is. */
import { cellAddress, parseArea, rectangleOf } from '../calc/grid-area.ts'
import { dropCalculationChain } from './calculation-flags.ts'
import { type CellTarget, cellTargets } from './cell-content.ts'
import { type DateStyles, openDateStyles } from './date-styles.ts'
import type { CellOrder, CellPlace, PatchAccount } from './orders.ts'
import type { PackageEditor } from './package-editor.ts'
import { refuseTarget } from './refuse-cell.ts'
import { promoteSharedFormulas } from './shared-formulas.ts'
import { openSharedText, type SharedText, textElement } from './shared-text.ts'
import { type FoundCell, findPlaces, type SheetPlaces, styleOfMissing, type WantedRow } from './sheet-places.ts'
import { tableHeads } from './table-heads.ts'
import { openedTag, tagWith } from './tag-text.ts'
import { type WorkbookMap, worksheetNamed } from './workbook-map.ts'
import { type OpenTag, TextEdits } from './xml-scan.ts'

/** What all sheets share while cells are written. */
interface Writing {
  readonly shared: SharedText | undefined
  readonly dates: DateStyles | undefined
  /** Cells that refer to the table of strings, more than before. */
  references: number
  formulasGone: boolean
  readonly restyled: CellPlace[]
  readonly longNumbers: CellPlace[]
}

/** @throws AppError SHEET_UNKNOWN, CELL_…, WORKBOOK_DAMAGED; nothing is written then */
export async function setCells(
  editor: PackageEditor,
  map: WorkbookMap,
  orders: readonly CellOrder[],
): Promise<Pick<PatchAccount, 'restyled' | 'longNumbers'>> {
  const bySheet = cellTargets(orders, map.date1904)
  const has = (kind: CellTarget['content']['kind']) =>
    [...bySheet.values()].some((targets) => targets.some(({ content }) => content.kind === kind))
  const dates = has('date') ? await openDateStyles(editor, map.styles) : undefined
  // A date becomes a text where the cell is meant for text.
  const wantsText = has('text') || has('date')
  const writing: Writing = {
    shared: wantsText && map.sharedStrings !== undefined ? await openSharedText(editor, map.sharedStrings) : undefined,
    dates,
    references: 0,
    formulasGone: false,
    restyled: [],
    longNumbers: [],
  }
  for (const [sheet, targets] of bySheet) await writeSheet(editor, worksheetNamed(map, sheet).part, targets, writing)
  writing.shared?.save(writing.references)
  dates?.save()
  if (writing.formulasGone) await dropCalculationChain(editor, map)
  return { restyled: writing.restyled, longNumbers: writing.longNumbers }
}

const writeSheet = async (editor: PackageEditor, part: string, targets: readonly CellTarget[], writing: Writing): Promise<void> => {
  const source = await editor.text(part)
  const byRow = new Map<number, Map<number, CellTarget>>()
  for (const target of targets) {
    const row = byRow.get(target.row) ?? new Map<number, CellTarget>()
    byRow.set(target.row, row.set(target.column, target))
  }
  const places = findPlaces(source, new Map([...byRow].map(([row, columns]) => [row, new Set(columns.keys())])))
  const heads = await tableHeads(editor, part)
  for (const row of places.rows)
    for (const [column, target] of byRow.get(row.row) ?? []) refuseTarget(target, row.cells.get(column), places, heads)

  const edits = new TextEdits()
  const mastersGone = new Set<string>()
  const made: CellTarget[] = []
  const newRows: string[] = []
  for (const row of places.rows) {
    const fresh: CellTarget[] = []
    for (const column of row.columns) {
      const target = byRow.get(row.row)?.get(column)
      const cell = row.cells.get(column)
      if (target === undefined) continue
      if (cell === undefined) {
        if (target.content.kind !== 'blank') fresh.push(target)
        continue
      }
      edits.replace(cell.tag.start, cell.end, rewritten(target, cell, writing))
      if (cell.formula === undefined) continue
      writing.formulasGone = true
      if (cell.formula.kind === 'shared' && cell.formula.area !== undefined && cell.formula.sharedIndex !== undefined)
        mastersGone.add(cell.formula.sharedIndex)
    }
    if (fresh.length === 0) continue
    made.push(...fresh)
    insertCells(source, edits, places, row, fresh, writing, newRows)
  }
  if (places.sheetData.tag.selfClosing && newRows.length > 0) {
    const { tag } = places.sheetData
    edits.replace(tag.start, tag.end, `${openedTag(source.slice(tag.start, tag.end))}${newRows.join('')}</${places.prefix}sheetData>`)
  }
  widenDimension(source, edits, places.dimension, made)
  if (mastersGone.size > 0) promoteSharedFormulas(source, edits, mastersGone, (row, column) => byRow.get(row)?.has(column) === true)
  editor.set(part, edits.apply(source))
}

const insertCells = (
  source: string,
  edits: TextEdits,
  places: SheetPlaces,
  row: WantedRow,
  fresh: readonly CellTarget[],
  writing: Writing,
  newRows: string[],
): void => {
  const { prefix, sheetData } = places
  const written = fresh.map((target) => ({
    column: target.column,
    xml: cellXml(target, `${prefix}c`, { r: target.cell }, styleOfMissing(places, row, target.column), prefix, writing),
  }))
  if (row.found === undefined) {
    const xml = `<${prefix}row r="${row.row}">${written.map((cell) => cell.xml).join('')}</${prefix}row>`
    if (sheetData.tag.selfClosing) newRows.push(xml)
    else edits.insert(row.insertAt ?? sheetData.contentEnd, xml)
    return
  }
  const { tag, afterCells } = row.found
  const head = withSpans(source, tag, fresh)
  if (tag.selfClosing) {
    edits.replace(tag.start, tag.end, `${openedTag(head)}${written.map((cell) => cell.xml).join('')}</${prefix}row>`)
    return
  }
  edits.replace(tag.start, tag.end, head)
  for (const { column, xml } of written) edits.insert(row.insertCellAt.get(column) ?? afterCells, xml)
}

/** `spans` is a mere hint, but a wrong one makes programs overlook cells. */
const withSpans = (source: string, tag: OpenTag, fresh: readonly CellTarget[]): string => {
  const known = /^(\d+):(\d+)$/.exec(tag.attributes.spans ?? '')
  if (known === null) return tagWith(source, tag, { spans: undefined })
  const columns = fresh.map(({ column }) => column)
  return tagWith(source, tag, { spans: `${Math.min(Number(known[1]), ...columns)}:${Math.max(Number(known[2]), ...columns)}` })
}

const widenDimension = (source: string, edits: TextEdits, dimension: OpenTag | undefined, made: readonly CellTarget[]): void => {
  const area = parseArea(dimension?.attributes.ref ?? '')
  if (dimension === undefined || area === undefined || made.length === 0) return
  let { top, left, bottom, right } = rectangleOf(area)
  const isWhole = made.every(({ row, column }) => row >= top && row <= bottom && column >= left && column <= right)
  if (isWhole) return
  for (const { row, column } of made) {
    top = Math.min(top, row)
    left = Math.min(left, column)
    bottom = Math.max(bottom, row)
    right = Math.max(right, column)
  }
  const from = cellAddress(top, left)
  const to = cellAddress(bottom, right)
  edits.replace(dimension.start, dimension.end, tagWith(source, dimension, { ref: from === to ? from : `${from}:${to}` }))
}

/** Attributes that belong to the old value: its type, and what it meant to other programs. */
const ofOldValue = new Set(['t', 'cm', 'vm'])

const rewritten = (target: CellTarget, { tag }: FoundCell, writing: Writing): string => {
  if (tag.attributes.t === 's') writing.references--
  const kept = Object.fromEntries(Object.entries(tag.attributes).filter(([name]) => !ofOldValue.has(name) && name !== 's'))
  return cellXml(target, `${tag.prefix}${tag.name}`, kept, tag.attributes.s, tag.prefix, writing)
}

const cellXml = (
  target: CellTarget,
  element: string,
  attributes: Readonly<Record<string, string>>,
  style: string | undefined,
  prefix: string,
  writing: Writing,
): string => {
  const { content, sheet, cell } = target
  let shownStyle = style
  const whole = (type: string, inside: string): string => {
    const all = { ...attributes, ...(shownStyle === undefined ? {} : { s: shownStyle }), ...(type === '' ? {} : { t: type }) }
    const head = Object.entries(all).map(([name, value]) => ` ${name}="${attributeText(value)}"`)
    return inside === '' ? `<${element}${head.join('')}/>` : `<${element}${head.join('')}>${inside}</${element}>`
  }
  const value = (type: string, text: string) => whole(type, `<${prefix}v>${text}</${prefix}v>`)
  const text = (words: string): string => {
    if (writing.shared === undefined) return whole('inlineStr', `<${prefix}is>${textElement(prefix, words)}</${prefix}is>`)
    writing.references++
    return value('s', String(writing.shared.indexOf(words)))
  }
  if (target.isLongNumber) writing.longNumbers.push({ sheet, cell })
  switch (content.kind) {
    case 'blank':
      return whole('', '')
    case 'number':
      return value('', String(content.value))
    case 'boolean':
      return value('b', content.value ? '1' : '0')
    case 'text':
      return text(content.text)
    case 'date': {
      const dated = writing.dates?.dateIn(Number(style ?? 0)) ?? 'text'
      if (dated === 'text') return text(content.text)
      if (dated !== 'keep') {
        shownStyle = String(dated.style)
        writing.restyled.push({ sheet, cell })
      }
      return value('', String(content.serial))
    }
  }
}

const attributeText = (value: string): string => value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
