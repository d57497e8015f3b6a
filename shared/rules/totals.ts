/** The printed total lines of a form: sums, counts, sub-totals and rates over the rows of the period or of the year. */
import type { Total } from '../forms/form-schema.ts'
import { Decimal, decimalText, zero } from '../model/decimal.ts'
import { totalsText } from '../text/totals.ts'
import { blank, isDecimal } from './cel/value.ts'
import type { CompiledForm, CompiledTotal } from './forms.ts'
import { fitComputed, textOfValue } from './model.ts'
import type { RowView, Sheet } from './sheet.ts'

export interface TotalLine {
  readonly label: string
  /** Exact sums, canonical text; absent when no row holds a value. Where the form counts rows, how many, with their unit. */
  readonly values: Record<string, string>
  /** Rows whose cell is blank or cannot be read. */
  readonly missing: Record<string, number>
}

const lineOf = (compiled: CompiledForm, spec: Total, label: string, rows: readonly RowView[]): TotalLine => {
  const values: Record<string, string> = {}
  const missing: Record<string, number> = {}
  const sums = new Map<string, Decimal>()
  for (const key of spec.fields) {
    const field = compiled.model.byKey.get(key)
    if (field === undefined) continue
    const numbers = rows.map((row) => row.get(field.index)).filter((value) => value !== blank && isDecimal(value))
    const gaps = rows.length - numbers.length
    if (numbers.length > 0)
      sums.set(
        key,
        numbers.reduce((sum, value) => sum.plus(value), zero),
      )
    if (gaps > 0) missing[key] = gaps
  }
  for (const [key, sum] of sums) values[key] = decimalText(sum)
  for (const { field, of, to } of spec.rates ?? []) {
    const model = compiled.model.byKey.get(field)
    const [part, whole] = [sums.get(of), sums.get(to)]
    if (model === undefined || part === undefined || whole === undefined || whole.eq(zero)) continue
    const share = textOfValue(fitComputed(model, part.times(new Decimal(100)).div(whole)))
    if (share !== undefined) values[field] = share
  }
  if (spec.count !== undefined) values[spec.count.field] = `${rows.length}${spec.count.unit}`
  return { label, values, missing }
}

/** Rows by the value of the field; values in the order of the field's code list, others as they come. */
const groups = (compiled: CompiledForm, key: string, rows: readonly RowView[]): readonly (readonly [string, readonly RowView[]])[] => {
  const field = compiled.model.byKey.get(key)
  if (field === undefined) return []
  const byText = Map.groupBy(rows, (row) => row.text(field.index) ?? '')
  byText.delete('')
  const items = field.codes?.items ?? []
  const listed = items.flatMap(({ code, label }) => {
    const own = byText.get(code)
    byText.delete(code)
    return own === undefined ? [] : [[label, own] as const]
  })
  return [...listed, ...byText]
}

interface LineRows {
  readonly spec: Total
  readonly label: string
  readonly rows: readonly RowView[]
}

const rowsOfLines = (compiled: CompiledForm, sheet: Sheet, earlier: Sheet): LineRows[] => {
  const rowsOf = ({ spec, where }: CompiledTotal): readonly RowView[] => {
    const rows = spec.over === 'year' ? [...earlier.rows, ...sheet.rows] : sheet.rows
    return where === undefined ? rows : rows.filter((row) => where({ sheet: row.sheet, row, locals: [] }) === true)
  }
  return compiled.totals.flatMap((total): LineRows[] => {
    const { spec } = total
    const rows = rowsOf(total)
    if (spec.by === undefined) return [{ spec, label: spec.label, rows }]
    return groups(compiled, spec.by, rows).map(([value, own]) => ({ spec, label: totalsText.part(spec.label, value), rows: own }))
  })
}

/** All total lines over the sheet of the period; totals of the year count the rows of `earlier` too. */
export const totalLines = (compiled: CompiledForm, sheet: Sheet, earlier: Sheet): TotalLine[] =>
  rowsOfLines(compiled, sheet, earlier).map(({ spec, label, rows }) => lineOf(compiled, spec, label, rows))

/** For each of the same lines the positions of the rows it counts, those of `earlier` behind those of the sheet. */
export const totalMembers = (compiled: CompiledForm, sheet: Sheet, earlier: Sheet): (readonly number[])[] => {
  const positions = new Map([...sheet.rows, ...earlier.rows].map((row, index) => [row, index]))
  return rowsOfLines(compiled, sheet, earlier).map(({ rows }) => rows.flatMap((row) => positions.get(row) ?? []))
}
