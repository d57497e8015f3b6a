/**
 * Rows of a ledger whose figures are all the sum of the rows right below or above them: 规上企业2户, 小型企业. No list of words
 * knows what people call a group, so the figures tell, and what the row says besides decides whether it is left out, asked
 * about, or a record that happens to be a sum.
 */
import type { FormTemplate } from '../../../../shared/forms/form-schema.ts'
import { decimalText, zero } from '../../../../shared/model/decimal.ts'
import { isNumeric } from '../../../../shared/model/value.ts'
import { importText } from '../../../../shared/text/import.ts'
import { countWithUnit, dash } from '../../../../shared/text/import-words.ts'
import type { ParsedCell, ParsedRow } from '../../ports.ts'
import { type GroupLabel, groupLabel } from './group-label.ts'
import type { ColumnMapping } from './map-columns.ts'
import { isPlace, readNumber, type ToldRow } from './sub-totals.ts'
import { cellText } from './words.ts'

export interface SummedRows {
  readonly leftOut: readonly ToldRow[]
  /** May be records of their own: their figures alone speak against it. */
  readonly open: readonly ToldRow[]
  /** Taken, and told of: a single figure, large enough to be no chance. */
  readonly taken: readonly ToldRow[]
}
interface Stretch {
  readonly rows: readonly ParsedRow[]
  readonly isAbove: boolean
  /** How many columns say so. */
  readonly compared: number
  /** The largest of the figures. */
  readonly largest: number
}

/** Sub-totals of sub-totals are found once those are known; nobody nests deeper. */
const mostLevels = 4
const fewestRows = 3
/** Steps for each row on average; figures of a real table need two or three. */
const stepsForEach = 60
const tolerance = 1e-9

/** @param rows the rows of data in the order of the sheet */
export function summedRows(
  rows: readonly ParsedRow[],
  { structure, naturalKey }: FormTemplate,
  { imported }: ColumnMapping,
  places: ReadonlySet<string>,
): SummedRows {
  const isKey = ({ field }: ColumnMapping['imported'][number]) => naturalKey.includes(field.key)
  const summed = imported.filter((one) => isNumeric(one.field.type) && one.field.type !== 'percent' && !isKey(one)).map(columnOf)
  const names = imported.filter(({ field }) => !isNumeric(field.type)).map(columnOf)
  const keys = imported.filter(isKey).map(({ field, column }) => ({ column, isPlace: isPlace(field.type) }))
  const leftOut: ToldRow[] = []
  const open: ToldRow[] = []
  const taken = new Map<ParsedRow, ToldRow>()
  if (structure.kind !== 'ledger' || summed.length === 0) return { leftOut, open, taken: [] }
  let left = rows
  const budget = { steps: rows.length * stepsForEach }
  for (let level = 0; level < mostLevels && left.length >= fewestRows; level++) {
    const found = new Set<ParsedRow>()
    for (let at = 0; at < left.length; at++) {
      const row = left[at]
      const stated = row === undefined ? undefined : figuresOf(row, summed)
      if (row === undefined || stated === undefined) continue
      const stretch = stretchOf(left, at, 1, stated, budget) ?? stretchOf(left, at, -1, stated, budget)
      if (stretch === undefined) continue
      const label = labelOf(row, stretch, names, places)
      const verdict = verdictOf(row, stretch, label, names, keys, places)
      if (verdict === 'data') continue
      const column = label?.column ?? Math.max(0, row.cells.findIndex(isSomething))
      const where = (stretch.isAbove ? importText.rowsAbove : importText.rowsBelow)(stretch.rows.length)
      const say = verdict === 'total' ? importText.subTotal : importText.sumTaken
      const told = { row, column, message: say(cellText(row.cells[column]), where) }
      if (verdict === 'taken') {
        taken.set(row, told)
        continue
      }
      found.add(row)
      ;(verdict === 'total' ? leftOut : open).push(told)
    }
    if (found.size === 0) break
    left = left.filter((row) => !found.has(row))
  }
  const out = new Set([...leftOut, ...open].map(({ row }) => row))
  return { leftOut, open, taken: [...taken.values()].filter(({ row }) => !out.has(row)) }
}

const columnOf = ({ column }: { readonly column: number }): number => column
const isSomething = (cell: ParsedCell | undefined): boolean => cellText(cell) !== ''

const plainFigure = /^\d{1,12}(?:\.\d{1,6})?$/

/** What a cell adds to a sum; NaN where nobody can say. */
const figureOf = (cell: ParsedCell | undefined): number => {
  if (cell === undefined) return 0
  if (cell.kind === 'number') return Number(cell.value)
  const text = cellText(cell)
  // Most figures that are texts are plain; reading the others takes ten times as long.
  if (plainFigure.test(text)) return Number(text)
  if (text === '' || dash.test(text)) return 0
  const read = readNumber(cell)
  return read === undefined ? Number.NaN : Number(decimalText(read))
}

interface Figures {
  readonly columns: readonly number[]
  readonly stated: readonly number[]
  /** How many of them are more than nothing. */
  readonly compared: number
}

