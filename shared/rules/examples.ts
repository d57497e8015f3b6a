/** Examples of rules: each is a small situation with the outcome the author expects. */
import type { Field } from '../forms/form-schema.ts'
import type { ReportingUnit } from '../forms/manifest-schema.ts'
import type { Pack } from '../forms/pack-types.ts'
import type { Outcome, Rule, RuleExample } from '../forms/rule-schema.ts'
import { parseDecimal } from '../model/decimal.ts'
import { naturalKey } from '../model/natural-key.ts'
import { isPeriod, nextPeriod, previousPeriod } from '../model/period.ts'
import { readValue } from '../model/value.ts'
import { outcomeNames, packText } from '../text/pack.ts'
import { couldNotRun } from '../text/rules.ts'
import { reportFieldTypes } from './cel/environment.ts'
import { blank, type Frame, type Value } from './cel/value.ts'
import type { CompiledRule, CompiledRules } from './compile-rules.ts'
import { blankHeader, type EarlierRows, type FormData, type RowData } from './input.ts'
import { judge } from './judge.ts'
import type { FormModel } from './model.ts'
import { Run, Sheet } from './sheet.ts'
import { parameterValue } from './variables.ts'

export interface ExampleResult {
  readonly rule: Rule
  /** Position among the rule's examples. */
  readonly index: number
  readonly expected: Outcome
  readonly actual: Outcome | undefined
  /** What is wrong, undefined when the example holds. */
  readonly problem: string | undefined
  /** The message of a failing rule, as a clerk would see it. */
  readonly message: string | undefined
}

type Values = Readonly<Record<string, string>>

class ExampleMistake extends Error {}

const placeOfCode = /^@(\w+)\[(-?\d+)\](\.parent)?$/

/**
 * `@TOWNS[1]` stands for the first code of the pack's list TOWNS, `@TOWNS[-1]` for the last and `.parent` for what it
 * lies under, so that an example of a shared rule holds in packs whose codes differ.
 */
const codeByPlace = (pack: Pack, text: string, n: number): string => {
  const match = placeOfCode.exec(text)
  if (match === null) return text
  const [, list = '', place = '', parent] = match
  const items = pack.codes.get(list)?.items.filter((item) => item.replacedBy === undefined) ?? []
  const item = items.at(Number(place) > 0 ? Number(place) - 1 : Number(place))
  const code = parent === undefined ? item?.code : item?.parent
  if (code === undefined || Number(place) === 0) throw new ExampleMistake(packText.examplePlace(n, text))
  return code
}

/** Values as a clerk would type them, made canonical; what cannot be read stays as typed, as it would in a report. */
const readRow = (pack: Pack, form: FormModel, stated: Readonly<Record<string, string>>, n: number): Record<string, string> => {
  const values: Record<string, string> = {}
  const read = (field: Field, text: string): string | null => {
    const list = field.codes === undefined ? undefined : pack.codes.get(field.codes)
    const result = readValue(field, text, list, field.parent === undefined ? undefined : given[field.parent])
    return result.ok ? result.value : text
  }
  const given = Object.fromEntries(Object.entries(stated).map(([key, text]) => [key, codeByPlace(pack, text, n)]))
  for (const [key, text] of Object.entries(given)) {
    const model = form.byKey.get(key)
    if (model === undefined) throw new ExampleMistake(packText.exampleKey(n, key))
    const value = read(model.field, text)
    if (value !== null) values[key] = value
  }
  return values
}

const rowData = (form: FormModel, values: Record<string, string>, id: string): RowData => ({
  id,
  key: naturalKey(form.keyFields, values),
  values,
})

const formData = (rows: readonly RowData[]): FormData => ({ header: blankHeader, state: '填报中', rows })

const givenReport = (example: RuleExample, n: number): Map<string, Value> => {
  const facts = new Map<string, Value>()
  for (const [key, text] of Object.entries(example.report ?? {})) {
    const type = Object.hasOwn(reportFieldTypes, key) ? reportFieldTypes[key] : undefined
    if (type === undefined) throw new ExampleMistake(packText.exampleKey(n, `report.${key}`))
    const value = text === '' ? blank : type === 'Decimal' ? parseDecimal(text) : type === 'bool' ? readYesNo(text) : text
    if (value === undefined) throw new ExampleMistake(packText.exampleKey(n, `report.${key}`))
    facts.set(key, value)
  }
  return facts
}

