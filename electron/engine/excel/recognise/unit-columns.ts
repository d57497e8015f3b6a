/**
 * Columns of nothing but units beside figures whose fields have units of their own: which figures each of them is about.
 * Pure. What cannot be told from where they stand is in doubt, and asked about by whoever reads the units.
 */
import { ditto, unitColumnHeading, unitWord } from '../../../../shared/text/import-words.ts'
import type { ParsedCell } from '../../ports.ts'
import type { CollectedRows } from './collect-rows.ts'
import type { HeaderBlock } from './header-search.ts'
import type { MappedColumn } from './map-columns.ts'
import type { SheetView } from './sheet-view.ts'
import { factorOf } from './unit-scales.ts'
import { isStroke, isUnit, namesUnit, withoutBrackets } from './units.ts'
import { cellText } from './words.ts'

export interface UnitColumn {
  /** 0-based. */
  readonly column: number
  readonly label: string
  /** What stands in it, each once. */
  readonly units: readonly string[]
  /** By row of the sheet, 1-based. */
  readonly byRow: ReadonlyMap<number, string>
}
export interface UnitsBeside {
  readonly by: UnitColumn
  /** Another figure stands nearer, or none of the units measures what the figure does. */
  readonly isDoubtful: boolean
}
interface HeadedColumns {
  readonly columns: readonly Pick<MappedColumn, 'column' | 'path' | 'field'>[]
}
/** A column of figures whose field has one unit for all rows. */
export interface FigureColumn {
  readonly column: number
  readonly wanted: string
  /** Stated by its own heading. */
  readonly heading: string | undefined
}

const longestUnit = 20

/** True where cells hold units and nothing else; `own` are plain units of the form at hand. */
export const holdsUnits = (cells: readonly (ParsedCell | undefined)[], own: ReadonlySet<string>): boolean => {
  const texts = cells.map((cell) => withoutBrackets(cellText(cell))).filter((text) => !isStroke(text) && !ditto.test(text))
  return texts.length > 0 && texts.every((text) => text.length <= longestUnit && isUnit(text, own))
}

/** Columns of units, by the column of figures that they are about. */
export function unitsBeside(
  view: SheetView,
  header: Pick<HeaderBlock, 'range'>,
  collected: Pick<CollectedRows, 'rows'>,
  mapping: HeadedColumns,
  figures: readonly FigureColumn[],
  own: ReadonlySet<string>,
): ReadonlyMap<number, UnitsBeside> {
  if (figures.length === 0) return new Map()
  const columns = unitColumns(view, header, collected, mapping, own)
  const beside = new Map<number, UnitsBeside>()
  const isFitting = ({ units }: UnitColumn, { wanted }: FigureColumn) => units.some((unit) => factorOf(unit, wanted) !== undefined)
  const add = ({ column, heading }: FigureColumn, by: UnitColumn, isDoubtful: boolean): void => {
    const isContradicted = heading !== undefined && by.units.some((unit) => factorOf(heading, unit) !== '1')
    // A heading that says its unit is doubted by its very neighbour only.
    if (heading !== undefined && (!isContradicted || Math.abs(by.column - column) > 1)) return
    if (beside.get(column)?.isDoubtful !== false) beside.set(column, { by, isDoubtful: isDoubtful || isContradicted })
  }
  for (const by of columns) {
    const fitting = figures.filter((figure) => isFitting(by, figure))
    if (fitting.length === 0) {
      for (const figure of strangers(collected, figures, by)) add(figure, by, true)
      continue
    }
    const rivals = columns.filter((other) => fitting.some((figure) => isFitting(other, figure)))
    // One column of units before all figures, or before each group of them, is about those that follow.
    const isLed = fitting.every((figure) => figure.column > (rivals[0]?.column ?? 0))
    const next = rivals.find((other) => other.column > by.column)
    for (const figure of fitting) {
      const follows = figure.column > by.column && (next === undefined || figure.column < next.column)
      add(figure, by, isLed ? !follows : figure.column !== by.column - 1 && fitting.length > 1)
    }
  }
  return beside
}

/** The units of names that are about a column: all, unless they measure what some other column does, and not this one. */
export const namedFor = (
  { wanted, heading }: FigureColumn,
  figures: readonly FigureColumn[],
  named: ReadonlyMap<number, string>,
): ReadonlyMap<number, string> => {
  const fits = (unit: string, other: string) => factorOf(unit, other) !== undefined
  const isAbout = (unit: string) =>
    fits(unit, wanted) || (heading === undefined && wanted !== '%' && !figures.some((other) => fits(unit, other.wanted)))
  const about = new Set([...new Set(named.values())].filter(isAbout))
  return new Map([...named].filter(([, unit]) => about.has(unit)))
}

/** Units that fit no figure may still be meant for those they stand beside, unless what they follow is a figure of no field. */
const strangers = (
  { rows }: Pick<CollectedRows, 'rows'>,
  figures: readonly FigureColumn[],
  { column, label }: UnitColumn,
): readonly FigureColumn[] => {
  const left = figures.filter((figure) => figure.column === column - 1)
  if (left.length > 0 || label === '' || rows.some(({ cells }) => /^[\d.,]+$/.test(cellText(cells[column - 1])))) return left
  return figures.filter((figure, at) => figure.column > column && figures.slice(0, at + 1).every((one) => one.column > column))
}

/** More of them than any form has figures are no form. */
const mostUnitColumns = 50
const rowsSampled = 40

const unitColumns = (
  view: SheetView,
  { range }: Pick<HeaderBlock, 'range'>,
  { rows }: Pick<CollectedRows, 'rows'>,
  { columns }: HeadedColumns,
  own: ReadonlySet<string>,
): readonly UnitColumn[] => {
  const named = new Map(columns.map((one) => [one.column, one]))
  const beyond = columns.reduce((most, { column }) => Math.max(most, column), 0) + 1
  const [first, last] = range ?? [0, Math.min(beyond, view.width - 1)]
  const found: UnitColumn[] = []
  for (let column = first; column <= last && found.length < mostUnitColumns; column++) {
    const heading = named.get(column)
    if (heading?.field !== undefined) continue
    const label = heading?.path.join(' · ') ?? ''
    const textAt = (row: number): string => withoutBrackets(view.shown(row, column))
    const sample = rows.slice(0, rowsSampled).map(({ row }) => textAt(row))
    if (!unitColumnHeading.test(label) && !sample.some((text) => namesUnit(text, own))) continue
    const byRow = unitsByRow(rows, textAt)
    const known = [...byRow.values()].filter((unit) => namesUnit(unit, own)).length
    // A word among units is one that nobody knows, where the heading speaks of units.
    const least = unitColumnHeading.test(label) ? 0 : label.includes(unitWord) ? byRow.size / 2 : byRow.size
    if (byRow.size > 0 && known >= least) found.push({ column, label, units: [...new Set(byRow.values())], byRow })
  }
  return found
}

const unitsByRow = (rows: CollectedRows['rows'], textAt: (row: number) => string): ReadonlyMap<number, string> => {
  const byRow = new Map<number, string>()
  let above = ''
  for (const { row } of rows) {
    const text = textAt(row)
    above = ditto.test(text) ? above : text.slice(0, longestUnit)
    if (!isStroke(above)) byRow.set(row, above)
  }
  return byRow
}
