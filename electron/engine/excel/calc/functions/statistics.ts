/** Sums, counts and orders over many cells. */
import type { Scalar } from '../model.ts'
import { type CellSource, eachFilled, heightOf, Matrix, type Part, References, widthOf } from '../operand.ts'
import { doubtful } from '../uncomputable.ts'
import { checkedNumber, ExactSum, errorValue, isError, nearlyEqual, textToNumber } from '../values.ts'
import {
  type Arguments,
  areaFunction,
  ErrorResult,
  type Evaluation,
  eachNumber,
  type FunctionFamily,
  manyArguments,
  numbersOf,
  type StrictFunction,
} from './spec.ts'

const fail = (code: Parameters<typeof errorValue>[0]) => new ErrorResult(errorValue(code))

export function sumOf(numbers: Iterable<number>): number {
  const sum = new ExactSum()
  for (const number of numbers) sum.add(number)
  return sum.total()
}

/** `fold` turns the numbers of all arguments into the result. */
const overNumbers = (fold: (numbers: readonly number[]) => number): StrictFunction =>
  areaFunction(1, manyArguments, 'all', (args, evaluation) => checkedNumber(fold(numbersOf(args, evaluation))))

const average = (numbers: readonly number[]): number => {
  if (numbers.length === 0) throw fail('#DIV/0!')
  return sumOf(numbers) / numbers.length
}

export const largest = (numbers: readonly number[]): number => numbers.reduce((a, b) => (b > a ? b : a), numbers[0] ?? 0)
export const smallest = (numbers: readonly number[]): number => numbers.reduce((a, b) => (b < a ? b : a), numbers[0] ?? 0)

const median = (numbers: readonly number[]): number => {
  if (numbers.length === 0) throw fail('#NUM!')
  const sorted = numbers.toSorted((a, b) => a - b)
  const upper = sorted[sorted.length >> 1] ?? 0
  return sorted.length % 2 === 1 ? upper : ((sorted[(sorted.length >> 1) - 1] ?? 0) + upper) / 2
}

const variance = (numbers: readonly number[], freedom: number): number => {
  if (numbers.length <= freedom) throw fail('#DIV/0!')
  const mean = sumOf(numbers) / numbers.length
  return sumOf(numbers.map((value) => (value - mean) ** 2)) / (numbers.length - freedom)
}

/** The k-th number in order, from the end of the order that `direction` names. */
const ranked = (direction: 1 | -1): StrictFunction =>
  areaFunction(2, 2, [0], (args, evaluation) => {
    const numbers = numbersOf(args.first(), evaluation).sort((a, b) => direction * (a - b))
    const place = args.number(1)
    if (!Number.isInteger(place)) throw doubtful()
    const found = numbers[place - 1]
    if (found === undefined) throw fail('#NUM!')
    return found
  })

const rank: StrictFunction = areaFunction(2, 3, [1], (args, evaluation) => {
  const value = args.number(0)
  const ascending = args.number(2, 0) !== 0
  const numbers: number[] = []
  for (const part of args.references(1).parts)
    eachFilled(evaluation.source, part, (cell) => {
      if (isError(cell)) throw new ErrorResult(cell)
      if (typeof cell === 'number') numbers.push(cell)
    })
  if (!numbers.includes(value)) {
    if (numbers.some((number) => nearlyEqual(number, value))) throw doubtful()
    return errorValue('#N/A')
  }
  return 1 + numbers.filter((number) => (ascending ? number < value : number > value)).length
})

/** Counts values: of cells and matrices all that are there, errors too. */
function countValues(args: Arguments, { source }: Evaluation, counts: (value: Scalar, isWritten: boolean) => boolean): number {
  let count = 0
  for (let index = 0; index < args.count; index++) {
    const operand = args.area(index)
    if (args.isMissing(index)) throw doubtful()
    const take = (value: Scalar) => {
      if (counts(value, false)) count++
    }
    if (operand instanceof References) for (const part of operand.parts) eachFilled(source, part, take)
    else if (operand instanceof Matrix) operand.all().forEach(take)
    else if (counts(operand, true)) count++
  }
  return count
}

const isCounted = (value: Scalar, isWritten: boolean): boolean => {
  if (typeof value === 'number') return true
  if (!isWritten) return false
  return typeof value === 'boolean' || (typeof value === 'string' && !isError(textToNumber(value)))
}

const countBlank: StrictFunction = areaFunction(1, 1, [0], (args, { source }) => {
  const part = args.references(0).single()
  let filled = 0
  eachFilled(source, part, (value) => {
    if (value !== '') filled++
  })
  return heightOf(part.rectangle) * widthOf(part.rectangle) - filled
})

