/**
 * What expressions may name, with types. Expressions are parsed and type-checked by the CEL library; they are
 * run by our own evaluator (`compile.ts`), because blanks need three-valued logic and numbers need exactness.
 * Every number is a `Decimal`, so literals are turned into exact decimals before the types are checked.
 */
import { type ASTNode, Environment } from '@marcbachmann/cel-js'
import type { Pack } from '../../forms/pack-types.ts'
import { Decimal } from '../../model/decimal.ts'
import { expressionProblem, packText, typeName } from '../../text/pack.ts'
import type { FormModel } from '../model.ts'
import { celFunctions } from './functions.ts'
import { rowFunctions } from './row-functions.ts'

/** An expression that cannot be used, in words for pack authors. */
export class ExpressionError extends Error {
  override readonly name = 'ExpressionError'
  readonly start: number

  constructor(message: string, start: number) {
    super(message)
    this.start = start
  }
}

const reportFields = {
  period: 'string',
  year: 'Decimal',
  month: 'Decimal',
  previousPeriod: 'string',
  checkDate: 'string',
  dueDate: 'string',
  dueHoliday: 'string',
  daysLeft: 'Decimal',
  lateDays: 'Decimal',
  form: 'string',
  formTitle: 'string',
  formVersion: 'Decimal',
  state: 'string',
  rowCount: 'Decimal',
  hasPrevious: 'bool',
  isFirstPeriod: 'bool',
  unitId: 'string',
  unitName: 'string',
  regionCode: 'string',
  preparer: 'string',
  preparerPhone: 'string',
  auditor: 'string',
  leader: 'string',
  fillDate: 'string',
  dataSource: 'string',
  revisionNo: 'Decimal',
  revisionReason: 'string',
  zeroReport: 'bool',
  zeroReason: 'string',
} as const
export type ReportField = keyof typeof reportFields
export const reportFieldTypes: Readonly<Record<string, 'string' | 'Decimal' | 'bool'>> = reportFields

const unitFields = { id: 'string', name: 'string', kind: 'string', gbCode: 'string', regionCodes: 'list<string>' } as const
const fieldFields = {
  key: 'string',
  label: 'string',
  type: 'string',
  unit: 'string',
  decimals: 'Decimal',
  maxLength: 'Decimal',
  codes: 'string',
  min: 'Decimal',
  max: 'Decimal',
  required: 'bool',
  share: 'bool',
  allowNegative: 'bool',
  computed: 'bool',
  overridable: 'bool',
  group: 'string',
} as const

/** Variables only rules about single fields have. */
export const fieldVariables: Readonly<Record<string, string>> = {
  field: 'Field',
  value: 'string',
  number: 'Decimal',
  previous: 'Decimal',
  blank: 'bool',
  readable: 'bool',
}

const planTypes = (pack: Pack): Record<string, string> => ({
  id: 'string',
  title: 'string',
  version: 'string',
  validFrom: 'string',
  validTo: 'string',
  receiver: 'string',
  allIndicators: 'list<string>',
  monthlyIndicators: 'list<string>',
  ...Object.fromEntries(pack.indicators.map(({ key }) => [key, 'Decimal'])),
  ...Object.fromEntries(
    Object.entries(pack.manifest.parameters).map(([key, { value }]) => [
      key,
      Array.isArray(value) ? 'list<string>' : typeof value === 'number' ? 'Decimal' : typeof value === 'boolean' ? 'bool' : 'string',
    ]),
  ),
})

/** Marker classes: the library tells types apart by constructor; values of these types are made by us. */
const marker = (): (new () => object) => class {}

const registerNumbers = (environment: Environment): void => {
  const unused = (): never => {
    throw new Error('expressions are run by compile.ts')
  }
  environment.registerType('Decimal', { ctor: Decimal, fields: {} })
  for (const operator of ['+', '-', '*', '/']) environment.registerOperator(`Decimal ${operator} Decimal`, unused)
  for (const operator of ['<', '<=', '>', '>=', '==']) environment.registerOperator(`Decimal ${operator} Decimal: bool`, unused)
  environment.registerOperator('-Decimal', unused)
  environment.registerFunction('reading(string): string', unused, { description: 'plain' })
  environment.registerFunction('target(string): Decimal', unused, { description: 'plain' })
  environment.registerFunction('target(string, string): Decimal', unused, { description: 'plain' })
  for (const [table, kind] of [
    [celFunctions, 'plain'],
    [rowFunctions, 'row'],
  ] as const) {
    for (const { signatures } of Object.values(table))
      for (const signature of signatures) environment.registerFunction(signature, unused, { description: kind })
  }
}

const base = new Environment({
  limits: { maxAstNodes: 400, maxDepth: 40, maxListElements: 300, maxMapEntries: 1, maxCallArguments: 8 },
})
registerNumbers(base)

