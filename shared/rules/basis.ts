/**
 * What a finding rests on, as a digest: when one of these values changes, an explanation given before does not
 * count any more. Facts that change with the calendar alone (days left, the day of the check) are left out, so
 * that an explanation does not lapse overnight.
 */
import { sha256 } from '../model/sha256.ts'
import type { Compiled } from './cel/scope.ts'
import { type Frame, lookupText, type Value } from './cel/value.ts'
import type { CompiledRule, RuleProgram } from './compile-rules.ts'
import { RowView, type Sheet } from './sheet.ts'

const passing = new Set(['checkDate', 'daysLeft', 'lateDays', 'state'])

const readsOf = (parts: readonly Compiled[], kind: keyof Compiled['reads']): string[] =>
  [...new Set(parts.flatMap((part) => [...part.reads[kind]]))].sort()

const cells = (row: unknown, keys: readonly string[]): (string | undefined)[][] =>
  row instanceof RowView ? keys.map((key) => [key, row.text(row.sheet.form.byKey.get(key)?.index ?? -1)]) : []

/** Digest of some columns of a whole list, worked out once for a check. */
const listDigest = (sheet: Sheet | undefined, keys: readonly string[]): string =>
  sheet === undefined
    ? ''
    : sheet.run.fact(`digest ${sheet.form.template.id} ${sheet.period} ${keys.join()}`, () =>
        sha256(JSON.stringify(sheet.rows.map((row) => [row.data.key, ...cells(row, keys)]))),
      )

const reportFacts = (frame: Frame, report: Value | undefined, keys: readonly string[]): (string | undefined)[][] =>
  report instanceof Map ? keys.map((key) => [key, lookupText(report.get(key) ?? frame.sheet.period)]) : []

interface BasisPlan {
  readonly row: readonly string[]
  readonly previous: readonly string[]
  readonly report: readonly string[]
  readonly others: readonly string[]
  readonly forms: readonly string[]
  readonly seesPreviousRows: boolean
  readonly changesWithTheDay: boolean
}
const plans = new WeakMap<RuleProgram, BasisPlan>()

/** What a program reads, sorted out once. */
const planOf = (compiled: CompiledRule, program: RuleProgram): BasisPlan => {
  const known = plans.get(program)
  if (known !== undefined) return known
  const parts = [program.expr, ...(program.when === undefined ? [] : [program.when]), ...program.message.parts]
  const own = program.field === undefined ? [] : [program.field.field.key]
  const report = readsOf(parts, 'report')
  const plan = {
    row: [...own, ...readsOf(parts, 'row')],
    previous: [...(parts.some((part) => part.names.has('previous')) ? own : []), ...readsOf(parts, 'prev')],
    report: report.filter((key) => !passing.has(key)),
    others: readsOf(parts, 'others'),
    forms: [...new Set([compiled.form.template.id, ...parts.flatMap((part) => [...part.formsRead])])].sort(),
    seesPreviousRows: parts.some((part) => part.names.has('prevRows')),
    changesWithTheDay: report.some((key) => passing.has(key)),
  }
  plans.set(program, plan)
  return plan
}

/** SHA-256 in hex over the rule and the values its judgement and its message rest on. */
export const basisOf = (compiled: CompiledRule, program: RuleProgram, frame: Frame, message: string): string => {
  const plan = planOf(compiled, program)
  const facts: unknown[] = [
    compiled.rule.id,
    cells(frame.row, plan.row),
    cells(frame.row?.previous, plan.previous),
    plan.report.length === 0 ? [] : reportFacts(frame, compiled.reportOf(frame), plan.report),
    plan.changesWithTheDay ? '' : message,
  ]
  if (!compiled.perRow) {
    for (const form of plan.forms) {
      const sheet = frame.sheet.run.sheet(form)
      facts.push(
        listDigest(
          sheet,
          plan.others.filter((key) => sheet?.form.byKey.has(key)),
        ),
      )
    }
    if (plan.seesPreviousRows) {
      const before = frame.sheet.previous
      facts.push(
        listDigest(
          before,
          plan.others.filter((key) => before?.form.byKey.has(key)),
        ),
      )
    }
  }
  return sha256(JSON.stringify(facts))
}