const readYesNo = (text: string): boolean | undefined => {
  const result = readValue({ type: 'yesNo' }, text)
  return result.ok ? result.value === '是' : undefined
}

/** The period of an example: what it says, else the plan's first, but after any earlier periods it speaks of. */
const periodOf = (pack: Pack, example: RuleExample): string => {
  const said = example.report?.period
  if (said !== undefined && isPeriod(said)) return said
  const latest = [example.earlier, ...Object.values(example.earlierForms ?? {})]
    .flatMap((periods) => Object.keys(periods ?? {}))
    .sort()
    .at(-1)
  const after = latest === undefined ? '' : nextPeriod(latest)
  return after > pack.manifest.validFrom ? after : pack.manifest.validFrom
}

/** The unit of an example: the pack's first one, with what the example says instead. */
const unitOf = (pack: Pack, example: RuleExample): ReportingUnit => {
  const [first] = pack.manifest.units
  if (first === undefined) throw new ExampleMistake(packText.missing('units'))
  if (example.unit === undefined) return first
  const { name, gbCode, regionCodes } = example.unit
  return {
    id: first.id,
    kind: first.kind,
    name: name ?? first.name,
    regionCodes: regionCodes ?? [],
    ...(gbCode === undefined ? {} : { gbCode }),
  }
}

/** Builds the situation of an example and the place in it that the rule looks at. */
const situation = (compiled: CompiledRules, rule: CompiledRule, example: RuleExample, n: number): { frame: Frame } => {
  const { pack } = compiled
  const { form } = rule
  const id = form.template.id
  const period = periodOf(pack, example)
  const before = previousPeriod(period)
  const read = (model: FormModel, values: Readonly<Record<string, string>>, name: string): RowData =>
    rowData(model, readRow(pack, model, values, n), name)
  const subject = {
    ...example.row,
    ...(example.field !== undefined && example.value !== undefined ? { [example.field]: example.value } : {}),
  }
  const first = read(form, subject, 'row')
  const rows = [
    ...(rule.perRow || example.row !== undefined ? [first] : []),
    ...(example.rows ?? []).map((values, index) => read(form, values, `row${index}`)),
  ]
  const prev = example.prev === undefined ? undefined : read(form, example.prev, 'prev')
  const prevRows = [
    ...(prev === undefined ? [] : [prev]),
    ...(example.prevRows ?? []).map((values, index) => read(form, values, `prev${index}`)),
  ]
  const hasBefore = prev !== undefined || example.prevRows !== undefined
  const others = Object.entries(example.forms ?? {}).map(([key, list]): [string, FormData] => {
    const model = compiled.models.get(key)
    if (model === undefined) throw new ExampleMistake(packText.exampleKey(n, `forms.${key}`))
    return [key, formData(list.map((values, index) => read(model, values, `${key}${index}`)))]
  })
  const earlier = Object.entries(example.earlier ?? {}).map(([at, list]) => ({
    period: at,
    rows: list.map((values, index) => read(form, values, `${at}${index}`)),
  }))
  const earlierOthers = new Map(
    Object.entries(example.earlierForms ?? {}).map(([key, periods]): [string, readonly EarlierRows[]] => {
      const model = compiled.models.get(key)
      if (model === undefined) throw new ExampleMistake(packText.exampleKey(n, `earlierForms.${key}`))
      const rowsOf = ([at, list]: readonly [string, readonly Values[]]): EarlierRows => ({
        period: at,
        rows: list.map((values, index) => read(model, values, `${key}${at}${index}`)),
      })
      return [key, Object.entries(periods).map(rowsOf)]
    }),
  )
  const run = new Run(
    compiled.models,
    {
      checkDate: example.report?.checkDate ?? `${nextPeriod(period)}-03`,
      period,
      unit: unitOf(pack, example),
      current: new Map([[id, formData(rows)], ...others]),
      previous: new Map(hasBefore ? [[id, formData(prevRows)]] : []),
      earlier: (key) => (key === id ? earlier : (earlierOthers.get(key) ?? [])),
    },
    {
      report: givenReport(example, n),
      plan: new Map(Object.entries(example.plan ?? {}).map(([key, value]) => [key, parameterValue(value)])),
      ...(example.targets === undefined ? {} : { targets: example.targets }),
    },
  )
  const data = formData(rows)
  const beforeSheet = hasBefore ? new Sheet(run, form, before, prevRows, { data: formData(prevRows), given: true }) : undefined
  if (beforeSheet !== undefined) run.place(beforeSheet)
  const linked = prev === undefined ? undefined : beforeSheet?.rows[0]
  const sheet = new Sheet(run, form, period, rows, { data, given: true, ...(linked === undefined ? {} : { previousOfFirst: linked }) })
  run.place(sheet)
  for (const [key, other] of others) {
    const model = compiled.models.get(key)
    if (model !== undefined && key !== id) run.place(new Sheet(run, model, period, other.rows, { data: other, given: true }))
  }
  return { frame: { sheet, row: rule.perRow ? sheet.rows[0] : undefined, locals: [] } }
}

