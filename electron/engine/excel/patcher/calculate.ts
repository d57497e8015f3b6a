/** Brings the stored results of formulas up to date after cells were changed: true ones, or none. */
import { calcText } from '../../../../shared/text/calc.ts'
import { cellAddress, parseArea } from '../calc/grid-area.ts'
import type { CalcCell, CellPlace, Scalar } from '../calc/model.ts'
import type { Changes, ComputedCell } from '../calc/recalculate.ts'
import type { Uncomputable } from '../calc/uncomputable.ts'
import { xmlText } from '../writer/xml-text.ts'
import type { CellElement } from './calc-cells.ts'
import { readForCalculation } from './calc-workbook.ts'
import type { PatchAccount, PatchOrders } from './orders.ts'
import type { PackageEditor } from './package-editor.ts'
import { openedTag, tagWith } from './tag-text.ts'
import { type WorkbookMap, worksheetNamed } from './workbook-map.ts'
import { TextEdits } from './xml-scan.ts'

/**
 * Spreadsheet programs do not all calculate anew when they open a file, and others that only read values never do: a stale
 * result is a wrong number. Results that we cannot work out are taken away.
 * @returns the formulas that hang on changed cells and were left without a value
 */
export async function recalculate(editor: PackageEditor, map: WorkbookMap, orders: PatchOrders): Promise<PatchAccount['uncomputed']> {
  const changes = changesOf(map, orders)
  const book = await readForCalculation(editor, map, changes)
  if (book === undefined) return []
  const outcome = book.calculation.run()
  // Numbers rounded as they are shown would need the number formats of all cells.
  const computed = book.precisionAsShown ? [] : outcome.computed
  const uncomputed = book.precisionAsShown
    ? [...outcome.uncomputed, ...outcome.computed.map((cell) => ({ ...cell, reason: { kind: 'special' as const } }))]
    : outcome.uncomputed
  const results = Map.groupBy<string, CellPlace & Partial<ComputedCell>>([...computed, ...uncomputed], ({ sheet }) => sheet)
  for (const [sheet, cells] of results) {
    const { part } = worksheetNamed(map, sheet)
    const source = await editor.text(part)
    const grid = book.model.sheets.find(({ name }) => name === sheet)
    const elements = book.elements.get(sheet)
    const edits = new TextEdits()
    let isChanged = false
    for (const { row, column, value } of cells) {
      const cell = grid?.cell(row, column)
      const element = cell && elements?.get(cell)
      if (cell === undefined || element === undefined || isSame(cell, element, value)) continue
      isChanged = true
      writeResult(source, edits, element, value)
    }
    if (isChanged) editor.set(part, edits.apply(source))
  }
  return uncomputed.map(({ sheet, row, column, reason }) => ({ sheet, cell: cellAddress(row, column), reason: saidOf(reason) }))
}

/** Where the orders left their marks; rows of several blocks of a sheet push each other down. */
function changesOf(map: WorkbookMap, { cells, rowBlocks }: PatchOrders): Changes {
  return {
    cells: cells.flatMap(({ sheet, cell }) => {
      const at = parseArea(cell)?.from
      return at === undefined ? [] : [{ sheet: worksheetNamed(map, sheet).name, row: at.row, column: at.column }]
    }),
    insertedRows: rowBlocks.map(({ sheet, last, count }) => {
      const above = rowBlocks.filter((other) => other.sheet === sheet && other.last < last)
      const top = last + 1 + above.reduce((sum, other) => sum + other.count, 0)
      return { sheet, top, bottom: top + count - 1 }
    }),
  }
}

/** The stored result is already the right one: its bytes stay. */
const isSame = ({ value, isUncalculated }: CalcCell, { results }: CellElement, wanted: Scalar | undefined): boolean => {
  if (wanted === undefined) return results.length === 0
  if (isUncalculated === true) return false
  if (typeof wanted === 'object' && wanted !== null) return typeof value === 'object' && value?.error === wanted.error
  return value === wanted
}

/** `value` undefined: the result goes, and with it the word for its type. */
function writeResult(source: string, edits: TextEdits, element: CellElement, value: Scalar | undefined): void {
  const { tag, results, resultAt } = element
  const content = value === undefined || value === null ? undefined : storedForm(value)
  const xml = content === undefined ? '' : resultElement(tag.prefix, content.text)
  const head = tagWith(source, tag, { t: content?.type })
  if (tag.selfClosing) {
    edits.replace(tag.start, tag.end, xml === '' ? head : `${openedTag(head)}${xml}</${tag.prefix}c>`)
    return
  }
  edits.replace(tag.start, tag.end, head)
  if (results.length === 0 && xml !== '') edits.insert(resultAt, xml)
  results.forEach(({ start, end }, index) => {
    edits.replace(start, end, index === 0 ? xml : '')
  })
}

/** Space at the ends of a text would otherwise be lost. */
const resultElement = (prefix: string, text: string): string =>
  `<${prefix}v${/^\s|\s$|[\n\t]/.test(text) ? ' xml:space="preserve"' : ''}>${xmlText(text)}</${prefix}v>`

function storedForm(value: Exclude<Scalar, null>): { readonly type: string | undefined; readonly text: string } {
  switch (typeof value) {
    case 'number':
      return { type: undefined, text: String(value).toUpperCase() }
    case 'string':
      return { type: 'str', text: value }
    case 'boolean':
      return { type: 'b', text: value ? '1' : '0' }
    default:
      return { type: 'e', text: value.error }
  }
}

function saidOf(reason: Uncomputable): string {
  switch (reason.kind) {
    case 'function':
      return calcText.unknownFunction(reason.name)
    case 'volatile':
      return calcText.changesByItself(reason.name)
    case 'external':
      return calcText.otherWorkbook
    case 'syntax':
      return calcText.unreadable
    case 'name':
      return calcText.unknownName(reason.name)
    case 'cycle':
      return calcText.circle
    case 'depends':
      return calcText.dependsOn(reason.sheet, reason.cell)
    case 'limit':
      return calcText.tooLarge
    case 'format':
      return calcText.unknownFormat(reason.code)
    case 'special':
      return calcText.special
    case 'doubtful':
      return calcText.doubtful
  }
}
