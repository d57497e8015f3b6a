/**
 * Figures of one column whose rows say units of their own, although their field has one for all: in a column of units
 * beside them, in the name of the row, in a heading printed again above. Pure.
 */
import type { ImportPreview } from '../../../../shared/contract/index.ts'
import { columnLetters } from '../../../../shared/forms/columns.ts'
import { importText } from '../../../../shared/text/import.ts'
import type { ParsedRow } from '../../ports.ts'
import { unitQuestion } from './column-unit.ts'
import type { FigureColumn, UnitsBeside } from './unit-columns.ts'
import { doubtfulScales, factorOf } from './unit-scales.ts'
import { byRow, convert } from './units.ts'
import { cellText } from './words.ts'

type Question = ImportPreview['questions'][number]

export interface RowFactor {
  /** As the row says it. */
  readonly unit: string
  readonly wanted: string
  /** undefined: the figure is not to be taken. */
  readonly factor: string | undefined
}
/** By row of the sheet, 1-based. */
export type RowFactors = ReadonlyMap<number, RowFactor>

export interface StatedInRows {
  readonly beside: UnitsBeside | undefined
  /** Behind the names of rows, by row. */
  readonly named: ReadonlyMap<number, string>
  /** In headings printed again, from top to bottom. */
  readonly heads: readonly { readonly row: number; readonly unit: string }[]
}
interface ColumnOfRows extends FigureColumn {
  readonly rows: readonly ParsedRow[]
  readonly letter: string
  readonly label: string
  /** What somebody said of the column, now or for an earlier file. */
  readonly given: string | undefined
  /** Cells show another figure than the one they hold. */
  readonly isScaled: boolean
}
export interface RowsReading {
  /** Every figure is covered: nothing else has to be known of its unit. */
  readonly isComplete: boolean
  readonly factors?: RowFactors
  /** One for all rows. */
  readonly uniform?: { readonly unit: string; readonly factor: string }
  readonly question?: Question
}

/** How the rows of a column are read; undefined where they say nothing of their unit. */
export function readRowsOf(column: ColumnOfRows, stated: StatedInRows): RowsReading | undefined {
  const { column: at, rows, given, isScaled } = column
  // Most columns have nothing of the sort, and many rows.
  if (stated.beside === undefined && stated.named.size === 0 && stated.heads.length === 0) return undefined
  const filled = rows.filter(({ cells }) => cellText(cells[at]) !== '')
  const beside = given === undefined || given === byRow || isScaled ? stated.beside : undefined
  const besideUnits = filled.map(({ row }) => beside?.by.byRow.get(row))
  const isOpen = beside !== undefined && given === undefined && isInDoubt(beside, besideUnits, column)
  if (isOpen) return { isComplete: true, question: questionOf(beside, besideUnits, column) }
  const factors = new Map<number, RowFactor>()
  const known = new Map<string, RowFactor | undefined>()
  let passed = 0
  for (const [place, { row }] of filled.entries()) {
    while ((stated.heads[passed]?.row ?? row) < row) passed++
    const said = [besideUnits[place], stated.named.get(row), stated.heads[passed - 1]?.unit] as const
    const key = said.join('|')
    const found = known.has(key) ? known.get(key) : rowFactor(column, ...said)
    known.set(key, found)
    if (found !== undefined) factors.set(row, found)
  }
  if (factors.size === 0) return undefined
  const [first, ...others] = factors.values()
  const isComplete = factors.size === filled.length
  const isUniform = isComplete && given === undefined && others.every(({ factor }) => factor === first?.factor)
  if (isUniform && first?.factor !== undefined && stated.heads.length === 0)
    return { isComplete, uniform: { unit: first.unit, factor: first.factor } }
  return { factors, isComplete }
}

const rowFactor = (
  { wanted, heading, given, isScaled }: ColumnOfRows,
  beside: string | undefined,
  name: string | undefined,
  head: string | undefined,
): RowFactor | undefined => {
  const said = beside ?? name
  const over = given === byRow ? undefined : (head ?? heading)
  const unit = said ?? head
  // A heading printed again that says what the first one did changes nothing.
  if (unit === undefined || (said === undefined && heading !== undefined && factorOf(unit, heading) === '1')) return undefined
  const others = [beside, name, over].filter((one) => one !== undefined)
  const isAgreed = others.every((one) => factorOf(one, unit) === '1')
  const factor = isAgreed ? factorOf(unit, wanted) : undefined
  // What somebody said of the whole column and what the row says cannot both be right.
  const isRefused = (given !== undefined && given !== byRow && given !== '1' && given !== factor) || (isScaled && factor !== '1')
  return { unit: isAgreed ? unit : others.join('、'), wanted, factor: isRefused ? undefined : factor }
}

const isInDoubt = ({ isDoubtful }: UnitsBeside, units: readonly (string | undefined)[], { wanted }: FigureColumn): boolean => {
  const factors = new Set(units.map((unit) => (unit === undefined ? '' : factorOf(unit, wanted))))
  const says = [...factors].filter((factor) => factor !== '')
  if (says.every((factor) => factor === '1')) return false
  return isDoubtful || factors.has('')
}

const questionOf = (
  { by }: UnitsBeside,
  besideUnits: readonly (string | undefined)[],
  { wanted, letter, label }: ColumnOfRows,
): Question => {
  const units = [...new Set(besideUnits.filter((unit) => unit !== undefined))]
  const place = importText.unitColumn(columnLetters(by.column), by.label)
  const message = importText.unitsBeside(letter, label, place, units.slice(0, mostNamed).join('、'), wanted)
  const [only, ...more] = units
  const known = units.map((unit) => factorOf(unit, wanted))
  const [factor] = known
  const asItIs = { value: '1', label: importText.asItIs }
  if (only === undefined || more.length > 0 || factor !== undefined) {
    const one =
      more.length === 0 && only !== undefined && factor !== undefined && factor !== '1'
        ? [{ value: factor, label: importText.inUnit(only, importText.multiplied(factor)) }]
        : []
    const rows = one.length === 0 && known.some((each) => each !== undefined) ? [{ value: byRow, label: importText.byRow }] : []
    return unitQuestion(letter, message, [...one, ...rows, asItIs])
  }
  const conversion = convert(only, wanted)
  const meant =
    conversion.kind === 'convention'
      ? [{ value: conversion.factor, label: importText.convention(conversion.text) }]
      : doubtfulScales([only], [], wanted).map((one) => ({
          value: one.factor,
          label: importText.inUnit(one.unit, importText.multiplied(one.factor)),
        }))
  return unitQuestion(letter, message, [...meant, asItIs])
}

const mostNamed = 5
