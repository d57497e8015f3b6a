/** Computed cells and printed totals. Both rest on the same formulas and the same exact numbers as the rules. */
import type { FormTemplate } from '../forms/form-schema.ts'
import type { ReportingUnit } from '../forms/manifest-schema.ts'
import type { Pack } from '../forms/pack-types.ts'
import { AppError } from '../model/errors.ts'
import { naturalKey } from '../model/natural-key.ts'
import { type CompiledForm, compileForms, type ExpressionProblem, formsNamed } from './forms.ts'
import { blankHeader, type CheckInput, type FormData, type ReportHeaderData } from './input.ts'
import { textOfValue } from './model.ts'
import { type RowView, Run, Sheet } from './sheet.ts'
import { type TotalLine, totalLines, totalMembers, totalSteps } from './totals.ts'

type Values = Readonly<Record<string, string>>

export interface ComputeContext {
  readonly period: string
  readonly unit: ReportingUnit
  readonly header?: ReportHeaderData
  /** The same row one period earlier, computed values included. */
  readonly previous?: Values
}
/** A stored cell. */
export interface CellBehind {
  readonly form: string
  readonly period: string
  readonly row: string
  readonly key: string
  readonly field: string
  readonly value: string
}
export interface CompiledTemplate {
  readonly template: FormTemplate
  /** Computed fields that `computeRow` cannot know: they rest on earlier reports beyond the last, or on other forms. */
  readonly beyondRow: ReadonlySet<string>
  /** Computed cells of a row from its stored values; absent where a formula rests on a blank. */
  readonly computeRow: (values: Values, context: ComputeContext) => Record<string, string>
  /** Computed cells of all rows of the form, by row id; cumulative formulas follow the earlier periods. */
  readonly computeReport: (input: CheckInput) => ReadonlyMap<string, Record<string, string>>
  /** Stored cells with numbers that a cell of a row is worked out from, by month, newest first, its own form first. */
  readonly cellsBehind: (input: CheckInput, row: string, field: string) => CellBehind[]
  /** The printed totals of a period over rows with stored and computed values together, and over `yearRows` where a total counts the year. */
  readonly totals: (rows: readonly Values[], yearRows?: readonly Values[], period?: string) => TotalLine[]
  /** The same in small steps, for whoever must not be held up. */
  readonly totalSteps: (rows: readonly Values[], yearRows?: readonly Values[], period?: string) => Generator<undefined, TotalLine[]>
  /** For each of these lines the positions of the rows it counts, `yearRows` behind `rows`. */
  readonly totalMembers: (rows: readonly Values[], yearRows?: readonly Values[], period?: string) => (readonly number[])[]
  /** The rows of the year's earlier periods, computed values included; empty when no total asks for them. */
  readonly yearRows: (input: CheckInput) => Values[]
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

/** Reads the cell in a run of its own, so that nothing is known yet and every stored cell it needs is seen. */
const cellsBehind = (run: Run, form: string, id: string, field: number): CellBehind[] => {
  const row = run.sheet(form)?.rows.find(({ data }) => data.id === id)
  if (row === undefined) return []
  const found: CellBehind[] = []
  run.onRead = ({ sheet, data }, index) => {
    const model = sheet.form.fields[index]
    const value = model === undefined ? undefined : data.values[model.field.key]
    if (model === undefined || value === undefined || value === '' || model.celType !== 'Decimal') return
    found.push({ form: sheet.form.template.id, period: sheet.period, row: data.id, key: data.key, field: model.field.key, value })
  }
  row.get(field)
  const rank = ({ form: of, period }: CellBehind): string => `${of === form ? 1 : 0}${period}`
  return found.toSorted((a, b) => (rank(a) === rank(b) ? 0 : rank(a) < rank(b) ? 1 : -1))
}

const compiledBefore = new WeakMap<FormTemplate, { readonly pack: Pack; readonly compiled: CompiledTemplate }>()

/** Compiles the expressions of one form, once as long as pack and form live. Throws PACK_INVALID when one of them is wrong. */
export const compileTemplate = (pack: Pack, template: FormTemplate): CompiledTemplate => {
  const known = compiledBefore.get(template)
  if (known !== undefined && known.pack === pack) return known.compiled
  const compiled = compileAnew(pack, template)
  compiledBefore.set(template, { pack, compiled })
  return compiled
}

const compileAnew = (pack: Pack, template: FormTemplate): CompiledTemplate => {
  const problems: ExpressionProblem[] = []
  const forms = compileForms(pack, [template, ...formsNamed(pack, template)], (problem) => problems.push(problem))
  const compiled = forms.get(template.id)
  const [problem] = problems
  if (compiled === undefined || problem !== undefined) {
    throw new AppError('PACK_INVALID', { pack: pack.manifest.id, file: template.id, message: problem?.message ?? template.id })
  }
  const { model } = compiled
  const models = new Map([...forms].map(([id, form]) => [id, form.model]))
  const [anyUnit] = pack.manifest.units

  const rowIn = (values: Values, context: ComputeContext): RowView | undefined => {
    const key = naturalKey(template.naturalKey, values)
    const run = new Run(models, inputOf(template.id, context, values, key))
    const previous = context.previous === undefined ? undefined : run.sheetBefore(template.id, context.period)?.rows[0]
    const data = run.input.current.get(template.id)
    const options = { ...(data === undefined ? {} : { data }), ...(previous === undefined ? {} : { previousOfFirst: previous }) }
    return new Sheet(run, model, context.period, [{ id: '', key, values }], options).rows[0]
  }

  const overTotals = <T>(
    ask: (form: CompiledForm, sheet: Sheet, earlier: Sheet) => T,
    rows: readonly Values[],
    yearRows: readonly Values[] = [],
    period: string = pack.manifest.validFrom,
  ): T | undefined => {
    if (anyUnit === undefined || compiled.totals.length === 0) return undefined
    const run = new Run(models, inputOf(template.id, { period, unit: anyUnit }, {}, ''))
    const sheetOf = (list: readonly Values[]): Sheet => {
      const data = list.map((values, index) => ({ id: String(index), key: '', values }))
      return new Sheet(run, model, period, data, { given: true })
    }
    return ask(compiled, sheetOf(rows), sheetOf(yearRows))
  }

  return {
    template,
    beyondRow: compiled.beyondRow,
    computeRow: (values, context) => {
      const row = rowIn(values, context)
      return row === undefined ? {} : computedOf(row)
    },
    computeReport: (input) => {
      const sheet = new Run(models, input).sheet(template.id)
      return new Map(sheet?.rows.map((row) => [row.data.id, computedOf(row)]))
    },
    cellsBehind: (input, id, field) => {
      const index = model.byKey.get(field)?.index
      return index === undefined ? [] : cellsBehind(new Run(models, input), template.id, id, index)
    },
    totals: (...of) => overTotals(totalLines, ...of) ?? [],
    *totalSteps(...of) {
      const steps = overTotals(totalSteps, ...of)
      return steps === undefined ? [] : yield* steps
    },
    totalMembers: (...of) => overTotals(totalMembers, ...of) ?? [],
    yearRows: (input) => {
      if (!template.totals.some(({ over }) => over === 'year')) return []
      const year = input.period.slice(0, 5)
      const rows = new Run(models, input).earlier(template.id).filter(({ sheet }) => sheet.period.startsWith(year))
      return rows.map((row) => ({ ...computedOf(row), ...row.data.values }))
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

const inputOf = (form: string, context: ComputeContext, values: Values, key: string): CheckInput => {
  const data = (rowValues: Values): FormData => ({
    header: context.header ?? blankHeader,
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
