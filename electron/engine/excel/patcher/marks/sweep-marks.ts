/** Takes away what earlier rounds of ours marked: comments, boxes, paragraphs, colours. Cells get the fill back that they had. */
import { markText } from '../../../../../shared/text/marks.ts'
import type { PackageEditor } from '../package-editor.ts'
import { relationshipsOf, type SheetPart, type WorkbookMap } from '../workbook-map.ts'
import { colourCells, type Restyle } from './colour-cells.ts'
import { withoutBoxes } from './comment-boxes.ts'
import { namesUs, withoutOurs } from './comment-list.ts'
import type { FormerResults } from './former-results.ts'
import type { KnownNotes } from './known-notes.ts'
import type { MarkColours } from './mark-colours.ts'
import { placeMarks } from './place-marks.ts'
import { restyleSheet } from './restyle-sheet.ts'
import { surveySheet } from './sheet-survey.ts'

/** @param former the sheets of results of these rounds; those with words of others stay, without their samples, which are out of date now */
export async function sweepMarks(
  editor: PackageEditor,
  map: WorkbookMap,
  colours: MarkColours,
  former: readonly FormerResults[],
  known: KnownNotes,
): Promise<void> {
  for (const { sheet, kept } of former) if (kept !== undefined) editor.set(sheet.part, kept)
  const lists = new Map<string, string>()
  for (const { part } of map.sheets) {
    const comments = (await relationshipsOf(editor, part)).find(({ type, target }) => type === 'comments' && editor.has(target))?.target
    if (comments !== undefined) lists.set(part, comments)
  }
  const isMarked = await anyNamesUs(editor, lists.values())
  // A file that never was marked is nobody's but its owner's.
  if (former.length === 0 && !isMarked) return
  const hasSamples = former.some(({ samples }) => samples.length > 0)
  const ofResults = new Set(former.map(({ sheet }) => sheet.part))
  for (const sheet of map.sheets) {
    if (!sheet.isWorksheet || !editor.has(sheet.part) || ofResults.has(sheet.part)) continue
    const commented = await sweepComments(editor, sheet, lists.get(sheet.part), known, isMarked)
    if (!hasSamples && commented.length === 0) continue
    const source = await editor.text(sheet.part)
    // The samples know our colours wherever they are, also on cells that were copied from marked ones.
    const clean = hasSamples ? restyleSheet(source, colours.unmarked) : withoutColour(source, sheet.name, commented, colours.uncommented)
    if (clean !== undefined) editor.set(sheet.part, clean)
  }
}

const anyNamesUs = async (editor: PackageEditor, lists: Iterable<string>): Promise<boolean> => {
  for (const list of lists) if (namesUs(await editor.text(list), markText.author)) return true
  return false
}

/** @returns the cells whose comments were ours, or had words that we are known to have said */
const sweepComments = async (
  editor: PackageEditor,
  { part }: SheetPart,
  comments: string | undefined,
  known: KnownNotes,
  isMarked: boolean,
): Promise<readonly string[]> => {
  if (comments === undefined) return []
  const { source, removed, shortened, likely } = withoutOurs(await editor.text(comments), markText.author, known, isMarked)
  if (removed.length + shortened.length + likely.length === 0) return []
  editor.set(comments, source)
  const relationships = await relationshipsOf(editor, part)
  const { legacyDrawing } = surveySheet(await editor.text(part))
  const boxes = relationships.find(({ id, target }) => id === legacyDrawing && editor.has(target))?.target
  if (boxes !== undefined) editor.set(boxes, withoutBoxes(await editor.text(boxes), new Set(removed)))
  return [...removed, ...shortened]
}

/** Rows and columns of a merged area. */
const mostLines = 2000

const withoutColour = (source: string, sheet: string, cells: readonly string[], restyle: Restyle): string => {
  const survey = surveySheet(source)
  const wanted = new Map<number, Map<number, Restyle>>()
  const orders = cells.map((cell) => ({ sheet, cell, tone: 'notice' as const, message: '' }))
  for (const { area } of placeMarks(orders, survey.merges))
    for (let row = area.top; row <= Math.min(area.bottom, area.top + mostLines); row++) {
      const inRow = wanted.get(row) ?? new Map<number, Restyle>()
      wanted.set(row, inRow)
      for (let column = area.left; column <= Math.min(area.right, area.left + mostLines); column++) inRow.set(column, restyle)
    }
  return colourCells(source, survey, wanted)
}
