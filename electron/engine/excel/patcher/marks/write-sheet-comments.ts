/** Puts comments on the cells of one sheet: their texts, their boxes, and what leads to both. */

import { markText } from '../../../../../shared/text/marks.ts'
import { outlinePart, placeInOrder } from '../element-places.ts'
import { addContentType, addRelationship, dialectOf, folderOf, freePart } from '../new-parts.ts'
import type { PackageEditor } from '../package-editor.ts'
import { relationshipsOf, type SheetPart, type WorkbookMap } from '../workbook-map.ts'
import { TextEdits } from '../xml-scan.ts'
import { emptyBoxes, writeBoxes } from './comment-boxes.ts'
import { emptyComments, writeComments } from './comment-list.ts'
import type { KnownNotes } from './known-notes.ts'
import type { MarkedCell } from './place-marks.ts'
import type { SheetSurvey } from './sheet-survey.ts'

/** Children of a worksheet up to the drawing of comments, in the order of the schema. */
const beforeLegacyDrawing = [
  'sheetPr',
  'dimension',
  'sheetViews',
  'sheetFormatPr',
  'cols',
  'sheetData',
  'sheetCalcPr',
  'sheetProtection',
  'protectedRanges',
  'scenarios',
  'autoFilter',
  'sortState',
  'dataConsolidate',
  'customSheetViews',
  'mergeCells',
  'phoneticPr',
  'conditionalFormatting',
  'dataValidations',
  'hyperlinks',
  'printOptions',
  'pageMargins',
  'pageSetup',
  'headerFooter',
  'rowBreaks',
  'colBreaks',
  'customProperties',
  'cellWatches',
  'ignoredErrors',
  'smartTags',
  'drawing',
  'legacyDrawing',
]
const commentsType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml'
const boxesType = 'application/vnd.openxmlformats-officedocument.vmlDrawing'

/**
 * @param firstBlock first block of shape ids that nothing in the workbook claims
 * @param former what earlier rounds said
 * @returns the next one
 */
export async function writeSheetComments(
  editor: PackageEditor,
  map: WorkbookMap,
  sheet: SheetPart,
  survey: SheetSurvey,
  cells: readonly MarkedCell[],
  firstBlock: number,
  former: KnownNotes,
): Promise<number> {
  if (cells.length === 0) return firstBlock
  const folder = folderOf(map.workbook)
  const dialect = dialectOf(map)
  const relationships = await relationshipsOf(editor, sheet.part)

  const known = relationships.find(({ type, target }) => type === 'comments' && editor.has(target))?.target
  const comments = known ?? freePart(editor, (number) => `${folder}comments${number}.xml`)
  const written = writeComments(known === undefined ? emptyComments(dialect) : await editor.text(known), cells, markText.author, former)
  editor.set(comments, written.source)
  if (known === undefined) {
    await addContentType(editor, comments, commentsType)
    await addRelationship(editor, sheet.part, `${dialect.relationships}/comments`, comments)
  }

  const drawn = relationships.find(({ id, target }) => id === survey.legacyDrawing && editor.has(target))?.target
  const drawing = drawn ?? freePart(editor, (number) => `${folder}drawings/vmlDrawing${number}.vml`)
  const boxes = cells.map(({ cell, row, column, text }) => ({ row, column, text, change: written.changed.get(cell) }))
  const { source, nextBlock } = writeBoxes(drawn === undefined ? emptyBoxes : await editor.text(drawn), boxes, survey, firstBlock)
  editor.set(drawing, source)
  if (drawn === undefined) {
    await addContentType(editor, drawing, boxesType)
    const id = await addRelationship(editor, sheet.part, `${dialect.relationships}/vmlDrawing`, drawing)
    editor.set(sheet.part, withLegacyDrawing(await editor.text(sheet.part), id, dialect.relationships))
  }
  return nextBlock
}

const withLegacyDrawing = (source: string, id: string, namespace: string): string => {
  const outline = outlinePart(source)
  const { prefix, attributes } = outline.root.tag
  const known = Object.keys(attributes).find((name) => name.startsWith('xmlns:') && attributes[name] === namespace)
  const name = known === undefined ? 'r' : known.slice('xmlns:'.length)
  const declared = known === undefined ? ` xmlns:r="${namespace}"` : ''
  const edits = new TextEdits()
  const dangling = outline.children.find(({ tag }) => tag.name === 'legacyDrawing')
  const element = `<${prefix}legacyDrawing${declared} ${name}:id="${id}"/>`
  if (dangling === undefined) edits.insert(placeInOrder(outline, 'legacyDrawing', beforeLegacyDrawing), element)
  else edits.replace(dangling.tag.start, dangling.end, element)
  return edits.apply(source)
}
