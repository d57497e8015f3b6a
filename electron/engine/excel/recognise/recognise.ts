/**
 * Understands a parsed workbook as one form: which sheets, which rows are the header, which column is which field, in
 * which unit, and which rows are data. Pure. Whatever is in doubt becomes a question; nothing is decided in silence.
 */
import type { ImportOptions, ImportPreview } from '../../../../shared/contract/index.ts'
import type { CodeList, Field, FormTemplate } from '../../../../shared/forms/form-schema.ts'
import type { Pack } from '../../../../shared/forms/pack-types.ts'
import { AppError } from '../../../../shared/model/errors.ts'
import type { ParsedRow, ParsedWorkbook } from '../../ports.ts'
import { type ChosenTable, chooseTables } from './choose-table.ts'
import { decisionsOf } from './decisions.ts'
import { type FieldIndex, fieldIndex } from './field-index.ts'
import type { SavedMapping } from './map-columns.ts'
import { openSumsQuestion } from './open-sums.ts'
import { withPackHeadings } from './pack-mapping.ts'
import { readTable, type TableReading } from './read-table.ts'
import { repeatedRows } from './repeated-rows.ts'
import type { RowUnitStatements } from './row-unit-statements.ts'
import type { Signatures } from './signatures.ts'
import type { UnitAmong } from './stated-unit.ts'
import { fileNameProblem, type TitledSheet, titleProblems } from './title-problems.ts'
import { refuseTwoLines } from './two-lines.ts'
import { cellText } from './words.ts'

export interface RecogniseInput {
  readonly workbook: ParsedWorkbook
  readonly template: FormTemplate
  readonly codes: ReadonlyMap<string, CodeList>
  readonly period: string
  readonly options: ImportOptions
  /** What was decided before for a header with this fingerprint. */
  readonly saved: (fingerprint: string, keys: readonly string[]) => SavedMapping | undefined
  /** The pack, where it may know headings that the form does not. */
  readonly pack?: Pick<Pack, 'forms' | 'mappings'>
  /** The name of the file, where it is about this report alone. */
  readonly fileName?: string | undefined
  /** Who fills in; with it a file of another county is noticed. */
  readonly unit?: UnitAmong
}
export interface ImportedRow {
  /** 1-based row of the sheet. */
  readonly row: number
  /** Position in `Recognition.parts`. */
  readonly part: number
  /** By position in `fields`; undefined where the row's table has no such column. */
  readonly values: readonly (string | null | undefined)[]
}
export interface RecognisedPart {
  readonly sheet: string
  readonly headerRows: [number, number]
  /** First and last column, where tables stand side by side. */
  readonly range: [string, string] | undefined
  /** First and last row of the data that was pointed at. */
  readonly only?: [number, number]
  /** 0-based column of each field that is imported. */
  readonly columns: ReadonlyMap<string, number>
  readonly rows: number
  /** What the table says of units, where each row has its own. */
  readonly rowUnits: RowUnitStatements | undefined
}
export interface Recognition
  extends Pick<ImportPreview, 'sheets' | 'sheet' | 'headerRows' | 'columns' | 'skipped' | 'questions' | 'problems' | 'picture'> {
  readonly parts: readonly RecognisedPart[]
  /** True when addresses must say of which sheet they are. */
  readonly hasSheets: boolean
  readonly fingerprint: string
  /** The decisions of this import in a form that fits other files with the same header. */
  readonly decided: SavedMapping | undefined
  /** The same for every header among the tables. */
  readonly memories: readonly { readonly fingerprint: string; readonly decided: SavedMapping }[]
  /** Fields that are imported, with their 0-based columns in the first table that has them. */
  readonly fields: readonly { readonly field: Field; readonly column: number }[]
  readonly rows: readonly ImportedRow[]
  readonly signatures: Signatures
}

const pictureRows = 12
const pictureColumns = 80

