/** Reads one table of a sheet: its columns, its units, its rows. */
import type { ImportPreview } from '../../../../shared/contract/index.ts'
import { columnLetters } from '../../../../shared/forms/columns.ts'
import type { Field } from '../../../../shared/forms/form-schema.ts'
import type { ParsedRow } from '../../ports.ts'
import type { ChosenTable } from './choose-table.ts'
import { collectRows } from './collect-rows.ts'
import type { TableDecisions } from './decisions.ts'
import type { FieldIndex } from './field-index.ts'
import { mapColumns, type SavedMapping } from './map-columns.ts'
import { namedRows } from './named-units.ts'
import { type ReadRow, readRows } from './read-rows.ts'
import type { RecognisedPart, RecogniseInput } from './recognise.ts'
import { rowUnitStatements } from './row-unit-statements.ts'
import { readSignatures, type Signatures } from './signatures.ts'
import { placesOf, type ToldRow } from './sub-totals.ts'
import { unitsOfTable } from './table-units.ts'
import { cellText } from './words.ts'

export interface TableReading extends Pick<ImportPreview, 'columns' | 'skipped' | 'questions' | 'problems'> {
  readonly table: ChosenTable
  readonly part: RecognisedPart
  readonly fingerprint: string
  readonly decided: SavedMapping | undefined
  readonly imported: readonly { readonly field: Field; readonly column: number }[]
  readonly rows: readonly ReadRow[]
  /** Rows of data that may be sub-totals, to be asked about. */
  readonly openSums: readonly ToldRow[]
  readonly signatures: Signatures
  /** What the questions are about, in words that are the same in a table with the same header. */
  readonly questionKeys: readonly string[]
}
interface TableInput extends RecogniseInput {
  readonly date1904: boolean
  readonly isFirst: boolean
  readonly hasSheets: boolean
  readonly decisions: TableDecisions | undefined
}

export function readTable(table: ChosenTable, index: FieldIndex, input: TableInput): TableReading {
  const { view, block } = table
  const { template } = input
  const { name } = view.sheet
  const reference = (letter: string) => (input.isFirst ? letter : `${name}!${letter}${block.bottom}`)
  const mapping = mapColumns(table, index, {
    template,
    codes: input.codes,
    mode: input.options.mode,
    absent: input.options.absent ?? [],
    decisions: input.decisions,
    saved: input.saved,
    reference,
  })
  const found = collectRows(view, template, table, mapping, placesOf(template, input.codes, input.pack))
  const named = namedRows(found.rows, mapping, template, input.codes, index)
  const collected = { ...found, rows: named.rows }
  const factors = input.decisions?.factors
  const units = unitsOfTable(view, block, collected, mapping, template, factors, reference, named.units)
  const rowUnits = rowUnitStatements(view, block, collected, mapping, index, template, units, factors, reference, named.units)
  const reading = readRows(view, block, collected, mapping, units, input)
  const questions = [...mapping.questions(collected), ...units.questions]
  const ids = new Map(mapping.columns.map(({ column, key }) => [reference(columnLetters(column)), key]))
  return {
    table,
    part: {
      sheet: name,
      headerRows: [block.top, block.bottom],
      ...(table.only === undefined ? {} : { only: [table.only[0], table.only[1]] as [number, number] }),
      range: block.range === undefined ? undefined : [columnLetters(block.range[0]), columnLetters(block.range[1])],
      columns: new Map(mapping.imported.map(({ field, column }) => [field.key, column])),
      rows: reading.rows.length,
      rowUnits,
    },
    columns: mapping.columns.map(({ column, path, field, by }) => ({
      letter: reference(columnLetters(column)),
      path: [...path],
      unit: units.shown.get(column) ?? null,
      field: field?.key ?? null,
      by,
      factor: units.factors.get(column) ?? rowUnits?.columns.get(field?.key ?? '')?.given ?? '1',
      samples: samplesOf(collected.rows, column),
    })),
    skipped: input.hasSheets ? collected.skipped.map((row) => ({ ...row, sheet: name })) : collected.skipped,
    questions,
    questionKeys: questions.map(({ id, kind, column }) => `${kind}:${column === null ? id.slice(id.lastIndexOf(':')) : ids.get(column)}`),
    problems: input.hasSheets ? reading.problems.map((problem) => ({ ...problem, cell: `${name}!${problem.cell}` })) : reading.problems,
    fingerprint: mapping.fingerprint,
    decided: mapping.decided(units.statements),
    imported: mapping.imported,
    rows: reading.rows,
    // Whoever pointed at rows has been asked.
    openSums: table.only === undefined ? collected.openSums : [],
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
