/** Gives each column its field: certain names first, then guesses, with the grounds on which a guess needs no question. */
import type { CodeList, Field, FormTemplate } from '../../../../shared/forms/form-schema.ts'
import { isNumeric } from '../../../../shared/model/value.ts'
import type { ParsedCell } from '../../ports.ts'
import { type Candidate, certain } from './field-index.ts'
import type { HeaderBlock } from './header-search.ts'
import type { MappedColumn } from './map-columns.ts'
import { isColumnNumberRow } from './number-row.ts'
import { shownAs } from './printed-unit.ts'
import { readCell } from './read-cell.ts'
import { skipBelowHeader } from './rows.ts'
import type { SheetView } from './sheet-view.ts'
import { holdsUnits } from './unit-columns.ts'
import { convert, plainUnit, wantedUnit } from './units.ts'
import { cellText } from './words.ts'

export interface Evidence {
  /** Whether most cells under a column read as values of the field. */
  fits(field: Field, column: number): boolean
  /** Whether a cell holds what the field holds; undefined for fields that hold any text. */
  agrees(cell: ParsedCell, field: Field): boolean | undefined
  /** Whether anything stands under the column. */
  hasCells(column: number): boolean
  /** Whether nothing but units stands under the column. */
  isOfUnits(column: number): boolean
  unitFits(field: Field, unit: string | undefined): boolean
  /** Position of a field in the form. */
  place(field: Field): number
}

const rowsSampled = 40
const cellsSampled = 20
const fittingShare = 0.7

/** What the cells, units and the form's own order say. */
export function evidenceOf(view: SheetView, block: HeaderBlock, template: FormTemplate, codes: ReadonlyMap<string, CodeList>): Evidence {
  const units = new Set(template.fields.flatMap(({ unit }) => (unit === undefined ? [] : [plainUnit(unit)])))
  const places = new Map(template.fields.map((field, at) => [field, at]))
  let sampled: readonly (readonly (ParsedCell | undefined)[])[] | undefined
  const cellsOf = (column: number): ParsedCell[] => {
    sampled ??= sampleRows(view, block)
    return sampled.flatMap((cells) => cells[column] ?? []).slice(0, cellsSampled)
  }
  // Rows of nothing but a unit are rows that nobody filled in.
  const cellsBelow = (column: number): readonly (ParsedCell | undefined)[] =>
    Array.from({ length: rowsSampled }, (_, at) => view.cell(block.bottom + 1 + at, column))
  return {
    fits(field, column) {
      const cells = cellsOf(column).filter((cell) => cellText(cell) !== '')
      if (cells.length === 0) return true
      return cells.filter((cell) => isOfType(cell, field, codes)).length >= cells.length * fittingShare
    },
    agrees: (cell, field) => (['text', 'longText', 'attachment'].includes(field.type) ? undefined : isOfType(cell, field, codes)),
    isOfUnits: (column) => holdsUnits(cellsBelow(column), units),
    hasCells: (column) => cellsOf(column).some((cell) => cellText(cell) !== ''),
    unitFits(field, unit) {
      if (unit === undefined) return true
      if (!isNumeric(field.type)) return false
      const wanted = wantedUnit(field)
      return wanted !== undefined && ['same', 'exact'].includes(convert(unit, wanted).kind)
    },
    place: (field) => places.get(field) ?? -1,
  }
}

const sampleRows = (view: SheetView, block: HeaderBlock): (readonly (ParsedCell | undefined)[])[] => {
  const rows: (readonly (ParsedCell | undefined)[])[] = []
  for (let row = block.bottom + 1; rows.length < rowsSampled && row <= block.bottom + rowsSampled; row++) {
    const parsed = view.row(row)
    if (parsed !== undefined && !isColumnNumberRow(parsed) && skipBelowHeader(parsed) === undefined) rows.push(parsed.cells)
  }
  return rows
}

const isOfType = (cell: ParsedCell, field: Field, codes: ReadonlyMap<string, CodeList>): boolean => {
  if (field.type === 'text' || field.type === 'longText' || field.type === 'attachment')
    return cell.kind !== 'date' && cell.kind !== 'boolean'
  if (field.type === 'uscc') return /^[0-9A-Z]{15,20}$/i.test(cellText(cell).normalize('NFKC').replace(/\s/g, ''))
  // Which column it is does not hang on the unit that its cells print.
  const unit = cell.kind === 'number' && cell.format !== undefined ? shownAs(cell.format, Number(cell.value))?.unit : undefined
  const printed = unit === undefined ? undefined : { unit, isContradicted: false, scaling: undefined }
  const reading = { field, codes: codes.get(field.codes ?? ''), factor: '1', date1904: false, printed }
  const { problem } = readCell(cell, reading, null)
  return problem === undefined || problem.code === 'doubtful'
}

