/** Totals that people typed below their rows: they are not imported, but where they do not add up somebody should look. */
import type { ImportPreview } from '../../../../shared/contract/index.ts'
import { cellAddress } from '../../../../shared/forms/columns.ts'
import type { FormTemplate } from '../../../../shared/forms/form-schema.ts'
import { decimalText, parseDecimal, zero } from '../../../../shared/model/decimal.ts'
import { importText } from '../../../../shared/text/import.ts'
import { grandTotalWord } from '../../../../shared/text/import-words.ts'
import type { ParsedRow } from '../../ports.ts'
import type { ColumnReading } from './read-cell.ts'
import { readCell } from './read-cell.ts'
import type { ReadRow } from './read-rows.ts'
import { cellText } from './words.ts'

type Problem = ImportPreview['problems'][number]

interface ReadColumn {
  readonly column: number
  readonly reading: ColumnReading
  /** Where the column's values stand in an imported row. */
  readonly position: number
}

const isGrandTotal = (row: ParsedRow): boolean => {
  const first = row.cells.find((cell) => cellText(cell).trim() !== '')
  return grandTotalWord.test(cellText(first).replace(/\s+/g, ''))
}

/**
 * Compares the file's own grand total with the sum of the rows, for the fields that the form sums up. Silent where the
 * file has no grand total or several, or where a cell of the column could not be read.
 */
export const totalProblems = (
  template: FormTemplate,
  totals: readonly ParsedRow[],
  columns: readonly ReadColumn[],
  rows: readonly ReadRow[],
): Problem[] => {
  const summed = template.totals.find(({ where, by, over }) => where === undefined && by === undefined && over !== 'year')
  const [total, ...others] = totals.filter(isGrandTotal)
  if (summed === undefined || total === undefined || others.length > 0) return []
  return columns.flatMap(({ column, reading, position }): Problem[] => {
    const typed = readCell(total.cells[column], reading, null)
    const stated = typed.value === null || typed.problem !== undefined ? undefined : parseDecimal(typed.value)
    if (!summed.fields.includes(reading.field.key) || stated === undefined) return []
    const values = rows.flatMap(({ values }) => (values[position] === null ? [] : [parseDecimal(values[position] ?? '')]))
    if (values.includes(undefined)) return []
    const sum = values.reduce((all, value) => (value === undefined ? all : (all ?? zero).plus(value)), zero) ?? zero
    if (sum.eq(stated)) return []
    const message = importText.totalDiffers(reading.field.label, decimalText(stated), decimalText(sum))
    return [
      { cell: cellAddress(total.row - 1, column), field: reading.field.key, raw: cellText(total.cells[column]), code: 'doubtful', message },
    ]
  })
}
