/** Reads the data rows into values of the form's fields, with every problem by its address. */
import type { ImportPreview } from '../../../../shared/contract/index.ts'
import { cellAddress } from '../../../../shared/forms/columns.ts'
import type { CodeList, Field, FormTemplate } from '../../../../shared/forms/form-schema.ts'
import { isNumeric, showValue } from '../../../../shared/model/value.ts'
import { importText } from '../../../../shared/text/import.ts'
import { indexLabels } from '../../../../shared/text/import-words.ts'
import type { ParsedCell } from '../../ports.ts'
import type { CollectedRows } from './collect-rows.ts'
import type { HeaderBlock } from './header-search.ts'
import { type ColumnMapping, labelOf } from './map-columns.ts'
import { type CellReading, type ColumnReading, type ProblemCode, readCell, readInRow } from './read-cell.ts'
import type { RowFactors } from './row-factors.ts'
import type { SheetView } from './sheet-view.ts'
import type { TableUnits } from './table-units.ts'
import { totalProblems } from './total-problems.ts'
import { cellText, words } from './words.ts'

type Problem = ImportPreview['problems'][number]

export interface ReadRow {
  /** 1-based row of the sheet. */
  readonly row: number
  /** By position in `ColumnMapping.imported`. */
  readonly values: readonly (string | null)[]
}
interface Context {
  readonly template: FormTemplate
  readonly codes: ReadonlyMap<string, CodeList>
  readonly date1904: boolean
}

export function readRows(
  view: SheetView,
  header: HeaderBlock,
  collected: CollectedRows,
  mapping: ColumnMapping,
  units: Pick<TableUnits, 'factors' | 'changes' | 'printed' | 'rowFactors' | 'unitColumns'>,
  context: Context,
): { readonly rows: readonly ReadRow[]; readonly problems: Problem[] } {
  const problems: Problem[] = [
    ...columnProblems(view, header, mapping, collected, units.unitColumns),
    ...leftOutProblems(collected),
    ...subTotalProblems(collected),
    ...oddProblems(collected),
    ...straysBeside(collected, units.unitColumns),
  ]
  const columns = readingOrder(mapping, units, context)
  const hasMerges = view.sheet.merges.length > 0
  let above: RowAbove | undefined
  const rows = collected.rows.map((row): ReadRow => {
    const { cells } = row
    const values = new Array<string | null>(columns.length).fill(null)
    let doubts: Map<number, CellReading> | undefined
    const report = (column: number, field: Field | undefined, code: ProblemCode, message: string) =>
      problems.push({
        cell: cellAddress(row.row - 1, column),
        field: field?.key ?? null,
        raw: cellText(cells[column]).slice(0, 400),
        code,
        message,
      })
    if (row.hidden) {
      const first = cells.findIndex((cell) => cell !== undefined)
      report(Math.max(0, first), undefined, 'doubtful', importText.hiddenRow)
    }
    if (row.struck === true) {
      const first = cells.findIndex((cell) => cell !== undefined)
      report(Math.max(0, first), undefined, 'doubtful', importText.struckRow)
    }
    for (const { column, reading, position, parentPosition, remembered, isKey, unitChanges, byRow } of columns) {
      const spread = hasMerges ? spreadCell(view, header, row.row, column, cells[column], reading.field) : undefined
      const cell = spread === undefined ? cells[column] : spread.cell
      const parent = parentPosition === undefined ? null : (values[parentPosition] ?? null)
      const stated = byRow?.get(row.row)
      const own = stated === undefined ? (remembered?.(cell) ?? readCell(cell, reading, parent)) : readInRow(cell, reading, parent, stated)
      const result = own.isDitto === true ? asAbove(own, above?.row === row.row - 1 ? above : undefined, position, reading) : own
      values[position] = result.value
      if (result.problem !== undefined) {
        doubts ??= new Map()
        doubts.set(position, result)
      }
      if (spread?.message !== undefined) report(column, reading.field, 'doubtful', spread.message)
      if (result.value === null && isKey && result.problem === undefined)
        report(column, reading.field, 'doubtful', importText.blankKey(reading.field.label))
      if (result.problem !== undefined) report(column, reading.field, result.problem.code, result.problem.message)
      const change = unitChanges?.findLast((one) => one.row < row.row)
      if (change?.unit !== undefined && result.value !== null)
        report(column, reading.field, 'doubtful', importText.unitChanged(change.row, change.unit))
    }
    above = { row: row.row, values, doubts }
    return { row: row.row, values }
  })
  problems.push(...totalProblems(context.template, collected.totals, columns, rows))
  return { rows, problems }
}

