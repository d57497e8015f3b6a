/** In which unit each column is, and by what its figures are multiplied. */
import type { ImportPreview } from '../../../../shared/contract/index.ts'
import { columnLetters } from '../../../../shared/forms/columns.ts'
import type { Field, FormTemplate } from '../../../../shared/forms/form-schema.ts'
import { isNumeric } from '../../../../shared/model/value.ts'
import type { ParsedRow } from '../../ports.ts'
import type { CollectedRows } from './collect-rows.ts'
import {
  type ColumnReading as ColumnUnit,
  contradictionQuestion,
  displayQuestion,
  earlierQuestion,
  isContradicted,
  readColumn,
  scalingOf,
  standingFactor,
  statementOf,
} from './column-unit.ts'
import { printedUnit } from './displayed-numbers.ts'
import type { HeaderBlock } from './header-search.ts'
import { longestHeading } from './headings.ts'
import { type ColumnMapping, labelOf, type MappedColumn } from './map-columns.ts'
import { displayedFactor, type ShownAs } from './printed-unit.ts'
import type { PrintedColumn } from './read-cell.ts'
import { type RowFactors, readRowsOf } from './row-factors.ts'
import type { SheetView } from './sheet-view.ts'
import { type FigureColumn, namedFor, type UnitsBeside, unitsBeside } from './unit-columns.ts'
import { linesOf } from './unit-lines.ts'
import { factorOf, saidOf } from './unit-scales.ts'
import { hintsOfRow, unitOfColumn, unitsOfRow } from './unit-statements.ts'
import { byRow, namesUnit, plainUnit, wantedUnit, withoutBrackets } from './units.ts'
import { cellText } from './words.ts'

type Question = ImportPreview['questions'][number]

export interface TableUnits {
  /** Factor of each column that has one other than 1. */
  readonly factors: ReadonlyMap<number, string>
  /** The unit found, for showing. */
  readonly shown: ReadonlyMap<number, string>
  /** What the file says of the unit of each column of figures, for comparing it with what an earlier file said. */
  readonly statements: ReadonlyMap<number, string>
  readonly questions: readonly Question[]
  /** What the number formats of a column say, where its figures are read by it. */
  readonly printed: ReadonlyMap<number, PrintedColumn>
  /** Rows from which a column is said to be in another unit than the one it is read in, in the order of the rows. */
  readonly changes: ReadonlyMap<number, readonly UnitChange[]>
  /** Figures whose rows say their own unit, by column. */
  readonly rowFactors: ReadonlyMap<number, RowFactors>
  /** Columns that hold nothing but the units of figures. */
  readonly unitColumns: ReadonlySet<number>
}
export interface UnitChange {
  /** Row that says so; 1-based. */
  readonly row: number
  /** undefined: from here the unit is again the one of the column. */
  readonly unit: string | undefined
}

