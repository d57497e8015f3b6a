/** Figures of fields with one unit for all rows, where the template prints units in the rows: in a column beside them, behind their names. Pure. */
import type { FillOptions, Report } from '../../../../shared/contract/index.ts'
import { columnLetters } from '../../../../shared/forms/columns.ts'
import { canonicalNumber } from '../../../../shared/model/decimal.ts'
import { isNumeric } from '../../../../shared/model/value.ts'
import { fillText } from '../../../../shared/text/fill.ts'
import { fieldIndex } from '../recognise/field-index.ts'
import { sheetView } from '../recognise/sheet-view.ts'
import { type FigureColumn, holdsUnits, namedFor, type UnitsBeside, unitsBeside } from '../recognise/unit-columns.ts'
import { factorOf, unitFromLine } from '../recognise/unit-scales.ts'
import { inverse } from '../recognise/units.ts'
import { linesOfTemplate } from './column-units.ts'
import type { BoundColumn, BoundTable, FillInput, Question } from './fill-types.ts'
import type { RowPlan } from './match-rows.ts'

type Row = Report['rows'][number]

export interface PrintedUnits {
  /** Makes the figures of a column the template's, by row. */
  readonly factors: ReadonlyMap<number, ReadonlyMap<Row, string>>
  /** The same for totals, where every row of the column has one unit. */
  readonly totals: ReadonlyMap<number, string>
  readonly questions: readonly Question[]
  readonly notes: readonly string[]
  /** Units to be written where the template left them out. */
  readonly cells: readonly { readonly cell: string; readonly text: string }[]
}

export function printedUnits(input: FillInput, table: BoundTable, plan: RowPlan, options: FillOptions): PrintedUnits {
  const factors = new Map<number, Map<Row, string>>()
  const totals = new Map<number, string>()
  const questions: Question[] = []
  const notes: string[] = []
  const cells = new Map<string, string>()
  for (const figure of figuresOf(input, table)) {
    const { bound, wanted, beside } = figure
    const { column, field } = bound
    const letter = columnLetters(column)
    const given = options.factors !== undefined && Object.hasOwn(options.factors, letter) ? options.factors[letter] : undefined
    if (given !== undefined) continue
    const found = plan.targets.flatMap(({ row, source }) => {
      const value = source.values[field.key] ?? source.computed[field.key] ?? ''
      const said = canonicalNumber.test(value) ? saidAt(figure, table, row) : []
      const [unit] = said
      if (unit === undefined && (beside === undefined || !canonicalNumber.test(value))) return []
      const isAgreed = said.every((other) => factorOf(other, unit ?? '') === '1')
      return [{ row, source, said, unit, size: unit === undefined || !isAgreed ? undefined : factorOf(unit, wanted) }]
    })
    const totalUnits = table.totals.flatMap(({ row }) => beside?.by.byRow.get(row) ?? [])
    const isMixed = totalUnits.some((unit) => found.some(({ size }) => size !== factorOf(unit, wanted)))
    if (beside?.isDoubtful === true || isMixed || found.some(({ size }) => size === undefined)) {
      if (found.every(({ size }) => size === '1') && !isMixed) continue
      questions.push(questionOf(bound, wanted, [...new Set([...(beside?.by.units ?? []), ...found.flatMap(({ said }) => said)])]))
      continue
    }
    factors.set(column, new Map(found.map(({ source, size = '1' }) => [source, inverse(size)])))
    if (beside !== undefined && new Set(found.map(({ size }) => size)).size === 1) totals.set(column, inverse(found[0]?.size ?? '1'))
    const converted = new Set(
      found.flatMap(({ unit = '', size = '1' }) => (size === '1' ? [] : [fillText.rowUnit(wanted, unit, inverse(size))])),
    )
    if (converted.size > 0) notes.push(fillText.rowUnits(letter, bound.path.join(' · '), [...converted].join('、')))
    // What is converted says so in every row.
    if (beside === undefined || converted.size === 0) continue
    for (const { row, unit } of found)
      if (printedAt(beside, table, row) === undefined && unit !== undefined) cells.set(columnLetters(beside.by.column) + row, unit)
  }
  return { factors, totals, questions, notes, cells: [...cells].map(([cell, text]) => ({ cell, text })) }
}