/** @throws AppError SHEET_UNKNOWN, HEADER_NOT_FOUND, RECORD_ON_TWO_LINES, FIELD_UNKNOWN */
export function recognise(input: RecogniseInput): Recognition {
  const { workbook, template, options } = input
  for (const key of Object.values(options.columns ?? {}))
    if (key !== null && !template.fields.some((field) => field.key === key))
      throw new AppError('FIELD_UNKNOWN', { form: template.id, field: key })
  const own = fieldIndex(template)
  const index = input.pack === undefined ? own : withPackHeadings(own, input.pack, template.id)
  const chosen = chooseTables(workbook, template, index, input.period, options)
  refuseTwoLines(chosen.tables, index, options)
  const decisions = decisionsOf(chosen.tables, options)
  const hasSheets = new Set(chosen.tables.map(({ view }) => view.sheet.name)).size > 1
  const readings = chosen.tables.map((table, at) =>
    readTable(table, index, { ...input, date1904: workbook.date1904, isFirst: at === 0, hasSheets, decisions: decisions[at] }),
  )
  const [first] = readings
  if (first === undefined) throw new AppError('HEADER_NOT_FOUND', { form: template.title })
  const titles = titledSheets(chosen.tables).flatMap((titled, at) =>
    [
      ...(at === 0 && input.fileName !== undefined ? fileNameProblem(titled, input.fileName, input.period) : []),
      ...titleProblems(titled, input.period, input.unit),
    ].map((problem) => (hasSheets ? { ...problem, cell: `${titled.sheet.name}!${problem.cell}` } : problem)),
  )
  const fields = fieldsOf(readings)
  return {
    sheets: chosen.sheets,
    sheet: first.part.sheet,
    headerRows: first.part.headerRows,
    parts: readings.map(({ part }) => part),
    hasSheets,
    columns: differing(readings).flatMap(({ columns }) => columns),
    skipped: readings.flatMap(({ skipped }) => skipped),
    questions: [
      ...chosen.questions,
      // Which tables are meant comes first.
      ...(chosen.questions.length > 0 ? [] : rowQuestions(readings, template, index)),
      ...differing(readings, questionKeys).flatMap(({ questions }) => questions),
    ],
    problems: [...titles, ...readings.flatMap(({ problems }) => problems)],
    picture: pictureOf(first),
    fingerprint: first.fingerprint,
    decided: first.decided,
    memories: differing(readings).flatMap(({ fingerprint, decided }) => (decided === undefined ? [] : [{ fingerprint, decided }])),
    fields,
    rows: readings.flatMap((reading, part) => rowsOf(reading, part, fields)),
    signatures: Object.assign({}, ...readings.map(({ signatures }) => signatures).toReversed()),
  }
}

/** One at a time: each answer says which rows are meant. */
const rowQuestions = (readings: readonly TableReading[], template: FormTemplate, index: FieldIndex): Recognition['questions'] => {
  const repeated = repeatedRows(readings, template, index)
  return repeated.length > 0 ? [...repeated] : [...openSumsQuestion(readings)]
}

const titledSheets = (tables: readonly ChosenTable[]): readonly TitledSheet[] => {
  const sheets = new Map<string, TitledSheet>()
  for (const { view, block, only } of tables) {
    const { name } = view.sheet
    const top = Math.min(block.top, sheets.get(name)?.top ?? block.top)
    sheets.set(name, { sheet: view.sheet, top, isPart: only !== undefined })
  }
  return [...sheets.values()]
}

/** The first table of each header: an answer for one holds for the others. */
const differing = (readings: readonly TableReading[], keys: (reading: TableReading) => string = ({ fingerprint }) => fingerprint) => {
  const seen = new Set<string>()
  return readings.filter((reading) => {
    const key = keys(reading)
    if (seen.has(key)) return false
    seen.add(key)
    return true
  })
}
/** Contents may raise a question in one table that its twin does not have. */
const questionKeys = ({ fingerprint, questionKeys: keys }: TableReading): string => [fingerprint, ...keys].join('\n')

const fieldsOf = (readings: readonly TableReading[]): Recognition['fields'] => {
  const fields = new Map<string, { field: Field; column: number }>()
  for (const { imported } of readings) for (const one of imported) if (!fields.has(one.field.key)) fields.set(one.field.key, one)
  return [...fields.values()]
}

const rowsOf = ({ imported, rows }: TableReading, part: number, fields: Recognition['fields']): ImportedRow[] => {
  const positions = fields.map(({ field }) => imported.findIndex((one) => one.field.key === field.key))
  const isSame = positions.every((position, at) => position === at)
  return rows.map(({ row, values }) => ({
    row,
    part,
    values: isSame ? values : positions.map((position) => (position < 0 ? undefined : (values[position] ?? null))),
  }))
}

const pictureOf = ({ table: { view, block } }: TableReading): ImportPreview['picture'] =>
  drawn(view.sheet.rows.filter((row) => row.row <= block.bottom + pictureRows).slice(0, block.bottom - block.top + 2 * pictureRows))

/** Rows as they look, for a picture. */
export const drawn = (rows: readonly ParsedRow[]): ImportPreview['picture'] =>
  rows.map((row) => ({
    row: row.row,
    // Blank cells are holes, which `map` would leave as they are.
    cells: Array.from(row.cells.slice(0, pictureColumns), (cell) => cellText(cell).slice(0, 200)),
  }))
