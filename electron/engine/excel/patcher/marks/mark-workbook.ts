/** Colours cells, puts comments on them and adds the sheet that lists it all; everything else stays. */
import { AppError } from '../../../../../shared/model/errors.ts'
import { markText } from '../../../../../shared/text/marks.ts'
import type { CellPlace, MarkAccount, MarkOrder, ResultLine, ResultSheetOrder } from '../orders.ts'
import type { PackageEditor } from '../package-editor.ts'
import { relationshipsOf, type SheetPart, type WorkbookMap } from '../workbook-map.ts'
import { scanXml } from '../xml-scan.ts'
import { colourCells, type Restyle } from './colour-cells.ts'
import { claimedBlocks } from './comment-boxes.ts'
import { type FormerResults, formerResults } from './former-results.ts'
import { knownNotes } from './known-notes.ts'
import { type MarkColours, markColours } from './mark-colours.ts'
import { type MarkedCell, placeMarks } from './place-marks.ts'
import { addResultSheet, replaceResultSheet } from './result-sheet.ts'
import { surveySheet } from './sheet-survey.ts'
import { openStyles, type StyleBook } from './style-book.ts'
import { sweepMarks } from './sweep-marks.ts'
import { writeSheetComments } from './write-sheet-comments.ts'

/** A merged area beyond this is marked in its first cell only. */
const mostCellsOfMerge = 2000

/** @throws AppError SHEET_UNKNOWN, CELL_ADDRESS_INVALID, WORKBOOK_DAMAGED, WORKBOOK_HOSTILE */
export async function markWorkbook(
  editor: PackageEditor,
  map: WorkbookMap,
  marks: readonly MarkOrder[],
  results?: ResultSheetOrder,
): Promise<MarkAccount> {
  const styles = await openStyles(editor, map)
  const bySheet = Map.groupBy(marks, ({ sheet }) => sheet)
  const former = results === undefined ? [] : await formerResults(editor, map, results)
  const colours = markColours(
    styles,
    former.flatMap(({ samples }) => samples),
  )
  const known = knownNotes(former.flatMap(({ notes }) => notes))
  if (results?.replaces === true) await sweepMarks(editor, map, colours, former, known)
  const uncommented: CellPlace[] = []
  const uncoloured: CellPlace[] = []
  let nextBlock = bySheet.size === 0 ? 1 : await firstFreeBlock(editor)
  for (const [name, orders] of bySheet) {
    const sheet = worksheetNamed(map, name)
    const source = await editor.text(sheet.part)
    const survey = surveySheet(source)
    const cells = placeMarks(orders, survey.merges)
    const full = new Set<string>()
    editor.set(
      sheet.part,
      colourCells(
        source,
        survey,
        restyles(cells, colours, (cell) => full.add(cell)),
      ),
    )
    for (const cell of full) uncoloured.push({ sheet: name, cell })
    const threads = await threadedCells(editor, sheet)
    const free = cells.filter(({ cell }) => !threads.has(cell))
    for (const { cell } of cells) if (threads.has(cell)) uncommented.push({ sheet: name, cell })
    nextBlock = await writeSheetComments(editor, map, sheet, survey, free, nextBlock, known)
  }
  const added = results === undefined ? {} : await putResults(editor, map, styles, results, former, colours)
  await styles.write()
  return { uncommented, uncoloured, ...added }
}

/** In the place of the sheet of an earlier round, where it is to be replaced or joined and nobody wrote anything else on it. */
const putResults = async (
  editor: PackageEditor,
  map: WorkbookMap,
  styles: StyleBook,
  results: ResultSheetOrder,
  former: readonly FormerResults[],
  colours: MarkColours,
) => {
  const isAgain = results.replaces === true || results.joins === true
  const first = isAgain ? former.find(({ kept }) => kept === undefined) : undefined
  if (first === undefined) return addResultSheet(editor, map, styles, results, colours.samples())
  const isJoined = results.replaces !== true
  const all = isJoined ? { ...results, lines: joinedLines(first.lines, results.lines) } : results
  replaceResultSheet(editor, map, first.sheet.part, styles, all, isJoined ? colours.allSamples() : colours.samples())
  return { resultSheet: first.sheet.name }
}

/** What is said of a cell takes the place of what was said of it before, as in its comment. */
const joinedLines = (former: readonly ResultLine[], lines: readonly ResultLine[]): readonly ResultLine[] => {
  const placeOf = ({ target }: ResultLine) => (target === undefined ? undefined : `${target.sheet}!${target.cell}`)
  const now = new Set(lines.map(placeOf))
  return [...former.filter((line) => line.target === undefined || !now.has(placeOf(line))), ...lines]
}

const worksheetNamed = (map: WorkbookMap, name: string): SheetPart => {
  const sheet = map.sheets.find((candidate) => candidate.name === name && candidate.isWorksheet)
  if (sheet === undefined)
    throw new AppError('SHEET_UNKNOWN', {
      sheet: name,
      sheets: map.sheets.map((candidate) => candidate.name).join(markText.listComma),
    })
  return sheet
}

const restyles = (cells: readonly MarkedCell[], colours: MarkColours, onFull: (cell: string) => void) => {
  const wanted = new Map<number, Map<number, Restyle>>()
  for (const { cell, tone, area } of cells) {
    const restyle: Restyle = (style) => {
      const number = colours.marked(style, tone)
      if (number === undefined) onFull(cell)
      return number
    }
    const isLarge = (area.bottom - area.top + 1) * (area.right - area.left + 1) > mostCellsOfMerge
    for (let row = area.top; row <= (isLarge ? area.top : area.bottom); row++) {
      const inRow = wanted.get(row) ?? new Map<number, Restyle>()
      wanted.set(row, inRow)
      for (let column = area.left; column <= (isLarge ? area.left : area.right); column++) inRow.set(column, restyle)
    }
  }
  return wanted
}

/** Cells with a conversation: Excel shows that and not the plain comment behind it, which only stands in for it. */
const threadedCells = async (editor: PackageEditor, sheet: SheetPart): Promise<ReadonlySet<string>> => {
  const cells = new Set<string>()
  for (const { type, target, external } of await relationshipsOf(editor, sheet.part)) {
    if (type !== 'threadedComment' || external || !editor.has(target)) continue
    scanXml(await editor.text(target), {
      open({ name, attributes }) {
        if (name === 'threadedComment' && attributes.ref !== undefined) cells.add(attributes.ref.toUpperCase())
      },
    })
  }
  return cells
}

/** Ids of shapes come in blocks of 1024, and no two parts of a workbook may claim the same one. */
const firstFreeBlock = async (editor: PackageEditor): Promise<number> => {
  let last = 0
  for (const name of editor.names()) {
    if (!/\.vml$/i.test(name)) continue
    for (const block of claimedBlocks(await editor.text(name))) last = Math.max(last, block)
  }
  return last + 1
}
