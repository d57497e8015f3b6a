/** Finding values in tables, and places of cells. */
import { areEqual, compareValues, textKey } from '../compare.ts'
import { hasWildcard, textMatcher } from '../criteria.ts'
import type { Scalar } from '../model.ts'
import {
  type CellSource,
  checkedSize,
  eachFilled,
  heightOf,
  intersect,
  Matrix,
  type Operand,
  type Part,
  References,
  widthOf,
} from '../operand.ts'
import { doubtful } from '../uncomputable.ts'
import { errorValue, isError } from '../values.ts'
import {
  type Arguments,
  areaFunction,
  ErrorResult,
  type Evaluation,
  type FunctionFamily,
  type LazyFunction,
  type StrictFunction,
} from './spec.ts'

const notFound = () => new ErrorResult(errorValue('#N/A'))
const noReference = () => new ErrorResult(errorValue('#REF!'))

/** A row or a column to search, its filled cells in order; places count from 0. */
interface Line {
  readonly length: number
  readonly filled: readonly { readonly at: number; readonly value: Scalar }[]
  /** Set for cells: what is found out about the line may be kept. */
  readonly source?: CellSource
  readonly key?: string
}

/** A table of cells or of values. */
interface Table {
  readonly rows: number
  readonly columns: number
  at(row: number, column: number): Operand
  column(index: number): Line
  row(index: number): Line
}

function tableOf(operand: Operand, evaluation: Evaluation): Table {
  if (operand instanceof References) return cellTable(operand.single(), evaluation)
  if (!(operand instanceof Matrix)) throw doubtful()
  const lineOf = (length: number, value: (at: number) => Scalar): Line => ({
    length,
    filled: Array.from({ length }, (_, at) => ({ at, value: value(at) })).filter((entry) => entry.value !== null),
  })
  return {
    rows: operand.rows,
    columns: operand.columns,
    at: (row, column) => operand.at(row, column),
    column: (index) => lineOf(operand.rows, (at) => operand.at(at, index)),
    row: (index) => lineOf(operand.columns, (at) => operand.at(index, at)),
  }
}

function cellTable({ sheet, rectangle }: Part, { source }: Evaluation): Table {
  const { top, left, bottom, right } = rectangle
  const collect = (area: Part['rectangle'], place: (row: number, column: number) => number, length: number): Line => {
    const key = `line ${area.top} ${area.left} ${area.bottom} ${area.right} ${sheet.name}`
    return source.remember(key, () => {
      const filled: { at: number; value: Scalar }[] = []
      eachFilled(source, { sheet, rectangle: area }, (value, row, column) => filled.push({ at: place(row, column), value }))
      return { length, filled, source, key }
    })
  }
  return {
    rows: heightOf(rectangle),
    columns: widthOf(rectangle),
    at: (row, column) => new References([{ sheet, rectangle: oneCell(top + row, left + column) }]),
    column: (index) => collect({ top, bottom, left: left + index, right: left + index }, (row) => row - top, bottom - top + 1),
    row: (index) => collect({ left, right, top: top + index, bottom: top + index }, (_, column) => column - left, right - left + 1),
  }
}

const oneCell = (row: number, column: number) => ({ top: row, bottom: row, left: column, right: column })

const sameKind = (a: Scalar, b: Scalar): boolean => typeof a === typeof b && !isError(a) && !isError(b)

/** First places of the values of a line. */
interface Places {
  readonly byValue: ReadonlyMap<number | string, number>
  /** Some numbers have more digits than a spreadsheet shows; they may equal others. */
  readonly hasNoise: boolean
}

const isPlain = (value: number): boolean => value === Number(value.toPrecision(15))

function placesOf({ filled }: Line): Places {
  const byValue = new Map<number | string, number>()
  let hasNoise = false
  for (const { at, value } of filled) {
    const key = typeof value === 'string' ? `"${textKey(value)}` : value
    if (typeof key === 'number' && !isPlain(key)) hasNoise = true
    if ((typeof key === 'number' || typeof key === 'string') && !byValue.has(key)) byValue.set(key, at)
  }
  return { byValue, hasNoise }
}

