/** The unit of one column of figures: what the file says, what was decided for earlier files, what has to be asked. */
import type { ImportPreview } from '../../../../shared/contract/index.ts'
import type { Field } from '../../../../shared/forms/form-schema.ts'
import { importText } from '../../../../shared/text/import.ts'
import { perPeriod, sizeInHeading } from '../../../../shared/text/import-units.ts'
import type { DisplayedNumbers } from './displayed-numbers.ts'
import { labelOf, type MappedColumn, type SavedFactor } from './map-columns.ts'
import { displayedFactor, isForeign, printedFactor, type ShownAs } from './printed-unit.ts'
import type { UnitLines } from './unit-lines.ts'
import { doubtfulScales, factorOf, type Scale, unitFromLine } from './unit-scales.ts'
import { convert, isScale, smallOnesAreShares, wantedUnit } from './units.ts'

type Question = ImportPreview['questions'][number]
type Choice = Question['choices'][number]

export interface ColumnReading {
  /** For showing. */
  readonly unit?: string
  /** Other than 1. */
  readonly factor?: string
  readonly question?: Question
}

export const unitQuestion = (letter: string, message: string, choices: Question['choices']): Question => ({
  id: `unit:${letter}`,
  kind: 'unit',
  message,
  column: letter,
  choices,
})

const asItIs: Choice = { value: '1', label: importText.asItIs }
/** As for a column of which nobody knows what it is. */
const leftOut: Choice = { value: '', label: importText.leaveOut }
const scaleChoices = (scales: readonly Scale[]): Choice[] => [
  ...scales.map(({ unit, factor }) => ({ value: factor, label: importText.inUnit(unit, importText.multiplied(factor)) })),
  asItIs,
]

/** What the file says of a unit, in one text that is the same for the next file as long as that says it too. */
export const statementOf = (own: string | undefined, { above, below }: UnitLines, display: Question | undefined): string =>
  [
    own === undefined ? [above.join('、'), below.join('、')].join('|') : own,
    ...(display === undefined ? [] : display.choices.map(({ value }) => value)),
  ].join('|')

/** A remembered factor counts as long as the file says what it answered; the pack's word holds for every such header. */
export const standingFactor = (saved: SavedFactor | undefined, statement: string): string | undefined =>
  saved === undefined || !(saved.isOfPack || saved.stated === statement) ? undefined : saved.factor

/** A line above that states another unit than the pack's factor is for; the pack does not know the lines of a file. */
export const isContradicted = (
  { saved, field, column }: MappedColumn,
  factor: string,
  given: ReadonlyMap<number, string> | undefined,
  own: string | undefined,
  { above }: UnitLines,
): boolean => {
  const wanted = field === undefined ? undefined : wantedUnit(field)
  if (saved?.isOfPack !== true || given?.has(column) === true || own !== undefined || wanted === undefined) return false
  const unit = unitFromLine(above, wanted)
  return unit !== undefined && factorOf(unit, wanted) !== factor
}

/**
 * A factor of before that the file no longer bears out is asked about again: the clerk's, where nothing is stated any more;
 * the pack's, where something else is.
 */
export const earlierQuestion = (
  column: MappedColumn,
  letter: string,
  standing: string | undefined,
  { unit, factor }: ColumnReading,
): Question | undefined => {
  const { saved } = column
  if (saved === undefined) return undefined
  const multiplied = importText.multiplied(saved.factor)
  if (standing !== undefined)
    return unitQuestion(letter, importText.whichUnit(letter, labelOf(column), unit ?? '', column.field?.unit ?? ''), [
      { value: factor ?? '1', label: importText.inUnit(unit ?? '', importText.multiplied(factor ?? '1')) },
      { value: saved.factor, label: importText.packFactor(multiplied) },
    ])
  if (unit !== undefined || saved.factor === '1') return undefined
  return unitQuestion(letter, importText.staleFactor(letter, labelOf(column), multiplied), [
    { value: saved.factor, label: importText.asLastTime(multiplied) },
    asItIs,
  ])
}

