/**
 * Which part of a rule's expression fails. The tree is walked the way the truth goes: of a conjunction the parts that
 * do not hold, of a choice the branch taken, of `all` the first item it fails for. Only findings are walked, so the
 * check itself pays nothing.
 */
import type { ASTNode } from '@marcbachmann/cel-js'
import type { Compiled } from '../cel/scope.ts'
import { blank, type Frame, isList, type Program, type Value } from '../cel/value.ts'

const comparisons = ['==', '!=', '<', '<=', '>', '>='] as const
export type Comparison = (typeof comparisons)[number]

/** A comparison that should hold, or (operator undefined) a condition that should be other than it is. */
export interface Fault {
  readonly node: ASTNode
  readonly operator: Comparison | undefined
  /** False for a part of a prohibition, which should not hold: to make it false is to slip out of the rule. */
  readonly wanted: boolean
  /** What is compared, or looked for in what (`in`). */
  readonly sides: readonly [FaultSide, FaultSide] | undefined
  /** Other parts of the same place, e.g. the two numbers inside `abs(a - b)`. */
  readonly inside: (left: ASTNode, right: ASTNode) => readonly [FaultSide, FaultSide]
}
export interface FaultSide {
  readonly node: ASTNode
  /** Its value in this or another frame; blank where it cannot be worked out. */
  readonly in: (frame: Frame) => Value
}

/** Binds the names around a part before the part is evaluated. */
interface Around {
  readonly names: readonly string[]
  readonly enter: (frame: Frame) => void
}
const nothingAround: Around = { names: [], enter: () => {} }

const opposite = { '==': '!=', '!=': '==', '<': '>=', '>=': '<', '>': '<=', '<=': '>' } as const
const isComparison = (op: string): op is Comparison => comparisons.some((known) => known === op)

/** Faults of an expression that is false in this frame, in the order they are written. */
export const findFaults = (compiled: Compiled, frame: Frame): readonly Fault[] => {
  const programs = new Map<ASTNode, Program>()
  const evaluate = (node: ASTNode, around: Around, at: Frame): Value => {
    try {
      const program = programs.get(node) ?? compiled.part(node, around.names)
      programs.set(node, program)
      const own: Frame = { ...at, locals: [] }
      around.enter(own)
      return program(own)
    } catch {
      return blank
    }
  }

  const walk = (node: ASTNode, wanted: boolean, around: Around): readonly Fault[] => {
    switch (node.op) {
      case '!_':
        return walk(node.args, !wanted, around)
      case '&&':
      case '||': {
        // A conjunction that should hold fails by its false parts; one that should not, by all of them together.
        const guilty = node.args.filter((part) => evaluate(part, around, frame) === !wanted)
        return guilty.flatMap((part) => walk(part, wanted, around))
      }
      case '?:': {
        const [condition, yes, no] = node.args
        return walk(evaluate(condition, around, frame) === true ? yes : no, wanted, around)
      }
      case 'rcall':
        return walkMethod(node, wanted, around)
      default:
        return [leaf(node, wanted, around)]
    }
  }

  const walkMethod = (node: ASTNode & { op: 'rcall' }, wanted: boolean, around: Around): readonly Fault[] => {
    const [name, receiver, [variable, second, third]] = node.args
    if (variable?.op !== 'id' || second === undefined) return [leaf(node, wanted, around)]
    const depth = around.names.length
    const inside = (value: (at: Frame) => Value): Around => ({
      names: [...around.names, variable.args],
      enter(at) {
        around.enter(at)
        at.locals[depth] = value(at)
      },
    })
    if (name === 'bind' && third !== undefined) {
      return walk(
        third,
        wanted,
        inside((at) => evaluate(second, around, at)),
      )
    }
    const items = evaluate(receiver, around, frame)
    if (!isList(items) || name !== (wanted ? 'all' : 'exists')) return [leaf(node, wanted, around)]
    const itemAt = (index: number): Around =>
      inside((at) => {
        const list = evaluate(receiver, around, at)
        return isList(list) ? (list[index] ?? blank) : blank
      })
    const index = items.findIndex(
      (item) =>
        evaluate(
          second,
          inside(() => item),
          frame,
        ) === !wanted,
    )
    return index < 0 ? [leaf(node, wanted, around)] : walk(second, wanted, itemAt(index))
  }

  const leaf = (node: ASTNode, wanted: boolean, around: Around): Fault => {
    const side = (part: ASTNode): FaultSide => ({ node: part, in: (at) => evaluate(part, around, at) })
    const inside = (left: ASTNode, right: ASTNode): readonly [FaultSide, FaultSide] => [side(left), side(right)]
    if (node.op === 'in') return { node, operator: undefined, wanted, sides: inside(...node.args), inside }
    if (!isComparison(node.op) || !Array.isArray(node.args)) return { node, operator: undefined, wanted, sides: undefined, inside }
    const [left, right] = node.args as [ASTNode, ASTNode] // comparisons have two operands
    return { node, operator: wanted ? node.op : opposite[node.op], wanted, sides: inside(left, right), inside }
  }

  return walk(compiled.ast, true, nothingAround)
}

const isAmount = ({ operator, sides }: Fault): boolean =>
  operator !== undefined && operator !== '==' && operator !== '!=' && sides !== undefined

/** Names a parameter of the plan. */
const isOfPlan = (value: unknown): boolean => {
  if (Array.isArray(value)) return value.some(isOfPlan)
  if (typeof value !== 'object' || value === null || !('op' in value) || !('args' in value)) return false
  const node = value as ASTNode // what has an operator and arguments in a tree is a node of it
  return (node.op === '.' && node.args[0].op === 'id' && node.args[0].args === 'plan') || isOfPlan(node.args)
}

/**
 * What the plan forbids to rows of some kind up to a limit, or asks of them: a figure moved to just behind the limit slips out of
 * the rule and mends nothing. Not where the rule wants an amount to be other than it is, too.
 */
export const isPlanLimit = (faults: readonly Fault[]): boolean =>
  faults.some((fault) => !fault.wanted && isAmount(fault) && fault.sides?.some(({ node }) => isOfPlan(node)) === true) &&
  faults.some((fault) => !fault.wanted && !isAmount(fault)) &&
  !faults.some((fault) => fault.wanted && isAmount(fault))

/** For a rule that looks for slips: the figure and its reference. */
export const slippedPair = (faults: readonly Fault[]): readonly [FaultSide, FaultSide] | undefined => {
  for (const { sides, inside } of faults) {
    for (const { node } of sides ?? []) {
      const [figure, reference] = node.op === 'call' && node.args[0] === 'slip' ? node.args[1] : []
      if (figure !== undefined && reference !== undefined) return inside(figure, reference)
    }
  }
  return undefined
}
