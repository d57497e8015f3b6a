/** Rows, cells and formulas of the sheets after rows were put in. */
import { rowsText } from '../../../../../shared/text/fill.ts'
import { cellAddress, lastRow } from '../../calc/grid-area.ts'
import { openedTag, tagWith } from '../tag-text.ts'
import { TextEdits } from '../xml-scan.ts'
import { type BlockFormula, blockFormula, isFilledDown, isOfRow } from './block-formula.ts'
import { type RowMove, rectangle, refuseMove } from './row-move.ts'
import { type FoundCell, type FoundFormula, type FoundRow, findRow, findRows } from './sheet-cells.ts'
import { editAttributes, plainXml } from './tag-edit.ts'

/**
 * The sheet that gets the rows.
 * @throws AppError ROWS_UNMOVABLE
 */
export function insertIntoSheet(source: string, move: RowMove): string {
  const { last, first, count, sheet, left = 1, right = Number.POSITIVE_INFINITY } = move.block
  const { rows, plain } = findRows(source, (row) => row === last)
  let bottom = 0
  for (const { row } of [...rows, ...plain]) bottom = Math.max(bottom, row)
  if (bottom > last && bottom + count > lastRow) refuseMove(move, rowsText.outside)
  refuseCutAreas(rows, move)
  const above = new Map(rows.find(({ row }) => row === last - 1 && row >= first)?.cells.map((cell) => [cell.column, cell.formula?.text]))
  const inLastRow = (cell: FoundCell, formula: FoundFormula): BlockFormula =>
    blockFormula(formula.text, above.get(cell.column) || undefined, move)
  // A figure that happens to stand beside the block's last row speaks of the whole block, as one above or below does.
  const isBeside = (cell: FoundCell, { text }: FoundFormula): boolean => {
    if (cell.column >= left && cell.column <= right) return false
    const like = above.get(cell.column)
    return first === last ? !isOfRow(text, last) : like === undefined || !isFilledDown(text, like)
  }
  const changed = (cell: FoundCell, formula: FoundFormula): string =>
    cell.row === last && !isBeside(cell, formula) ? inLastRow(cell, formula).inPlace : move.formula(formula.text, sheet)

  const spelt = sharedToSpell(rows, (cell, formula) => cell.row >= last || changed(cell, formula) !== formula.text)
  const edits = new TextEdits()
  for (const row of rows) {
    if (row.row > last) moveAddresses(source, row, move, edits)
    for (const cell of row.cells) {
      if (cell.formula === undefined) continue
      editFormula(source, cell.formula, changed(cell, cell.formula), spelt, edits)
      editFormulaAreas(source, cell.formula, move, edits)
    }
    if (row.row === last)
      for (let at = 1; at <= count; at++)
        edits.insert(
          row.end,
          copyRow(source, row, at, (cell, formula) => (isBeside(cell, formula) ? undefined : inLastRow(cell, formula))),
        )
  }
  for (const row of plain) {
    if (row.row <= last) continue
    const moved = movedText(source.slice(row.start, row.end), row.row, move)
    if (moved !== undefined) {
      edits.replace(row.start, row.end, moved)
      continue
    }
    const found = findRow(source, row)
    if (found !== undefined) moveAddresses(source, found, move, edits)
  }
  return edits.apply(source)
}

const moveAddresses = (source: string, row: FoundRow, move: RowMove, edits: TextEdits): void => {
  editAttributes(source, row.tag, { r: String(move.row(row.row)) }, edits)
  for (const cell of row.cells) editAttributes(source, cell.tag, { r: cellAddress(move.row(cell.row), cell.column) }, edits)
}

const rowStart = /^(<(?:[\w.-]+:)?row(?: [\w:.-]+="[^"<>]*")*? r=")(\d+)"/
const cellStart = /<(?:[\w.-]+:)?c( r="[A-Z]{1,3}(\d+)")?/g

/** The text of a row with its addresses moved; undefined where they are not written as every program writes them. */
function movedText(text: string, row: number, move: RowMove): string | undefined {
  const [own, next] = [String(row), String(move.row(row))]
  let isUsual = rowStart.exec(text)?.[2] === own
  const moved = text.replace(cellStart, (start: string, address: string | undefined, number: string) => {
    if (address === undefined || number !== own) isUsual = false
    return isUsual ? `${start.slice(0, -1 - own.length)}${next}"` : start
  })
  return isUsual ? moved.replace(rowStart, (_, head: string) => `${head}${next}"`) : undefined
}

