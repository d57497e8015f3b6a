/** Everything of the forms that is an expression: formulas, conditions for required fields, filters of totals. */
import type { Environment } from '@marcbachmann/cel-js'
import type { FormTemplate, Total } from '../forms/form-schema.ts'
import type { Pack } from '../forms/pack-types.ts'
import type { DataPath } from '../forms/source.ts'
import { packText, typeName } from '../text/pack.ts'
import { compileExpression } from './cel/compile.ts'
import { checkExpression, ExpressionError, formEnvironment } from './cel/environment.ts'
import type { Compiled, Scope } from './cel/scope.ts'
import { blank, type Program } from './cel/value.ts'
import { type FormModel, formModel } from './model.ts'
import { listVariables, refusedFieldNames, rowVariables, sheetVariables, targetParts } from './variables.ts'

export interface CompiledTotal {
  readonly spec: Total
  readonly where: Program | undefined
}
export interface CompiledForm {
  readonly model: FormModel
  readonly environment: Environment
  /** Conditions of fields that are required only sometimes. */
  readonly required: ReadonlyMap<string, Compiled>
  readonly totals: readonly CompiledTotal[]
  /** Computed fields that rest on earlier reports beyond the last, or on other forms: the row alone does not give them. */
  readonly beyondRow: ReadonlySet<string>
}
/** A wrong expression, by where in the pack it stands. */
export interface ExpressionProblem {
  readonly kind: 'form' | 'rule'
  readonly id: string
  readonly path: DataPath
  readonly message: string
}
export type ReportProblem = (problem: ExpressionProblem) => void

/** Checks and compiles; a wrong expression is reported and gives undefined. */
export const tryCompile = (
  environment: Environment,
  source: string,
  scope: Scope,
  accepts: (type: string) => string | undefined,
  complain: (message: string) => void,
): Compiled | undefined => {
  try {
    const checked = checkExpression(environment, source)
    const refusal = accepts(checked.type)
    if (refusal !== undefined) {
      complain(refusal)
      return undefined
    }
    return compileExpression(checked, scope)
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error
    complain(error.message)
    return undefined
  }
}

export const mustBeBool =
  (where: string) =>
  (type: string): string | undefined =>
    type === 'bool' || type === 'dyn' ? undefined : packText.notBoolean(where, typeName(type))

/** Compiles the expressions of the given forms of a pack. */
export const compileForms = (pack: Pack, templates: Iterable<FormTemplate>, report: ReportProblem): Map<string, CompiledForm> => {
  const models = new Map([...templates].map((template) => [template.id, formModel(pack, template)]))
  return new Map([...models].map(([id, model]) => [id, compileForm(pack, models, model, report)]))
}

const compileForm = (pack: Pack, models: ReadonlyMap<string, FormModel>, model: FormModel, report: ReportProblem): CompiledForm => {
  const { template } = model
  const environment = formEnvironment(pack, models, model)
  const scope: Scope = {
    forms: models,
    codes: pack.codes,
    variables: new Map([...sheetVariables(pack), ...rowVariables, ['forms', listVariables.get('forms') ?? (() => blank)]]),
    parts: new Map(targetParts(pack)),
    refused: new Map([
      ...refusedFieldNames,
      ...['rows', 'prevRows', 'earlier', 'prevForms', 'earlierForms', 'tolerance'].map(
        (name) => [name, packText.notSupported(name)] as const,
      ),
    ]),
    zeroFields: new Set(),
  }
  const complain =
    (path: DataPath, where: string) =>
    (message: string): void =>
      report({ kind: 'form', id: template.id, path, message: `${where}：${message}` })

  const required = new Map<string, Compiled>()
  const reads = new Map<string, ReadonlySet<string>>()
  const beyond = new Set<string>()
  for (const field of model.fields) {
    const { key, computed, required: condition } = field.field
    if (typeof condition === 'string') {
      const path = ['fields', field.index, 'required']
      const compiled = tryCompile(environment, condition, scope, mustBeBool('required'), complain(path, `${key} required`))
      if (compiled !== undefined) required.set(key, compiled)
    }
    if (computed !== undefined) {
      const accepts = (type: string): string | undefined =>
        type === field.celType || type === 'dyn' ? undefined : packText.resultType(key, typeName(type), typeName(field.celType))
      const compiled = tryCompile(environment, computed, scope, accepts, complain(['fields', field.index, 'computed'], `${key} computed`))
      if (compiled !== undefined) {
        field.formula = compiled.run
        reads.set(key, compiled.reads.row)
        if (compiled.names.has('earlier') || compiled.names.has('forms')) beyond.add(key)
      }
    }
  }
  const cycle = findCycle(reads)
  if (cycle !== undefined) {
    const index = model.byKey.get(cycle[0] ?? '')?.index ?? 0
    report({ kind: 'form', id: template.id, path: ['fields', index, 'computed'], message: packText.computedCycle(cycle.join(' → ')) })
  }
  const totals = template.totals.map((total, index) => ({
    spec: total,
    where:
      total.where === undefined
        ? undefined
        : tryCompile(environment, total.where, scope, mustBeBool('where'), complain(['totals', index, 'where'], 'totals where'))?.run,
  }))
  return { model, environment, required, totals, beyondRow: withReaders(beyond, reads) }
}

/** The fields and everything that is worked out from them. */
const withReaders = (fields: ReadonlySet<string>, reads: ReadonlyMap<string, ReadonlySet<string>>): ReadonlySet<string> => {
  const all = new Set(fields)
  for (let size = -1; size !== all.size; ) {
    size = all.size
    for (const [key, read] of reads) if ([...read].some((one) => all.has(one))) all.add(key)
  }
  return all
}

const namedIn = (template: FormTemplate): string[] =>
  template.fields.flatMap(({ computed = '' }) => [...computed.matchAll(/\bforms\.(\w+)/g)].flatMap(([, id]) => id ?? []))

/** Other forms of the pack that the formulas of a form need: those they name, those that these name, and so on. */
export const formsNamed = (pack: Pack, template: FormTemplate): readonly FormTemplate[] => {
  const found = new Map([[template.id, template]])
  for (const form of found.values()) {
    for (const id of namedIn(form)) {
      const other = pack.forms.get(id)
      if (other !== undefined && !found.has(id)) found.set(id, other)
    }
  }
  found.delete(template.id)
  return [...found.values()]
}

/** A chain of fields that ends where it began. */
const findCycle = (reads: ReadonlyMap<string, ReadonlySet<string>>): string[] | undefined => {
  const done = new Set<string>()
  const visit = (key: string, path: readonly string[]): string[] | undefined => {
    const at = path.indexOf(key)
    if (at >= 0) return [...path.slice(at), key]
    if (done.has(key)) return undefined
    for (const next of reads.get(key) ?? []) {
      const found = visit(next, [...path, key])
      if (found !== undefined) return found
    }
    done.add(key)
    return undefined
  }
  for (const key of reads.keys()) {
    const found = visit(key, [])
    if (found !== undefined) return found
  }
  return undefined
}
