/** Tables in which one record takes two lines: two names of fields over the same column, the one for the upper line, the other for the lower. */
import type { ImportOptions } from '../../../../shared/contract/index.ts'
import { columnLetters } from '../../../../shared/forms/columns.ts'
import type { Field } from '../../../../shared/forms/form-schema.ts'
import { AppError } from '../../../../shared/model/errors.ts'
import type { ChosenTable } from './choose-table.ts'
import { certain, type FieldIndex } from './field-index.ts'
import type { HeaderColumn } from './header-search.ts'
import { words } from './words.ts'

/** One such column may be a group of a single field. */
const fewestColumns = 2

/**
 * Refuses tables with records on two lines: read as one line each, the figures of the upper line would land in the fields of
 * the lower one. Whoever said what one of these columns is has seen the table.
 * @throws AppError RECORD_ON_TWO_LINES
 */
export function refuseTwoLines(tables: readonly ChosenTable[], index: FieldIndex, options: ImportOptions): void {
  const isPointedAt = options.headerRows !== undefined || options.parts !== undefined
  for (const { view, block } of tables) {
    // Without merges the names of the lower line stand in what looks like the first row of data.
    const columns = block.columns.map((column) => {
      const { label } = index.heading(isPointedAt ? '' : view.shown(block.bottom + 1, column.column))
      return surely(index, label).length === 0 ? column : { ...column, path: [...column.path, label] }
    })
    const isBelow = columns.some((column, at) => column !== block.columns[at])
    const doubled = columns.flatMap((column) => doubledName(column, columns, index) ?? [])
    const [first] = doubled
    if (first === undefined || doubled.length < fewestColumns) continue
    if (doubled.some(({ column }) => options.columns?.[columnLetters(column)] !== undefined)) continue
    const { upper, lower } = first
    const bottom = block.bottom + (isBelow ? 1 : 0)
    throw new AppError('RECORD_ON_TWO_LINES', { sheet: view.sheet.name, top: block.top, bottom, upper, lower })
  }
}

interface DoubledName {
  readonly column: number
  readonly upper: string
  readonly lower: string
}

const doubledName = ({ column, path }: HeaderColumn, columns: readonly HeaderColumn[], index: FieldIndex): DoubledName | undefined => {
  const [upper, lower] = path.slice(-2)
  if (upper === undefined || lower === undefined) return undefined
  // A group stands over several columns, and a form may call one of its groups like a field.
  const isGroup = columns.some((other) => other.column !== column && other.path.some((label) => words(label) === words(upper)))
  if (isGroup || index.exact([upper + lower]).length > 0) return undefined
  const above = surely(index, upper)
  const below = surely(index, lower)
  const isDoubled = above.length > 0 && below.length > 0 && above.every((field) => !below.includes(field))
  return isDoubled ? { column, upper, lower } : undefined
}

const surely = (index: FieldIndex, label: string): readonly Field[] =>
  index
    .exact([label])
    .filter(({ score }) => score >= certain)
    .map(({ field }) => field)
