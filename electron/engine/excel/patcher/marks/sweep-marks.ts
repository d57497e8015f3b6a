/** Takes away what earlier rounds of ours marked: comments, boxes, paragraphs, colours. Cells get the fill back that they had. */
import { markText } from '../../../../../shared/text/marks.ts'
import type { PackageEditor } from '../package-editor.ts'
import { relationshipsOf, type SheetPart, type WorkbookMap } from '../workbook-map.ts'
import { colourCells, type Restyle } from './colour-cells.ts'
import { withoutBoxes } from './comment-boxes.ts'
import { withoutOurs } from './comment-list.ts'
import type { FormerResults } from './former-results.ts'
import type { MarkColours } from './mark-colours.ts'
import { placeMarks } from './place-marks.ts'
import { restyleSheet } from './restyle-sheet.ts'
import { surveySheet } from './sheet-survey.ts'

/** @param former the sheets of results of these rounds; they stay as they are */
export async function sweepMarks(
  editor: PackageEditor,
  map: WorkbookMap,
  colours: MarkColours,
  former: readonly FormerResults[],
): Promise<void> {
  const notes = new Set(former.flatMap((results) => [...results.notes]))
  const hasSamples = former.some(({ samples }) => samples.length > 0)
  const ofResults = new Set(former.map(({ sheet }) => sheet.part))
  for (const sheet of map.sheets) {
    if (!sheet.isWorksheet || !editor.has(sheet.part) || ofResults.has(sheet.part)) continue
    const commented = await sweepComments(editor, sheet, notes)
    if (!hasSamples && commented.length === 0) continue
    const source = await editor.text(sheet.part)
    // The samples know our colours wherever they are, also on cells that were copied from marked ones.
    const clean = hasSamples ? restyleSheet(source, colours.unmarked) : withoutColour(source, sheet.name, commented, colours.uncommented)
    if (clean !== undefined) editor.set(sheet.part, clean)
  }
}

/** @returns the cells whose comments were ours, or had a paragraph of ours */
const sweepComments = async (editor: PackageEditor, { part }: SheetPart, notes: ReadonlySet<string>): Promise<readonly string[]> => {
  const relationships = await relationshipsOf(editor, part)
  const comments = relationships.find(({ type, target }) => type === 'comments' && editor.has(target))?.target
  if (comments === undefined) return []
  const { source, removed, shortened } = withoutOurs(await editor.text(comments), markText.author, notes)
  if (removed.length + shortened.length === 0) return []
  editor.set(comments, source)
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
