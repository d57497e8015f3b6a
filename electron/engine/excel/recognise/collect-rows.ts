/** The data rows under a header, with everything else accounted for. */
import type { ImportPreview } from '../../../../shared/contract/index.ts'
import type { FormTemplate } from '../../../../shared/forms/form-schema.ts'
import { isNumeric } from '../../../../shared/model/value.ts'
import { informationWord } from '../../../../shared/text/import-words.ts'
import type { ParsedRow } from '../../ports.ts'
import type { ChosenTable } from './choose-table.ts'
import { type DisplayedNumbers, NumberCounter } from './displayed-numbers.ts'
import { parseHeading } from './headings.ts'
import type { ColumnMapping } from './map-columns.ts'
import { isColumnNumberRow } from './number-row.ts'
import { type OddRows, RowShapes } from './odd-rows.ts'
import { headerOver, reasonElsewhere } from './other-tables.ts'
import type { SkipReason } from './row-context.ts'
import { repeatsHeader, skipBelowHeader, skipReason } from './rows.ts'
import type { SheetView } from './sheet-view.ts'
import { StrayValues } from './stray-values.ts'
import { SubTotals, type ToldRow } from './sub-totals.ts'
import { summedRows } from './summed-rows.ts'
import { plainUnit } from './units.ts'
import { cellText, readable } from './words.ts'

export interface CollectedRows {
  readonly rows: readonly ParsedRow[]
  readonly skipped: ImportPreview['skipped']
  /** The row of units under the header. */
  readonly unitRow: ParsedRow | undefined
  /** Rows left out because they hold a single value: a title or a remark in all likelihood. */
  readonly lonely: readonly ParsedRow[]
  /** Rows left out because they hold figures and nothing that says whose: a total without its word. */
  readonly unnamed: readonly ParsedRow[]
  /** Rows unlike the others; those among them that were left out are in `skipped`, too. */
  readonly odd: OddRows
  /** What stands in rows of data and under no heading. */
  readonly strays: ImportPreview['problems']
  /** First rows of other tables, which were left out. */
  readonly foreign: readonly ParsedRow[]
  /** Rows under other headers of this form that were left out and may well be data. */
  readonly elsewhere: readonly ParsedRow[]
  /** Rows of totals that said so. */
  readonly totals: readonly ParsedRow[]
  /** Rows that are, or look like, sub-totals without a word of one; those that were left out are in `skipped`, too. */
  readonly subTotals: readonly ToldRow[]
  /** Rows of data that are the sum of their neighbours: nobody but the clerk knows whether they are sub-totals. */
  readonly openSums: readonly ToldRow[]
  /** Rows of signatures. */
  readonly footer: readonly ParsedRow[]
  hasData(column: number): boolean
  /** How the numbers of a column look in the rows of data. */
  numbers(column: number): DisplayedNumbers
}

const longestText = 200

