/** Operators over exact numbers, texts and blanks. */
import type { ASTNode } from '@marcbachmann/cel-js'
import { compareDecimals, type Decimal } from '../../model/decimal.ts'
import { constant, constantValue, folded } from './constants.ts'
import { divide } from './functions.ts'
import { typeOf, unsupported, type Work } from './scope.ts'
import { blank, equal, type Frame, isDecimal, isList, type Program, type Value } from './value.ts'

export const logical = (left: Program, right: Program, deciding: boolean): Program => {
  const [first, second] = [constantValue(left), constantValue(right)]
  if (first === deciding || second === deciding) return constant(deciding)
  if (first === !deciding) return right
  if (second === !deciding) return left
  const program: Tested = undecided(left, right, deciding)
  if (!deciding) program[test] = bothHold(testOf(left), right)
  return program
}

type Test = (frame: Frame) => boolean

/** Kept on the program itself, as constants are. */
const test = Symbol('test')
type Tested = Program & { [test]?: Test }

/**
 * Whether a condition holds. Whoever asks only that need not tell false from unknown: behind an unknown part of `&&`
 * nothing is looked at any more. Fails where the program itself fails.
 */
export const testOf = (program: Program): Test => (program as Tested)[test] ?? ((frame) => program(frame) === true) // absent where `logical` did not make it

const bothHold = (left: Test, right: Program): Test => {
  const second = testOf(right)
  return (frame) => {
    let first: boolean
    try {
      first = left(frame)
    } catch (error) {
      // As below: the other part may decide alone.
      if (right(frame) !== true) return false
      throw error
    }
    return first && second(frame)
  }
}

const undecided =
  (left: Program, right: Program, deciding: boolean): Program =>
  (frame) => {
    let first: Value
    try {
      first = left(frame)
    } catch (error) {
      const second = right(frame)
      if (second === deciding || second === blank) return second
      throw error
    }
    if (first === deciding) return deciding
    if (first !== blank) return right(frame)
    try {
      return right(frame) === deciding ? deciding : blank
    } catch {
      return blank
    }
  }

const compare = (a: Value, b: Value): number | undefined => {
  if (isDecimal(a) && isDecimal(b)) return compareDecimals(a, b)
  if (typeof a === 'string' && typeof b === 'string') return a < b ? -1 : a > b ? 1 : 0
  if (typeof a === 'boolean' && typeof b === 'boolean') return Number(a) - Number(b)
  return undefined
}

type BinaryOperator = '==' | '!=' | '<' | '<=' | '>' | '>=' | '+' | '-' | '*' | '/' | 'in'

export const binary = (operator: BinaryOperator, node: ASTNode, left: Program, right: Program, work: Work): Program => {
  const both = (apply: (a: Value, b: Value) => Value): Program =>
    folded(
      (frame) => {
        const a = left(frame)
        if (a === blank) return blank
        const b = right(frame)
        return b === blank ? blank : apply(a, b)
      },
      left,
      right,
    )
  const ordered = (accept: (order: number) => boolean): Program =>
    both((a, b) => {
      const order = compare(a, b)
      return order === undefined ? blank : accept(order)
    })
  const exact = (apply: (a: Decimal, b: Decimal) => Value): Program => both((a, b) => (isDecimal(a) && isDecimal(b) ? apply(a, b) : blank))
  switch (operator) {
    case '==':
      return both(equal)
    case '!=':
      return both((a, b) => !equal(a, b))
    case '<':
      return ordered((order) => order < 0)
    case '<=':
      return ordered((order) => order <= 0)
    case '>':
      return ordered((order) => order > 0)
    case '>=':
      return ordered((order) => order >= 0)
    case '+':
      return both((a, b) => {
        if (isDecimal(a) && isDecimal(b)) return a.plus(b)
        if (isList(a) && isList(b)) return [...a, ...b]
        return typeof a === 'string' && typeof b === 'string' ? a + b : blank
      })
    case '-':
      return exact((a, b) => a.minus(b))
    case '*':
      return exact((a, b) => a.times(b))
    case '/':
      return exact(divide)
    case 'in':
      return membership(node, left, right, work)
  }
}

const membership = (node: ASTNode, left: Program, right: Program, work: Work): Program => {
  const list = node.op === 'in' ? node.args[1] : undefined
  if (list?.op === 'list') {
    const literals = list.args.map((item): unknown => (item.op === 'value' ? item.args : undefined))
    const texts = literals.filter((item) => typeof item === 'string')
    if (texts.length === literals.length) {
      const known = new Set<Value>(texts)
      return folded((frame) => {
        const value = left(frame)
        return value === blank ? blank : known.has(value)
      }, left)
    }
  }
  if (list !== undefined && !typeOf(list).startsWith('list')) return unsupported(node, work, 'in')
  return (frame) => {
    const value = left(frame)
    const items = right(frame)
    if (value === blank || !isList(items)) return blank
    if (items.some((item) => item !== blank && equal(item, value))) return true
    return items.includes(blank) ? blank : false
  }
}
