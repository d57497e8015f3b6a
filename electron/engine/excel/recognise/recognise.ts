/**
 * Understands a parsed workbook as one form: which sheet, which rows are the header, which column is which field, in
 * which unit, and which rows are data. Pure. Whatever is in doubt becomes a question; nothing is decided in silence.
 */
import type { ImportOptions, ImportPreview } from '../../../../shared/contract/index.ts'
import { columnLetters } from '../../../../shared/forms/columns.ts'
import type { CodeList, Field, FormTemplate } from '../../../../shared/forms/form-schema.ts'
import { AppError } from '../../../../shared/model/errors.ts'
import type { ParsedRow, ParsedWorkbook } from '../../ports.ts'
import { chooseHeader, chooseSheet } from './choose-table.ts'
import { collectRows } from './collect-rows.ts'
import { fieldIndex } from './field-index.ts'
import { mapColumns, type SavedMapping } from './map-columns.ts'
import { readRows } from './read-rows.ts'
import { sheetView } from './sheet-view.ts'
import { readSignatures, type Signatures } from './signatures.ts'
import { unitsOfTable } from './table-units.ts'
import { cellText } from './words.ts'

export interface RecogniseInput {
  readonly workbook: ParsedWorkbook
  readonly template: FormTemplate
  readonly codes: ReadonlyMap<string, CodeList>
  readonly period: string
  readonly options: ImportOptions
  /** What was decided before for a header with this fingerprint. */
  readonly saved: (fingerprint: string) => SavedMapping | undefined
}
export interface ImportedRow {
  /** 1-based row of the sheet. */
  readonly row: number
  /** By position in `fields`. */
  readonly values: readonly (string | null)[]
}
export interface Recognition
  extends Pick<ImportPreview, 'sheets' | 'sheet' | 'headerRows' | 'columns' | 'skipped' | 'questions' | 'problems' | 'picture'> {
  readonly fingerprint: string
  /** The decisions of this import in a form that fits other files with the same header. */
  readonly decided: SavedMapping | undefined
  /** Fields that are imported, with their 0-based columns. */
  readonly fields: readonly { readonly field: Field; readonly column: number }[]
  readonly rows: readonly ImportedRow[]
  readonly signatures: Signatures
}

const pictureRows = 12
const pictureColumns = 80

/** @throws AppError SHEET_UNKNOWN, HEADER_NOT_FOUND, FIELD_UNKNOWN */
export function recognise(input: RecogniseInput): Recognition {
  const { workbook, template, options } = input
  for (const key of Object.values(options.columns ?? {}))
    if (key !== null && !template.fields.some((field) => field.key === key))
      throw new AppError('FIELD_UNKNOWN', { form: template.id, field: key })
  const index = fieldIndex(template)
  const table = chooseSheet(workbook, template, index, input.period, options)
  const view = sheetView(table.sheet)
  const header = chooseHeader(view, index, table.headers, options)
  if (header === undefined) throw new AppError('HEADER_NOT_FOUND', { form: template.title, sheet: table.sheet.name })
  const mapping = mapColumns(header.block, view, template, index, input.codes, options, input.saved)
  const collected = collectRows(view, template, header, mapping)
  const units = unitsOfTable(view, header.block, collected, mapping, options)
  const reading = readRows(view, header.block, collected, mapping, units.factors, { ...input, date1904: workbook.date1904 })

  const columns = mapping.columns.map(({ column, path, field, by }): ImportPreview['columns'][number] => {
    const letter = columnLetters(column)
    return {
      letter,
      path: [...path],
      unit: units.shown.get(column) ?? null,
      field: field?.key ?? null,
      by,
      factor: units.factors.get(column) ?? '1',
      samples: samplesOf(collected.rows, column),
    }
  })
  return {
    sheets: table.sheets,
    sheet: table.sheet.name,
    headerRows: [header.block.top, header.block.bottom],
    columns,
    skipped: collected.skipped,
    questions: [...table.questions, ...header.questions, ...mapping.questions(collected), ...units.questions],
    problems: reading.problems,
    picture: table.sheet.rows
      .filter((row) => row.row <= header.block.bottom + pictureRows)
      .slice(0, header.block.bottom - header.block.top + 2 * pictureRows)
      .map((row) => ({
        row: row.row,
        // Blank cells are holes, which `map` would leave as they are.
        cells: Array.from(row.cells.slice(0, pictureColumns), (cell) => cellText(cell).slice(0, 200)),
      })),
    fingerprint: mapping.fingerprint,
    decided: mapping.decided(options),
    fields: mapping.imported,
    rows: reading.rows,
    signatures: readSignatures(collected.footer),
  }
}

const samplesOf = (rows: readonly ParsedRow[], column: number): string[] => {
  const samples: string[] = []
  for (const row of rows) {
    const text = cellText(row.cells[column])
    if (text !== '') samples.push(text.slice(0, 100))
    if (samples.length === 3) break
  }
  return samples
}
