/** By how much a rule fails: the failing comparison as values, names, unit and difference. */
import type { ASTNode } from '@marcbachmann/cel-js'
import { daysBetween, isDate } from '../../model/dates.ts'
import { type Decimal, decimalText, roundDecimal, zero } from '../../model/decimal.ts'
import { dateImbalance, numberImbalance, previousName, slipSentence, textImbalance } from '../../text/repair.ts'
import type { Compiled } from '../cel/scope.ts'
import { type Frame, isDecimal, type Value } from '../cel/value.ts'
import type { RuleProgram } from '../compile-rules.ts'
import type { Imbalance } from '../finding.ts'
import type { FieldModel } from '../model.ts'
import { type Comparison, type Fault, type FaultSide, slippedPair } from './fault.ts'

/** `abs(a - b) <= t`: two sides and how far they may be apart. */
interface Tolerated {
  readonly left: ASTNode
  readonly right: ASTNode
}
export const toleratedParts = (node: ASTNode): Tolerated | undefined => {
  if (node.op !== 'call' || node.args[0] !== 'abs') return undefined
  const [difference] = node.args[1]
  return difference?.op === '-' ? { left: difference.args[0], right: difference.args[1] } : undefined
}

interface Reference {
  readonly field: FieldModel
  readonly isBefore: boolean
}

/** The field that a part of an expression is, when it is just a field. */
const referenceOf = (node: ASTNode, compiled: Compiled, program: RuleProgram): Reference | undefined => {
  if (node.op === 'id' && program.field !== undefined) {
    if (node.args === 'number' || node.args === 'value') return { field: program.field, isBefore: false }
    if (node.args === 'previous') return { field: program.field, isBefore: true }
  }
  if (node.op !== '.') return undefined
  const [target, key] = node.args
  const field = compiled.formOf(target)?.byKey.get(key)
  return field && { field, isBefore: target.op === 'id' && target.args === 'prev' }
}
const nameOf = (reference: Reference | undefined): string | null =>
  reference === undefined ? null : reference.isBefore ? previousName(reference.field.field.label) : reference.field.field.label

/** Functions whose result has the unit of what they are given. */
const keepsUnit = new Set(['abs', 'min', 'max', 'sum', 'avg', 'median', 'round', 'floor', 'coalesce'])

/** Unit of a part; undefined where it is not the plain unit of fields. */
const unitOf = (node: ASTNode, compiled: Compiled, program: RuleProgram): string | undefined => {
  const reference = referenceOf(node, compiled, program)
  if (reference !== undefined) return reference.field.field.unit ?? (reference.field.field.type === 'percent' ? '%' : undefined)
  if (node.op === '+' || node.op === '-') return unitOf(node.args[0], compiled, program) ?? unitOf(node.args[1], compiled, program)
  if (node.op !== 'call') return undefined
  const [name, args] = node.args
  const [first, second] = args
  if (keepsUnit.has(name) && first !== undefined) return unitOf(first, compiled, program)
  if (name !== 'sumOf' || first === undefined || second?.op !== 'value') return undefined
  return compiled.formOf(first)?.byKey.get(String(second.args))?.field.unit
}

const share = (difference: Decimal, of: Decimal): string | null =>
  of.eq(zero) ? null : decimalText(roundDecimal(difference.times(100).div(of.abs()), 2))

interface Compared {
  readonly operator: Imbalance['operator']
  readonly nodes: readonly [ASTNode, ASTNode]
  readonly values: readonly [Value, Value]
  readonly allowed: Decimal | undefined
}

const comparedOf = (fault: Fault, operator: Comparison, sides: readonly [FaultSide, FaultSide], frame: Frame): Compared => {
  const [left, right] = sides
  const parts = operator === '<=' || operator === '<' ? toleratedParts(left.node) : undefined
  const allowed = right.in(frame)
  if (parts === undefined || !isDecimal(allowed)) {
    return { operator, nodes: [left.node, right.node], values: [left.in(frame), allowed], allowed: undefined }
  }
  const inner = fault.inside(parts.left, parts.right)
  return { operator: '≈', nodes: [parts.left, parts.right], values: [inner[0].in(frame), inner[1].in(frame)], allowed }
}

