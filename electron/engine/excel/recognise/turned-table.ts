/** A sheet in which no header was found, because its fields stand in rows: 指标 beside 数量, or one record a column. */
import type { FormTemplate } from '../../../../shared/forms/form-schema.ts'
import { AppError } from '../../../../shared/model/errors.ts'
import type { ParsedSheet } from '../../ports.ts'
import { certain, type FieldIndex } from './field-index.ts'
import { cellText } from './words.ts'

const fewestFields = 3
const rowsSearched = 300
const columnsSearched = 12

/** HEADER_NOT_FOUND, with the sheet whose fields stand in rows, where there is one. */
export function headerNotFound(template: FormTemplate, index: FieldIndex, sheets: readonly ParsedSheet[]): AppError {
  const turned = sheets.find((sheet) => hasFieldsInRows(sheet, index))
  return new AppError('HEADER_NOT_FOUND', { form: template.title, ...(turned === undefined ? {} : { turned: turned.name }) })
}

const hasFieldsInRows = ({ rows }: ParsedSheet, index: FieldIndex): boolean => {
  const fields = Array.from({ length: columnsSearched }, () => new Set<string>())
  for (const { cells } of rows.slice(0, rowsSearched))
    for (const [column, found] of fields.entries()) {
      const cell = cells[column]
      if (cell?.kind !== 'text') continue
      const [best] = index.exact([index.heading(cellText(cell)).label])
      if (best !== undefined && best.score >= certain) found.add(best.field.key)
    }
  return fields.some(({ size }) => size >= fewestFields)
}
