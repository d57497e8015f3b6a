/** Figures whose unit stands in each row (`unitField`), in the unit that the template prints for that row, its column or the whole table. */
import type { FillOptions, Report } from '../../../../shared/contract/index.ts'
import { columnLetters } from '../../../../shared/forms/columns.ts'
import type { Field } from '../../../../shared/forms/form-schema.ts'
import { canonicalNumber } from '../../../../shared/model/decimal.ts'
import { isCoded, isNumeric, showValue } from '../../../../shared/model/value.ts'
import { fillText } from '../../../../shared/text/fill.ts'
import { fieldIndex } from '../recognise/field-index.ts'
import { parseHeading } from '../recognise/headings.ts'
import { readRowUnit, type UnitReading } from '../recognise/row-unit.ts'
import { sheetView } from '../recognise/sheet-view.ts'
import type { UnitLines } from '../recognise/unit-lines.ts'
import { unitOfCell } from '../recognise/unit-row.ts'
import { inverse } from '../recognise/units.ts'
import { linesOfTemplate } from './column-units.ts'
import type { BoundColumn, BoundTable, FillInput, PrintedRow, Question } from './fill-types.ts'
import type { RowPlan } from './match-rows.ts'
import { printedUnits } from './unit-columns.ts'

type Row = Report['rows'][number]

export interface RowUnits {
  /** Makes the figure of a row in this column the template's; undefined where the column's own factor counts. */
  factor(column: number, row: Row): string | undefined
  /** True where some row of the column is written in another unit: what adds them up is not ours to say. */
  isConverted(column: number): boolean
  /** Makes a total of the column the template's; undefined where the column's own factor counts. */
  total(column: number): string | undefined
  /** Units to be written where the template left them out. */
  readonly cells: readonly { readonly cell: string; readonly text: string }[]
  readonly questions: readonly Question[]
  /** What was converted. */
  readonly notes: readonly string[]
}

export function rowUnits(input: FillInput, table: BoundTable, plan: RowPlan, options: FillOptions): RowUnits {
  const columns = table.columns.filter(({ field }) => field?.unitField !== undefined && isNumeric(field.type))
  const factors = new Map<number, Map<Row, string>>()
  const beside = printedUnits(input, table, plan, options)
  const questions: Question[] = [...beside.questions]
  const notes: string[] = [...beside.notes]
  const place = { first: table.first, headerTop: table.headerRows?.[0] ?? table.first }
  const lines = columns.length === 0 ? { above: [], below: [] } : linesOfTemplate(sheetView(table.sheet), place, input.template)
  const isPrinted = input.template.structure.kind === 'fixed' && table.printed.length > 0
  const printed = new Map(table.printed.map((line) => [line.row, line]))
  for (const bound of columns) {
    const { column, field } = bound
    if (field?.unitField === undefined) continue
    const holder = table.columns.find((one) => one.field?.key === field.unitField)
    const letter = columnLetters(column)
    const given = options.factors !== undefined && Object.hasOwn(options.factors, letter) ? options.factors[letter] : undefined
    const asked = new Set<string>()
    const owns = new Set<string>()
    let scales: readonly { readonly unit: string; readonly factor: string }[] | undefined
    const own = new Map<Row, string>()
    const converted = new Set<string>()
    for (const { row, source } of plan.targets) {
      const value = source.values[field.key] ?? source.computed[field.key]
      if (value === undefined || !canonicalNumber.test(value)) continue
      const unit = unitOfRow(input, field, source)
      const print = isPrinted ? printed.get(row)?.values.get(field.unitField) : undefined
      const named = isPrinted ? unitInName(input, printed.get(row)) : undefined
      const cell = (print === undefined ? undefined : unitOfCell(print)) ?? named
      // A unit that we write beside the figure says what it is, whatever a line above the table says of others.
      const ownCell = cell ?? (holder !== undefined && print === undefined ? unit : undefined)
      const reading = readingOf(bound, unit, ownCell, lines)
      if (reading.kind === 'known') {
        const factor = inverse(reading.factor)
        own.set(source, factor)
        if (factor !== '1') converted.add(fillText.rowUnit(unit ?? '', reading.unit, factor))
      } else if (reading.kind === 'none' || given !== undefined) own.set(source, given ?? '1')
      else {
        asked.add(reading.unit)
        owns.add(unit ?? fillText.unknownUnit)
        const known = reading.kind === 'open' ? reading.scales : []
        scales = scales?.filter((one) => known.some((other) => other.factor === one.factor && other.unit === one.unit)) ?? known
      }
    }
    factors.set(column, own)
    if (converted.size > 0) notes.push(fillText.rowUnits(letter, bound.path.join(' · '), [...converted].join('、')))
    if (asked.size === 0) continue
    questions.push({
      id: `unit:${letter}`,
      kind: 'unit',
      message: fillText.whichUnit(letter, bound.path.join(' · '), [...asked].join('、'), [...owns].join('、')),
      target: letter,
      choices: [
        ...(scales ?? []).map((scale) => ({ value: inverse(scale.factor), label: fillText.inUnit(scale.unit, inverse(scale.factor)) })),
        { value: '1', label: fillText.asItIs },
      ],
    })
  }
  return {
    questions,
    notes,
    cells: beside.cells,
    factor: (column, row) => factors.get(column)?.get(row) ?? beside.factors.get(column)?.get(row),
    total: (column) => beside.totals.get(column),
    isConverted: (column) =>
      !beside.totals.has(column) &&
      [...(factors.get(column)?.values() ?? []), ...(beside.factors.get(column)?.values() ?? [])].some((factor) => factor !== '1'),
  }
}

/** 能源消费总量（吨标准煤）: the unit behind the name of a printed row. */
const unitInName = ({ template }: FillInput, line: PrintedRow | undefined): string | undefined => {
  if (line?.unit !== undefined) return line.unit
  const { units } = fieldIndex(template)
  const names = [...template.naturalKey, ...template.rowLabel].flatMap((key) => line?.values.get(key) ?? [])
  return names.map((name) => parseHeading(name, units).unit).find((unit) => unit !== undefined)
}

/** What the template says of a figure in `own`. */
const readingOf = ({ unit: heading }: BoundColumn, own: string | undefined, cell: string | undefined, lines: UnitLines): UnitReading => {
  const said = cell ?? heading
  if (own === undefined) return said === undefined ? { kind: 'none' } : { kind: 'contradiction', unit: said }
  return readRowUnit({ cell, heading, ...lines }, own)
}

/** The unit of a row of the report, as people read it. */
export const unitOfRow = ({ template, codes }: FillInput, { unitField }: Field, row: Row | undefined): string | undefined => {
  const holder = template.fields.find(({ key }) => key === unitField)
  const value = holder === undefined ? undefined : (row?.values[holder.key] ?? row?.computed[holder.key])
  if (holder === undefined || value === undefined || value === '') return undefined
  return isCoded(holder.type) ? showValue(holder, value, codes.get(holder.codes ?? '')) : value
}