const runExample = (compiled: CompiledRules, rule: CompiledRule, example: RuleExample, index: number): ExampleResult => {
  const n = index + 1
  const base = { rule: rule.rule, index, expected: example.outcome }
  try {
    const program =
      rule.rule.scope === 'field' ? rule.programs.find((candidate) => candidate.field?.field.key === example.field) : rule.programs[0]
    if (program === undefined) throw new ExampleMistake(packText.exampleField(n))
    const { frame } = situation(compiled, rule, example, n)
    const verdict = judge(program, frame)
    const message = verdict.outcome === 'fail' ? program.message.render(frame) : undefined
    const detail = verdict.outcome === 'error' ? couldNotRun(rule.rule.id, verdict.reason) : ''
    const isRight = verdict.outcome === example.outcome
    const problem = isRight ? undefined : packText.exampleOutcome(n, outcomeNames[example.outcome], outcomeNames[verdict.outcome], detail)
    return { ...base, actual: verdict.outcome, problem, message }
  } catch (error) {
    const problem =
      error instanceof ExampleMistake ? error.message : packText.errorInExample(error instanceof Error ? error.message : String(error))
    return { ...base, actual: undefined, problem, message: undefined }
  }
}

/** Runs every example of every rule, each on the first form the rule is loaded for (that has the field it names). */
export const runExamples = (compiled: CompiledRules): readonly ExampleResult[] => {
  const byRule = new Map<string, CompiledRule[]>()
  for (const rules of compiled.rules.values()) {
    for (const rule of rules) {
      const known = byRule.get(rule.rule.id)
      if (known === undefined) byRule.set(rule.rule.id, [rule])
      else known.push(rule)
    }
  }
  return [...byRule.values()].flatMap((rules) =>
    (rules[0]?.rule.examples ?? []).flatMap((example, index) => {
      const isForEvery = rules[0]?.rule.forms.includes('*') === true
      const fitting = rules.find((rule) => fits(rule, example)) ?? (isForEvery ? undefined : rules[0])
      return fitting === undefined ? [] : [runExample(compiled, fitting, example, index)]
    }),
  )
}

/** An example of a rule for every form is tried on a form that has its fields; a pack without one leaves it out. */
const fits = (rule: CompiledRule, example: RuleExample): boolean => {
  const rows = [
    example.row,
    example.prev,
    ...(example.rows ?? []),
    ...(example.prevRows ?? []),
    ...Object.values(example.earlier ?? {}).flat(),
  ]
  const keys = [...rows.flatMap((row) => Object.keys(row ?? {})), ...(example.field === undefined ? [] : [example.field])]
  return keys.every((key) => rule.form.byKey.has(key))
}

/** Rules whose examples do not show both sides, or not all sides of a threshold. */
export const exampleGaps = (rules: readonly Rule[]): { readonly rule: Rule; readonly problem: string }[] =>
  rules.flatMap((rule) => {
    const outcomes = new Set(rule.examples.map((example) => example.outcome))
    const sides = new Set(rule.examples.flatMap((example) => example.boundary ?? []))
    const gaps: { rule: Rule; problem: string }[] = []
    if (!outcomes.has('pass') || !outcomes.has('fail')) gaps.push({ rule, problem: packText.examplesNeeded(rule.id) })
    if (sides.size > 0 && sides.size < 3) gaps.push({ rule, problem: packText.boundaryNeeded(rule.id) })
    return gaps
  })
