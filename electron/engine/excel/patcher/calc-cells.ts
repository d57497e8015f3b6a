/** Reads the cells of one sheet, and where those with formulas stand in its text. */
import { lastColumn, lastRow, parseArea, type Rectangle, rectangleOf } from '../calc/grid-area.ts'
import { type CalcCell, type CellFormula, type Scalar, SheetGrid } from '../calc/model.ts'
import { hostile, workbookLimits } from '../limits.ts'
import { readAddress } from '../reader/address.ts'
import { isKnownError, type SheetValues, storedValue } from './stored-value.ts'
import { scanTags } from './xml-scan.ts'

/** A cell that shows the result of a formula. */
export interface CellElement {
  /** Its opening tag. */
  readonly tag: { readonly start: number; readonly end: number; readonly prefix: string; readonly selfClosing: boolean }
  /** Behind the formula, or behind the opening tag: where a result belongs. */
  readonly resultAt: number
  /** Places of `v` and `is` elements. */
  readonly results: readonly { readonly start: number; readonly end: number }[]
}
export interface SheetReading {
  readonly grid: SheetGrid
  readonly elements: ReadonlyMap<CalcCell, CellElement>
  /** Arrays and data tables. */
  readonly areas: readonly FormulaArea[]
}
interface FormulaArea {
  readonly rectangle: Rectangle
  readonly formula: CellFormula
}

/** Cells of all array formulas and data tables of a sheet together. */
const largestArrays = 200_000

/** All cells of a sheet with their formulas and values. @throws AppError WORKBOOK_DAMAGED, WORKBOOK_HOSTILE */
export function readCells(source: string, name: string, values: SheetValues): SheetReading {
  return scanCells(source, new SheetGrid(name), values, undefined)
}

/** Values for the cells of a sheet whose formulas were read before: the same cells get them. */
export function readValues(source: string, before: SheetReading, values: SheetValues): SheetReading {
  const grid = new SheetGrid(before.grid.name)
  const { elements } = scanCells(source, grid, values, before)
  before.grid.adopt(grid)
  return { ...before, elements }
}

/** Ours alone while a sheet is read. */
export type OwnCell = { -readonly [Key in keyof CalcCell]: CalcCell[Key] }

