/** In which unit each column is, and by what its figures are multiplied. */
import type { ImportPreview } from '../../../../shared/contract/index.ts'
import { columnLetters } from '../../../../shared/forms/columns.ts'
import type { Field } from '../../../../shared/forms/form-schema.ts'
import { isNumeric } from '../../../../shared/model/value.ts'
import { importText } from '../../../../shared/text/import.ts'
import { scaleWords } from '../../../../shared/text/import-units.ts'
import { unitLineWord } from '../../../../shared/text/import-words.ts'
import type { CollectedRows } from './collect-rows.ts'
import type { HeaderBlock } from './header-search.ts'
import type { ColumnMapping, MappedColumn } from './map-columns.ts'
import type { SheetView } from './sheet-view.ts'
import { convert, isUnit, plainUnit, smallOnesAreShares } from './units.ts'
import { cellText } from './words.ts'

type Question = ImportPreview['questions'][number]

export interface TableUnits {
  /** Factor of each column that has one other than 1. */
  readonly factors: ReadonlyMap<number, string>
  /** The unit found, for showing. */
  readonly shown: ReadonlyMap<number, string>
  readonly questions: readonly Question[]
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
  const lineUnits = unitLine(view, header)
  const displayed = displayedNumbers(collected)
  const ownUnits = new Set(mapping.columns.flatMap(({ field }) => (field?.unit === undefined ? [] : [plainUnit(field.unit)])))
  for (const column of mapping.columns) {
    const { field } = column
    const rowUnit = cellText(collected.unitRow?.cells[column.column])
      .replace(/[（()）【】[\]]/g, '')
      .trim()
    const own = column.unit ?? (isUnit(rowUnit, ownUnits) ? rowUnit : undefined)
    if (own !== undefined) shown.set(column.column, own)
    if (field === undefined || !isNumeric(field.type) || mapping.computed.has(column.column)) continue
    const letter = reference(columnLetters(column.column))
    const factor = given?.get(column.column) ?? column.savedFactor
    if (factor !== undefined) {
      factors.set(column.column, factor)
      continue
    }
    if (!collected.hasData(column.column)) continue
    const wanted = field.type === 'percent' ? '%' : field.unit
    const display = displayQuestion(column, field, letter, displayed(column.column))
    if (display !== undefined) {
      questions.push(display)
      continue
    }
    const unit = own ?? (wanted === undefined ? undefined : unitFromLine(lineUnits, wanted))
    const scale = unit === undefined && wanted !== undefined ? otherScale(lineUnits, wanted) : undefined
    if (scale !== undefined && wanted !== undefined) {
      shown.set(column.column, scale.unit)
      const choices = [
        { value: scale.factor, label: importText.multiplied(scale.factor) },
        { value: '1', label: importText.asItIs },
      ]
      questions.push(unitQuestion(letter, importText.unitOfLine(letter, column.path.join(' · '), scale.unit, wanted), choices))
      continue
    }
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
  return { factors, shown, questions }
}

const unitQuestion = (letter: string, message: string, choices: Question['choices']): Question => ({
  id: `unit:${letter}`,
  kind: 'unit',
  message,
  column: letter,
  choices,
})

/** Units named once for the whole table, above the header. */
const unitLine = (view: SheetView, header: HeaderBlock): readonly string[] =>
  view.sheet.rows
    .filter((row) => row.row < header.top)
    .flatMap((row) => row.cells.map(cellText))
    .flatMap((text) => unitLineWord.exec(text.normalize('NFKC'))?.[1]?.split(/[、和及]/) ?? [])
    .filter((text) => isUnit(text))

/** Such a line speaks of a column only when exactly one of its units measures the same thing. */
const unitFromLine = (units: readonly string[], wanted: string): string | undefined => {
  const fitting = units.filter((unit) => ['same', 'exact'].includes(convert(unit, wanted).kind))
  return fitting.length === 1 ? fitting[0] : undefined
}

/** 万吨 over a column of 吨标准煤: another measure in name, but perhaps ten thousand of it in fact. */
const otherScale = (units: readonly string[], wanted: string): { readonly unit: string; readonly factor: string } | undefined => {
  for (const unit of units) {
    const [, scale = '', base = ''] = /^([十百千万亿]*)(.+)$/u.exec(unit.normalize('NFKC')) ?? []
    const size = scaleWords[scale]
    if (size !== undefined && base !== wanted && wanted.startsWith(base)) return { unit, factor: size }
  }
  return undefined
}

/** Formats that show another figure than the one stored: thousands cut off, 万 by format. */
const scalingFormats: readonly { readonly pattern: RegExp; readonly factor: string }[] = [
  { pattern: /!\.|"万|[0#?]万/, factor: '0.0001' },
  { pattern: /[0#?],,(?![0#?])/, factor: '0.000001' },
  { pattern: /[0#?],(?![0#?,])/, factor: '0.001' },
]

/** Overfulfilment: a share a little above the whole is a share still. */
const mostShare = 2

/** How the numbers of a column look. */
interface DisplayedNumbers {
  /** Factor between the figure stored and the one shown, of the first cell that has one other than 1. */
  scaled: string | undefined
  numbers: number
  small: number
  fractions: number
  /** Fractions below one. */
  tiny: number
}

/** Of each column, found for all of them at the first question: the rows are read once. */
const displayedNumbers = (collected: CollectedRows): ((column: number) => DisplayedNumbers) => {
  let known: DisplayedNumbers[] | undefined
  return (column) => {
    known ??= countNumbers(collected)
    return known[column] ?? noNumbers()
  }
}

const noNumbers = (): DisplayedNumbers => ({ scaled: undefined, numbers: 0, small: 0, fractions: 0, tiny: 0 })

const numberAsText = /^\s*[0-9０-９]{0,4}[.．]?[0-9０-９]*\s*$/

const countNumbers = (collected: CollectedRows): DisplayedNumbers[] => {
  const columns: DisplayedNumbers[] = []
  const scales = new Map<string, string | undefined>()
  const scaleOf = (format: string): string | undefined => {
    if (!scales.has(format)) scales.set(format, scalingFormats.find(({ pattern }) => pattern.test(format.split(';', 1)[0] ?? ''))?.factor)
    return scales.get(format)
  }
  for (const row of collected.rows) {
    const { cells } = row
    for (let column = 0; column < cells.length; column++) {
      const cell = cells[column]
      if (cell === undefined || (cell.kind !== 'number' && !(cell.kind === 'text' && numberAsText.test(String(cell.value))))) continue
      const found = columns[column] ?? noNumbers()
      columns[column] = found
      const value = Number(cell.kind === 'number' ? cell.value : String(cell.value).normalize('NFKC'))
      if (Number.isNaN(value)) continue
      if (cell.format !== undefined) {
        found.scaled ??= scaleOf(cell.format)
        // A cell shown in percent says what it means; it is read as shown whatever is answered for the others.
        if (cell.format.includes('%')) continue
      }
      found.numbers++
      if (Math.abs(value) <= mostShare) found.small++
      if (!Number.isInteger(value)) found.fractions++
      if (!Number.isInteger(value) && Math.abs(value) < 1) found.tiny++
    }
  }
  return columns
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