export function unitsOfTable(
  view: SheetView,
  header: HeaderBlock,
  collected: CollectedRows,
  mapping: ColumnMapping,
  template: FormTemplate,
  given: ReadonlyMap<number, string> | undefined,
  reference: (letters: string) => string,
  named: ReadonlyMap<number, string>,
): TableUnits {
  const factors = new Map<number, string>()
  const shown = new Map<number, string>()
  const statements = new Map<number, string>()
  const questions: Question[] = []
  const printed = new Map<number, PrintedColumn>()
  const lines = linesOf(view, header, collected, template)
  const ownUnits = new Set(mapping.columns.flatMap(({ field }) => (field?.unit === undefined ? [] : [plainUnit(field.unit)])))
  const figures = figureColumns(collected, mapping, ownUnits)
  const beside = hasUnnamedHolder(mapping)
    ? new Map<number, UnitsBeside>()
    : unitsBeside(view, header, collected, mapping, figures, ownUnits)
  const rowFactors = new Map<number, RowFactors>()
  const heads = headsOf(view, header, collected, template)
  for (const column of mapping.columns) {
    const { field } = column
    const look = collected.numbers(column.column)
    const isFigure = field !== undefined && isNumeric(field.type)
    const unit = isFigure ? printedUnit(look) : undefined
    const stated = statedByHeading(column, collected, ownUnits)
    const own = unit ?? stated
    if (own !== undefined) shown.set(column.column, own)
    if (!isFigure || mapping.computed.has(column.column)) continue
    const letter = reference(columnLetters(column.column))
    const hasData = collected.hasData(column.column)
    const display = hasData ? displayQuestion(column, field, letter, look) : undefined
    const units = beside.get(column.column)
    const statement = [statementOf(own, lines, display), ...(units?.by.units.slice(0, mostStated) ?? [])].join('|')
    statements.set(column.column, statement)
    // The pack knows the heading, and neither what the cells themselves print nor what stands beside them.
    const isNearer = unit !== undefined || units !== undefined
    const saved = isNearer && column.saved?.isOfPack === true ? undefined : column.saved
    const said = given?.get(column.column) ?? standingFactor(saved, statement)
    const scaling = field.unitField === undefined ? scalingOf(field, look.shown) : undefined
    const contradiction =
      unit === undefined || stated === undefined ? undefined : contradictionQuestion(column, field, letter, unit, stated)
    const heading: ColumnUnit = contradiction === undefined ? readColumn(column, field, letter, own, lines) : { question: contradiction }
    if (unit !== undefined || scaling !== undefined)
      printed.set(column.column, {
        // A unit that nobody was asked about does not go for a figure that has none of its own.
        unit: wantedUnit(field) === undefined && field.unitField === undefined && heading.question === undefined ? undefined : unit,
        isContradicted: contradiction !== undefined,
        scaling: scaling === undefined ? undefined : scalingColumn(scaling, field, heading),
      })
    const figure = figures.find((one) => one.column === column.column)
    const inRows =
      figure === undefined
        ? undefined
        : readRowsOf(
            { ...figure, rows: collected.rows, letter, label: labelOf(column), given: said, isScaled: scaling !== undefined },
            { beside: units, named: namedFor(figure, figures, named), heads: unitsIn(heads, column.column) },
          )
    if (inRows?.factors !== undefined) rowFactors.set(column.column, inRows.factors)
    if (inRows?.uniform !== undefined) {
      shown.set(column.column, inRows.uniform.unit)
      if (inRows.uniform.factor !== '1') factors.set(column.column, inRows.uniform.factor)
    }
    if (inRows?.question !== undefined) questions.push(inRows.question)
    if (inRows?.isComplete === true) continue
    const factor = said !== byRow ? said : inRows === undefined ? undefined : '1'
    if (factor !== undefined && !isContradicted(column, factor, given, own, lines)) {
      // What a factor means where every row has its own unit is found row by row.
      if (field.unitField === undefined) factors.set(column.column, factor)
      continue
    }
    if (!hasData) continue
    const reading = display === undefined ? heading : { question: display }
    if (reading.unit !== undefined) shown.set(column.column, reading.unit)
    if (reading.factor !== undefined) factors.set(column.column, reading.factor)
    const question =
      reading.question ?? (field.unitField === undefined ? earlierQuestion({ ...column, saved }, letter, factor, reading) : undefined)
    if (question !== undefined) questions.push(question)
  }
  return {
    factors,
    shown,
    statements,
    questions,
    printed,
    changes: unitChanges(view, header, collected, mapping, template, factors, shown),
    rowFactors,
    unitColumns: new Set([...beside.values()].map(({ by }) => by.column)),
  }
}

/** So many units tell one file from another. */
const mostStated = 20

const figureColumns = (collected: CollectedRows, mapping: ColumnMapping, own: ReadonlySet<string>): readonly FigureColumn[] => {
  const imported = new Set(mapping.imported.map(({ column }) => column))
  return mapping.columns.flatMap((one): FigureColumn[] => {
    const { column, field } = one
    if (field === undefined || !imported.has(column) || !isNumeric(field.type) || !collected.hasData(column)) return []
    const wanted = wantedUnit(field)
    return wanted === undefined ? [] : [{ column, wanted, heading: statedByHeading(one, collected, own) }]
  })
}

