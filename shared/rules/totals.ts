/** The printed total lines of a form: sums, counts, sub-totals and rates over the rows of the period or of the year. */
import type { Total } from '../forms/form-schema.ts'
import { Decimal, decimalText, zero } from '../model/decimal.ts'
import { atOnce } from '../model/steps.ts'
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

/** Rows after which whoever carries the steps out may do something else. */
const rowsAStep = 256

function* lineOf(compiled: CompiledForm, spec: Total, label: string, rows: readonly RowView[]): Generator<undefined, TotalLine> {
  const values: Record<string, string> = {}
  const missing: Record<string, number> = {}
  const sums = new Map<string, Decimal>()
  for (const key of spec.fields) {
    const field = compiled.model.byKey.get(key)
    if (field === undefined) continue
    let sum = zero
    let gaps = 0
    for (const [at, row] of rows.entries()) {
      if (at % rowsAStep === rowsAStep - 1) yield
      const value = row.get(field.index)
      if (value === blank || !isDecimal(value)) gaps += 1
      else sum = sum.plus(value)
    }
    if (gaps < rows.length) sums.set(key, sum)
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

function* rowsOf({ spec, where }: CompiledTotal, sheet: Sheet, earlier: Sheet): Generator<undefined, readonly RowView[]> {
  const rows = spec.over === 'year' ? [...earlier.rows, ...sheet.rows] : sheet.rows
  if (where === undefined) return rows
  const counted: RowView[] = []
  for (const [at, row] of rows.entries()) {
    if (at % rowsAStep === rowsAStep - 1) yield
    if (where({ sheet: row.sheet, row, locals: [] }) === true) counted.push(row)
  }
  return counted
}

function* rowsOfLines(compiled: CompiledForm, sheet: Sheet, earlier: Sheet): Generator<undefined, LineRows[]> {
  const lines: LineRows[] = []
  for (const total of compiled.totals) {
    const { spec } = total
    const rows = yield* rowsOf(total, sheet, earlier)
    if (spec.by === undefined) lines.push({ spec, label: spec.label, rows })
    else
      for (const [value, own] of groups(compiled, spec.by, rows)) lines.push({ spec, label: totalsText.part(spec.label, value), rows: own })
  }
  return lines
}

/** All total lines over the sheet of the period, in small steps; totals of the year count the rows of `earlier` too. */
export function* totalSteps(compiled: CompiledForm, sheet: Sheet, earlier: Sheet): Generator<undefined, TotalLine[]> {
  const lines: TotalLine[] = []
  for (const { spec, label, rows } of yield* rowsOfLines(compiled, sheet, earlier)) lines.push(yield* lineOf(compiled, spec, label, rows))
  return lines
}

/** The same at one go. */
export const totalLines = (compiled: CompiledForm, sheet: Sheet, earlier: Sheet): TotalLine[] =>
  atOnce(totalSteps(compiled, sheet, earlier))

/** For each of the same lines the positions of the rows it counts, those of `earlier` behind those of the sheet. */
export const totalMembers = (compiled: CompiledForm, sheet: Sheet, earlier: Sheet): (readonly number[])[] => {
  const positions = new Map([...sheet.rows, ...earlier.rows].map((row, index) => [row, index]))
  return atOnce(rowsOfLines(compiled, sheet, earlier)).map(({ rows }) => rows.flatMap((row) => positions.get(row) ?? []))
}