/** Another sheet: its formulas may point at cells that move. */
export function followOnSheet(source: string, own: string, move: RowMove): string {
  const { rows } = findRows(source, () => false)
  const changed = (formula: FoundFormula) => move.formula(formula.text, own)
  const spelt = sharedToSpell(rows, (_, formula) => changed(formula) !== formula.text)
  const edits = new TextEdits()
  for (const { cells } of rows)
    for (const { formula } of cells) if (formula !== undefined) editFormula(source, formula, changed(formula), spelt, edits)
  return edits.apply(source)
}

/** Shared formulas of which one cell moves or changes are written out in every cell; the others stay as they are. */
const sharedToSpell = (rows: readonly FoundRow[], isTouched: (cell: FoundCell, formula: FoundFormula) => boolean): ReadonlySet<string> => {
  const touched = new Set<string>()
  for (const { cells } of rows)
    for (const cell of cells) {
      const { formula } = cell
      if (formula?.shared !== undefined && !touched.has(formula.shared) && isTouched(cell, formula)) touched.add(formula.shared)
    }
  return touched
}

const editFormula = (source: string, formula: FoundFormula, text: string, spelt: ReadonlySet<string>, edits: TextEdits): void => {
  const isSpelt = formula.shared !== undefined && spelt.has(formula.shared)
  if (!isSpelt && (text === formula.text || formula.shared !== undefined)) return
  if (!isSpelt) {
    edits.replace(formula.tag.end, formula.end, `${plainXml(text)}</${formula.tag.prefix}f>`)
    return
  }
  const tag = tagWith(source, formula.tag, { t: undefined, ref: undefined, si: undefined })
  edits.replace(formula.tag.start, formula.end, `${openedTag(tag)}${plainXml(text)}</${formula.tag.prefix}f>`)
}

const isArea = ({ tag }: FoundFormula): boolean => tag.attributes.t === 'array' || tag.attributes.t === 'dataTable'

const editFormulaAreas = (source: string, formula: FoundFormula, move: RowMove, edits: TextEdits): void => {
  if (!isArea(formula)) return
  const { ref, r1, r2 } = formula.tag.attributes
  const wanted = Object.entries({ ref, r1, r2 }).flatMap(([name, value]) => (value === undefined ? [] : [[name, move.places(value)]]))
  editAttributes(source, formula.tag, Object.fromEntries(wanted), edits)
}

const refuseCutAreas = (rows: readonly FoundRow[], move: RowMove): void => {
  const { last } = move.block
  for (const { cells } of rows)
    for (const { formula } of cells) {
      const area = formula !== undefined && isArea(formula) ? rectangle(formula.tag.attributes.ref ?? '') : undefined
      if (area !== undefined && area.top < area.bottom && area.top <= last && area.bottom >= last)
        refuseMove(move, rowsText.arrayFormula(formula?.tag.attributes.ref ?? ''))
    }
}

/** A row like the block's last one: its look and its formulas, none of its values. What is filled in must be seen. */
const copyRow = (
  source: string,
  row: FoundRow,
  rows: number,
  formulaOf: (cell: FoundCell, formula: FoundFormula) => BlockFormula | undefined,
): string => {
  const at = row.row + rows
  const { prefix } = row.tag
  const cells = row.cells.map((cell) => {
    const style = cell.tag.attributes.s === undefined ? '' : ` s="${plainXml(cell.tag.attributes.s)}"`
    const formula =
      cell.formula === undefined || cell.formula.text === '' || cell.formula.tag.attributes.t === 'dataTable'
        ? ''
        : copyFormula(cell, cell.formula, rows, formulaOf)
    if (style === '' && formula === '') return ''
    const tag = `<${prefix}c r="${cellAddress(at, cell.column)}"${style}`
    return formula === '' ? `${tag}/>` : `${tag}>${formula}</${prefix}c>`
  })
  const tag = openedTag(tagWith(source, row.tag, { r: String(at), hidden: undefined, collapsed: undefined }))
  return `${tag}${cells.join('')}</${prefix}row>`
}

const copyFormula = (
  cell: FoundCell,
  formula: FoundFormula,
  rows: number,
  formulaOf: (cell: FoundCell, formula: FoundFormula) => BlockFormula | undefined,
): string => {
  const own = formulaOf(cell, formula)
  if (own === undefined) return ''
  const area = formula.tag.attributes.t === 'array' ? rectangle(formula.tag.attributes.ref ?? '') : undefined
  const array =
    area === undefined ? '' : ` t="array" ref="${cellAddress(area.top + rows, area.left)}:${cellAddress(area.bottom + rows, area.right)}"`
  return `<${cell.tag.prefix}f${array}>${plainXml(own.copy(rows))}</${cell.tag.prefix}f>`
}