/** A column of units may be the one of figures whose unit stands in their row; these have their own reading. */
const hasUnnamedHolder = ({ columns }: ColumnMapping): boolean => {
  const present = new Set(columns.flatMap(({ field }) => field?.key ?? []))
  return columns.some(({ field }) => field?.unitField !== undefined && !present.has(field.unitField))
}

const scalingColumn = (shown: ShownAs, field: Field, { factor, question }: ColumnUnit): PrintedColumn['scaling'] => ({
  shown,
  answer: displayedFactor(shown, wantedUnit(field)),
  others: question === undefined ? (factor ?? '1') : undefined,
})

/** The unit behind a heading, or in the row of units under it. */
export const statedByHeading = (
  { column, unit }: MappedColumn,
  { unitRow }: CollectedRows,
  own: ReadonlySet<string>,
): string | undefined => {
  const below = withoutBrackets(cellText(unitRow?.cells[column]))
  return unit ?? (namesUnit(below, own) ? below : undefined)
}

export const isSkippedHead = new Set(['title', 'unit'])

/** Headings printed again and rows of units under them; a line 单位：万吨 is about more. */
const headsOf = (view: SheetView, header: HeaderBlock, { skipped, unitRow }: CollectedRows, template: FormTemplate): readonly ParsedRow[] =>
  skipped.flatMap(({ row: number, reason }) => {
    const row = isSkippedHead.has(reason) && number > header.bottom && number !== unitRow?.row ? view.row(number) : undefined
    return row === undefined || unitsOfRow(row).length + hintsOfRow(row, template).length > 0 ? [] : [row]
  })

/** What these give to a column. */
const unitsIn = (heads: readonly ParsedRow[], column: number): readonly { readonly row: number; readonly unit: string }[] =>
  heads.flatMap(({ row, cells }) => {
    const text = cellText(cells[column])
    const unit = text === '' || text.length > longestHeading ? undefined : unitOfColumn(text)
    return unit === undefined ? [] : [{ row, unit }]
  })

/** Between the rows a unit may be stated anew: above the next block, in a header printed again, in its row of units. */
const unitChanges = (
  view: SheetView,
  header: HeaderBlock,
  { rows, skipped, unitRow }: CollectedRows,
  mapping: ColumnMapping,
  template: FormTemplate,
  factors: ReadonlyMap<number, string>,
  shown: ReadonlyMap<number, string>,
): ReadonlyMap<number, readonly UnitChange[]> => {
  const changes = new Map<number, UnitChange[]>()
  const last = rows.at(-1)?.row ?? 0
  const own = new Set(
    mapping.columns.filter(({ unit, column }) => unit !== undefined || cellText(unitRow?.cells[column]) !== '').map(({ column }) => column),
  )
  for (const { row: number, reason } of skipped) {
    const row = number > header.bottom && number < last && number !== unitRow?.row ? view.row(number) : undefined
    if (row === undefined) continue
    const line = [...unitsOfRow(row), ...hintsOfRow(row, template)]
    const isHead = isSkippedHead.has(reason)
    // What a heading says is taken into account row by row.
    if (line.length === 0) continue
    for (const { column, field } of mapping.imported) {
      if (!isNumeric(field.type)) continue
      const wanted = wantedUnit(field)
      if (wanted === undefined) continue
      const inHead = isHead ? unitOfColumn(cellText(row.cells[column])) : undefined
      const unit = inHead ?? (own.has(column) ? undefined : saidOf(line, wanted))
      if (unit === undefined) continue
      const isSame = factorOf(unit, wanted) === (factors.get(column) ?? '1') || unit === shown.get(column)
      const known = changes.get(column) ?? []
      if (isSame && known.length === 0) continue
      changes.set(column, [...known, { row: number, unit: isSame ? undefined : unit }])
    }
  }
  return changes
}
