import { parseArea } from '../../../../electron/engine/excel/calc/grid-area.ts'
import {
  type CalcCell,
  type CalcName,
  type CalcTable,
  type CalcWorkbook,
  type CellFormula,
  type Scalar,
  SheetGrid,
} from '../../../../electron/engine/excel/calc/model.ts'
import { recalculate } from '../../../../electron/engine/excel/calc/recalculate.ts'
import type { Uncomputable } from '../../../../electron/engine/excel/calc/uncomputable.ts'

/** A text beginning with `=` is a formula without a stored result; `{=` an array formula over its own cell. */
export type Cells = Readonly<Record<string, Scalar | CalcCell>>
interface Extra {
  readonly names?: readonly CalcName[]
  readonly tables?: readonly CalcTable[]
  readonly date1904?: boolean
}

export const place = (address: string): { row: number; column: number } => parseArea(address)!.from // addresses of tests are sound

const cellOf = (value: Scalar | CalcCell, address: string): CalcCell => {
  if (typeof value === 'object' && value !== null && !('error' in value)) return value
  if (typeof value !== 'string' || !/^\{?=/.test(value)) return { value }
  const { row, column } = place(address)
  const formula: CellFormula = value.startsWith('{')
    ? { kind: 'array', text: value.slice(2), area: { top: row, bottom: row, left: column, right: column } }
    : { kind: 'plain', text: value.slice(1) }
  return { value: null, formula, isUncalculated: true }
}

export function workbookOf(
  sheets: Readonly<Record<string, Cells>>,
  { names = [], tables = [], date1904 = false }: Extra = {},
): CalcWorkbook {
  const grids = Object.entries(sheets).map(([name, cells]) => {
    const grid = new SheetGrid(name)
    for (const [address, value] of Object.entries(cells)) {
      const { row, column } = place(address)
      grid.set(row, column, cellOf(value, address))
    }
    return grid
  })
  return { sheets: grids, names, tables, date1904 }
}

/** Result of a formula at S!Z50, or why there is none. */
export function calculate(
  formula: string,
  cells: Cells = {},
  extra: Extra = {},
  others: Readonly<Record<string, Cells>> = {},
): Scalar | Uncomputable {
  const workbook = workbookOf({ S: { ...cells, Z50: formula.startsWith('{') ? formula : `=${formula}`, Y50: 0 }, ...others }, extra)
  // Whatever is named, the formula itself is asked for by changing all cells.
  const changed = Object.keys(cells).map((address) => ({ sheet: 'S', ...place(address) }))
  const { computed, uncomputed } = recalculate(workbook, { cells: changed, insertedRows: [{ sheet: 'S', top: 50, bottom: 50 }] })
  const at = ({ row, column, sheet }: { row: number; column: number; sheet: string }) => sheet === 'S' && row === 50 && column === 26
  const found = computed.find(at)
  return found === undefined ? uncomputed.find(at)!.reason : found.value // one of the two has it
}
