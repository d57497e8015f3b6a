/** What is wrong or odd with a pack although it loads: what a careful colleague would notice when reading it. */
import type { ASTNode } from '@marcbachmann/cel-js'
import { type ClauseTrouble, clauseTrouble } from '../../forms/clause-check.ts'
import type { Field, FormTemplate } from '../../forms/form-schema.ts'
import type { AssembledPack } from '../../forms/pack.ts'
import type { Rule } from '../../forms/rule-schema.ts'
import type { Place } from '../../forms/source.ts'
import { packLintText } from '../../text/pack-lint.ts'
import { checkExpression, ExpressionError } from '../cel/environment.ts'
import type { CompiledRules } from '../compile-rules.ts'
import { knownValue } from './known-value.ts'
import { collectUses, noUses, thresholdOf, type Uses, unknownCodes, walk } from './uses.ts'

/** Something wrong (`error`) or worth a look (`notice`), and what to do about it. */
export interface PackFinding extends Place {
  readonly level: 'error' | 'notice'
  readonly message: string
  readonly advice: string
}
type Report = (level: PackFinding['level'], place: Place, said: readonly [message: string, advice: string]) => void

interface Work {
  readonly assembled: AssembledPack
  readonly compiled: CompiledRules
  readonly uses: Uses
  readonly report: Report
}

const parse = ({ compiled }: Work, form: string, source: string): ASTNode | undefined => {
  const environment = compiled.forms.get(form)?.environment
  try {
    return environment === undefined ? undefined : checkExpression(environment, source).ast
  } catch (error) {
    if (error instanceof ExpressionError) return undefined
    throw error
  }
}

/** Everything worth saying about a pack that was loaded without a problem. */
export const lintPack = (assembled: AssembledPack, compiled: CompiledRules): PackFinding[] => {
  const findings: PackFinding[] = []
  const report: Report = (level, place, [message, advice]) => void findings.push({ ...place, level, message, advice })
  const work: Work = { assembled, compiled, uses: noUses(), report }
  for (const form of assembled.pack.forms.values()) collectFormUses(work, form)
  for (const rule of assembled.pack.rules) lintRule(work, rule)
  lintUnloaded(work)
  lintClauses(work)
  for (const form of assembled.pack.forms.values()) lintFields(work, form)
  lintUnused(work)
  return findings
}

const collectFormUses = (work: Work, form: FormTemplate): void => {
  const { uses } = work
  const use = (keys: readonly string[]): void => {
    for (const key of keys) uses.fields.add(`${form.id}.${key}`)
  }
  use(form.naturalKey)
  use(form.rowLabel)
  for (const total of form.totals) use([...total.fields, ...(total.count === undefined ? [] : [total.count.field])])
  const sources = [
    ...form.totals.map((total) => total.where),
    ...form.fields.flatMap(({ computed, required, parent }) => {
      if (parent !== undefined) use([parent])
      return [computed, typeof required === 'string' ? required : undefined]
    }),
  ]
  for (const source of sources) {
    const ast = source === undefined ? undefined : parse(work, form.id, source)
    if (ast !== undefined) collectUses(ast, uses)
  }
}

const lintRule = (work: Work, rule: Rule): void => {
  const { assembled, compiled, uses, report } = work
  const { pack, locateRule } = assembled
  const at = (part: string): Place => locateRule(rule.id)([part])
  const forms = rule.forms.includes('*') ? [...compiled.forms.keys()] : rule.forms
  const thresholds = new Set<string>()
  const strangeCodes = new Map<string, string>()
  let everHolds = false
  let mayFail = false
  for (const form of forms) {
    for (const key of [...rule.cells, ...rule.zeroFields]) uses.fields.add(`${form}.${key}`)
    for (const [, place = ''] of rule.message.matchAll(/\{([^{}]*)\}/g)) {
      const key = /^\s*(?:row\.|prev\.)?([a-zA-Z]\w*)\s*$/.exec(place)?.[1]
      if (key !== undefined) uses.fields.add(`${form}.${key}`)
      const ast = parse(work, form, place)
      if (ast !== undefined) collectUses(ast, uses)
    }
    for (const part of ['when', 'expr'] as const) {
      const source = rule[part]
      const ast = source === undefined ? undefined : parse(work, form, source)
      if (ast === undefined) {
        if (part === 'when') everHolds = true
        continue
      }
      collectUses(ast, uses)
      const known = knownValue(ast, pack)
      if (part === 'when') everHolds ||= known !== false
      else mayFail ||= known !== true
      for (const node of walk(ast)) {
        const limit = thresholdOf(node, pack)
        if (limit !== undefined) thresholds.add(limit)
        for (const found of unknownCodes(node, compiled.models, pack))
          strangeCodes.set(`${part} ${found.code}`, packLintText.unknownCode(rule.id, found.field, found.list, found.code)[0])
      }
    }
  }
  if (!everHolds) report('notice', at('when'), packLintText.neverApplies(rule.id))
  else if (!mayFail) report('notice', at('expr'), packLintText.neverFails(rule.id))
  const sides = new Set(rule.examples.flatMap((example) => example.boundary ?? []))
  if (thresholds.size > 0 && sides.size < 3) report('error', at('examples'), packLintText.noBoundary(rule.id, [...thresholds]))
  for (const [key, message] of strangeCodes)
    report('error', at(key.startsWith('when') ? 'when' : 'expr'), [message, packLintText.unknownCode('', '', '', '')[1]])
  if (!assembled.ownRules.has(rule.id)) return
  const { validFrom, validTo } = pack.manifest
  if ((rule.validFrom ?? '') > `${validTo}-99`) report('error', at('validFrom'), packLintText.outsideLife(rule.id, validFrom, validTo))
  if (rule.validTo !== undefined && rule.validTo < validFrom)
    report('error', at('validTo'), packLintText.outsideLife(rule.id, validFrom, validTo))
}