/** Place of the first equal value; a text may hold wildcards. */
function exactPlace(line: Line, wanted: Scalar): number {
  const key = wanted ?? 0
  const { source } = line
  const isDirect = typeof key === 'number' ? isPlain(key) : typeof key === 'string' && !hasWildcard(key)
  if (source !== undefined && isDirect) {
    const { byValue, hasNoise } = source.remember(`places of ${line.key}`, () => placesOf(line))
    if (typeof key === 'string' || !hasNoise) return byValue.get(typeof key === 'string' ? `"${textKey(key)}` : Number(key)) ?? fail()
  }
  source?.spend(line.filled.length)
  const isMatch = typeof key === 'string' ? textMatcher(key) : undefined
  for (const { at, value } of line.filled) {
    if (isMatch !== undefined ? typeof value === 'string' && isMatch(value) : sameKind(value, key) && areEqual(value, key)) return at
  }
  return fail()
}

function fail(): never {
  throw notFound()
}

/**
 * Place of the last value that does not come behind the wanted one. Programs search by halving, so in a line that is not in
 * order their results are a matter of luck; these are not worked out.
 */
function orderedPlace(line: Line, wanted: Scalar, direction: 1 | -1 = 1): number {
  const key = wanted ?? 0
  line.source?.spend(line.filled.length)
  let found: number | undefined
  let previous: Scalar | undefined
  let isBeyond = false
  for (const { at, value } of line.filled) {
    if (!sameKind(value, key)) continue
    if (previous !== undefined && direction * compareValues(previous, value) > 0) throw doubtful()
    previous = value
    const order = direction * compareValues(value, key)
    if (order > 0) isBeyond = true
    // Among equal values in falling order the first is meant by some programs and the last by others.
    if (order <= 0 && !isBeyond && !(direction < 0 && found !== undefined && order === 0)) found = at
  }
  if (found === undefined) throw notFound()
  return found
}

/** What was found counts as a value, not as a cell: SUM takes notice of a text in it. */
const valueAt = (found: Operand, evaluation: Evaluation): Scalar =>
  found instanceof References ? intersect(evaluation.source, found, evaluation.home) : found instanceof Matrix ? found.at(0, 0) : found

/** VLOOKUP and HLOOKUP: `isVertical` searches the first column and answers from another one. */
const lookupTable = (isVertical: boolean): StrictFunction =>
  areaFunction(3, 4, [1], (args, evaluation) => {
    const table = tableOf(args.area(1), evaluation)
    const index = args.integer(2) - 1
    if (index < 0) throw new ErrorResult(errorValue('#VALUE!'))
    if (index >= (isVertical ? table.columns : table.rows)) throw noReference()
    const line = isVertical ? table.column(0) : table.row(0)
    const place = args.boolean(3, true) ? orderedPlace(line, args.scalar(0)) : exactPlace(line, args.scalar(0))
    return valueAt(isVertical ? table.at(place, index) : table.at(index, place), evaluation)
  })

const lineOf = (table: Table): Line => {
  if (table.columns === 1) return table.column(0)
  if (table.rows === 1) return table.row(0)
  throw notFound()
}

const match: StrictFunction = areaFunction(2, 3, [1], (args, evaluation) => {
  const line = lineOf(tableOf(args.area(1), evaluation))
  const kind = args.number(2, 1)
  if (kind === 0) return exactPlace(line, args.scalar(0)) + 1
  return orderedPlace(line, args.scalar(0), kind > 0 ? 1 : -1) + 1
})

function index(args: Arguments, evaluation: Evaluation): Operand {
  const table = tableOf(args.area(0), evaluation)
  if (args.count > 3) throw doubtful()
  const isLine = args.count === 2 && table.rows === 1
  const row = isLine ? 1 : args.integer(1)
  const column = isLine ? args.integer(1) : args.integer(2, table.columns === 1 ? 1 : 0)
  if (row < 0 || column < 0) throw new ErrorResult(errorValue('#VALUE!'))
  if (row > table.rows || column > table.columns) throw noReference()
  if (row > 0 && column > 0) return table.at(row - 1, column - 1)
  return wholeLine(args.area(0), row, column)
}