/** SUBTOTAL passes over cells that are themselves subtotals, over rows hidden by a filter, and from 101 on over all hidden rows. */
const subtotal: StrictFunction = areaFunction(2, manyArguments, 'all', (args, evaluation) => {
  const code = args.integer(0)
  const skipsHidden = code > 100
  const fold = subtotals[skipsHidden ? code - 100 : code]
  if (fold === undefined) throw fail('#VALUE!')
  const values: Scalar[] = []
  for (let index = 1; index < args.count; index++)
    for (const part of args.references(index).parts) collectVisible(evaluation.source, part, skipsHidden, values)
  return checkedNumber(fold(values))
})

function collectVisible(source: CellSource, part: Part, skipsHidden: boolean, into: Scalar[]): void {
  const { sheet } = part
  const { top, left, bottom, right } = part.rectangle
  for (const row of sheet.rows(top, bottom)) {
    const isHidden = sheet.isRowHidden(row)
    // A row hidden by hand counts, one hidden by a filter does not; files do not tell which it was.
    if (isHidden && !skipsHidden && sheet.isFiltered) throw doubtful()
    if (isHidden && skipsHidden) continue
    for (const [column, cell] of sheet.cells(row, left, right)) {
      source.spend(1)
      const { formula } = cell
      if (formula !== undefined && formula.kind !== 'other' && /\b(?:SUBTOTAL|AGGREGATE)\s*\(/i.test(formula.text)) continue
      into.push(source.valueOf(sheet, cell, row, column))
    }
  }
}

const numbersAmong = (values: readonly Scalar[]): number[] =>
  values.flatMap((value) => {
    if (isError(value)) throw new ErrorResult(value)
    return typeof value === 'number' ? [value] : []
  })

const product = (numbers: readonly number[]): number => (numbers.length === 0 ? 0 : numbers.reduce((a, b) => a * b, 1))

const subtotals: Readonly<Record<number, (values: readonly Scalar[]) => number>> = {
  1: (values) => average(numbersAmong(values)),
  2: (values) => values.filter((value) => typeof value === 'number').length,
  3: (values) => values.filter((value) => value !== null).length,
  4: (values) => largest(numbersAmong(values)),
  5: (values) => smallest(numbersAmong(values)),
  6: (values) => product(numbersAmong(values)),
  7: (values) => Math.sqrt(variance(numbersAmong(values), 1)),
  8: (values) => Math.sqrt(variance(numbersAmong(values), 0)),
  9: (values) => sumOf(numbersAmong(values)),
  10: (values) => variance(numbersAmong(values), 1),
  11: (values) => variance(numbersAmong(values), 0),
}

/** Products of the values at the same place in each argument; what is no number counts as 0. */
const sumProduct: StrictFunction = {
  ...areaFunction(1, manyArguments, 'all', (args, evaluation) => {
    const matrices = args.all.map((operand) => evaluation.matrix(operand))
    const [first] = matrices
    if (first === undefined) throw doubtful()
    if (matrices.some(({ rows, columns }) => rows !== first.rows || columns !== first.columns)) return errorValue('#VALUE!')
    const sum = new ExactSum()
    for (let row = 0; row < first.rows; row++) {
      for (let column = 0; column < first.columns; column++) {
        let term = 1
        for (const matrix of matrices) {
          const value = matrix.at(row, column)
          if (isError(value)) return value
          term *= typeof value === 'number' ? value : 0
        }
        sum.add(term)
      }
    }
    return checkedNumber(sum.total())
  }),
  arrays: true,
}

const deviation = (freedom: number): StrictFunction => overNumbers((numbers) => Math.sqrt(variance(numbers, freedom)))
const spreadOf = (freedom: number): StrictFunction => overNumbers((numbers) => variance(numbers, freedom))

export const statisticsFunctions: FunctionFamily = {
  SUM: areaFunction(1, manyArguments, 'all', (args, evaluation) => {
    const sum = new ExactSum()
    eachNumber(args, evaluation, (value) => sum.add(value))
    return checkedNumber(sum.total())
  }),
  SUMSQ: overNumbers((numbers) => sumOf(numbers.map((value) => value * value))),
  PRODUCT: overNumbers(product),
  AVERAGE: overNumbers(average),
  MAX: overNumbers(largest),
  MIN: overNumbers(smallest),
  MEDIAN: overNumbers(median),
  STDEV: deviation(1),
  'STDEV.S': deviation(1),
  STDEVP: deviation(0),
  'STDEV.P': deviation(0),
  VAR: spreadOf(1),
  'VAR.S': spreadOf(1),
  VARP: spreadOf(0),
  'VAR.P': spreadOf(0),
  LARGE: ranked(-1),
  SMALL: ranked(1),
  RANK: rank,
  'RANK.EQ': rank,
  COUNT: areaFunction(1, manyArguments, 'all', (args, evaluation) => countValues(args, evaluation, isCounted)),
  COUNTA: areaFunction(1, manyArguments, 'all', (args, evaluation) =>
    countValues(args, evaluation, (value, isWritten) => isWritten || value !== null),
  ),
  COUNTBLANK: countBlank,
  SUBTOTAL: subtotal,
  SUMPRODUCT: sumProduct,
}