function scanCells(source: string, grid: SheetGrid, values: SheetValues, before: SheetReading | undefined): SheetReading {
  const elements = new Map<CalcCell, CellElement>()
  // Cells of an array or a data table have no formula of their own; where there are any, all places are kept.
  const keepsAll = before === undefined && /\bt\s*=\s*["'](?:array|dataTable)["']/.test(source)
  const masters = new Map<string, { readonly row: number; readonly column: number; readonly text: string }>()
  const members: { readonly cell: OwnCell; readonly index: string }[] = []
  const areas: FormulaArea[] = []
  const address = { column: 0, row: 0 }
  let row = 0
  let column = 0
  let cells = 0
  let collecting: 'formula' | 'stored' | 'inline' | undefined
  let resultStart = 0
  let phonetic = 0
  // The cell at hand
  let inCell = false
  let type = 'n'
  let tag: CellElement['tag'] = noTag
  let resultAt = 0
  let results: { readonly start: number; readonly end: number }[] = []
  let formula: Readonly<Record<string, string>> | undefined
  let formulaText = ''
  let isSpilled = false
  let stored: string | undefined
  let inline: string | undefined

  const formulaOf = (own: Readonly<Record<string, string>>): CellFormula | undefined => {
    const { t: kind, ref = '', si } = own
    const text = formulaText.replace(/^\s*=/, '')
    if (kind === 'array' || kind === 'dataTable') {
      const area = parseArea(ref)
      const rectangle = area === undefined ? { top: row, left: column, bottom: row, right: column } : rectangleOf(area)
      const found: CellFormula =
        kind === 'dataTable'
          ? { kind: 'other', reads: edgesOf(rectangle) }
          : text === ''
            ? { kind: 'other' }
            : { kind: 'array', text, area: rectangle, spills: isSpilled }
      areas.push({ rectangle, formula: found })
      return found
    }
    if (kind === 'shared' && si !== undefined && text !== '') masters.set(si, { row, column, text })
    return text === '' ? undefined : { kind: 'plain', text }
  }
  const isUncalculated = (value: Scalar) => value === null || (type === 'e' && !isKnownError(stored))
  const finish = () => {
    if (++cells > workbookLimits.cells) throw hostile('cells')
    const value = storedValue(type, stored, inline, values)
    const known = before?.grid.cell(row, column) as OwnCell | undefined // made by this function
    if (known?.formula !== undefined) {
      known.value = value
      // A cell of an array has no formula of its own.
      known.isUncalculated = formula === undefined ? value === null : isUncalculated(value)
      elements.set(known, { tag, resultAt, results })
      grid.set(row, column, known)
      return
    }
    const own = before !== undefined || formula === undefined ? undefined : formulaOf(formula)
    const index = own === undefined && before === undefined && formula?.t === 'shared' ? formula.si : undefined
    const hasFormula = own !== undefined || index !== undefined
    const cell: OwnCell = { value }
    if (own !== undefined) cell.formula = own
    if (formula !== undefined && isUncalculated(value)) cell.isUncalculated = true
    if (index !== undefined) members.push({ cell, index })
    if (hasFormula || keepsAll) elements.set(cell, { tag, resultAt, results })
    if (hasFormula || value !== null) grid.set(row, column, cell)
  }

  scanTags(source, {
    get wantsText() {
      return collecting !== undefined
    },
    open(found) {
      switch (found.name) {
        case 'row': {
          const number = found.attribute('r')
          row = number === undefined ? row + 1 : Number(number)
          if (!Number.isInteger(row) || row < 1 || row > lastRow) throw hostile('address')
          column = 0
          const hidden = found.attribute('hidden')
          if (hidden !== undefined && /^(1|true|on)$/.test(hidden)) grid.hideRow(row)
          return
        }
        case 'c': {
          const written = found.attribute('r')
          if (written === undefined) column++
          else {
            readAddress(written, address)
            row = address.row
            column = address.column + 1
          }
          if (row < 1 || column > lastColumn) throw hostile('address')
          inCell = true
          type = found.attribute('t') ?? 'n'
          tag = { start: found.start, end: found.end, prefix: found.prefix, selfClosing: found.isSelfClosing }
          isSpilled = found.attribute('cm') !== undefined
          resultAt = found.end
          results = []
          formula = undefined
          formulaText = ''
          stored = undefined
          inline = undefined
          return
        }
        case 'f':
          if (!inCell) return
          if (before === undefined) {
            formula = found.attributes()
            collecting = 'formula'
          } else formula = noAttributes
          return
        case 'v':
        case 'is':
          if (!inCell) return
          resultStart = found.start
          if (found.name === 'v') {
            stored ??= ''
            collecting = 'stored'
          } else inline ??= ''
          return
        case 'rPh':
          phonetic++
          return
        case 't':
          if (inline !== undefined && phonetic === 0) collecting = 'inline'
          return
        case 'filterColumn':
          grid.isFiltered = true
      }
    },
    text(text) {
      if (collecting === 'formula') formulaText += text
      else if (collecting === 'stored') stored = (stored ?? '') + text
      else if (collecting === 'inline') inline = (inline ?? '') + text
    },
    close(name, _start, end) {
      if (name === 'rPh') phonetic--
      if (!inCell) return
      if (name === 'f') resultAt = end
      if (name === 'v' || name === 'is') results.push({ start: resultStart, end })
      if (name === 'f' || name === 'v' || name === 't') collecting = undefined
      if (name !== 'c') return
      inCell = false
      finish()
    },
  })
  for (const { cell, index } of members) {
    const master = masters.get(index)
    cell.formula = master === undefined ? { kind: 'other' } : { kind: 'shared', ...master }
  }
  if (before === undefined) spreadAreas(grid, areas)
  else
    for (const { rectangle } of before.areas)
      eachPlace(rectangle, (at, across) => {
        const known = before.grid.cell(at, across)
        if (known !== undefined && grid.cell(at, across) === undefined) grid.set(at, across, known)
      })
  return { grid, elements, areas }
}

const noTag: CellElement['tag'] = { start: 0, end: 0, prefix: '', selfClosing: false }
const noAttributes: Readonly<Record<string, string>> = {}

/** Gives every cell of an array or a data table the formula of the whole. */
function spreadAreas(grid: SheetGrid, areas: readonly FormulaArea[]): void {
  let left = largestArrays
  for (const { rectangle, formula } of areas) {
    left -= (rectangle.bottom - rectangle.top + 1) * (rectangle.right - rectangle.left + 1)
    if (left < 0) throw hostile('cells')
    eachPlace(rectangle, (row, column) => {
      const cell = grid.cell(row, column) as OwnCell | undefined // made by this file
      if (cell === undefined) grid.set(row, column, { value: null, formula, isUncalculated: true })
      else cell.formula = formula
    })
  }
}

function eachPlace({ top, left, bottom, right }: Rectangle, visit: (row: number, column: number) => void): void {
  for (let row = top; row <= bottom; row++) for (let column = left; column <= right; column++) visit(row, column)
}

/** A what-if table tries the values above it and left of it in the formulas that stand there too; what these read, they hang on. */
const edgesOf = ({ top, left, bottom, right }: Rectangle): readonly Rectangle[] => [
  { top: top - 1, left: left - 1, bottom: top - 1, right },
  { top: top - 1, left: left - 1, bottom, right: left - 1 },
]
