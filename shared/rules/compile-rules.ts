/** Rules of a pack, compiled once for each form they apply to. */

import type { Pack } from '../forms/pack-types.ts'
import type { Rule } from '../forms/rule-schema.ts'
import { Decimal } from '../model/decimal.ts'
import { AppError } from '../model/errors.ts'
import type { Level } from '../model/level.ts'
import { packText, ruleProblem } from '../text/pack.ts'
import { constant, constantValue } from './cel/constants.ts'
import { testOf } from './cel/operators.ts'
import type { Compiled, Part, Scope } from './cel/scope.ts'
import { blank, type Frame, type Program } from './cel/value.ts'
import { type CompiledForm, compileForms, type ExpressionProblem, mustBeBool, type ReportProblem, tryCompile } from './forms.ts'
import { compileMessage, type Message } from './message.ts'
import type { FieldModel, FormModel } from './model.ts'
import {
  fieldScopeVariables,
  listVariables,
  readingParts,
  refusedFieldNames,
  refusedRowNames,
  rowVariables,
  sheetVariables,
  targetParts,
} from './variables.ts'

/** A rule for one form (and one field, where it is about fields). */
export interface RuleProgram {
  readonly when: Compiled | undefined
  /** Whether `when` holds; fails where it fails. */
  readonly applies: (frame: Frame) => boolean
  readonly expr: Compiled
  readonly message: Message
  /** The field it judges, for rules of scope `field`. */
  readonly field: FieldModel | undefined
  /** `when` is false for this field whatever the row: nothing needs to be tried. */
  readonly never: boolean
}
export interface CompiledRule {
  readonly rule: Rule
  readonly form: FormModel
  /** Position among the rules of the pack. */
  readonly order: number
  /** Level after `stage`: a rule on trial informs. */
  readonly level: Level
  readonly perRow: boolean
  readonly programs: readonly RuleProgram[]
  /** The facts of the report. */
  readonly reportOf: Program
}
export interface CompiledRules {
  readonly pack: Pack
  readonly forms: ReadonlyMap<string, CompiledForm>
  readonly models: ReadonlyMap<string, FormModel>
  readonly rules: ReadonlyMap<string, readonly CompiledRule[]>
}

const always = (): boolean => true
const rowNames = [...rowVariables.keys()]

/** Compiles everything; `problems` is empty when all is well. */
export const tryCompileRules = (pack: Pack): { readonly compiled: CompiledRules; readonly problems: readonly ExpressionProblem[] } => {
  const problems: ExpressionProblem[] = []
  const report: ReportProblem = (problem) => {
    // The same rule compiled for several forms or fields fails the same way each time.
    const isKnown = problems.some((known) => known.id === problem.id && known.path.join() === problem.path.join())
    if (!isKnown) problems.push(problem)
  }
  const forms = compileForms(pack, pack.forms.values(), report)
  const base = packScope(pack)
  const models = new Map([...forms].map(([id, form]) => [id, form.model]))
  const rules = new Map<string, CompiledRule[]>([...models.keys()].map((id) => [id, []]))
  for (const [order, rule] of pack.rules.entries()) {
    for (const id of rule.forms.includes('*') ? models.keys() : rule.forms) {
      const form = forms.get(id)
      if (form === undefined) continue
      const compiled = compileRule(base, models, form, rule, order, report)
      if (compiled !== undefined) rules.get(id)?.push(compiled)
    }
  }
  return { compiled: { pack, forms, models, rules }, problems }
}

/** Compiles a pack that was checked when it was loaded. Throws PACK_INVALID with the first problem. */
export const compileRules = (pack: Pack): CompiledRules => {
  const { compiled, problems } = tryCompileRules(pack)
  const [problem] = problems
  if (problem !== undefined) throw new AppError('PACK_INVALID', { pack: pack.manifest.id, file: problem.id, message: problem.message })
  return compiled
}

/** What the scopes of all rules of a pack share. */
interface PackScope {
  readonly pack: Pack
  readonly variables: readonly (readonly [string, Program])[]
  readonly parts: Scope['parts']
  /** Scopes of rules about fields that bring nothing of their own. */
  readonly fields: Map<FieldModel, Scope>
}
const packScope = (pack: Pack): PackScope => ({
  pack,
  variables: [...sheetVariables(pack), ...listVariables],
  parts: new Map([...readingParts(pack), ...targetParts(pack)]),
  fields: new Map(),
})

