/** Which figures of a file stand in computed cells only because the program would put them there itself. */
import type { FormTemplate } from '../../../shared/forms/form-schema.ts'
import { naturalKey } from '../../../shared/model/natural-key.ts'
import { previousPeriod } from '../../../shared/model/period.ts'
import { type CompiledTemplate, compileTemplate } from '../../../shared/rules/compute.ts'
import type { EngineContext } from '../context.ts'
import type { Recognition } from '../excel/recognise/recognise.ts'
import type { StoredReport, StoredRow } from '../store/types.ts'
import { computeInput } from './check-input.ts'
import { unitOf } from './common.ts'
import { viewWith } from './report-view.ts'

type Values = Readonly<Record<string, string>>

/**
 * Takes out of a row's cells (and its position in the file) what the program works out to the same figure; what differs
 * was typed over and stays. Undefined when the file has no column for a computed field.
 */
export function settledRows(
  context: EngineContext,
  template: FormTemplate,
  report: StoredReport,
  { fields, rows }: Pick<Recognition, 'fields' | 'rows'>,
): ((values: Values, row: number) => Values) | undefined {
  const computed = template.fields.flatMap(({ key, computed: formula }) =>
    formula !== undefined && fields.some(({ field }) => field.key === key) ? [key] : [],
  )
  if (computed.length === 0) return undefined
  const compiled = compileTemplate(context.pack(), template)
  if (computed.some((key) => compiled.beyondRow.has(key))) return byWholeReport(context, compiled, report, { fields, rows }, computed)
  const previousOf = previousRows(context, template, report.period)
  const computing = { period: report.period, unit: unitOf(context), header: report.header }
  return (values) => {
    const [settled = values] = settle([values], computed, ([row = {}]) => [
      compiled.computeRow(row, { ...computing, ...previousOf(values) }),
    ])
    return settled
  }
}

/** What the program works out for one row from its own cells. */
export const rowComputer = (context: EngineContext, template: FormTemplate, report: StoredReport): ((values: Values) => Values) => {
  let compiled: CompiledTemplate | undefined
  return (values) => {
    compiled ??= compileTemplate(context.pack(), template)
    return compiled.computeRow(values, { period: report.period, unit: unitOf(context), header: report.header })
  }
}

const without = (values: Values, keys: ReadonlySet<string>): Values =>
  Object.fromEntries(Object.entries(values).filter(([key]) => !keys.has(key)))

/**
 * The rows without the figures that come out just the same when the program works them out from the others.
 * @param work computed cells of rows, by position
 */
const settle = (filled: readonly Values[], computed: readonly string[], work: (rows: readonly Values[]) => readonly Values[]): Values[] => {
  const typed = computed.filter((key) => filled.some((row) => row[key] !== undefined))
  if (typed.length === 0) return [...filled]
  const bare = filled.map((row) => without(row, new Set(typed)))
  const worked = work(bare)
  if (filled.every((row, at) => typed.every((key) => row[key] === undefined || worked[at]?.[key] === row[key]))) return bare
  // Somebody typed over something on which others rest: each figure is judged with all the others as the file has them.
  let rows = [...filled]
  for (const key of typed) {
    const tried = rows.map((row) => without(row, new Set([key])))
    const found = work(tried)
    rows = rows.map((row, at) => (found[at]?.[key] === row[key] ? (tried[at] ?? row) : row))
  }
  return rows
}

/** Rows of the period before, by natural key: without them a cumulative figure of the file cannot be judged. */
const previousRows = (context: EngineContext, template: FormTemplate, period: string): ((values: Values) => { previous?: Values }) => {
  const before = previousPeriod(period)
  const isKnown = before >= context.pack().manifest.validFrom && context.store().reports.summary(template.id, before) !== undefined
  if (!isKnown) return () => ({})
  const rows = new Map(viewWith(context, template.id, before).rows.map((row) => [row.key, { ...row.values, ...row.computed }]))
  return (values) => {
    const previous = rows.get(naturalKey(template.naturalKey, values))
    return previous === undefined ? {} : { previous }
  }
}

/** Figures that rest on other forms or earlier reports: the whole report is worked out as it would be with the file's rows. */
const byWholeReport = (
  context: EngineContext,
  compiled: CompiledTemplate,
  report: StoredReport,
  { fields, rows }: Pick<Recognition, 'fields' | 'rows'>,
  computed: readonly string[],
) => {
  const { template } = compiled
  const keyOf = (values: Values): string => naturalKey(template.naturalKey, values)
  const current = new Map(report.rows.map(({ values }) => [keyOf(values), values]))
  const places = new Map(fields.map(({ field }, at) => [field.key, at]))
  const kept = (filled: Values, at: number): Values =>
    Object.fromEntries(
      Object.entries(current.get(keyOf(filled)) ?? {}).filter(([key]) => rows[at]?.values[places.get(key) ?? -1] === undefined),
    )
  const filled = rows.map(({ values }) =>
    Object.fromEntries(
      fields.flatMap(({ field }, at) => {
        const value = values[at]
        return value === undefined || value === null ? [] : [[field.key, value]]
      }),
    ),
  )
  const others = filled.map(kept)
  const settled = settle(filled, computed, (tried) => {
    const imagined = tried.map((values, at): StoredRow => ({ id: String(at), origin: 'imported', values: { ...others[at], ...values } }))
    const worked = compiled.computeReport(computeInput(context, template, { ...report, rows: imagined }))
    return imagined.map(({ id }) => worked.get(id) ?? {})
  })
  return (_values: Values, at: number): Values => settled[at] ?? {}
}