/** Nearest first: the heading, then lines and sentences, then words of size that nobody understood. */
export function readColumn(column: MappedColumn, field: Field, letter: string, own: string | undefined, lines: UnitLines): ColumnReading {
  const wanted = wantedUnit(field)
  const label = labelOf(column)
  if (wanted === undefined) {
    if (field.unitField !== undefined) return {}
    const size = own === undefined ? strangeSize(column, field) : isScale(own) ? own : undefined
    return size === undefined
      ? {}
      : { question: unitQuestion(letter, importText.sizeInHeading(letter, label, size, undefined), sizeChoices(size, undefined)) }
  }
  if (own === undefined) {
    const size = strangeSize(column, field)
    if (size !== undefined)
      return { question: unitQuestion(letter, importText.sizeInHeading(letter, label, size, wanted), sizeChoices(size, wanted)) }
    const scales = doubtfulScales(lines.above, lines.below, wanted)
    const [scale] = scales
    if (scale !== undefined) {
      const named = scales.map((one) => one.unit).join('、')
      return { unit: scale.unit, question: unitQuestion(letter, importText.unitOfLine(letter, label, named, wanted), scaleChoices(scales)) }
    }
  }
  const unit = (own && withoutPeriod(own, label)) ?? unitFromLine(lines.above, wanted)
  if (unit === undefined) return {}
  const factor = factorOf(unit, wanted)
  if (factor !== undefined) return factor === '1' ? { unit } : { unit, factor }
  const conversion = convert(unit, wanted)
  if (conversion.kind === 'convention') {
    const choices = [{ value: conversion.factor, label: importText.convention(conversion.text) }, asItIs]
    return { unit, question: unitQuestion(letter, importText.whichUnit(letter, label, unit, wanted), choices) }
  }
  const scales = doubtfulScales([unit], [], wanted)
  const question =
    scales.length > 0
      ? unitQuestion(letter, importText.whichUnit(letter, label, unit, wanted), scaleChoices(scales))
      : unitQuestion(letter, importText.unconvertible(letter, label, unit, wanted), [asItIs, leftOut])
  return { unit, question }
}

/** 年用煤量（吨/年） is in tonnes. */
const withoutPeriod = (unit: string, label: string): string => {
  const plain = unit.normalize('NFKC')
  const period = perPeriod.find(({ behind, word }) => behind.test(plain) && label.includes(word))
  return period === undefined ? unit : plain.replace(period.behind, '')
}

/** The heading names one unit, and every cell under it prints another one that makes a different amount of the figure. */
export const contradictionQuestion = (
  { path }: MappedColumn,
  field: Field,
  letter: string,
  printed: string,
  heading: string,
): Question | undefined => {
  const wanted = wantedUnit(field) ?? ''
  const choices = [printed, heading].flatMap((unit): Choice[] => {
    const factor = factorOf(unit, wanted)
    return factor === undefined ? [] : [{ value: factor, label: importText.inUnit(unit, importText.multiplied(factor)) }]
  })
  const [byCell, byHeading] = choices
  if (byCell === undefined || byHeading === undefined || byCell.value === byHeading.value) return undefined
  return unitQuestion(letter, importText.whichUnit(letter, path.join(' · '), `${heading}、${printed}`, wanted), choices)
}

/** A word of size in a heading that names no unit we know, and which the form itself does not use there. */
const strangeSize = ({ path }: MappedColumn, { label, synonyms, type, unit }: Field): string | undefined => {
  const size = sizeInHeading.exec(path.join(' '))?.[0]
  // 万/蒸吨 over 万元/蒸吨 says nothing else.
  if (size !== undefined && factorOf(size, wantedUnit({ type, unit }) ?? '') === '1') return undefined
  return size === undefined || [label, ...synonyms].some((name) => sizeInHeading.test(name)) ? undefined : size
}

const sizeChoices = (size: string, wanted: string | undefined): Choice[] => scaleChoices(doubtfulScales([size], [], wanted ?? ''))

/** How the first figures are shown that are shown smaller than they are, where the unit beside them does not make up for it. */
export const scalingOf = (field: Pick<Field, 'type' | 'unit'>, shown: readonly ShownAs[]): ShownAs | undefined =>
  shown.find((one) => one.factor !== undefined && printedFactor(one, wantedUnit(field)) === undefined && !isForeign(one, wantedUnit(field)))

/** Numbers that show another figure than the one they hold, or shares that may be percent. */
export const displayQuestion = (
  column: MappedColumn,
  field: Field,
  letter: string,
  { shown, numbers, small, fractions, tiny }: DisplayedNumbers,
): Question | undefined => {
  const label = labelOf(column)
  const scaling = scalingOf(field, shown)
  if (scaling !== undefined) {
    const factor = displayedFactor(scaling, wantedUnit(field))
    const choices = [
      { value: '1', label: importText.storedFigure },
      { value: factor, label: importText.displayedFigure(importText.multiplied(factor)) },
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