const compileRule = (
  { pack, variables, parts, fields: known }: PackScope,
  models: ReadonlyMap<string, FormModel>,
  form: CompiledForm,
  rule: Rule,
  order: number,
  report: ReportProblem,
): CompiledRule | undefined => {
  const say = (path: string, message: string): void =>
    report({ kind: 'rule', id: rule.id, path: [path], message: ruleProblem(rule.id, path, message) })
  const scope: Scope = {
    forms: models,
    codes: pack.codes,
    variables: new Map([
      ...variables,
      ...(rule.scope === 'form' ? [] : rowVariables),
      ...toleranceVariable(rule, (message) => say('tolerance', message)),
    ]),
    parts,
    refused: new Map([...refusedFieldNames, ...(rule.scope === 'form' ? refusedRowNames('form') : [])]),
    zeroFields: new Set(rule.blank === 'zero' ? rule.zeroFields : []),
  }
  const scopeOf = (field: FieldModel): Scope => {
    if (rule.tolerance !== undefined || scope.zeroFields.size > 0) return fieldScope(scope, form, field)
    const own = known.get(field) ?? fieldScope(scope, form, field)
    known.set(field, own)
    return own
  }
  const fields = rule.scope === 'field' ? form.model.fields : [undefined]
  const programs: RuleProgram[] = []
  let perRow = rule.scope === 'field'
  for (const field of fields) {
    const own = field === undefined ? scope : scopeOf(field)
    // Most rules about fields concern few of them. What is wrong with the rest of the rule shows with the first field.
    const [first] = programs
    const when =
      rule.when === undefined
        ? undefined
        : tryCompile(form.environment, rule.when, own, mustBeBool('when'), (message) => say('when', message))
    const never = when !== undefined && (constantValue(when.run) ?? true) !== true
    if (never && first !== undefined) {
      programs.push({ ...first, when, applies: testOf(when.run), field, never })
      continue
    }
    const expr = tryCompile(form.environment, rule.expr, own, mustBeBool('expr'), (message) => say('expr', message))
    if (expr === undefined || (rule.when !== undefined && when === undefined)) return undefined
    const names = new Set([...expr.names, ...(when?.names ?? [])])
    perRow ||= rowNames.some((name) => names.has(name))
    checkReads(rule, [expr, ...(when === undefined ? [] : [when])], say)
    let isBroken = false
    const message = compileMessage(
      rule.message,
      form.model,
      form.environment,
      perRow ? own : withoutRow(own, rule.scope),
      perRow,
      (text) => {
        isBroken = true
        say('message', text)
      },
    )
    if (isBroken) return undefined
    checkReads(rule, message.parts, say)
    programs.push({ when, applies: when === undefined ? always : testOf(when.run), expr, message, field, never })
  }
  return {
    rule,
    form: form.model,
    order,
    level: rule.stage === 'trial' ? '提示性' : rule.level,
    perRow,
    programs,
    reportOf: scope.variables.get('report') ?? (() => blank),
  }
}

const withoutRow = (scope: Scope, name: string): Scope => ({
  ...scope,
  variables: new Map([...scope.variables].filter(([key]) => !rowVariables.has(key))),
  refused: new Map([...scope.refused, ...refusedRowNames(name)]),
})

const fieldScope = (scope: Scope, form: CompiledForm, field: FieldModel): Scope => {
  const condition = form.required.get(field.field.key)
  const required: Part = condition ?? { run: constant(field.field.required === true), names: new Set(), cells: [] }
  return {
    ...scope,
    variables: new Map([...scope.variables, ...fieldScopeVariables(field)]),
    parts: new Map([...scope.parts, ['field.required', required]]),
    refused: new Map(),
  }
}

const toleranceVariable = (rule: Rule, complain: (message: string) => void): [string, Program][] => {
  if (rule.tolerance === undefined) return []
  try {
    const value = new Decimal(rule.tolerance)
    return [['tolerance', constant(value)]]
  } catch {
    complain(packText.valueUnreadable('tolerance', rule.tolerance))
    return []
  }
}

/** Forms an expression reads must be named, so that a pack without them does not load the rule. */
const checkReads = (rule: Rule, compiled: readonly Compiled[], say: (path: string, message: string) => void): void => {
  const named = new Set([...rule.forms, ...rule.reads])
  for (const { formsRead } of compiled) for (const form of formsRead) if (!named.has(form)) say('expr', packText.readsNeeded(form))
}