/** Whether a part is an amount that a form or a calculation gives, and not a count of matches or a number of a row. */
const isAmount = (node: ASTNode, compiled: Compiled, program: RuleProgram): boolean =>
  referenceOf(node, compiled, program) !== undefined ||
  ['+', '-', '*', '/'].includes(node.op) ||
  (node.op === 'call' && (keepsUnit.has(node.args[0]) || amounts.has(node.args[0])))
const amounts = new Set(['sumOf', 'pct', 'daysBetween', 'monthsBetween'])

const imbalanceOf = (fault: Fault, compiled: Compiled, program: RuleProgram, frame: Frame): Imbalance | undefined => {
  if (fault.operator === undefined || fault.sides === undefined) return undefined
  const { operator, nodes, values, allowed } = comparedOf(fault, fault.operator, fault.sides, frame)
  const [left, right] = values
  const names = nodes.map((node) => nameOf(referenceOf(node, compiled, program)))
  const [leftUnit, rightUnit] = nodes.map((node) => unitOf(node, compiled, program))
  const base = {
    operator,
    leftName: names[0] ?? null,
    rightName: names[1] ?? null,
    unit: leftUnit !== undefined && rightUnit !== undefined && leftUnit !== rightUnit ? null : (leftUnit ?? rightUnit ?? null),
    allowed: allowed === undefined ? null : shown(allowed),
  }
  if (isDecimal(left) && isDecimal(right)) {
    if (!isAmount(nodes[0], compiled, program) && referenceOf(nodes[1], compiled, program) === undefined) return undefined
    const apart = left.minus(right).abs()
    const sides = { ...base, left: shown(left), right: shown(right), difference: shown(apart), relative: share(apart, right) }
    return { kind: 'number', ...sides, text: numberImbalance(sides) }
  }
  if (typeof left !== 'string' || typeof right !== 'string') return undefined
  const texts = { ...base, left, right, unit: null, difference: null, relative: null }
  if (isDate(left) && isDate(right)) {
    const sides = { ...texts, difference: String(Math.abs(daysBetween(left, right))) }
    return { kind: 'date', ...sides, text: dateImbalance(sides) }
  }
  return operator === '==' ? { kind: 'text', ...texts, text: textImbalance(texts) } : undefined
}
/** Divisions go on forever; nobody reads more than six digits. */
const shown = (value: Decimal): string => decimalText(roundDecimal(value, 6))

const order = { number: 0, date: 1, text: 2 } as const

/** For a rule that looks for slips: how many times its reference a figure is. */
const slipImbalance = (faults: readonly Fault[], compiled: Compiled, program: RuleProgram, frame: Frame): Imbalance | undefined => {
  const pair = slippedPair(faults)
  const [figure, reference] = pair ?? []
  const left: Value | undefined = figure?.in(frame)
  const right: Value | undefined = reference?.in(frame)
  if (figure === undefined || reference === undefined || left === undefined || right === undefined) return undefined
  if (!isDecimal(left) || !isDecimal(right) || right.eq(zero)) return undefined
  const apart = left.minus(right).abs()
  const sides = {
    operator: '≈' as const,
    left: shown(left),
    right: shown(right),
    leftName: nameOf(referenceOf(figure.node, compiled, program)),
    rightName: nameOf(referenceOf(reference.node, compiled, program)),
    unit: unitOf(figure.node, compiled, program) ?? unitOf(reference.node, compiled, program) ?? null,
    allowed: null,
    difference: shown(apart),
    relative: share(apart, right),
  }
  return { kind: 'number', ...sides, text: slipSentence(sides, shown(left.div(right))) }
}

/** The failing comparison that says most: numbers before dates before texts, as they are written; null when nothing is compared. */
export const findImbalance = (faults: readonly Fault[], compiled: Compiled, program: RuleProgram, frame: Frame): Imbalance | null => {
  const wanted = faults.filter((fault) => fault.wanted)
  // Where something is wanted, the rest only says of which rows.
  const told = wanted.length > 0 ? wanted : faults
  return (
    slipImbalance(faults, compiled, program, frame) ??
    told.flatMap((fault) => imbalanceOf(fault, compiled, program, frame) ?? []).toSorted((a, b) => order[a.kind] - order[b.kind])[0] ??
    null
  )
}
