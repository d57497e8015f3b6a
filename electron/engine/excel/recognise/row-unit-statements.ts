/** What a table says of units for figures whose unit stands in each row (`unitField`); what it means is found where the rows are known. */
import { columnLetters } from '../../../../shared/forms/columns.ts'
import type { FormTemplate } from '../../../../shared/forms/form-schema.ts'
import { isNumeric } from '../../../../shared/model/value.ts'
import type { CollectedRows } from './collect-rows.ts'
import { standingFactor } from './column-unit.ts'
import { printedUnit } from './displayed-numbers.ts'
import type { FieldIndex } from './field-index.ts'
import type { HeaderBlock } from './header-search.ts'
import { type ColumnMapping, labelOf } from './map-columns.ts'
import type { SheetView } from './sheet-view.ts'
import { isSkippedHead, statedByHeading, type TableUnits } from './table-units.ts'
import { linesOf } from './unit-lines.ts'
import { unitOfColumn, unitsOfRow } from './unit-statements.ts'
import { isStroke, isUnit, withoutBrackets } from './units.ts'
import { cellText } from './words.ts'

export interface RowUnitStatements {
  /** By field key: the columns of figures whose unit stands in the row. */
  readonly columns: ReadonlyMap<string, RowUnitColumn>
  /** Units named by lines above and below the table. */
  readonly above: readonly string[]
  readonly below: readonly string[]
  /** Stated anew between the rows, in their order. */
  readonly between: readonly UnitsBetween[]
  /**
   * By key of a field that holds units and is not imported, because the program works it out or no column was taken for
   * it: what stands in its column, by position of the row.
   */
  readonly otherCells: ReadonlyMap<string, readonly string[]>
  /** Behind the names of rows, by row of the sheet. */
  readonly named: ReadonlyMap<number, string>
}
export interface RowUnitColumn {
  /** As questions call it. */
  readonly letter: string
  readonly label: string
  readonly heading: string | undefined
  /** A factor that somebody gave now, or for an earlier file with this header. */
  readonly given: string | undefined
  readonly isRemembered: boolean
  /** A factor of an earlier file that said something else of the unit. */
  readonly stale: string | undefined
  /** Cells show another figure than the one they hold. */
  readonly isScaled: boolean
}
export interface UnitsBetween {
  /** 1-based. */
  readonly row: number
  readonly units: readonly string[]
  /** By field key. */
  readonly headings: ReadonlyMap<string, string>
}

/** Undefined where no column of the table needs it. */
export function rowUnitStatements(
  view: SheetView,
  header: HeaderBlock,
  collected: CollectedRows,
  mapping: ColumnMapping,
  { units }: Pick<FieldIndex, 'units'>,
  template: FormTemplate,
  { statements }: Pick<TableUnits, 'statements'>,
  given: ReadonlyMap<number, string> | undefined,
  reference: (letters: string) => string,
  named: ReadonlyMap<number, string>,
): RowUnitStatements | undefined {
  const columns = new Map<string, RowUnitColumn>()
  const places = new Map<string, number>()
  const holders = new Set<string>()
  const imported = new Set(mapping.imported.map(({ column }) => column))
  for (const column of mapping.columns) {
    const { field } = column
    if (field?.unitField === undefined || !isNumeric(field.type) || !imported.has(column.column)) continue
    holders.add(field.unitField)
    places.set(field.key, column.column)
    const now = given?.get(column.column)
    const numbers = collected.numbers(column.column)
    const standing = standingFactor(column.saved, statements.get(column.column) ?? '')
    columns.set(field.key, {
      letter: reference(columnLetters(column.column)),
      label: labelOf(column),
      heading: printedUnit(numbers) ?? statedByHeading(column, collected, units),
      given: now ?? standing,
      stale: now === undefined && standing === undefined && column.saved?.factor !== '1' ? column.saved?.factor : undefined,
      isRemembered: now === undefined,
      isScaled: numbers.shown.some(({ factor }) => factor !== undefined),
    })
  }
  if (columns.size === 0) return undefined
  return {
    columns,
    ...linesOf(view, header, collected, template),
    between: unitsBetween(view, header, collected, places),
    otherCells: otherCells(collected, mapping, holders, units),
    named,
  }
}

const otherCells = (
  { rows }: CollectedRows,
  mapping: ColumnMapping,
  holders: ReadonlySet<string>,
  units: ReadonlySet<string>,
): RowUnitStatements['otherCells'] => {
  const textsOf = (column: number): readonly string[] => rows.map(({ cells }) => cellText(cells[column]))
  const found = new Map(
    mapping.columns.flatMap(({ column, field }) =>
      field !== undefined && holders.has(field.key) && mapping.computed.has(column) ? [[field.key, textsOf(column)] as const] : [],
    ),
  )
  const present = new Set(mapping.columns.flatMap(({ field }) => field?.key ?? []))
  const [absent, ...more] = [...holders].filter((key) => !present.has(key))
  if (absent === undefined || more.length > 0) return found
  // A column of nothing but units says the same under whatever heading, and also where somebody left it out.
  const isOfUnits = (texts: readonly string[]) => {
    const filled = texts.map(withoutBrackets).filter((text) => !isStroke(text))
    return filled.length > 0 && filled.every((text) => isUnit(text, units))
  }
  const [only, ...others] = mapping.columns
    .filter(({ field }) => field === undefined)
    .map(({ column }) => textsOf(column))
    .filter(isOfUnits)
  return only === undefined || others.length > 0 ? found : found.set(absent, only)
}

const unitsBetween = (
  view: SheetView,
  header: HeaderBlock,
  { rows, skipped, unitRow }: CollectedRows,
  places: ReadonlyMap<string, number>,
): readonly UnitsBetween[] => {
  const last = rows.at(-1)?.row ?? 0
  return skipped.flatMap(({ row: number, reason }): UnitsBetween[] => {
    const row = number > header.bottom && number < last && number !== unitRow?.row ? view.row(number) : undefined
    if (row === undefined) return []
    const units = unitsOfRow(row)
    const headings = new Map<string, string>()
    if (isSkippedHead.has(reason))
      for (const [key, column] of places) {
        const unit = unitOfColumn(cellText(row.cells[column]))
        if (unit !== undefined) headings.set(key, unit)
      }
    return units.length + headings.size === 0 ? [] : [{ row: number, units, headings }]
  })
}
