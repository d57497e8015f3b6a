/** Messages of rules: a Chinese sentence with places for values, compiled once. */
import type { Environment } from '@marcbachmann/cel-js'
import { decimalText } from '../model/decimal.ts'
import { showValue } from '../model/value.ts'
import { blankWord, formatList, formatYesNo, notGiven } from '../text/format.ts'
import { packText, typeName } from '../text/pack.ts'
import type { Compiled, Scope } from './cel/scope.ts'
import { type Frame, isDecimal, isList, type Value } from './cel/value.ts'
import { tryCompile } from './forms.ts'
import type { FieldModel, FormModel } from './model.ts'
import { RowView } from './sheet.ts'

export interface Message {
  readonly render: (frame: Frame) => string
  /** Expressions in it, for what they read. */
  readonly parts: readonly Compiled[]
}

/** A value as a sentence shows it. */
export const showInSentence = (value: Value | undefined): string => {
  if (typeof value === 'string') return value === '' ? blankWord : value
  if (typeof value === 'boolean') return formatYesNo(value)
  if (value !== undefined && isDecimal(value)) return decimalText(value)
  return value !== undefined && isList(value) ? formatList(value.map(showInSentence)) : blankWord
}

const place = /\{([^{}]*)\}/g
const ofRow = /^\s*(?:(row|prev)\.)?([a-zA-Z]\w*)\s*$/

const fieldText = (row: unknown, model: FieldModel): string => {
  const text = row instanceof RowView ? row.text(model.index) : undefined
  if (text !== undefined) return showValue(model.field, text, model.codes)
  // Sentences begin with whose figure it is: a name that must be given and is not stands for its owner.
  return model.field.type === 'text' && model.field.required === true ? notGiven(model.field.label) : blankWord
}

const showable = (type: string): string | undefined =>
  /^(string|bool|Decimal|dyn|list<(string|bool|Decimal|dyn)>|list)$/.test(type) ? undefined : packText.notSupported(typeName(type))

/**
 * Compiles a message. `{key}` shows a field of the row (codes by their label), `{row.key}` and `{prev.key}` too;
 * anything else in braces is an expression. `withRow` is false where a rule looks at no single row.
 */
export const compileMessage = (
  source: string,
  form: FormModel,
  environment: Environment,
  scope: Scope,
  withRow: boolean,
  complain: (message: string) => void,
): Message => {
  const pieces: ((frame: Frame) => string)[] = []
  const parts: Compiled[] = []
  let end = 0
  for (const match of source.matchAll(place)) {
    const [whole, inner = ''] = match
    const before = source.slice(end, match.index)
    if (before !== '') pieces.push(() => before)
    end = match.index + whole.length
    const [, owner, key = ''] = ofRow.exec(inner) ?? []
    const model = withRow ? form.byKey.get(key) : undefined
    const isShadowed = owner === undefined && scope.variables.has(key)
    const expression = model !== undefined && !isShadowed ? `${owner ?? 'row'}.${key}` : inner
    const compiled = tryCompile(environment, expression, scope, showable, complain)
    if (compiled === undefined) continue
    parts.push(compiled)
    if (model === undefined || isShadowed) pieces.push((frame) => showInSentence(compiled.run(frame)))
    else pieces.push((frame) => fieldText(owner === 'prev' ? frame.row?.previous : frame.row, model))
  }
  const rest = source.slice(end)
  return { render: (frame) => pieces.map((piece) => piece(frame)).join('') + rest, parts }
}