/** Beside its neighbours of the form a short name is enough; elsewhere more of it must be there. */
const shareAlone = 0.6
const placesBeside = 2

export function assignColumns(columns: readonly MappedColumn[], evidence: Evidence): readonly MappedColumn[] {
  const settled = settle(columns, evidence)
  const used = new Set([...settled.values(), ...columns].flatMap(({ field }) => (field === undefined ? [] : [field.key])))
  const open = columns.filter((column) => !settled.has(column) && column.by === 'none' && column.candidates.length > 0)
  const known = new Map(
    columns.flatMap((column) => {
      const field = settled.get(column)?.field ?? column.field
      return field === undefined ? [] : [[column.column, field] as const]
    }),
  )
  for (const column of open.toSorted((a, b) => topScore(b) - topScore(a))) {
    const left = column.candidates.filter(({ field }) => !used.has(field.key))
    const fitting = left.filter(({ field }) => evidence.fits(field, column.column))
    const [best] = fitting.length > 0 ? fitting : left
    if (best === undefined) continue
    used.add(best.field.key)
    const isGrounded = hasGrounds(column, best, evidence, known)
    settled.set(column, { ...column, field: best.field, by: 'guess', candidates: left, isGrounded })
  }
  return columns.map(
    (column) => settled.get(column) ?? { ...column, candidates: column.candidates.filter(({ field }) => !used.has(field.key)) },
  )
}

const byLabelFirst = (columns: readonly MappedColumn[]): readonly MappedColumn[] =>
  columns.toSorted((a, b) => Number(b.candidates[0]?.by === 'label') - Number(a.candidates[0]?.by === 'label'))

export const isComputed = (field: Field | undefined): boolean => field?.computed !== undefined && !field.overridable

const topScore = ({ candidates }: MappedColumn): number => candidates[0]?.score ?? 0

/** Columns with one certain name that no other column claims as well. */
const settle = (columns: readonly MappedColumn[], evidence: Evidence): Map<MappedColumn, MappedColumn> => {
  const claims = new Map<string, MappedColumn[]>()
  for (const column of columns) {
    const sure = column.candidates.filter(({ score }) => score >= certain)
    const [only] = sure
    if (only !== undefined && sure.length === 1) claims.set(only.field.key, [...(claims.get(only.field.key) ?? []), column])
  }
  const settled = new Map<MappedColumn, MappedColumn>()
  for (const claimants of claims.values()) {
    const filled = claimants.filter(({ column }) => evidence.hasCells(column))
    // Of two columns of one name an empty one claims nothing; two figures for what the program computes itself harm nobody.
    const [winner, ...others] = filled.length === 0 || isComputed(claimants[0]?.candidates[0]?.field) ? byLabelFirst(claimants) : filled
    const best = winner?.candidates[0]
    if (others.length > 0 && !isComputed(best?.field) && filled.length > 0) continue
    if (winner !== undefined && best !== undefined) settled.set(winner, { ...winner, field: best.field, by: best.by, candidates: [] })
  }
  return settled
}

/** A name cut short or drawn out that fits one field of the form alone, by its words, its cells and its unit. */
const hasGrounds = (column: MappedColumn, best: Candidate, evidence: Evidence, known: ReadonlyMap<number, Field>): boolean => {
  if (best.isContained !== true || best.score >= certain) return false
  // Fields that other columns have taken count as well: a short name may have meant one of these.
  const rivals = column.candidates.filter(
    ({ field, isContained, score }) =>
      field !== best.field && (isContained === true || score >= best.score) && evidence.fits(field, column.column),
  )
  if (rivals.length > 0 || !evidence.fits(best.field, column.column) || !evidence.unitFits(best.field, column.unit)) return false
  if (best.score >= shareAlone) return true
  return [column.column - 1, column.column + 1].some((beside) => {
    const neighbour = known.get(beside)
    return neighbour !== undefined && Math.abs(evidence.place(neighbour) - evidence.place(best.field)) <= placesBeside
  })
}
