/** In which unit each column is, and by what its figures are multiplied. */
import type { ImportPreview } from '../../../../shared/contract/index.ts'
import { columnLetters } from '../../../../shared/forms/columns.ts'
import type { Field } from '../../../../shared/forms/form-schema.ts'
import { isNumeric } from '../../../../shared/model/value.ts'
import { importText } from '../../../../shared/text/import.ts'
import type { CollectedRows } from './collect-rows.ts'
import type { DisplayedNumbers } from './displayed-numbers.ts'
import type { HeaderBlock } from './header-search.ts'
import type { ColumnMapping, MappedColumn } from './map-columns.ts'
import type { SheetView } from './sheet-view.ts'
import { doubtfulScales, factorOf, saidOf, unitFromLine } from './unit-scales.ts'
import { unitOfColumn, unitsOfRow } from './unit-statements.ts'
import { convert, isUnit, plainUnit, smallOnesAreShares, withoutBrackets } from './units.ts'
import { cellText } from './words.ts'

type Question = ImportPreview['questions'][number]

export interface TableUnits {
  /** Factor of each column that has one other than 1. */
  readonly factors: ReadonlyMap<number, string>
  /** The unit found, for showing. */
  readonly shown: ReadonlyMap<number, string>
  readonly questions: readonly Question[]
  /** Rows from which a column is said to be in another unit than the one it is read in, in the order of the rows. */
  readonly changes: ReadonlyMap<number, readonly UnitChange[]>
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
  given: ReadonlyMap<number, string> | undefined,
  reference: (letters: string) => string,
): TableUnits {
  const factors = new Map<number, string>()
  const shown = new Map<number, string>()
  const questions: Question[] = []
  const lineUnits = view.sheet.rows.filter(({ row }) => row < header.top).flatMap(unitsOfRow)
  const footUnits = lineUnits.length > 0 ? [] : unitsBelow(view, collected)
  const ownUnits = new Set(mapping.columns.flatMap(({ field }) => (field?.unit === undefined ? [] : [plainUnit(field.unit)])))
  for (const column of mapping.columns) {
    const { field } = column
    const own = statedByHeading(column, collected, ownUnits)
    if (own !== undefined) shown.set(column.column, own)
    if (field === undefined || !isNumeric(field.type) || mapping.computed.has(column.column)) continue
    const letter = reference(columnLetters(column.column))
    const factor = given?.get(column.column) ?? column.savedFactor
    if (factor !== undefined) {
      // What a factor means where every row has its own unit is found row by row.
      if (field.unitField === undefined) factors.set(column.column, factor)
      continue
    }
    if (!collected.hasData(column.column)) continue
    const wanted = field.type === 'percent' ? '%' : field.unit
    const display = displayQuestion(column, field, letter, collected.numbers(column.column))
    if (display !== undefined) {
      questions.push(display)
      continue
    }
    const asked = own !== undefined || wanted === undefined ? [] : doubtfulScales(lineUnits, footUnits, wanted)
    const [scale] = asked
    if (scale !== undefined && wanted !== undefined) {
      shown.set(column.column, scale.unit)
      const choices = [
        ...asked.map(({ unit, factor }) => ({ value: factor, label: importText.inUnit(unit, importText.multiplied(factor)) })),
        { value: '1', label: importText.asItIs },
      ]
      const named = asked.map((one) => one.unit).join('、')
      questions.push(unitQuestion(letter, importText.unitOfLine(letter, column.path.join(' · '), named, wanted), choices))
      continue
    }
    const unit = own ?? (wanted === undefined ? undefined : unitFromLine(lineUnits, wanted))
    if (unit === undefined || wanted === undefined) continue
    shown.set(column.column, unit)
    const conversion = convert(unit, wanted)
    if (conversion.kind === 'exact') factors.set(column.column, conversion.factor)
    else if (conversion.kind !== 'same') {
      const asItIs = { value: '1', label: importText.asItIs }
      const choices =
        conversion.kind === 'convention' ? [{ value: conversion.factor, label: importText.convention(conversion.text) }, asItIs] : [asItIs]
      questions.push(unitQuestion(letter, importText.whichUnit(letter, column.path.join(' · '), unit, wanted), choices))
    }
  }
  return { factors, shown, questions, changes: unitChanges(view, header, collected, mapping, factors, shown) }
}

/** The unit behind a heading, or in the row of units under it. */
export const statedByHeading = (
  { column, unit }: MappedColumn,
  { unitRow }: CollectedRows,
  own: ReadonlySet<string>,
): string | undefined => {
  const below = withoutBrackets(cellText(unitRow?.cells[column]))
  return unit ?? (isUnit(below, own) ? below : undefined)
}

export const unitQuestion = (letter: string, message: string, choices: Question['choices']): Question => ({
  id: `unit:${letter}`,
  kind: 'unit',
  message,
  column: letter,
  choices,
})

/** Lines under the last row may speak of the table as well, unless another table follows. */
export const unitsBelow = (view: SheetView, { rows, foreign, skipped }: CollectedRows): readonly string[] => {
  const last = rows.at(-1)?.row
  if (last === undefined || foreign.length > 0) return []
  return skipped.flatMap(({ row }) => (row > last ? (view.row(row) ?? []) : [])).flatMap(unitsOfRow)
}

export const isSkippedHead = new Set(['title', 'unit'])

/** Between the rows a unit may be stated anew: above the next block, in a header printed again, in its row of units. */
const unitChanges = (
  view: SheetView,
  header: HeaderBlock,
  { rows, skipped, unitRow }: CollectedRows,
  mapping: ColumnMapping,
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
    const line = unitsOfRow(row)
    const isHead = isSkippedHead.has(reason)
    if (line.length === 0 && !isHead) continue
    for (const { column, field } of mapping.imported) {
      if (!isNumeric(field.type)) continue
      const wanted = field.type === 'percent' ? '%' : field.unit
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

const displayQuestion = (
  column: MappedColumn,
  field: Field,
  letter: string,
  { scaled, numbers, small, fractions, tiny }: DisplayedNumbers,
): Question | undefined => {
  const label = column.path.join(' · ')
  if (scaled !== undefined) {
    const choices = [
      { value: '1', label: importText.storedFigure },
      { value: scaled, label: importText.displayedFigure(importText.multiplied(scaled)) },
    ]
    return unitQuestion(letter, importText.scaledDisplay(letter, label), choices)
  }
  // Some look like shares of one and others like percent: nobody can see which of the small ones are which.
  if (field.type === 'percent' && tiny > 0 && small < numbers) {
    const choices = [
      { value: smallOnesAreShares, label: importText.smallOnesAreShares },
      { value: '1', label: importText.percentAsIs },
    ]
    return unitQuestion(letter, importText.mixedShares(letter, label), choices)
  }
  // Shares between 0 and 1 that no format shows as percent: 0.6 may be 60 % or less than one percent.
  if (field.type !== 'percent' || numbers === 0 || small < numbers || fractions === 0) return undefined
  const choices = [
    { value: '100', label: importText.percentFromShare },
    { value: '1', label: importText.percentAsIs },
  ]
  return unitQuestion(letter, importText.isPercent(letter, label), choices)
}
