/** Takes away what an earlier round of ours marked and the present one does not: comments, boxes, paragraphs, colours. */
import { markText } from '../../../../../shared/text/marks.ts'
import type { ResultSheetOrder } from '../orders.ts'
import type { PackageEditor } from '../package-editor.ts'
import { relationshipsOf, type WorkbookMap } from '../workbook-map.ts'
import { scanXml } from '../xml-scan.ts'
import { colourCells, type Restyle } from './colour-cells.ts'
import { withoutBoxes } from './comment-boxes.ts'
import { staleComments } from './comment-list.ts'
import { isMarkColour } from './fills.ts'
import { placeMarks } from './place-marks.ts'
import { surveySheet } from './sheet-survey.ts'
import type { StyleBook } from './style-book.ts'

/** @param keep cells by sheet that are marked anew */
export async function sweepMarks(
  editor: PackageEditor,
  map: WorkbookMap,
  styles: StyleBook,
  keep: ReadonlyMap<string, ReadonlySet<string>>,
): Promise<void> {
  for (const { name, part, isWorksheet } of map.sheets) {
    if (!isWorksheet || !editor.has(part)) continue
    const relationships = await relationshipsOf(editor, part)
    const comments = relationships.find(({ type, target }) => type === 'comments' && editor.has(target))?.target
    if (comments === undefined) continue
    const stale = staleComments(await editor.text(comments), markText.author, keep.get(name) ?? new Set())
    if (stale.removed.length + stale.shortened.length === 0) continue
    editor.set(comments, stale.source)
    const source = await editor.text(part)
    const survey = surveySheet(source)
    const boxes = relationships.find(({ id, target }) => id === survey.legacyDrawing && editor.has(target))?.target
    if (boxes !== undefined) editor.set(boxes, withoutBoxes(await editor.text(boxes), new Set(stale.removed)))
    // What was behind our colour is not known any more; without a mark there is none.
    const restyle: Restyle = (style) => (isMarkColour(styles.fillColour(style)) ? styles.refilled(style, 0) : undefined)
    const wanted = new Map<number, Map<number, Restyle>>()
    const orders = [...stale.removed, ...stale.shortened].map((cell) => ({ sheet: name, cell, tone: 'notice' as const, message: '' }))
    for (const { area } of placeMarks(orders, survey.merges))
      for (let row = area.top; row <= Math.min(area.bottom, area.top + mostLines); row++) {
        const inRow = wanted.get(row) ?? new Map<number, Restyle>()
        wanted.set(row, inRow)
        for (let column = area.left; column <= Math.min(area.right, area.left + mostLines); column++) inRow.set(column, restyle)
      }
    editor.set(part, colourCells(source, survey, wanted))
  }
}

/** Rows and columns of a merged area. */
const mostLines = 2000

/** Part of the sheet of results that an earlier round added; a sheet of that name with other heads is somebody's own. */
export async function formerResults(
  editor: PackageEditor,
  map: WorkbookMap,
  { name, heads }: ResultSheetOrder,
): Promise<string | undefined> {
  const sheet = map.sheets.find((one) => one.isWorksheet && one.name === name && editor.has(one.part))
  if (sheet === undefined) return undefined
  const cells = firstRow(await editor.text(sheet.part))
  const texts =
    map.sharedStrings !== undefined && editor.has(map.sharedStrings) && cells.some(({ isShared }) => isShared)
      ? sharedTexts(await editor.text(map.sharedStrings))
      : []
  const found = cells.map(({ isShared, text }) => (isShared ? (texts[Number(text)] ?? '') : text))
  return heads.every((head, at) => found[at] === head) ? sheet.part : undefined
}

const firstRow = (source: string): readonly { readonly isShared: boolean; readonly text: string }[] => {
  const cells: { isShared: boolean; text: string }[] = []
  let rows = 0
  let element = ''
  scanXml(source, {
    open({ name, attributes }) {
      if (name === 'row') rows++
      if (name === 'c' && rows === 1) cells.push({ isShared: attributes.t === 's', text: '' })
      element = name
    },
    text(text) {
      const cell = cells.at(-1)
      if (rows === 1 && cell !== undefined && (element === 't' || element === 'v')) cell.text += text
    },
    close() {
      element = ''
    },
  })
  return cells
}

const sharedTexts = (source: string): readonly string[] => {
  const texts: string[] = []
  const open: string[] = []
  scanXml(source, {
    open({ name }) {
      open.push(name)
      if (name === 'si') texts.push('')
    },
    text(text) {
      if (open.at(-1) === 't' && !open.includes('rPh')) texts.push((texts.pop() ?? '') + text)
    },
    close() {
      open.pop()
    },
  })
  return texts
}