export function collectRows(
  view: SheetView,
  template: FormTemplate,
  table: ChosenTable,
  mapping: ColumnMapping,
  places: ReadonlySet<string>,
): CollectedRows {
  const { block } = table
  const rows: ParsedRow[] = []
  const footer: ParsedRow[] = []
  const totals: ParsedRow[] = []
  const skipped: ImportPreview['skipped'] = []
  const filled: boolean[] = []
  let unitRow: ParsedRow | undefined
  const skip = (row: ParsedRow, reason: SkipReason) => void skipped.push({ row: row.row, reason, text: rowText(row) })
  const context = {
    view,
    template,
    header: block,
    fields: new Map(mapping.columns.flatMap(({ column, field }) => (field === undefined ? [] : [[column, field.key] as const]))),
    computed: mapping.computed,
    agrees: mapping.agrees,
  }
  const isLonely = lonelyIn(mapping)
  const isUnnamed = unnamedIn(mapping)
  const lonelyRows: ParsedRow[] = []
  const unnamedRows: ParsedRow[] = []
  const strays = new StrayValues(view, block, mapping)
  const shapes = new RowShapes(template, mapping)
  const subTotals = new SubTotals(template, mapping, places)
  /** Counted once it is known which of them are data. */
  const lean: ParsedRow[] = []
  const numbers = new NumberCounter()
  const fill = (row: ParsedRow): void => {
    const { cells } = row
    numbers.add(row)
    for (let column = 0; column < cells.length; column++) if (cells[column] !== undefined) filled[column] = true
  }
  const end = table.end
  const units = new Set(template.fields.flatMap(({ unit }) => (unit === undefined ? [] : [plainUnit(unit)])))
  let isFresh = true
  const foreign: ParsedRow[] = []
  const elsewhere: ParsedRow[] = []
  let isForeign = false
  let lastData = 0
  const { only } = table
  /** With the rows that nobody pointed at: those that were pointed at may be their sums. */
  const around = only === undefined ? rows : []
  const isMeant = ({ row }: ParsedRow): boolean => only === undefined || (only[0] <= row && row <= only[1])
  /** The rows of data behind a place in the sheet, up to the next total. */
  function* dataFrom(from: number): Generator<ParsedRow> {
    for (let at = from; at < view.sheet.rows.length; at++) {
      const row = view.sheet.rows[at]
      if (row === undefined || (end !== undefined && row.row >= end)) return
      const reason = skipReason(row, context)
      if (reason === 'total') return
      if (reason === undefined && isMeant(row)) yield row
    }
  }
  for (const [at, row] of view.sheet.rows.entries()) {
    if (row.row < table.start) continue
    if (table.until !== undefined && row.row >= table.until) break
    const other = row.row < block.top || (end !== undefined && row.row >= end) ? headerOver(row, table) : undefined
    if (other !== undefined) {
      const reason = reasonElsewhere(row, other, context, units)
      // Whoever pointed at rows knows of the others.
      if (row.row === other.top && only === undefined) foreign.push(row)
      if (reason === undefined && only === undefined) elsewhere.push(row)
      skip(row, reason ?? 'note')
      continue
    }
    if (row.row < block.top || (end !== undefined && row.row >= end)) {
      skip(row, aboveHeader(row))
      continue
    }
    if (row.row <= block.bottom) continue
    const below = isFresh ? skipBelowHeader(row, units) : undefined
    // Units under no field of the form are those of rows that nobody filled in.
    if (below === 'unit' && row.cells.every((cell, column) => cellText(cell) === '' || !context.fields.has(column))) {
      skip(row, 'blank')
      continue
    }
    if (below !== undefined) {
      // A row of units under a header printed again is about the rows below it.
      if (below === 'unit' && rows.length === 0) unitRow ??= row
      skip(row, below)
      continue
    }
    const reason = skipReason(row, context)
    if (reason !== undefined) {
      skip(row, reason)
      if (reason === 'footer') footer.push(row)
      if (reason === 'total') subTotals.endsGroup()
      if (reason === 'total' && isMeant(row)) totals.push(row)
      // A header that is printed again on the next page brings its column numbers along.
      isFresh = reason === 'title'
      if (reason === 'title' && repeatsHeader(row, context)) isForeign = false
      continue
    }
    if (!isMeant(row)) {
      if (!isForeign) around.push(row)
      skip(row, 'note')
      continue
    }
    if (!isForeign && lastData !== row.row - 1 && isOtherHeader(row, view, mapping)) {
      isForeign = true
      foreign.push(row)
    }
    if (isForeign) {
      skip(row, 'note')
      continue
    }
    isFresh = false
    if (subTotals.isSubTotal(row, () => dataFrom(at + 1))) {
      skip(row, 'total')
      continue
    }
    // A lonely word above is a title in all likelihood.
    if (hasTwoCells(row)) lastData = row.row
    rows.push(row)
    if (around !== rows) around.push(row)
    strays.add(row)
    const lonelyHere = isLonely(row)
    const unnamedHere = isUnnamed(row)
    if (lonelyHere) lonelyRows.push(row)
    if (unnamedHere) unnamedRows.push(row)
    if (lonelyHere || unnamedHere) continue
    if (shapes.add(row)) lean.push(row)
    else fill(row)
  }
  // Rows like most others are the table itself.
  const lonely = lonelyRows.length * 2 > rows.length ? [] : lonelyRows
  const isOut = new Set(lonely)
  const unnamed = unnamedRows.length * 2 > rows.length ? [] : unnamedRows.filter((row) => !isOut.has(row))
  for (const row of lonely) skip(row, 'note')
  for (const row of unnamed) skip(row, 'total')
  const odd = shapes.judge()
  for (const { row } of odd.leftOut) {
    isOut.add(row)
    skip(row, hasFigure(row) ? 'total' : 'note')
  }
  for (const row of unnamed) isOut.add(row)
  const summed = summedRows(isOut.size === 0 ? around : around.filter((row) => !isOut.has(row)), template, mapping, places)
  const sums = summed.leftOut.filter(({ row }) => isMeant(row))
  const openSums = summed.open.filter(({ row }) => isMeant(row))
  const sumsTaken = [...summed.taken, ...(only === undefined ? [] : summed.open)].filter(({ row }) => isMeant(row))
  for (const { row } of sums) {
    isOut.add(row)
    skip(row, 'total')
  }
  const isSaid = new Set([...summed.leftOut, ...summed.open].map(({ row }) => row))
  const isTold = new Set([...odd.oddKeys, ...odd.bare, ...summed.open, ...summed.taken].map(({ row }) => row))
  skipped.sort((a, b) => a.row - b.row)
  const data = isOut.size === 0 ? rows : rows.filter((row) => !isOut.has(row))
  for (const row of [...lonelyRows, ...unnamedRows, ...lean]) if (!isOut.has(row)) fill(row)
  return {
    rows: data,
    lonely,
    foreign,
    elsewhere,
    unnamed,
    odd: {
      leftOut: odd.leftOut,
      oddKeys: odd.oddKeys.filter(({ row }) => !isSaid.has(row)),
      bare: odd.bare.filter(({ row }) => !isSaid.has(row)),
    },
    openSums,
    subTotals: [
      ...subTotals.told,
      ...sums,
      ...sumsTaken,
      ...subTotals.doubtful.filter((one) => !isOut.has(one.row) && !isTold.has(one.row)),
    ],
    strays: strays.problems(isOut),
    skipped,
    unitRow,
    totals,
    footer,
    hasData: (column) => filled[column] === true,
    numbers: (column) => numbers.column(column),
  }
}

