/** Sums, counts and averages of the cells that meet conditions. */
import { type Criterion, parseCriterion } from '../criteria.ts'
import { type CellSource, checkedSize, eachFilled, heightOf, type Part, widthOf } from '../operand.ts'
import { doubtful } from '../uncomputable.ts'
import { checkedNumber, errorValue, isError } from '../values.ts'
import { type Arguments, ErrorResult, type Evaluation, type FunctionFamily, manyArguments, type StrictFunction } from './spec.ts'
import { largest, smallest, sumOf } from './statistics.ts'

interface Condition {
  readonly part: Part
  readonly criterion: Criterion
}

const oddPlaces = (from: number): number[] => Array.from({ length: manyArguments / 2 }, (_, index) => from + 2 * index)

function conditionAt(args: Arguments, index: number): Condition {
  return { part: args.references(index).single(), criterion: parseCriterion(args.scalar(index + 1)) }
}

function conditionsFrom(args: Arguments, first: number): Condition[] {
  if ((args.count - first) % 2 !== 0) throw doubtful()
  const conditions: Condition[] = []
  for (let index = first; index < args.count; index += 2) conditions.push(conditionAt(args, index))
  const [{ part } = conditionAt(args, first)] = conditions
  if (conditions.some((other) => !sameShape(other.part, part))) throw new ErrorResult(errorValue('#VALUE!'))
  return conditions
}

const sameShape = (a: Part, b: Part): boolean =>
  heightOf(a.rectangle) === heightOf(b.rectangle) && widthOf(a.rectangle) === widthOf(b.rectangle)

function meetsAll(source: CellSource, conditions: readonly Condition[], row: number, column: number): boolean {
  source.spend(conditions.length)
  return conditions.every(({ part, criterion }) =>
    criterion(source.read(part.sheet, part.rectangle.top + row, part.rectangle.left + column)),
  )
}

/** Visits the places, counted from the corner of the areas, that meet all conditions. */
function eachMatch(source: CellSource, conditions: readonly Condition[], visit: (row: number, column: number) => void): void {
  const [first] = conditions
  if (first === undefined) return
  // A condition that no blank cell meets lets us look only at cells that hold something.
  const driver = conditions.find(({ criterion }) => !criterion(null))
  if (driver !== undefined) {
    const { top, left } = driver.part.rectangle
    eachFilled(source, driver.part, (_, row, column) => {
      if (meetsAll(source, conditions, row - top, column - left)) visit(row - top, column - left)
    })
    return
  }
  const [rows, columns] = [heightOf(first.part.rectangle), widthOf(first.part.rectangle)]
  checkedSize(rows, columns)
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) if (meetsAll(source, conditions, row, column)) visit(row, column)
}

/** Blank cells add nothing, so only cells that hold something are looked at. */
function numbersAtMatches(source: CellSource, conditions: readonly Condition[], values: Part): number[] {
  const numbers: number[] = []
  const { top, left } = values.rectangle
  eachFilled(source, values, (value, row, column) => {
    if (typeof value === 'string' || typeof value === 'boolean' || !meetsAll(source, conditions, row - top, column - left)) return
    if (isError(value)) throw new ErrorResult(value)
    if (typeof value === 'number') numbers.push(value)
  })
  return numbers
}

type Fold = (numbers: readonly number[]) => number

const averageOf: Fold = (numbers) => {
  if (numbers.length === 0) throw new ErrorResult(errorValue('#DIV/0!'))
  return sumOf(numbers) / numbers.length
}

/** One condition; the cells to add up may be others than those tested. */
const oneCondition = (fold: Fold): StrictFunction => ({
  kind: 'strict',
  min: 2,
  max: 3,
  areas: [0, 2],
  takesErrors: true,
  run: (args: Arguments, { source }: Evaluation) => {
    const condition = conditionAt(args, 0)
    const values = args.count > 2 ? args.references(2).single() : condition.part
    // Excel stretches the second area to the shape of the first, beyond what the formula names.
    if (!sameShape(values, condition.part)) throw doubtful()
    return checkedNumber(fold(numbersAtMatches(source, [condition], values)))
  },
})

const manyConditions = (fold: Fold): StrictFunction => ({
  kind: 'strict',
  min: 3,
  max: manyArguments,
  areas: [0, ...oddPlaces(1)],
  takesErrors: true,
  run: (args, { source }) => {
    const values = args.references(0).single()
    const conditions = conditionsFrom(args, 1)
    if (!conditions.every(({ part }) => sameShape(part, values))) return errorValue('#VALUE!')
    return checkedNumber(fold(numbersAtMatches(source, conditions, values)))
  },
})

const count = (max: number): StrictFunction => ({
  kind: 'strict',
  min: 2,
  max,
  areas: oddPlaces(0),
  takesErrors: true,
  run: (args, { source }) => {
    const conditions = conditionsFrom(args, 0)
    const only = conditions.length === 1 ? conditions[0] : undefined
    // Blank cells are counted without visiting them.
    if (only?.criterion(null) === true) return countWithBlanks(source, only)
    let matches = 0
    eachMatch(source, conditions, () => {
      matches++
    })
    return matches
  },
})

function countWithBlanks(source: CellSource, { part, criterion }: Condition): number {
  let others = 0
  eachFilled(source, part, (value) => {
    if (!criterion(value)) others++
  })
  return heightOf(part.rectangle) * widthOf(part.rectangle) - others
}

export const conditionalFunctions: FunctionFamily = {
  SUMIF: oneCondition(sumOf),
  AVERAGEIF: oneCondition(averageOf),
  SUMIFS: manyConditions(sumOf),
  AVERAGEIFS: manyConditions(averageOf),
  MAXIFS: manyConditions(largest),
  MINIFS: manyConditions(smallest),
  COUNTIF: count(2),
  COUNTIFS: count(manyArguments),
}
