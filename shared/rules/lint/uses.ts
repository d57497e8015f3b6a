/** What expressions of a pack make use of: fields, parameters, code lists; and what they compare with what. */
import type { ASTNode } from '@marcbachmann/cel-js'
import type { Pack } from '../../forms/pack-types.ts'
import { isCoded } from '../../model/value.ts'
import { typeOf } from '../cel/scope.ts'
import { isDecimal } from '../cel/value.ts'
import type { FormModel } from '../model.ts'
import { knownValue } from './known-value.ts'

export interface Uses {
  /** `form.field` */
  readonly fields: Set<string>
  readonly parameters: Set<string>
  /** Texts written out, among them the ids of code lists. */
  readonly texts: Set<string>
}
export const noUses = (): Uses => ({ fields: new Set(), parameters: new Set(), texts: new Set() })

const isNode = (part: unknown): part is ASTNode => typeof part === 'object' && part !== null && 'op' in part

/** The parts of a node, from the left. */
export const partsOf = (node: ASTNode): readonly ASTNode[] => {
  const args: unknown = node.args
  if (isNode(args)) return [args]
  return Array.isArray(args) ? args.flat(2).filter(isNode) : []
}
/** The node and everything in it. */
export const walk = function* (node: ASTNode): Generator<ASTNode> {
  yield node
  for (const part of partsOf(node)) yield* walk(part)
}

const rowFormOf = (node: ASTNode): string | undefined => /^(?:list<)?Row_(\w+?)>?$/.exec(typeOf(node))?.[1]
const textOf = (node: ASTNode | undefined): string | undefined => {
  const value: unknown = node?.op === 'value' ? node.args : undefined
  return typeof value === 'string' ? value : undefined
}

/** Adds what the expression uses. */
export const collectUses = (ast: ASTNode, uses: Uses): void => {
  for (const node of walk(ast)) {
    const text = textOf(node)
    if (text !== undefined) uses.texts.add(text)
    if (node.op === '.') {
      const [target, key] = node.args
      const form = rowFormOf(target)
      if (form !== undefined) uses.fields.add(`${form}.${key}`)
      else if (typeOf(target) === 'Plan') uses.parameters.add(key)
    }
    if (node.op !== 'call') continue
    const [name, args] = node.args
    const form = args[0] === undefined ? undefined : rowFormOf(args[0])
    for (const argument of args) {
      const key = textOf(argument)
      if (key === undefined) continue
      if (form !== undefined) uses.fields.add(`${form}.${key}`)
      else if (name === 'reading') uses.parameters.add(key)
    }
  }
}

/** The number a comparison measures something with, as written; undefined for other nodes. Comparisons with 0 ask for a sign. */
export const thresholdOf = (node: ASTNode, pack: Pack): string | undefined => {
  if (node.op !== '<' && node.op !== '<=' && node.op !== '>' && node.op !== '>=') return undefined
  const [left, right] = node.args
  const a = knownValue(left, pack)
  const b = knownValue(right, pack)
  if ((a === undefined) === (b === undefined)) return undefined
  const limit = b ?? a
  const [at, measured] = b === undefined ? [left, right] : [right, left]
  if (limit === undefined || !isDecimal(limit)) return undefined
  if (at.op === 'value' && (limit.eq(0) || limit.eq(1))) return undefined
  // How many there are, how long a text is, which day it is: whole steps, not a measured quantity.
  if (measured.op === 'call' && /^(count|keyCount|length|size|monthNumber|yearOf|dayOf)/.test(measured.args[0])) return undefined
  return at.input.slice(at.start, at.end)
}

/** A code that is compared with a coded field although the field's list has no such code. */
export interface UnknownCode {
  readonly field: string
  readonly list: string
  readonly code: string
}

/** Codes written out in `==`, `!=` and `in` that the list of the field does not have. */
export const unknownCodes = (node: ASTNode, forms: ReadonlyMap<string, FormModel>, pack: Pack): UnknownCode[] => {
  if (node.op !== '==' && node.op !== '!=' && node.op !== 'in') return []
  const [left, right] = node.args
  const sides = node.op === 'in' ? [[left, right] as const] : [[left, right] as const, [right, left] as const]
  return sides.flatMap(([access, other]) => {
    if (access.op !== '.') return []
    const [target, key] = access.args
    const model = forms.get(rowFormOf(target) ?? '')?.byKey.get(key)
    if (model === undefined || model.codes === undefined || !isCoded(model.field.type)) return []
    const { id, items } = model.codes
    const value = knownValue(other, pack)
    const texts = Array.isArray(value) ? value : [value]
    return texts.flatMap((code: unknown) =>
      typeof code !== 'string' || code === '' || items.some((item) => item.code === code)
        ? []
        : [{ field: model.field.label, list: id, code }],
    )
  })
}
