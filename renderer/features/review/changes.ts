import type { Report } from '../../../shared/contract/index.ts'
import type { FormTemplate } from '../../../shared/forms/form-schema.ts'

export interface FieldChange {
  /** Null for a row that the report has no longer. */
  readonly row: string | null
  readonly rowName: string
  readonly field: string
  readonly label: string
  readonly before: string | null
  readonly after: string | null
}
export interface ReportChanges {
  readonly fields: readonly FieldChange[]
  readonly newRows: readonly { readonly row: string; readonly rowName: string }[]
  readonly goneRows: readonly string[]
}

type Row = Report['rows'][number]
const keyOf = (row: Row): string => row.key || row.id
const shownValue = (row: Row, field: string): string | null => row.values[field] ?? row.computed[field] ?? null

/** What differs from an earlier report of the same form: rows by their key, then field by field in printed order. */
export function reportChanges(template: FormTemplate, before: Pick<Report, 'rows'>, after: Pick<Report, 'rows'>): ReportChanges {
  const earlier = new Map(before.rows.map((row) => [keyOf(row), row]))
  const fields: FieldChange[] = []
  const newRows: { row: string; rowName: string }[] = []
  after.rows.forEach((row, index) => {
    const rowName = row.key || `#${index + 1}`
    const old = earlier.get(keyOf(row)) ?? before.rows.find(({ id }) => id === row.id)
    if (!old) {
      newRows.push({ row: row.id, rowName })
      return
    }
    earlier.delete(keyOf(old))
    for (const { key: field, label } of template.fields) {
      const [was, is] = [shownValue(old, field), shownValue(row, field)]
      if (was !== is) fields.push({ row: row.id, rowName, field, label, before: was, after: is })
    }
  })
  return { fields, newRows, goneRows: [...earlier.keys()] }
}
