/** Works out one formula. */
import { areEqual, compareValues } from './compare.ts'
import { functionNamed, isVolatile, usesDates } from './functions/all.ts'
import { power } from './functions/math.ts'
import { Arguments, ErrorResult, type Evaluation, type StrictFunction } from './functions/spec.ts'
import type { ErrorValue, Scalar } from './model.ts'
import {
  type CellSource,
  checkedSize,
  type Home,
  heightOf,
  intersect,
  Matrix,
  matrixOf,
  type Operand,
  References,
  widthOf,
} from './operand.ts'
import type { BinaryOperator, FormulaNode } from './parse.ts'
import { cannotCompute, doubtful, tooMuch } from './uncomputable.ts'
import { addNumbers, checkedNumber, checkedText, errorValue, isError, toNumber, toText } from './values.ts'
import { deepestNames, type WorkbookIndex } from './workbook-index.ts'

/**
 * @param isArray an array formula: references mean all their values
 * @returns a value, or a matrix for an array formula
 * @throws CannotCompute
 */
export function evaluateFormula(
  tree: FormulaNode,
  index: WorkbookIndex,
  source: CellSource,
  home: Home,
  isArray: boolean,
): Scalar | Matrix {
  return new FormulaEvaluation(index, source, home, isArray, 0).value(tree)
}

class FormulaEvaluation implements Evaluation {
  readonly source: CellSource
  readonly home: Home
  readonly isArray: boolean
  private readonly index: WorkbookIndex
  private readonly depth: number

  constructor(index: WorkbookIndex, source: CellSource, home: Home, isArray: boolean, depth: number) {
    this.index = index
    this.source = source
    this.home = home
    this.isArray = isArray
    this.depth = depth
  }

  operand(node: FormulaNode): Operand {
    this.source.spend(1)
    switch (node.kind) {
      case 'literal':
        return node.value
      case 'missing':
        return null
      case 'reference':
        return this.index.references(node.prefix, node.area, this.home)
      case 'structured':
        return this.index.table(node.text, this.home)
      case 'name': {
        if (this.depth >= deepestNames) throw tooMuch()
        const tree = this.index.named(node.prefix, node.name, this.home.sheet)
        return new FormulaEvaluation(this.index, this.source, this.home, true, this.depth + 1).operand(tree)
      }
      case 'array':
        return new Matrix(node.rows.length, node.rows[0]?.length ?? 0, node.rows.flat())
      case 'union':
        return new References(
          node.items.flatMap((item) => {
            const operand = this.operand(item)
            if (!(operand instanceof References)) throw doubtful()
            return operand.parts
          }),
        )
      case 'sign':
        // A plus sign changes nothing, not even a text.
        return node.operator === '+'
          ? this.value(node.operand)
          : this.spread([this.value(node.operand)], ([value = null]) => negative(value))
      case 'percent':
        return this.spread([this.value(node.operand)], ([value = null]) => withNumbers(value, 100, (a, b) => checkedNumber(a / b)))
      case 'binary':
        return this.binary(node.operator, this.value(node.left), this.value(node.right))
      case 'call':
        return this.call(node.name, node.args)
    }
  }

  value(node: FormulaNode): Scalar | Matrix {
    const operand = this.operand(node)
    if (!(operand instanceof References)) return operand
    return this.isArray && !isOneCell(operand) ? this.matrix(operand) : intersect(this.source, operand, this.home)
  }

  matrix(operand: Operand): Matrix {
    if (operand instanceof Matrix) return operand
    return operand instanceof References ? matrixOf(this.source, operand.single()) : new Matrix(1, 1, [operand])
  }

  spread(args: readonly (Scalar | Matrix)[], apply: (values: readonly Scalar[]) => Scalar): Scalar | Matrix {
    const matrices = args.filter((arg) => arg instanceof Matrix)
    if (matrices.length === 0) return apply(args as readonly Scalar[]) // none is a matrix
    const rows = Math.max(...matrices.map((matrix) => matrix.rows))
    const columns = Math.max(...matrices.map((matrix) => matrix.columns))
    this.source.spend(checkedSize(rows, columns))
    const values: Scalar[] = []
    for (let row = 0; row < rows; row++)
      for (let column = 0; column < columns; column++)
        values.push(apply(args.map((arg) => (arg instanceof Matrix ? arg.stretched(row, column) : arg))))
    return new Matrix(rows, columns, values)
  }

  private binary(operator: BinaryOperator, left: Scalar | Matrix, right: Scalar | Matrix): Operand {
    if (!(left instanceof Matrix) && !(right instanceof Matrix)) return applyOperator(operator, left, right)
    return this.spread([left, right], ([first = null, second = null]) => applyOperator(operator, first, second))
  }

