/** Cells of a package by row and field. */
import type { FormTemplate } from '../forms/form-schema.ts'
import { type Decimal, parseDecimal } from '../model/decimal.ts'
import { type RecordsFile, rowIdColumn } from '../submission/content.ts'
import type { PackageFacts } from './package-facts.ts'

/** A form of a package. */
export interface FormFigures {
  readonly facts: PackageFacts
  readonly records: RecordsFile
}
export interface FigureRow {
  readonly rowId: string
  /** Cells that are not blank. */
  readonly values: Readonly<Record<string, string>>
}

/** Rows with their cells by field. */
export const rowsIn = ({ columns, rows }: RecordsFile): FigureRow[] =>
  rows.map((row) => {
    const values: Record<string, string> = {}
    let rowId = ''
    for (const [at, column] of columns.entries()) {
      const value = row[at]
      if (column === rowIdColumn) rowId = value ?? ''
      else if (value !== null && value !== undefined) values[column] = value
    }
    return { rowId, values }
  })

/** Exact number in a cell; undefined when it is blank or no number. */
export const numberIn = (values: Readonly<Record<string, string>>, field: string): Decimal | undefined => parseDecimal(values[field] ?? '')

/** The field by which a form that is made from indicators names them. */
export const indicatorField = ({ structure }: Pick<FormTemplate, 'structure'>): string | undefined =>
  Object.entries((structure.kind === 'fixed' ? structure.indicators?.values : undefined) ?? {}).find(([, source]) => source === 'key')?.[0]

/** The form in which progress is judged: made from indicators, with a grade for each. */
export const gradedForm = (forms: ReadonlyMap<string, FormTemplate>): FormTemplate | undefined =>
  [...forms.values()].find((form) => indicatorField(form) !== undefined && form.fields.some(({ key }) => key === 'grade'))