const lintUnloaded = ({ assembled, report }: Work): void => {
  for (const { rule, place } of assembled.unloaded) {
    const missing = [...rule.forms, ...rule.reads].filter((id) => id !== '*' && !assembled.pack.forms.has(id))
    report('error', place, packLintText.formNotCarried(rule.id, missing))
  }
}

const lintClauses = ({ assembled, report }: Work): void => {
  const { pack, sources, locateRule, locateForm, locateManifest, locateIndicators, parameters } = assembled
  if (sources.length === 0) return
  const check = (clause: string | undefined, what: string, place: () => Place): void => {
    const trouble = clause === undefined ? undefined : clauseTrouble(clause, sources)
    if (trouble !== undefined) report('error', place(), clauseSentence(what, trouble))
  }
  for (const rule of pack.rules) check(rule.clause, packLintText.rule(rule.id), () => locateRule(rule.id)(['clause']))
  for (const [index, indicator] of pack.indicators.entries())
    check(indicator.clause, packLintText.indicator(indicator.title), () => locateIndicators(['indicators', index, 'clause']))
  for (const [key, parameter] of Object.entries(pack.manifest.parameters))
    check(parameter.clause, packLintText.parameter(key), () => parameters.get(key)?.place ?? locateManifest(['parameters', key]))
  for (const [index, duty] of pack.manifest.forms.entries())
    check(duty.clause, packLintText.duty(duty.id), () => locateManifest(['forms', index, 'clause']))
  for (const form of pack.forms.values())
    for (const [index, field] of form.fields.entries())
      check(field.clause, packLintText.field(form.id, field.label), () => locateForm(form.id)(['fields', index, 'clause']))
}
const clauseSentence = (what: string, trouble: ClauseTrouble): readonly [string, string] =>
  trouble.kind === 'source'
    ? packLintText.unknownSource(what, trouble.text)
    : packLintText.unknownPassage(what, trouble.source, trouble.text)

/** Free text and names of files need no rule; regions, towns and credit codes have those of their kind; formulas explain themselves. */
const explainsItself = (field: Field): boolean =>
  field.recordOnly === true || field.computed !== undefined || /^(text|longText|attachment|region|town|uscc)$/.test(field.type)

const lintFields = ({ assembled, uses, report }: Work, form: FormTemplate): void => {
  const lonely = form.fields.filter((field) => !explainsItself(field) && !uses.fields.has(`${form.id}.${field.key}`))
  const [first] = lonely
  if (first === undefined) return
  report(
    'notice',
    assembled.locateForm(form.id)(['fields', form.fields.indexOf(first)]),
    packLintText.unusedFields(
      form.id,
      lonely.map(({ key, label }) => packLintText.namedField(key, label)),
    ),
  )
}

/** Parameters the program itself knows. */
const known = new Set(['firstPeriod'])

const lintUnused = ({ assembled, uses, report }: Work): void => {
  const { pack, parameters, codeLists } = assembled
  for (const [key, { place, own }] of parameters) {
    // A figure that carries a passage of the plan is there to be read and shown.
    const carries = pack.manifest.parameters[key]?.facts !== undefined
    if (own && !carries && !known.has(key) && !uses.parameters.has(key)) report('notice', place, packLintText.unusedParameter(key))
  }
  for (const [id, { place, own }] of codeLists) if (own && !pack.codes.has(id)) report('notice', place, packLintText.unusedCodes(id))
}