interface PrintedFigure {
  readonly bound: BoundColumn & { readonly field: NonNullable<BoundColumn['field']> }
  readonly wanted: string
  readonly heading: string | undefined
  readonly beside: UnitsBeside | undefined
  /** Behind the names of rows, where these are about the figure. */
  readonly named: ReadonlyMap<number, string>
}

/** Rows that are put in have no unit yet. */
const printedAt = ({ by }: UnitsBeside, { last }: BoundTable, row: number): string | undefined =>
  row > last ? undefined : by.byRow.get(row)

/** All that the template says of the unit of a row, nearest first. */
const saidAt = ({ beside, named, heading }: PrintedFigure, table: BoundTable, row: number): readonly string[] => {
  const [only, ...others] = beside?.by.units ?? []
  const printed = beside === undefined ? undefined : (printedAt(beside, table, row) ?? (others.length === 0 ? only : undefined))
  const name = named.get(row)
  return [printed, name, name === undefined ? undefined : heading].filter((one) => one !== undefined)
}

const figuresOf = ({ template }: FillInput, table: BoundTable): readonly PrintedFigure[] => {
  const view = sheetView(table.sheet)
  const isTotal = new Set(table.totals.map(({ row }) => row))
  const rows = table.sheet.rows.filter(({ row }) => (row >= table.first && row <= table.last) || isTotal.has(row))
  const place = { first: table.first, headerTop: table.headerRows?.[0] ?? table.first }
  const { above } = linesOfTemplate(view, place, template)
  const figures = table.columns.flatMap(({ column, field, unit }): FigureColumn[] => {
    if (field === undefined || !isNumeric(field.type) || field.type === 'percent' || field.unit === undefined) return []
    // A line above the table is further off than a unit in the row.
    return [{ column, wanted: field.unit, heading: unit === unitFromLine(above, field.unit) ? undefined : unit }]
  })
  const found = unitsBeside(view, {}, { rows }, table, figures, fieldIndex(template).units)
  const units = new Map(table.printed.flatMap(({ row, unit }) => (unit === undefined ? [] : [[row, unit]])))
  return figures.flatMap((figure): PrintedFigure[] => {
    const bound = table.columns.find((one) => one.column === figure.column)
    const beside = found.get(figure.column)
    const named = namedFor(figure, figures, units)
    if (bound?.field === undefined || (beside === undefined && named.size === 0)) return []
    return [{ ...figure, bound: { ...bound, field: bound.field }, beside, named }]
  })
}

const questionOf = ({ column, path }: BoundColumn, wanted: string, units: readonly string[]): Question => {
  const letter = columnLetters(column)
  const scales = units.flatMap((unit) => {
    const size = factorOf(unit, wanted)
    return size === undefined || size === '1' ? [] : [{ unit, factor: inverse(size) }]
  })
  return {
    id: `unit:${letter}`,
    kind: 'unit',
    message: fillText.whichUnit(letter, path.join(' · '), units.join('、'), wanted),
    target: letter,
    choices: [
      ...scales.map(({ unit, factor }) => ({ value: factor, label: fillText.inUnit(unit, factor) })),
      { value: '1', label: fillText.asItIs },
    ],
  }
}

/** Columns of no field in which the template prints nothing but units: these are no contents of the rows. */
export const columnsOfUnits = (
  { rows }: BoundTable['sheet'],
  columns: readonly Pick<BoundColumn, 'column' | 'field'>[],
  { first, last }: Pick<BoundTable, 'first' | 'last'>,
  units: ReadonlySet<string>,
): ReadonlySet<number> => {
  const block = rows.filter(({ row }) => row >= first && row <= last)
  const isOfUnits = (column: number) =>
    holdsUnits(
      block.map(({ cells }) => cells[column]),
      units,
    )
  return new Set(columns.flatMap(({ column, field }) => (field === undefined && isOfUnits(column) ? [column] : [])))
}
