/** How functions are described and how they get at their arguments. */
import type { ErrorValue, Scalar } from '../model.ts'
import { type CellSource, eachFilled, type Home, Matrix, type Operand, References } from '../operand.ts'
import type { FormulaNode } from '../parse.ts'
import { doubtful } from '../uncomputable.ts'
import { isError, nearlyEqual, toBoolean, toNumber, toText } from '../values.ts'

/** Thrown inside a function whose result is an error value; caught where the function was called. */
export class ErrorResult extends Error {
  readonly value: ErrorValue

  constructor(value: ErrorValue) {
    super(value.error)
    this.value = value
  }
}

export interface Evaluation {
  readonly source: CellSource
  readonly home: Home
  /** The formula works on arrays: a reference means all its values. */
  readonly isArray: boolean
  /** References are kept as they are. */
  operand(node: FormulaNode): Operand
  /** A single value, or a matrix of values where the formula works on arrays. */
  value(node: FormulaNode): Scalar | Matrix
  /** Values of an operand: all cells of a reference. */
  matrix(operand: Operand): Matrix
  /** Applies a function of single values to each place of the arguments. */
  spread(args: readonly (Scalar | Matrix)[], apply: (values: readonly Scalar[]) => Scalar): Scalar | Matrix
}

interface Arity {
  readonly min: number
  readonly max: number
}

/** Arguments are worked out first. */
export interface StrictFunction extends Arity {
  readonly kind: 'strict'
  /** Numbers of the parameters that take cells or matrices whole; all others take one value. 'all' for all. */
  readonly areas: 'all' | readonly number[]
  /** The arguments are worked out as arrays even in an ordinary formula. */
  readonly arrays?: boolean
  /** Errors among the single values are given to the function instead of being its result. */
  readonly takesErrors?: boolean
  readonly run: (args: Arguments, evaluation: Evaluation) => Operand
}

/** Decides itself which arguments are worked out. */
export interface LazyFunction extends Arity {
  readonly kind: 'lazy'
  readonly run: (args: readonly FormulaNode[], evaluation: Evaluation) => Operand
}

export type FunctionSpec = StrictFunction | LazyFunction
export type FunctionFamily = Readonly<Record<string, FunctionSpec>>

/** A function of single values. */
export const scalarFunction = (min: number, max: number, run: (args: Arguments) => Scalar): StrictFunction => ({
  kind: 'strict',
  min,
  max,
  areas: [],
  run,
})

/** A function over the numbers of all its arguments. */
export const areaFunction = (min: number, max: number, areas: 'all' | readonly number[], run: StrictFunction['run']): StrictFunction => ({
  kind: 'strict',
  min,
  max,
  areas,
  run,
})

export const manyArguments = 255

/** Arguments of a call; an argument left out counts as a blank, one not written at all as the default. */
export class Arguments {
  readonly all: readonly Operand[]
  /** Numbers of the arguments left out between commas. */
  private readonly missing: ReadonlySet<number>

  constructor(all: readonly Operand[], missing: ReadonlySet<number>) {
    this.all = all
    this.missing = missing
  }

  get count(): number {
    return this.all.length
  }

  /** The first argument alone. */
  first(): Arguments {
    return new Arguments(this.all.slice(0, 1), this.missing)
  }

  isMissing(index: number): boolean {
    return this.missing.has(index)
  }

  scalar(index: number): Scalar {
    const operand = this.all[index] ?? null
    if (operand instanceof Matrix || operand instanceof References) throw doubtful()
    return operand
  }

  area(index: number): Operand {
    return this.all[index] ?? null
  }

  /** Cells at this place. Throws CannotCompute when something else was given. */
  references(index: number): References {
    const operand = this.area(index)
    if (!(operand instanceof References)) throw doubtful()
    return operand
  }

  number(index: number, otherwise?: number): number {
    return index >= this.count && otherwise !== undefined ? otherwise : sound(toNumber(this.scalar(index)))
  }

  /** Fractions are cut off. */
  integer(index: number, otherwise?: number): number {
    return wholePart(this.number(index, otherwise))
  }

  text(index: number, otherwise?: string): string {
    return index >= this.count && otherwise !== undefined ? otherwise : sound(toText(this.scalar(index)))
  }

  boolean(index: number, otherwise?: boolean): boolean {
    return index >= this.count && otherwise !== undefined ? otherwise : sound(toBoolean(this.scalar(index)))
  }
}

/** The value, unless it is an error: then that is the result of the function. */
export function sound<T>(value: T | ErrorValue): T {
  if (typeof value === 'object' && value !== null && 'error' in value) throw new ErrorResult(value)
  return value
}

/** Without its fraction; a number that misses the next whole one only by noise is cut off differently by each program. */
export function wholePart(value: number): number {
  const nearest = Math.round(value)
  if (nearest !== value && nearlyEqual(nearest, value)) throw doubtful()
  return Math.trunc(value)
}

/**
 * Visits the numbers of the arguments from `first` on: in cells and matrices only what is a number counts, truth values
 * written into the formula count as 0 and 1. The first error ends it.
 */
export function eachNumber(args: Arguments, { source }: Evaluation, visit: (value: number) => void, first = 0): void {
  const take = (value: Scalar) => {
    if (typeof value === 'number') visit(value)
    else if (isError(value)) throw new ErrorResult(value)
  }
  for (let index = first; index < args.count; index++) {
    const operand = args.area(index)
    if (args.isMissing(index)) throw doubtful()
    if (operand instanceof References) for (const part of operand.parts) eachFilled(source, part, take)
    else if (operand instanceof Matrix) operand.all().forEach(take)
    // A text that came from a cell through another function counts in some programs and not in others.
    else if (typeof operand === 'string') throw doubtful()
    else visit(sound(toNumber(operand)))
  }
}

export function numbersOf(args: Arguments, evaluation: Evaluation, first = 0): number[] {
  const numbers: number[] = []
  eachNumber(args, evaluation, (value) => numbers.push(value), first)
  return numbers
}