/** Row or column 0 means all of them. */
function wholeLine(operand: Operand, row: number, column: number): Operand {
  if (!(operand instanceof References)) throw doubtful()
  const { sheet, rectangle } = operand.single()
  const { top, left, bottom, right } = rectangle
  const rows = row === 0 ? { top, bottom } : { top: top + row - 1, bottom: top + row - 1 }
  const columns = column === 0 ? { left, right } : { left: left + column - 1, right: left + column - 1 }
  return new References([{ sheet, rectangle: { ...rows, ...columns } }])
}

/** LOOKUP in a line with a second line for the answer, or in the longer side of a table. */
const lookup: StrictFunction = {
  ...areaFunction(2, 3, [1, 2], (args, evaluation) => {
    const table = tableOf(args.area(1), evaluation)
    const byRow = table.columns > table.rows
    const line = byRow ? table.row(0) : table.column(0)
    const place = lookupPlace(line, args.scalar(0))
    if (args.count === 2) return valueAt(byRow ? table.at(table.rows - 1, place) : table.at(place, table.columns - 1), evaluation)
    const answer = tableOf(args.area(2), evaluation)
    if (answer.rows !== 1 && answer.columns !== 1) throw doubtful()
    if (place >= Math.max(answer.rows, answer.columns)) throw doubtful()
    return valueAt(answer.columns === 1 ? answer.at(place, 0) : answer.at(0, place), evaluation)
  }),
  arrays: true,
}

/** A number larger than all others finds the last one, even where the line is not in order: LOOKUP(2,1/(A1:A9="x"),B1:B9). */
function lookupPlace(line: Line, wanted: Scalar): number {
  if (typeof wanted === 'number') {
    const numbers = line.filled.filter((entry) => typeof entry.value === 'number')
    const last = numbers.at(-1)
    if (last !== undefined && numbers.every((entry) => Number(entry.value) < wanted)) return last.at
  }
  return orderedPlace(line, wanted)
}

/** ROW and COLUMN: the cells named are not read. */
const position = (side: 'top' | 'left'): LazyFunction => ({
  kind: 'lazy',
  min: 0,
  max: 1,
  run: (args, evaluation) => {
    const own = side === 'top' ? evaluation.home.row : evaluation.home.column
    const operand = args[0] === undefined ? undefined : evaluation.operand(args[0])
    if (operand === undefined) return own
    if (!(operand instanceof References)) throw doubtful()
    const { rectangle } = operand.single()
    const size = side === 'top' ? heightOf(rectangle) : widthOf(rectangle)
    if (size === 1 || !evaluation.isArray) return rectangle[side]
    checkedSize(size, 1)
    return side === 'top'
      ? new Matrix(
          size,
          1,
          Array.from({ length: size }, (_, step) => rectangle.top + step),
        )
      : new Matrix(
          1,
          size,
          Array.from({ length: size }, (_, step) => rectangle.left + step),
        )
  },
})

const extent = (isHeight: boolean): StrictFunction =>
  areaFunction(1, 1, [0], (args) => {
    const operand = args.area(0)
    if (operand instanceof Matrix) return isHeight ? operand.rows : operand.columns
    if (!(operand instanceof References)) return 1
    const { rectangle } = operand.single()
    return isHeight ? heightOf(rectangle) : widthOf(rectangle)
  })

export const lookupFunctions: FunctionFamily = {
  VLOOKUP: lookupTable(true),
  HLOOKUP: lookupTable(false),
  MATCH: match,
  INDEX: areaFunction(2, 4, [0], index),
  LOOKUP: lookup,
  ROW: position('top'),
  COLUMN: position('left'),
  ROWS: extent(true),
  COLUMNS: extent(false),
}
