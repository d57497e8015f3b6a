/** Computed cells and printed totals. Both rest on the same formulas and the same exact numbers as the rules. */
import type { FormTemplate, Pack, ReportingUnit } from '../forms/schema.ts'
import { decimalText, zero } from '../model/decimal.ts'
import { AppError } from '../model/errors.ts'
import { naturalKey } from '../model/natural-key.ts'
import { blank, isDecimal } from './cel/value.ts'
import { type CompiledForm, compileForms, type ExpressionProblem } from './forms.ts'
import type { CheckInput, FormData, ReportHeaderData } from './input.ts'
import { textOfValue } from './model.ts'
import { type RowView, Run, Sheet } from './sheet.ts'

type Values = Readonly<Record<string, string>>

export interface ComputeContext {
  readonly period: string
  readonly unit: ReportingUnit
  readonly header?: ReportHeaderData
  /** The same row one period earlier, computed values included. */
  readonly previous?: Values
}
export interface Total {
  readonly label: string
  /** Exact sums, canonical text; absent when no row holds a value. Where the form counts rows, how many, with their unit. */
  readonly values: Record<string, string>
  /** Rows whose cell is blank or cannot be read. */
  readonly missing: Record<string, number>
}
export interface CompiledTemplate {
  readonly template: FormTemplate
  /** Computed cells of a row from its stored values; absent where a formula rests on a blank. */
  readonly computeRow: (values: Values, context: ComputeContext) => Record<string, string>
  /** Computed cells of all rows of the form, by row id; cumulative formulas follow the earlier periods. */
  readonly computeReport: (input: CheckInput) => ReadonlyMap<string, Record<string, string>>
  /** The printed totals over rows with stored and computed values together. */
  readonly totals: (rows: readonly Values[]) => Total[]
  /** Whether a field must be filled in this row; undefined when that hangs on a blank. */
  readonly isRequired: (field: string, values: Values, context: ComputeContext) => boolean | undefined
}

const computedOf = (row: RowView): Record<string, string> => {
  const result: Record<string, string> = {}
  for (const field of row.sheet.form.fields) {
    if (field.formula === undefined) continue
    const text = textOfValue(row.get(field.index))
    if (text !== undefined) result[field.field.key] = text
  }
  return result
}

const nothingEarlier = (): readonly [] => []

/** Compiles the expressions of one form. Throws PACK_INVALID when one of them is wrong. */
export const compileTemplate = (pack: Pack, template: FormTemplate): CompiledTemplate => {
  const problems: ExpressionProblem[] = []
  const compiled = compileForms(pack, [template], (problem) => problems.push(problem)).get(template.id)
  const [problem] = problems
  if (compiled === undefined || problem !== undefined) {
    throw new AppError('PACK_INVALID', { pack: pack.manifest.id, file: template.id, message: problem?.message ?? template.id })
  }
  const { model } = compiled
  const models = new Map([[template.id, model]])
  const [anyUnit] = pack.manifest.units

  const rowIn = (values: Values, context: ComputeContext): RowView | undefined => {
    const key = naturalKey(template.naturalKey, values)
    const run = new Run(models, inputOf(template.id, context, values, key))
    const previous = context.previous === undefined ? undefined : run.sheetBefore(template.id, context.period)?.rows[0]
    const data = run.input.current.get(template.id)
    const options = { ...(data === undefined ? {} : { data }), ...(previous === undefined ? {} : { previousOfFirst: previous }) }
    return new Sheet(run, model, context.period, [{ id: '', key, values }], options).rows[0]
  }

  return {
    template,
    computeRow: (values, context) => {
      const row = rowIn(values, context)
      return row === undefined ? {} : computedOf(row)
    },
    computeReport: (input) => {
      const sheet = new Run(models, input).sheet(template.id)
      return new Map(sheet?.rows.map((row) => [row.data.id, computedOf(row)]))
    },
    totals: (rows) => {
      if (anyUnit === undefined || compiled.totals.length === 0) return []
      const run = new Run(models, inputOf(template.id, { period: pack.manifest.validFrom, unit: anyUnit }, {}, ''))
      const data = rows.map((values, index) => ({ id: String(index), key: '', values }))
      return totalsOf(compiled, new Sheet(run, model, pack.manifest.validFrom, data, { given: true }))
    },
    isRequired: (field, values, context) => {
      const rule = model.byKey.get(field)?.field.required
      const condition = compiled.required.get(field)
      if (typeof rule === 'boolean' || condition === undefined) return rule === true
      const row = rowIn(values, context)
      if (row === undefined) return undefined
      const answer = condition.run({ sheet: row.sheet, row, locals: [] })
      return typeof answer === 'boolean' ? answer : undefined
    },
  }
}

const emptyHeader: ReportHeaderData = {
  preparer: '',
  preparerPhone: '',
  auditor: '',
  leader: '',
  fillDate: '',
  dataSource: '',
  revisionNo: 0,
  revisionReason: '',
  zeroReport: false,
  zeroReason: '',
}

const inputOf = (form: string, context: ComputeContext, values: Values, key: string): CheckInput => {
  const data = (rowValues: Values): FormData => ({
    header: context.header ?? emptyHeader,
    state: '填报中',
    rows: [{ id: '', key, values: rowValues }],
  })
  return {
    checkDate: `${context.period}-01`,
    period: context.period,
    unit: context.unit,
    current: new Map([[form, data(values)]]),
    previous: new Map(context.previous === undefined ? [] : [[form, data(context.previous)]]),
    earlier: nothingEarlier,
  }
}

const totalsOf = (compiled: CompiledForm, sheet: Sheet): Total[] =>
  compiled.totals.map((total) => {
    const rows = total.where === undefined ? sheet.rows : sheet.rows.filter((row) => total.where?.({ sheet, row, locals: [] }) === true)
    const values: Record<string, string> = {}
    const missing: Record<string, number> = {}
    for (const key of total.fields) {
      const field = compiled.model.byKey.get(key)
      if (field === undefined) continue
      const numbers = rows.map((row) => row.get(field.index)).filter((value) => value !== blank && isDecimal(value))
      const gaps = rows.length - numbers.length
      if (numbers.length > 0) values[key] = decimalText(numbers.reduce((sum, value) => sum.plus(value), zero))
      if (gaps > 0) missing[key] = gaps
    }
    if (total.count !== undefined) values[total.count.field] = `${rows.length}${total.count.unit}`
    return { label: total.label, values, missing }
  })
