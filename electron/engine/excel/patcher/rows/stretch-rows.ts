/** Puts rows into a worksheet and lets everything in the workbook follow that knows of rows. */
import { AppError } from '../../../../../shared/model/errors.ts'
import { rowsText } from '../../../../../shared/text/fill.ts'
import { rectangleOf } from '../../calc/grid-area.ts'
import { tokenize } from '../../calc/tokens.ts'
import { dropCalculationChain } from '../calculation-flags.ts'
import type { RowBlockOrder } from '../orders.ts'
import type { PackageEditor } from '../package-editor.ts'
import { relationshipsOf, type WorkbookMap } from '../workbook-map.ts'
import { scanXml } from '../xml-scan.ts'
import { moveDrawing, moveVml } from './anchors.ts'
import { type EndsOfRanges, type RowMove, refuseBadBlock, refuseMove, rowMove } from './row-move.ts'
import { followOnSheet, insertIntoSheet } from './sheet-rows.ts'
import { followSurroundings, moveSurroundings } from './sheet-surroundings.ts'
import { movePivot, movePivotSource, moveTable } from './sheet-tables.ts'
import { changePart, plainXml } from './tag-edit.ts'

/**
 * Carries out the orders; nothing was written to `editor` when it throws on the first of them.
 * @param ends ranges that end with a block grow with it; `stay` is the control that shows why
 * @throws AppError SHEET_UNKNOWN, ROWS_UNMOVABLE, WORKBOOK_DAMAGED
 */
export async function stretchRows(
  editor: PackageEditor,
  map: WorkbookMap,
  blocks: readonly RowBlockOrder[],
  ends: EndsOfRanges = 'grow',
): Promise<void> {
  // From below, so that what stands above keeps its address until it is its turn.
  const inOrder = blocks.toSorted((a, b) => b.last - a.last)
  const changes = overlay(editor)
  for (const block of inOrder) {
    const move = rowMove(block, ends)
    refuseBadBlock(move)
    if (inOrder.some((other) => other !== block && other.sheet === block.sheet && other.first <= block.last && block.first <= other.last))
      refuseMove(move, rowsText.overlap)
    await insertBlock(changes, map, move)
  }
  for (const [part, text] of changes.written) editor.set(part, text)
  if (blocks.length > 0) await dropCalculationChain(editor, map)
}

/** Reads through to what was changed before; the package itself is written only when everything could be moved. */
interface Changes {
  readonly editor: PackageEditor
  readonly written: ReadonlyMap<string, string>
  change(part: string, edit: (text: string) => string): Promise<void>
}

const overlay = (editor: PackageEditor): Changes => {
  const written = new Map<string, string>()
  return {
    editor,
    written,
    async change(part, edit) {
      if (!editor.has(part)) return
      const before = written.get(part) ?? (await editor.text(part))
      const after = edit(before)
      if (after !== before) written.set(part, after)
    },
  }
}

async function insertBlock(changes: Changes, map: WorkbookMap, move: RowMove): Promise<void> {
  const own = map.sheets.find(({ name, isWorksheet }) => isWorksheet && name === move.block.sheet)
  if (own === undefined)
    throw new AppError('SHEET_UNKNOWN', {
      sheet: move.block.sheet,
      sheets: map.sheets
        .map(({ name }) => name)
        .join('、')
        .slice(0, 400),
    })
  await moveBelongings(changes, own.part, move)
  await changes.change(own.part, (text) => moveSurroundings(insertIntoSheet(text, move), move))
  for (const { name, part, isWorksheet } of map.sheets) {
    if (!isWorksheet || part === own.part) continue
    // A formula that points at the sheet has its name in it.
    await changes.change(part, (text) => (names(text, move) ? followSurroundings(followOnSheet(text, name, move), name, move) : text))
    for (const { type, target } of await relationshipsOf(changes.editor, part))
      if (type === 'table') await changes.change(target, (text) => (names(text, move) ? followTable(text, name, move) : text))
  }
  await changes.change(map.workbook, (text) =>
    changePart(text, { content: ({ tag, text: formula }) => (tag.name === 'definedName' ? move.formula(formula, undefined) : undefined) }),
  )
  await followElsewhere(changes, move)
}

const names = (text: string, { block }: RowMove): boolean => {
  const name = plainXml(block.sheet.replaceAll("'", "''"))
  return text.toLowerCase().includes(name.toLowerCase()) || /&#|&apos;|&quot;/.test(text)
}

const followTable = (text: string, own: string, move: RowMove): string =>
  changePart(text, {
    content: ({ tag, text: formula }) =>
      /^(?:calculatedColumn|totalsRow)Formula$/.test(tag.name) ? move.formula(formula, own) : undefined,
  })

/** Parts that hang on the sheet. */
async function moveBelongings(changes: Changes, part: string, move: RowMove): Promise<void> {
  for (const { type, target, external } of await relationshipsOf(changes.editor, part)) {
    if (external) continue
    if (type === 'table') await changes.change(target, (text) => moveTable(text, move))
    else if (type === 'pivotTable') await changes.change(target, (text) => movePivot(text, move))
    else if (type === 'drawing') await changes.change(target, (text) => moveDrawing(text, move))
    else if (type === 'vmlDrawing') await changes.change(target, (text) => moveVml(text, move))
    else if (type === 'comments' || type === 'threadedComment') await changes.change(target, (text) => moveComments(text, move))
  }
}

const moveComments = (text: string, move: RowMove): string =>
  changePart(text, {
    attributes: ({ name, attributes: { ref } }) =>
      (name === 'comment' || name === 'threadedComment') && ref !== undefined ? { ref: move.places(ref) } : undefined,
  })

/** Charts, controls and sources of pivot tables may stand anywhere; what they are is told by the package's own list. */
async function followElsewhere(changes: Changes, move: RowMove): Promise<void> {
  const parts: { readonly part: string; readonly type: string }[] = []
  scanXml(await changes.editor.text('[Content_Types].xml'), {
    open({ name, attributes: { PartName, ContentType } }) {
      if (name === 'Override' && PartName !== undefined && ContentType !== undefined) parts.push({ part: PartName, type: ContentType })
    },
  })
  for (const { part, type } of parts) {
    if (/drawingml\.chart\+xml$|chartex\+xml$/i.test(type))
      await changes.change(part, (text) =>
        changePart(text, { content: (leaf) => (leaf.tag.name === 'f' ? moveSeries(leaf.text, move) : undefined) }),
      )
    else if (/controlproperties\+xml$/i.test(type)) await changes.change(part, (text) => moveControl(text, move))
    else if (/pivotCacheDefinition\+xml$/i.test(type)) await changes.change(part, (text) => movePivotSource(text, move))
  }
}

/** A series lies along a row or a column; one along a row must not become a field of cells. */
const moveSeries = (formula: string, move: RowMove): string =>
  tokenize(formula)
    .map((token) => {
      if (token.kind !== 'reference') return token.text
      const { top, bottom, left, right } = rectangleOf(token.area)
      return top === bottom && left < right ? move.formulaAsIs(token.text, undefined) : move.formula(token.text, undefined)
    })
    .join('')

const moveControl = (text: string, move: RowMove): string =>
  changePart(text, {
    attributes({ attributes }) {
      const wanted = ['fmlaLink', 'fmlaRange', 'fmlaGroup', 'fmlaTxbx'].flatMap((name) =>
        attributes[name] === undefined ? [] : [[name, move.formula(attributes[name], move.block.sheet)]],
      )
      return Object.fromEntries(wanted)
    },
  })