const hasFigure = ({ cells }: ParsedRow): boolean => cells.some((cell) => /^[-+]?[\d.,]+$/.test(cellText(cell)))

const hasTwoCells = ({ cells }: ParsedRow): boolean => {
  let found = 0
  for (let column = 0; column < cells.length; column++) if (cells[column] !== undefined && ++found > 1) return true
  return false
}

const fewestLabels = 3
const fewestContradictions = 2
const longestLabel = 30
const bracketedFigure = /^\(\s*[\d,.\s]+\)$/

/**
 * Different short words all along the row, and none of them what its column holds: the headings of another table. Where
 * few columns could tell, units behind the words and a row of column numbers below speak for it too.
 */
const isOtherHeader = (row: ParsedRow, view: SheetView, mapping: ColumnMapping): boolean => {
  const cells = row.cells.flatMap((cell, column) => (cell === undefined ? [] : [{ cell, column, text: cellText(cell) }]))
  if (cells.length < fewestLabels || cells.some(({ cell, text }) => cell.kind !== 'text' || text.length > longestLabel)) return false
  // A figure in brackets is one for the books, and no heading.
  if (cells.some(({ text }) => bracketedFigure.test(text.normalize('NFKC')))) return false
  if (new Set(cells.map(({ text }) => text)).size < cells.length * 0.8) return false
  const typed = cells.flatMap(({ cell, column }) => mapping.agrees(cell, column) ?? [])
  const next = view.row(row.row + 1)
  const signs =
    cells.filter(({ text }) => hasUnit(text)).length + (next !== undefined && isColumnNumberRow(next) ? fewestContradictions : 0)
  return typed.length + signs >= fewestContradictions && typed.every((agrees) => !agrees)
}

const hasUnit = (text: string): boolean => {
  const { label, unit } = parseHeading(text)
  return unit !== undefined && label !== ''
}

const fewestColumns = 4

/** A single value in a table of many columns is no row of data, unless most rows are like that. */
const lonelyIn = (mapping: ColumnMapping): ((row: ParsedRow) => boolean) => {
  const { imported } = mapping
  if (imported.length < fewestColumns) return () => false
  return ({ cells }) => {
    let filled = 0
    for (const { column } of imported) if (cells[column] !== undefined && ++filled > 1) return false
    return true
  }
}

const fewestNames = 2

/** Figures and nothing that says whose. */
const unnamedIn = (mapping: ColumnMapping): ((row: ParsedRow) => boolean) => {
  const names = mapping.imported.filter(({ field }) => !isNumeric(field.type))
  return names.length < fewestNames ? () => false : ({ cells }) => names.every(({ column }) => cells[column] === undefined)
}

const rowText = (row: ParsedRow): string =>
  row.cells
    .map((cell) => readable(cellText(cell)))
    .filter((text) => text !== '')
    .join(' ')
    .slice(0, longestText)

const aboveHeader = (row: ParsedRow): SkipReason =>
  row.cells.some((cell) => informationWord.test(readable(cellText(cell)))) ? 'unit' : 'title'
