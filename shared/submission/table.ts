/** A report as a table: the same rows for the JSON, the CSV and the Table Schema. */
import { headerGrid } from '../forms/columns.ts'
import type { Field, FieldType, FormTemplate } from '../forms/form-schema.ts'
import { type DataPackageFile, type RecordsFile, rowIdColumn } from './content.ts'

/** A report as it is sealed: stored and computed cells apart. */
export interface SealedReport {
  readonly form: string
  readonly period: string
  readonly unit: string
  readonly header: RecordsFile['header']
  readonly rows: readonly {
    readonly id: string
    readonly values: Readonly<Record<string, string>>
    readonly computed: Readonly<Record<string, string>>
  }[]
  readonly totals: RecordsFile['totals']
}

type TableField = DataPackageFile['resources'][number]['schema']['fields'][number]

const tableTypes: Readonly<Record<FieldType, TableField['type']>> = {
  text: 'string',
  longText: 'string',
  integer: 'integer',
  decimal: 'number',
  percent: 'number',
  money: 'number',
  date: 'date',
  month: 'yearmonth',
  yesNo: 'boolean',
  code: 'string',
  region: 'string',
  town: 'string',
  uscc: 'string',
  attachment: 'string',
}

const tableField = (field: Field, categories: TableField['categories']): TableField => ({
  name: field.key,
  title: field.label,
  type: tableTypes[field.type],
  fieldType: field.type,
  ...(field.unit === undefined ? {} : { unit: field.unit }),
  ...(categories === undefined ? {} : { categories }),
  ...(field.type === 'yesNo' ? { trueValues: ['是'], falseValues: ['否'] } : {}),
})

/** Columns in printed order, the row's id first. */
export const tableSchema = (
  template: FormTemplate,
  categories: ReadonlyMap<string, TableField['categories']> = new Map(),
): DataPackageFile['resources'][number]['schema'] => ({
  fields: [
    { name: rowIdColumn, title: rowIdColumn, type: 'string' },
    ...headerGrid(template).columns.map((field) => tableField(field, categories.get(field.key))),
  ],
  primaryKey: [rowIdColumn],
  missingValues: [''],
})

/** A value typed over a computed one wins, as on screen and paper. */
export function recordsOf(template: FormTemplate, report: SealedReport): RecordsFile {
  const keys = headerGrid(template).columns.map((field) => field.key)
  return {
    form: report.form,
    period: report.period,
    unit: report.unit,
    header: { ...report.header },
    columns: [rowIdColumn, ...keys],
    rows: report.rows.map((row) => [row.id, ...keys.map((key) => row.values[key] ?? row.computed[key] ?? null)]),
    totals: report.totals.map((total) => ({ ...total })),
  }
}
