/**
 * Rules that look at a few cells of the row and at nothing else say the same wherever the same texts stand in these
 * cells. A ledger holds few different texts in most of its columns, so what the rules say is kept by the texts: a row
 * of forty cells costs a look-up for each cell and for each set of cells, instead of a hundred evaluations.
 */
import type { CellRead, CellRow } from './cel/cell-reads.ts'
import { blank, type Frame, isDecimal } from './cel/value.ts'
import type { Attempt } from './check.ts'
import type { FieldModel } from './model.ts'
import type { RowView, Sheet } from './sheet.ts'

/**
 * Texts of a column that are remembered, and rows of texts of several columns; a column of addresses has one for each
 * row, and remembering them would be dearer than asking.
 */
const mostTexts = 4096
const mostLevels = 4 * mostTexts

/** Stands for a text that is not remembered, or does not say all about the value. */
const unknown = -1

/** A formula of no certain type may give what no cell can hold; its text does not say all then. */
const saysAll = ({ formula, celType, index }: FieldModel, row: RowView): boolean => {
  if (formula === undefined) return true
  const value = row.get(index)
  return value === blank || (isDecimal(value) ? celType === 'Decimal' : typeof value === (celType === 'bool' ? 'boolean' : celType))
}

interface Column {
  readonly of: CellRow
  readonly field: FieldModel
  readonly known: Map<string | undefined, number>
  /** False where nobody asks for more than whether there is a text, or where hardly any text comes again. */
  isKnowing: boolean
  rows: number
}

/** Whether there is a row before. */
const placeOfPrevious = 0

/** As `CellNumbers` lays them out. */
const isPlaceOfFilled = (place: number): boolean => place > placeOfPrevious && place % 2 === 0

/** The cells of the row at hand as small numbers. Of each column two: which text, and whether there is any. */
class CellNumbers {
  readonly numbers = [0]
  readonly #columns: Column[] = []

  /** Where the number of a read stands. */
  place({ of, by }: CellRead, field: FieldModel): number {
    let at = this.#columns.findIndex((column) => column.of === of && column.field === field)
    if (at < 0) {
      at = this.#columns.push({ of, field, known: new Map(), isKnowing: false, rows: 0 }) - 1
      this.numbers.push(unknown, unknown)
    }
    const column = this.#columns[at]
    if (by === 'text' && column !== undefined) column.isKnowing = true
    return by === 'text' ? 2 * at + 1 : 2 * at + 2
  }

  read(current: RowView): void {
    const { numbers } = this
    numbers[placeOfPrevious] = Number(current.previous !== undefined)
    let at = placeOfPrevious + 1
    for (const column of this.#columns) {
      const row = column.of === 'row' ? current : current.previous
      const text = row?.text(column.field.index)
      const isSure = row === undefined || saysAll(column.field, row)
      numbers[at] = isSure ? numberOf(column, text) : unknown
      numbers[at + 1] = isSure ? Number(text !== undefined) : unknown
      at += 2
    }
  }
}

const numberOf = (column: Column, text: string | undefined): number => {
  if (!column.isKnowing) return unknown
  column.rows++
  const { known } = column
  const number = known.get(text)
  if (number !== undefined) return number
  if (known.size >= mostTexts) {
    column.isKnowing = column.rows > 2 * mostTexts
    return unknown
  }
  known.set(text, known.size)
  return known.size - 1
}

/** What the rules of a memo say about some texts; texts of which they say the same share one. */
interface Judgement {
  rows: number
  readonly pass: readonly Attempt[]
  readonly notApplicable: readonly Attempt[]
  /** Rules that found something: their findings are made row by row. */
  readonly found: readonly Attempt[]
}
type Judge = (attempt: Attempt, frame: Frame) => 'pass' | 'fail' | 'notApplicable' | 'error'

/** What is known once the numbers of some cells are; behind the last cell of a memo, what its rules say. */
interface Level {
  readonly next: (Level | undefined)[]
  judgement: Judgement | undefined
}
const newLevel = (): Level => ({ next: [], judgement: undefined })

/** Rules that rest on the same cells, and what they say by the numbers that stand at these places. */
class CellMemo {
  readonly attempts: readonly Attempt[]
  readonly #places: readonly number[]
  readonly #judge: Judge
  readonly #judgements = new Map<string, Judgement>()
  readonly #root = newLevel()
  #levels = 0

  constructor(attempts: readonly Attempt[], places: readonly number[], judge: Judge) {
    this.attempts = attempts
    this.#places = places
    this.#judge = judge
  }