  private call(name: string, nodes: readonly FormulaNode[]): Operand {
    const spec = functionNamed(name)
    if (spec === undefined) throw cannotCompute({ kind: isVolatile(name) ? 'volatile' : 'function', name })
    if (this.source.date1904 && usesDates(name)) throw doubtful()
    if (nodes.length < spec.min || nodes.length > spec.max) throw cannotCompute({ kind: 'syntax' })
    try {
      return spec.kind === 'lazy' ? spec.run(nodes, this) : this.run(spec, nodes)
    } catch (error) {
      return resultOf(error)
    }
  }

  private run(spec: StrictFunction, nodes: readonly FormulaNode[]): Operand {
    const { isArea, singles, missing } = placesOf(spec, nodes)
    const inner = spec.arrays === true && !this.isArray ? new FormulaEvaluation(this.index, this.source, this.home, true, this.depth) : this
    const operands = nodes.map((node, at) => (isArea[at] === true ? inner.operand(node) : inner.value(node)))
    if (!singles.some((at) => operands[at] instanceof Matrix)) return inner.strict(spec, operands, singles, missing)
    return inner.spread(
      singles.map((at) => operands[at] as Scalar | Matrix), // single values are never references
      (values) => {
        const placed = [...operands]
        singles.forEach((at, place) => {
          placed[at] = values[place] ?? null
        })
        const result = guarded(() => inner.strict(spec, placed, singles, missing))
        if (result instanceof Matrix) throw doubtful()
        return result instanceof References ? intersect(this.source, result, this.home) : result
      },
    )
  }

  private strict(spec: StrictFunction, operands: readonly Operand[], singles: readonly number[], missing: ReadonlySet<number>): Operand {
    if (spec.takesErrors !== true) {
      for (const at of singles) {
        const value = operands[at] ?? null
        if (!(value instanceof Matrix) && !(value instanceof References) && isError(value)) return value
      }
    }
    return spec.run(new Arguments(operands, missing), this)
  }
}

const isOneCell = ({ parts }: References): boolean => parts.every(({ rectangle }) => heightOf(rectangle) === 1 && widthOf(rectangle) === 1)

/** How the arguments of a call are taken; formulas that were filled down have it in common. */
interface ArgumentPlaces {
  readonly isArea: readonly boolean[]
  /** Numbers of those of which one value is taken. */
  readonly singles: readonly number[]
  readonly missing: ReadonlySet<number>
}

const knownPlaces = new WeakMap<readonly FormulaNode[], ArgumentPlaces>()

/** @param nodes of one call, which is always to the same function */
function placesOf({ areas }: StrictFunction, nodes: readonly FormulaNode[]): ArgumentPlaces {
  const known = knownPlaces.get(nodes)
  if (known !== undefined) return known
  const isArea = nodes.map((_, at) => areas === 'all' || areas.includes(at))
  const numbersWhere = (is: (at: number) => boolean) => nodes.flatMap((_, at) => (is(at) ? [at] : []))
  const places: ArgumentPlaces = {
    isArea,
    singles: numbersWhere((at) => isArea[at] !== true),
    missing: new Set(numbersWhere((at) => nodes[at]?.kind === 'missing')),
  }
  knownPlaces.set(nodes, places)
  return places
}

/** An error raised inside a function is its result. */
function resultOf(error: unknown): ErrorValue {
  if (error instanceof ErrorResult) return error.value
  throw error
}

function guarded(run: () => Operand): Operand {
  try {
    return run()
  } catch (error) {
    return resultOf(error)
  }
}

function withNumbers(left: Scalar, right: Scalar, apply: (a: number, b: number) => Scalar): Scalar {
  const a = toNumber(left)
  if (typeof a !== 'number') return a
  const b = toNumber(right)
  return typeof b === 'number' ? apply(a, b) : b
}

const negative = (value: Scalar): Scalar => withNumbers(value, 0, (number) => (number === 0 ? 0 : -number))

function applyOperator(operator: BinaryOperator, left: Scalar, right: Scalar): Scalar {
  switch (operator) {
    case '+':
      return withNumbers(left, right, addNumbers)
    case '-':
      return withNumbers(left, right, (a, b) => addNumbers(a, -b))
    case '*':
      return withNumbers(left, right, (a, b) => checkedNumber(a * b))
    case '/':
      return withNumbers(left, right, (a, b) => (b === 0 ? errorValue('#DIV/0!') : checkedNumber(a / b)))
    case '^':
      return withNumbers(left, right, raise)
    case '&':
      return join(left, right)
  }
  if (isError(left)) return left
  if (isError(right)) return right
  if (operator === '=') return areEqual(left, right)
  if (operator === '<>') return !areEqual(left, right)
  const order = compareValues(left, right)
  if (operator === '<') return order < 0
  if (operator === '>') return order > 0
  return operator === '<=' ? order <= 0 : order >= 0
}

function raise(base: number, exponent: number): Scalar {
  try {
    return checkedNumber(power(base, exponent))
  } catch (error) {
    return resultOf(error)
  }
}

function join(left: Scalar, right: Scalar): Scalar {
  const a = toText(left)
  if (typeof a !== 'string') return a
  const b = toText(right)
  return typeof b === 'string' ? checkedText(a + b) : b
}