/** The environment of one form: `row`, `prev` and the lists have its fields. */
export const formEnvironment = (pack: Pack, forms: ReadonlyMap<string, FormModel>, form: FormModel): Environment => {
  const environment = base.clone()
  for (const [id, model] of forms) {
    const fields = Object.fromEntries(model.fields.map((field) => [field.field.key, field.celType]))
    environment.registerType(`Row_${id}`, { ctor: marker(), fields })
  }
  const formTypes = Object.fromEntries([...forms.keys()].map((id) => [id, `list<Row_${id}>`]))
  environment.registerType('Forms', { ctor: marker(), fields: formTypes })
  environment.registerType('Report', { ctor: marker(), fields: { ...reportFields } })
  environment.registerType('Plan', { ctor: marker(), fields: planTypes(pack) })
  environment.registerType('Unit', { ctor: marker(), fields: { ...unitFields } })
  environment.registerType('Field', { ctor: marker(), fields: { ...fieldFields } })
  const row = `Row_${form.template.id}`
  const variables: Record<string, string> = {
    row,
    prev: row,
    hasPrev: 'bool',
    rows: `list<${row}>`,
    prevRows: `list<${row}>`,
    earlier: `list<${row}>`,
    forms: 'Forms',
    prevForms: 'Forms',
    earlierForms: 'Forms',
    report: 'Report',
    plan: 'Plan',
    unit: 'Unit',
    tolerance: 'Decimal',
    ...fieldVariables,
  }
  for (const [name, type] of Object.entries(variables)) environment.registerVariable(name, type)
  return environment
}

const excerpt = (source: string, start: number): string => {
  const from = Math.max(0, start - 12)
  return `${from > 0 ? '…' : ''}${source.slice(from, start)}▶${source.slice(start, start + 24)}${source.length > start + 24 ? '…' : ''}`
}

/** Type names inside the library's remarks, in the words of pack authors. */
const translated = (remark: string): string =>
  remark.replace(/\b(?:list<[\w<>]+>|Row_\w+|Decimal|string|bool|dyn|int|list)/g, (type) => typeName(type)).replace(/^[^:]*: /, '')

const reasonOf = (code: string, remark: string): string => {
  const [summary = ''] = remark.split('\n')
  const name = /(?:Unknown variable|No such key): (.+)$/.exec(summary)?.[1] ?? ''
  if (code === 'unknown_variable') return packText.unknownName(name)
  if (code === 'no_such_key') return packText.unknownField(name)
  if (code === 'no_matching_overload') return packText.unknownFunction(translated(summary.replace(/^.*for '(.*)'$/, '$1')))
  if (code === 'no_such_overload') return packText.typeClash(translated(summary))
  return packText.typeClash(translated(summary))
}

const isNode = (value: unknown): value is ASTNode => typeof value === 'object' && value !== null && 'op' in value && 'args' in value

/** Replaces every number in the tree by the exact decimal it is written as. */
const makeExact = (value: unknown): void => {
  if (Array.isArray(value)) for (const item of value) makeExact(item)
  if (!isNode(value)) return
  const node: { args: unknown } = value
  if (value.op === 'value') {
    if (typeof value.args === 'bigint') node.args = new Decimal(value.args.toString())
    else if (typeof value.args === 'number') node.args = new Decimal(value.input.slice(value.start, value.end))
  } else makeExact(value.args)
}

export interface CheckedExpression {
  readonly ast: ASTNode
  readonly source: string
  /** Name of its type, e.g. `bool`, `Decimal`, `list<string>`. */
  readonly type: string
}

const checked = new WeakMap<Environment, Map<string, CheckedExpression>>()

/** Parses and type-checks, the same text in the same environment once. Throws `ExpressionError`. */
export const checkExpression = (environment: Environment, source: string): CheckedExpression => {
  let known = checked.get(environment)
  if (known === undefined) {
    known = new Map()
    checked.set(environment, known)
  }
  const found = known.get(source) ?? check(environment, source)
  known.set(source, found)
  return found
}

const check = (environment: Environment, source: string): CheckedExpression => {
  let parsed: ReturnType<Environment['parse']>
  try {
    parsed = environment.parse(source)
  } catch (error) {
    throw expressionError(source, error, (_code, remark) => packText.syntax(remark.split('\n')[0] ?? ''))
  }
  makeExact(parsed.ast)
  const result = parsed.check()
  if (!result.valid || result.type === undefined) throw expressionError(source, result.error, reasonOf)
  return { ast: parsed.ast, source, type: result.type }
}

const expressionError = (source: string, error: unknown, reason: (code: string, remark: string) => string): ExpressionError => {
  const known = error instanceof Error ? error : new Error(String(error))
  const code = 'code' in known && typeof known.code === 'string' ? known.code : ''
  const range =
    'range' in known && typeof known.range === 'object' && known.range !== null && 'start' in known.range ? Number(known.range.start) : 0
  return failAt(source, range, reason(code, known.message))
}

/** An error at a place of an expression. */
export const failAt = (source: string, start: number, reason: string): ExpressionError =>
  new ExpressionError(expressionProblem(reason, excerpt(source, start)), start)