/** The row read before, and those of its cells that were not read without a problem, by position. */
interface RowAbove extends ReadRow {
  readonly doubts: ReadonlyMap<number, CellReading> | undefined
}

/** 同上 is what stands in the row right above, with what is wrong there; where that is no row of data, empty, or itself no more than such a word, it stays as typed. */
const asAbove = (own: CellReading, row: RowAbove | undefined, position: number, { field, codes }: ColumnReading): CellReading => {
  const above = row?.values[position]
  const doubt = row?.doubts?.get(position)
  if (above === null || above === undefined || doubt?.isDitto === true) return own
  if (doubt?.problem !== undefined && doubt.problem.code !== 'doubtful') return { value: above, problem: doubt.problem }
  return { value: above, problem: { code: 'doubtful', message: importText.dittoFilled(own.value ?? '', showValue(field, above, codes)) } }
}

interface ColumnPlan {
  readonly column: number
  readonly reading: ColumnReading
  /** In `ColumnMapping.imported`. */
  readonly position: number
  readonly parentPosition: number | undefined
  /** In a ledger, a field that names the row. */
  readonly isKey: boolean
  /** Where another unit begins to hold. */
  readonly unitChanges: ReturnType<TableUnits['changes']['get']>
  /** Units that the rows say themselves. */
  readonly byRow: RowFactors | undefined
  /** How a text is read that hangs on nothing but its column; undefined for other cells. */
  readonly remembered: ((cell: ParsedCell | undefined) => CellReading | undefined) | undefined
}

const textsRemembered = 1000

/** Most columns of a ledger hold few different texts: each is read once. */
const remembering = (reading: ColumnReading): ColumnPlan['remembered'] => {
  const known = new Map<string, CellReading>()
  let last: { readonly cell: ParsedCell; readonly reading: CellReading } | undefined
  return (cell) => {
    // Rows that come together share the object of a text.
    if (cell !== undefined && cell === last?.cell) return last.reading
    const reading = lookedUp(cell)
    if (cell !== undefined && reading !== undefined) last = { cell, reading }
    return reading
  }
  function lookedUp(cell: ParsedCell | undefined): CellReading | undefined {
    if (cell?.kind !== 'text' || cell.format !== undefined || typeof cell.value !== 'string') return undefined
    const before = known.get(cell.value)
    if (before !== undefined || known.size >= textsRemembered) return before
    const found = readCell(cell, reading, null)
    known.set(cell.value, found)
    return found
  }
}

/** Fields that others hang on are read before these. */
const readingOrder = (
  mapping: ColumnMapping,
  { factors, changes, printed, rowFactors }: Pick<TableUnits, 'factors' | 'changes' | 'printed' | 'rowFactors'>,
  context: Context,
): readonly ColumnPlan[] => {
  const { structure, naturalKey } = context.template
  const positions = new Map(mapping.imported.map(({ field }, position) => [field.key, position]))
  const plans = mapping.imported.map(({ field, column }, position): ColumnPlan => {
    const codes = context.codes.get(field.codes ?? '')
    const reading = { field, codes, factor: factors.get(column) ?? '1', date1904: context.date1904, printed: printed.get(column) }
    const parentPosition = positions.get(field.parent ?? '')
    const isKey = structure.kind === 'ledger' && naturalKey.includes(field.key)
    const remembered = parentPosition === undefined ? remembering(reading) : undefined
    return { column, reading, position, parentPosition, remembered, isKey, unitChanges: changes.get(column), byRow: rowFactors.get(column) }
  })
  return plans.toSorted((a, b) => Number(a.parentPosition !== undefined) - Number(b.parentPosition !== undefined))
}