/** What a row states in the columns it fills; undefined where it can be no sum. */
const figuresOf = ({ cells }: ParsedRow, summed: readonly number[]): Figures | undefined => {
  const columns: number[] = []
  const stated: number[] = []
  let compared = 0
  for (const column of summed) {
    const cell = cells[column]
    // A count of rows beside the figures is none of them.
    if (cell === undefined || (cell.kind !== 'number' && (!isSomething(cell) || countWithUnit.test(cellText(cell))))) continue
    const figure = figureOf(cell)
    if (!(figure >= 0)) return undefined
    columns.push(column)
    stated.push(figure)
    if (figure > 0) compared++
  }
  return compared === 0 ? undefined : { columns, stated, compared }
}

/** The nearest rows on one side whose figures add up to those of the row in every column that it fills. */
const stretchOf = (
  rows: readonly ParsedRow[],
  at: number,
  step: 1 | -1,
  { columns, stated, compared }: Figures,
  budget: { steps: number },
): Stretch | undefined => {
  const sums = columns.map(() => 0)
  let adding = 0
  for (let next = at + step; next >= 0 && next < rows.length && budget.steps > 0; next += step) {
    budget.steps--
    const cells = rows[next]?.cells ?? []
    let adds = false
    let isWhole = true
    for (let place = 0; place < columns.length; place++) {
      const figure = figureOf(cells[columns[place] ?? 0])
      const sum = (sums[place] ?? 0) + figure
      const wanted = stated[place] ?? 0
      // NaN is no more than nothing, either.
      if (!(figure >= 0 && sum <= wanted * (1 + tolerance))) return undefined
      sums[place] = sum
      if (figure > 0) adds = true
      if (sum < wanted * (1 - tolerance)) isWhole = false
    }
    if (adds) adding++
    if (!isWhole) continue
    // One row with the same figures is no sum.
    if (adding < 2) continue
    const stretch = step > 0 ? rows.slice(at + 1, next + 1) : rows.slice(next, at)
    const row = rows[at]
    return row !== undefined && isExact(row, stretch, columns)
      ? { rows: stretch, isAbove: step < 0, compared, largest: Math.max(...stated) }
      : undefined
  }
  return undefined
}

const isExact = (row: ParsedRow, stretch: readonly ParsedRow[], columns: readonly number[]): boolean =>
  columns.every((column) => {
    const sum = stretch.reduce((all, { cells }) => all.plus(readNumber(cells[column]) ?? zero), zero)
    return sum.eq(readNumber(row.cells[column]) ?? zero)
  })

const rowsLookedAt = 50
/** Smaller figures are sums of their neighbours every so often. */
const fewestOfChance = 100
const isGroup = (cell: ParsedCell | undefined, places: ReadonlySet<string>): boolean => groupLabel(cellText(cell), places) !== undefined

const labelOf = (
  { cells }: ParsedRow,
  { rows }: Stretch,
  names: readonly number[],
  places: ReadonlySet<string>,
): (GroupLabel & { readonly column: number }) | undefined => {
  const labels = names.flatMap((column) => {
    const label = groupLabel(cellText(cells[column]), places)
    if (label === undefined) return []
    // Where every row has its town, a town is no name of a group.
    const isUsual = label.count === undefined && rows.slice(0, rowsLookedAt).some((one) => isGroup(one.cells[column], places))
    return isUsual ? [] : [{ ...label, column }]
  })
  return labels.find(({ count }) => count !== undefined) ?? labels[0]
}

const verdictOf = (
  { cells }: ParsedRow,
  { rows, compared, largest }: Stretch,
  label: GroupLabel | undefined,
  names: readonly number[],
  keys: readonly { readonly column: number; readonly isPlace: boolean }[],
  places: ReadonlySet<string>,
): 'total' | 'open' | 'taken' | 'data' => {
  const several = compared > 1
  const looked = rows.slice(0, rowsLookedAt)
  const texts = (row: ParsedRow['cells']) => names.filter((column) => isSomething(row[column])).length
  const least = Math.min(...looked.map((one) => texts(one.cells)))
  const counts = label?.count === rows.length
  const isKeyed = keys.length > 0 && looked.every((one) => keys.every(({ column }) => isSomething(one.cells[column])))
  const isOwn = (key: { readonly column: number; readonly isPlace: boolean }): boolean => {
    const said = groupLabel(cellText(cells[key.column]), places)
    // What names a town is its own key where rows are known by their towns.
    return isSomething(cells[key.column]) && (said === undefined || (key.isPlace && said.count === undefined))
  }
  const hasOwnKey = keys.length > 0 && keys.every(isOwn)
  if (hasOwnKey) return several && (counts || texts(cells) * 2 <= least) ? 'open' : 'data'
  const isLean = texts(cells) < least
  if (several) return isKeyed || isLean || label !== undefined ? 'total' : 'open'
  if (counts || (isLean && (isKeyed || label !== undefined))) return 'total'
  if (label !== undefined) return 'open'
  return largest >= fewestOfChance ? 'taken' : 'data'
}
