/** Decisions, and questions about values. */
import { areEqual } from '../compare.ts'
import type { Scalar } from '../model.ts'
import { eachFilled, Matrix, type Operand, References } from '../operand.ts'
import type { FormulaNode } from '../parse.ts'
import { doubtful } from '../uncomputable.ts'
import { errorValue, isError, toBoolean, toNumber } from '../values.ts'
import {
  type Arguments,
  areaFunction,
  ErrorResult,
  type Evaluation,
  type FunctionFamily,
  type LazyFunction,
  manyArguments,
  type StrictFunction,
  scalarFunction,
  sound,
  wholePart,
} from './spec.ts'

const lazy = (min: number, max: number, run: LazyFunction['run']): LazyFunction => ({ kind: 'lazy', min, max, run })

/** A part not written is FALSE in IF; a part left out is a blank. */
const branch = (node: FormulaNode | undefined, evaluation: Evaluation): Operand => (node === undefined ? false : evaluation.operand(node))

const asValues = (operand: Operand, evaluation: Evaluation): Scalar | Matrix =>
  operand instanceof References ? evaluation.matrix(operand) : operand

function choose(args: readonly FormulaNode[], evaluation: Evaluation): Operand {
  const condition = args[0]
  const yes = args[1]
  const no = args[2]
  const value = condition === undefined ? null : evaluation.value(condition)
  if (!(value instanceof Matrix)) {
    const decision = toBoolean(value)
    return isError(decision as Scalar) ? (decision as Scalar) : branch(decision === true ? yes : no, evaluation)
  }
  const branches = [yes, no].map((node) => asValues(branch(node, evaluation), evaluation))
  return evaluation.spread([value, ...branches], ([test = null, first = null, second = null]) => {
    const decision = toBoolean(test)
    return typeof decision === 'boolean' ? (decision ? first : second) : decision
  })
}

const replaceErrors =
  (isReplaced: (value: Scalar) => boolean): LazyFunction['run'] =>
  ([node, instead], evaluation) => {
    if (node === undefined || instead === undefined) throw doubtful()
    const value = evaluation.value(node)
    if (!(value instanceof Matrix)) return isReplaced(value) ? evaluation.value(instead) : value
    return evaluation.spread([value, evaluation.value(instead)], ([first = null, second = null]) => (isReplaced(first) ? second : first))
  }

const isNotAvailable = (value: Scalar): boolean => isError(value) && value.error === '#N/A'

function firstTrue(args: readonly FormulaNode[], evaluation: Evaluation): Operand {
  for (let at = 0; at + 1 < args.length; at += 2) {
    const decision = sound(toBoolean(single(args[at], evaluation)))
    if (decision) return branch(args[at + 1], evaluation)
  }
  return errorValue('#N/A')
}

function switchTo(args: readonly FormulaNode[], evaluation: Evaluation): Operand {
  const wanted = sound(single(args[0], evaluation))
  let at = 1
  for (; at + 1 < args.length; at += 2) {
    const candidate = sound(single(args[at], evaluation))
    if (wanted === null || candidate === null) throw doubtful()
    if (areEqual(wanted, candidate)) return branch(args[at + 1], evaluation)
  }
  return at < args.length ? branch(args[at], evaluation) : errorValue('#N/A')
}

function chooseByNumber(args: readonly FormulaNode[], evaluation: Evaluation): Operand {
  const index = wholePart(sound(toNumber(single(args[0], evaluation))))
  const chosen = index >= 1 ? args[index] : undefined
  return chosen === undefined ? errorValue('#VALUE!') : evaluation.operand(chosen)
}

function single(node: FormulaNode | undefined, evaluation: Evaluation): Scalar {
  const value = node === undefined ? null : evaluation.value(node)
  if (value instanceof Matrix) throw doubtful()
  return value
}

/** Truth values among the arguments: texts in cells are passed over, numbers count as not being 0. */
function truths(args: Arguments, { source }: Evaluation): boolean[] {
  const found: boolean[] = []
  const take = (value: Scalar) => {
    if (isError(value)) throw new ErrorResult(value)
    if (typeof value === 'boolean' || typeof value === 'number') found.push(value !== false && value !== 0)
  }
  for (let index = 0; index < args.count; index++) {
    const operand = args.area(index)
    if (args.isMissing(index)) throw doubtful()
    if (operand instanceof References) for (const part of operand.parts) eachFilled(source, part, take)
    else if (operand instanceof Matrix) operand.all().forEach(take)
    else take(sound(toBoolean(operand)))
  }
  if (found.length === 0) throw new ErrorResult(errorValue('#VALUE!'))
  return found
}

const overTruths = (decide: (found: readonly boolean[]) => boolean): StrictFunction =>
  areaFunction(1, manyArguments, 'all', (args, evaluation) => decide(truths(args, evaluation)))

/** A question about one value, errors included. */
const question = (ask: (value: Scalar) => boolean): StrictFunction => ({
  ...scalarFunction(1, 1, (args) => ask(args.scalar(0))),
  takesErrors: true,
})

const parity = (wanted: number): StrictFunction =>
  scalarFunction(1, 1, (args) => {
    const value = args.scalar(0)
    if (typeof value !== 'number') throw doubtful()
    return Math.abs(wholePart(value)) % 2 === wanted
  })

export const logicFunctions: FunctionFamily = {
  IF: lazy(2, 3, choose),
  IFERROR: lazy(2, 2, replaceErrors(isError)),
  IFNA: lazy(2, 2, replaceErrors(isNotAvailable)),
  IFS: lazy(2, manyArguments, firstTrue),
  SWITCH: lazy(3, manyArguments, switchTo),
  CHOOSE: lazy(2, manyArguments, chooseByNumber),
  AND: overTruths((found) => found.every((value) => value)),
  OR: overTruths((found) => found.some((value) => value)),
  XOR: overTruths((found) => found.filter((value) => value).length % 2 === 1),
  NOT: scalarFunction(1, 1, (args) => !args.boolean(0)),
  TRUE: scalarFunction(0, 0, () => true),
  FALSE: scalarFunction(0, 0, () => false),
  NA: scalarFunction(0, 0, () => errorValue('#N/A')),
  ISBLANK: question((value) => value === null),
  ISNUMBER: question((value) => typeof value === 'number'),
  ISTEXT: question((value) => typeof value === 'string'),
  ISNONTEXT: question((value) => typeof value !== 'string'),
  ISLOGICAL: question((value) => typeof value === 'boolean'),
  ISERROR: question(isError),
  ISERR: question((value) => isError(value) && !isNotAvailable(value)),
  ISNA: question(isNotAvailable),
  ISEVEN: parity(0),
  ISODD: parity(1),
  N: scalarFunction(1, 1, (args) => {
    const value = args.scalar(0)
    return typeof value === 'number' ? value : value === true ? 1 : 0
  }),
  T: scalarFunction(1, 1, (args) => {
    const value = args.scalar(0)
    return typeof value === 'string' ? value : ''
  }),
}