/** The cell to read at a place that may lie inside a merge. */
const spreadCell = (
  view: SheetView,
  header: HeaderBlock,
  row: number,
  column: number,
  cell: ParsedCell | undefined,
  field: Field,
): { readonly cell: ParsedCell | undefined; readonly message?: string } => {
  if (view.sheet.merges.length === 0) return { cell }
  const merge = view.merge(row, column)
  if (merge === undefined) return { cell }
  if (merge.right > merge.left) return cell === undefined ? { cell } : { cell, message: importText.mergedAcross }
  const anchor = merge.top + 1
  if (anchor === row || anchor <= header.bottom) return { cell }
  const above = view.cell(anchor, column)
  if (cell !== undefined || above === undefined) return { cell }
  return isNumeric(field.type)
    ? { cell: undefined, message: importText.mergedNumber }
    : { cell: above, message: importText.mergedText(cellText(above)) }
}

const leftOutProblems = (collected: CollectedRows): Problem[] =>
  [
    ...collected.lonely.map((row) => ({ row, message: importText.lonelyValue })),
    ...collected.unnamed.map((row) => ({ row, message: importText.unnamedRow })),
    ...collected.foreign.map((row) => ({ row, message: importText.otherTable })),
    ...collected.elsewhere.map((row) => ({ row, message: importText.otherTableRow })),
  ].map(({ row, message }) => {
    const column = row.cells.findIndex((cell) => cell !== undefined)
    const raw = cellText(row.cells[column]).slice(0, 400)
    return { cell: cellAddress(row.row - 1, column), field: null, raw, code: 'doubtful', message }
  })

const subTotalProblems = ({ subTotals }: CollectedRows): Problem[] =>
  subTotals.map(({ row, column, message }) => {
    const raw = cellText(row.cells[column]).slice(0, 400)
    return { cell: cellAddress(row.row - 1, column), field: null, raw, code: 'doubtful', message }
  })

const oddProblems = ({ odd }: CollectedRows): Problem[] =>
  [
    ...odd.leftOut.map((one) => ({ ...one, say: importText.oddRow })),
    ...odd.oddKeys.map((one) => ({ ...one, say: importText.oddKey })),
    ...odd.bare.map((one) => ({ ...one, say: () => importText.bareRow })),
  ].map(({ row, column, label, say }) => {
    const raw = cellText(row.cells[column]).slice(0, 400)
    return { cell: cellAddress(row.row - 1, column), field: null, raw, code: 'doubtful', message: say(raw, label) }
  })

/** Units under no heading are taken in with their figures. */
const straysBeside = ({ strays, rows }: CollectedRows, unitColumns: ReadonlySet<number>): readonly Problem[] => {
  if (strays.length === 0 || unitColumns.size === 0) return strays
  const cells = new Set(rows.flatMap(({ row }) => [...unitColumns].map((column) => cellAddress(row - 1, column))))
  return strays.filter(({ cell }) => !cells.has(cell))
}

const columnProblems = (
  view: SheetView,
  header: HeaderBlock,
  mapping: ColumnMapping,
  collected: CollectedRows,
  unitColumns: ReadonlySet<number>,
): Problem[] => {
  const hidden = new Set(view.sheet.hiddenColumns)
  return mapping.columns.flatMap(({ column, field, path, by, isGrounded }): Problem[] => {
    if (!collected.hasData(column) || unitColumns.has(column)) return []
    const label = labelOf({ path })
    const at = { cell: cellAddress(header.bottom - 1, column), field: field?.key ?? null, raw: label }
    if (field === undefined) {
      // Somebody who decided to leave it out need not be told; running numbers are nobody's data.
      if (by !== 'none' || indexLabels.has(words(path.join('')))) return []
      return [{ ...at, code: 'doubtful', message: importText.unknownColumn(label) }]
    }
    if (isGrounded) return [{ ...at, code: 'doubtful', message: importText.guessedColumn(label, field.label) }]
    if (mapping.computed.has(column)) return [{ ...at, code: 'readOnly', message: importText.computedColumn(field.label) }]
    return hidden.has(column) ? [{ ...at, code: 'doubtful', message: importText.hiddenColumn(field.label) }] : []
  })
}