  /** Undefined where each rule must be asked. */
  judgement(frame: Frame, numbers: readonly number[]): Judgement | undefined {
    let level = this.#root
    for (const place of this.#places) {
      const number = numbers[place] ?? unknown
      if (number === unknown) return undefined
      let next = level.next[number]
      if (next === undefined) {
        if (this.#levels >= mostLevels) return undefined
        this.#levels++
        next = newLevel()
        level.next[number] = next
      }
      level = next
    }
    level.judgement ??= this.#judged(frame)
    return level.judgement
  }

  #judged(frame: Frame): Judgement {
    const outcomes = this.attempts.map((attempt) => this.#judge(attempt, frame))
    const name = outcomes.join()
    let judgement = this.#judgements.get(name)
    if (judgement === undefined) {
      const having = (...wanted: readonly string[]) => this.attempts.filter((_, at) => wanted.includes(outcomes[at] ?? ''))
      judgement = { rows: 0, pass: having('pass'), notApplicable: having('notApplicable'), found: having('fail', 'error') }
      this.#judgements.set(name, judgement)
    }
    return judgement
  }

  /** Adds what was said to the counts of the rules, but for what they found. */
  settle(): void {
    for (const { rows, pass, notApplicable } of this.#judgements.values()) {
      for (const { tally } of pass) tally.pass += rows
      for (const { tally } of notApplicable) tally.notApplicable += rows
    }
  }
}

/** The cells on which alone an attempt rests, each once; undefined when it rests on more. */
const readsOf = ({ program: { when, expr } }: Attempt): readonly CellRead[] | undefined =>
  when === undefined ? expr.cells : when.cells && expr.cells && [...when.cells, ...expr.cells]

/** Where the numbers stand on which the attempt rests; undefined when it rests on more than cells. */
const placesOf = (attempt: Attempt, sheet: Sheet, cells: CellNumbers): readonly number[] | undefined => {
  const places = readsOf(attempt)?.flatMap((read) => {
    // Without a report before, what is read of it is the same for all rows.
    if (read.of === 'prev' && !sheet.hasPrevious) return []
    if (read.by === 'row') return placeOfPrevious
    const field = read.field === null ? attempt.program.field : sheet.form.byKey.get(read.field)
    return field === undefined ? placeOfPrevious : cells.place(read, field)
  })
  return places && [...new Set(places)].sort((a, b) => a - b)
}

/** Attempts that rest on the numbers at the same places. */
interface Group {
  readonly places: readonly number[]
  readonly attempts: Attempt[]
}

/** Of whether cells are filled there are few different rows: one look-up answers for several columns. */
const joined = (groups: readonly Group[]): Group[] => {
  const isBare = ({ places: [place = -1, ...more] }: Group): boolean => more.length === 0 && isPlaceOfFilled(place)
  const bare = groups.filter(isBare)
  const batches = Array.from({ length: Math.ceil(bare.length / columnsOfBatch) }, (_, at) => {
    const batch = bare.slice(at * columnsOfBatch, (at + 1) * columnsOfBatch)
    return { places: batch.flatMap(({ places }) => places), attempts: batch.flatMap((group) => group.attempts) }
  })
  return [...batches, ...groups.filter((group) => !isBare(group))]
}
const columnsOfBatch = 8

export interface CellMemos {
  /** Attempts that no memo takes. */
  readonly others: readonly Attempt[]
  /** Judges the cells of a row; `found` is told of each attempt that must be tried at this row. */
  row(frame: Frame, row: RowView, found: (attempt: Attempt) => void): void
  /** All rows were judged: what was counted goes to the tallies. */
  settle(): void
}

/** Sorts out which attempts of a check rest on a few cells of the row. */
export const cellMemos = (sheet: Sheet, attempts: readonly Attempt[], judge: Judge): CellMemos => {
  const cells = new CellNumbers()
  const others: Attempt[] = []
  const groups = new Map<string, Group>()
  for (const attempt of attempts) {
    const places = placesOf(attempt, sheet, cells)
    if (places === undefined) {
      others.push(attempt)
      continue
    }
    const group = groups.get(places.join()) ?? { places, attempts: [] }
    group.attempts.push(attempt)
    groups.set(places.join(), group)
  }
  const memos = joined([...groups.values()]).map((group) => new CellMemo(group.attempts, group.places, judge))
  return {
    others,
    row(frame, row, found) {
      cells.read(row)
      for (const memo of memos) {
        const judgement = memo.judgement(frame, cells.numbers)
        if (judgement === undefined) {
          for (const attempt of memo.attempts) found(attempt)
          continue
        }
        judgement.rows++
        for (const attempt of judgement.found) found(attempt)
      }
    },
    settle() {
      for (const memo of memos) memo.settle()
    },
  }
}
