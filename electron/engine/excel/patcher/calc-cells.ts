/** Reads the cells of one sheet, and where those with formulas stand in its text. */
import { cellAddress, lastColumn, lastRow, parseArea, type Rectangle, rectangleOf } from '../calc/grid-area.ts'
import { type CalcCell, type CellFormula, errorCodes, type Scalar, type SheetGrid } from '../calc/model.ts'
import { hostile, workbookLimits } from '../limits.ts'
import { decodeEscapes } from '../reader/escapes.ts'
import { type OpenTag, scanXml } from './xml-scan.ts'

/** A cell that shows the result of a formula. */
export interface CellElement {
  readonly tag: OpenTag
  /** Behind the formula, or behind the opening tag: where a result belongs. */
  resultAt: number
  /** Places of `v` and `is` elements. */
  readonly results: { readonly start: number; readonly end: number }[]
  /** As it was read. */
  value: Scalar
  isUncalculated: boolean
}

/** Cells of all array formulas and data tables of a sheet together. */
const largestArrays = 200_000

interface Current extends CellElement {
  readonly row: number
  readonly column: number
  readonly type: string
  formula: Readonly<Record<string, string>> | undefined
  formulaText: string
  stored: string | undefined
  inline: string | undefined
}

/** @returns elements of formula cells by address */
export function readCells(source: string, grid: SheetGrid, shared: readonly Scalar[], date1904: boolean): ReadonlyMap<string, CellElement> {
  const elements = new Map<string, CellElement>()
  // Cells of an array or a data table have no formula of their own; where there are any, all places are kept.
  const keepsAll = /\bt\s*=\s*["'](?:array|dataTable)["']/.test(source)
  const masters = new Map<string, { readonly row: number; readonly column: number; readonly text: string }>()
  const members: { readonly row: number; readonly column: number; readonly index: string; readonly cell: CalcCell }[] = []
  const areas: { readonly rectangle: Rectangle; readonly formula: CellFormula }[] = []
  let row = 0
  let column = 0
  let cells = 0
  let current: Current | undefined
  let collecting: 'formula' | 'stored' | 'inline' | undefined
  let resultStart = 0
  let phonetic = 0

  const formulaOf = (cell: Current): CellFormula | undefined => {
    if (cell.formula === undefined) return undefined
    const { t: kind, ref = '' } = cell.formula
    const text = cell.formulaText.replace(/^\s*=/, '')
    const area = parseArea(ref)
    if (kind === 'array' || kind === 'dataTable') {
      const rectangle = area === undefined ? oneCell(cell) : rectangleOf(area)
      const formula: CellFormula =
        kind === 'dataTable'
          ? { kind: 'other', reads: edgesOf(rectangle) }
          : text === ''
            ? { kind: 'other' }
            : { kind: 'array', text, area: rectangle, spills: cell.tag.attributes.cm !== undefined }
      areas.push({ rectangle, formula })
      return formula
    }
    if (kind === 'shared' && cell.formula.si !== undefined && text !== '')
      masters.set(cell.formula.si, { row: cell.row, column: cell.column, text })
    return text === '' ? undefined : { kind: 'plain', text }
  }
  const finish = (cell: Current) => {
    if (++cells > workbookLimits.cells) throw hostile('cells')
    cell.value = storedValue(cell, shared, date1904)
    cell.isUncalculated = cell.formula !== undefined && (cell.value === null || (cell.type === 'e' && !isKnownError(cell.stored)))
    const formula = formulaOf(cell)
    const read: CalcCell = {
      value: cell.value,
      ...(formula === undefined ? {} : { formula }),
      ...(cell.isUncalculated ? { isUncalculated: true } : {}),
    }
    const index = formula === undefined && cell.formula?.t === 'shared' ? cell.formula.si : undefined
    if (index !== undefined) members.push({ row: cell.row, column: cell.column, index, cell: read })
    if (formula !== undefined || index !== undefined || keepsAll) elements.set(cellAddress(cell.row, cell.column), cell)
    if (formula !== undefined || index !== undefined || cell.value !== null) grid.set(cell.row, cell.column, read)
  }

  scanXml(source, {
    open(tag) {
      const { name, attributes } = tag
      switch (name) {
        case 'row':
          row = attributes.r === undefined ? row + 1 : Number(attributes.r)
          if (!Number.isInteger(row) || row < 1 || row > lastRow) throw hostile('address')
          column = 0
          if (/^(1|true|on)$/.test(attributes.hidden ?? '')) grid.hideRow(row)
          return
        case 'c': {
          const place = attributes.r === undefined ? { row, column: column + 1 } : parseArea(attributes.r)?.from
          if (place === undefined || place.row < 1 || place.column > lastColumn) throw hostile('address')
          row = place.row
          column = place.column
          current = {
            ...{ tag, row, column, type: attributes.t ?? 'n', resultAt: tag.end, results: [], value: null, isUncalculated: false },
            ...{ formula: undefined, formulaText: '', stored: undefined, inline: undefined },
          }
          return
        }
        case 'f':
          if (current === undefined) return
          current.formula = attributes
          collecting = 'formula'
          return
        case 'v':
        case 'is':
          if (current === undefined) return
          resultStart = tag.start
          if (name === 'v') {
            current.stored ??= ''
            collecting = 'stored'
          } else current.inline ??= ''
          return
        case 'rPh':
          phonetic++
          return
        case 't':
          if (current?.inline !== undefined && phonetic === 0) collecting = 'inline'
          return
        case 'filterColumn':
          grid.isFiltered = true
      }
    },
    text(text) {
      if (current === undefined || collecting === undefined) return
      if (collecting === 'formula') current.formulaText += text
      else if (collecting === 'stored') current.stored = (current.stored ?? '') + text
      else current.inline = (current.inline ?? '') + text
    },
    close(name, _start, end) {
      if (name === 'rPh') phonetic--
      if (current === undefined) return
      if (name === 'f') current.resultAt = end
      if (name === 'v' || name === 'is') current.results.push({ start: resultStart, end })
      if (name === 'f' || name === 'v' || name === 't') collecting = undefined
      if (name !== 'c') return
      finish(current)
      current = undefined
    },
  })
  for (const member of members) {
    const master = masters.get(member.index)
    const formula: CellFormula = master === undefined ? { kind: 'other' } : { kind: 'shared', ...master }
    grid.set(member.row, member.column, { ...member.cell, formula })
  }
  spreadAreas(grid, areas)
  return elements
}

/** Gives every cell of an array or a data table the formula of the whole. */
function spreadAreas(grid: SheetGrid, areas: readonly { readonly rectangle: Rectangle; readonly formula: CellFormula }[]): void {
  let left = largestArrays
  for (const { rectangle, formula } of areas) {
    left -= (rectangle.bottom - rectangle.top + 1) * (rectangle.right - rectangle.left + 1)
    if (left < 0) throw hostile('cells')
    for (let row = rectangle.top; row <= rectangle.bottom; row++) {
      for (let column = rectangle.left; column <= rectangle.right; column++) {
        const cell = grid.cell(row, column)
        grid.set(row, column, { value: null, ...cell, formula, ...(cell === undefined ? { isUncalculated: true } : {}) })
      }
    }
  }
}

/** A what-if table tries the values above it and left of it in the formulas that stand there too; what these read, they hang on. */
const edgesOf = ({ top, left, bottom, right }: Rectangle): readonly Rectangle[] => [
  { top: top - 1, left: left - 1, bottom: top - 1, right },
  { top: top - 1, left: left - 1, bottom, right: left - 1 },
]

const oneCell = ({ row, column }: { row: number; column: number }): Rectangle => ({ top: row, left: column, bottom: row, right: column })

const isKnownError = (stored: string | undefined): boolean => errorCodes.some((code) => code === stored?.trim())

function storedValue({ type, stored, inline }: Current, shared: readonly Scalar[], date1904: boolean): Scalar {
  if (type === 'inlineStr') return inline === undefined ? null : decodeEscapes(inline)
  if (stored === undefined) return null
  const bare = stored.trim()
  switch (type) {
    case 's':
      return bare === '' ? null : (shared[Number(bare)] ?? null)
    case 'str':
      return decodeEscapes(stored)
    case 'b':
      return bare === '' ? null : /^(1|true|on)$/.test(bare)
    case 'e':
      return { error: errorCodes.find((code) => code === bare) ?? '#VALUE!' }
    case 'd':
      return dateSerial(bare, date1904)
  }
  if (bare === '') return null
  const number = Number(bare)
  // What claims to be a number but is none is kept as it stands.
  return Number.isFinite(number) ? number : bare
}

/** A date kept in ISO writing, as its serial number. */
function dateSerial(text: string, date1904: boolean): Scalar {
  const time = Date.parse(/Z$|[+-]\d\d:\d\d$/.test(text) ? text : `${text.includes('T') ? text : `${text}T00:00:00`}Z`)
  if (Number.isNaN(time)) return text
  return (time - Date.UTC(1899, 11, 30)) / 86_400_000 - (date1904 ? 1462 : 0)
}
