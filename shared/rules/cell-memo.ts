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

/** Columns with so few different texts in the first rows are looked up together. */
const mostSteadyTexts = 8
const rowsBeforeJoining = 256

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
  /** Of the row before: most columns of a ledger hold the same text in row after row. */
  lastText: string | undefined
  lastNumber: number
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
      at = this.#columns.push({ of, field, known: new Map(), isKnowing: false, rows: 0, lastText: undefined, lastNumber: unknown }) - 1
      this.numbers.push(unknown, unknown)
    }
    const column = this.#columns[at]
    if (by === 'text' && column !== undefined) column.isKnowing = true
    return by === 'text' ? 2 * at + 1 : 2 * at + 2
  }

  /** Whether few different texts have stood there so far. */
  isSteady(place: number): boolean {
    if (place === placeOfPrevious || isPlaceOfFilled(place)) return true
    const column = this.#columns[(place - 1) / 2]
    return column?.isKnowing === true && column.known.size <= mostSteadyTexts
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
  if (text === column.lastText && column.lastNumber !== unknown) return column.lastNumber
  column.lastNumber = numberLookedUp(column, text)
  column.lastText = text
  return column.lastNumber
}

const numberLookedUp = (column: Column, text: string | undefined): number => {
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
interface Level<Said> {
  readonly next: (Level<Said> | undefined)[]
  said: Said | undefined
}

/** Finds its way by the numbers at some places; what is behind is made once. */
class NumberTree<Said> {
  readonly #places: readonly number[]
  readonly #root: Level<Said> = { next: [], said: undefined }
  #levels = 0

  constructor(places: readonly number[]) {
    this.#places = places
  }

  get isFull(): boolean {
    return this.#levels >= mostLevels
  }

  /** Undefined where a number is not known, where there is no more room, and where nothing can be made. */
  find(numbers: readonly number[], make: () => Said | undefined): Said | undefined {
    let level = this.#root
    for (const place of this.#places) {
      const number = numbers[place] ?? unknown
      if (number === unknown) return undefined
      let next = level.next[number]
      if (next === undefined) {
        if (this.isFull) return undefined
        this.#levels++
        next = { next: [], said: undefined }
        level.next[number] = next
      }
      level = next
    }
    level.said ??= make()
    return level.said
  }
}

/** Rules that rest on the same cells, and what they say by the numbers that stand at these places. */
class CellMemo {
  readonly attempts: readonly Attempt[]
  readonly places: readonly number[]
  readonly #judge: Judge
  readonly #judgements = new Map<string, Judgement>()
  readonly #tree: NumberTree<Judgement>

  constructor(attempts: readonly Attempt[], places: readonly number[], judge: Judge) {
    this.attempts = attempts
    this.places = places
    this.#judge = judge
    this.#tree = new NumberTree(places)
  }

  /** Undefined where each rule must be asked. */
  judgement(frame: Frame, numbers: readonly number[]): Judgement | undefined {
    return this.#tree.find(numbers, () => this.#judged(frame))
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

/** What several memos say together. */
interface JointJudgement {
  rows: number
  readonly parts: readonly Judgement[]
  readonly found: readonly Attempt[]
}

/** Memos whose columns hold few different texts: a row asks one tree instead of dozens. */
class JointMemo {
  readonly parts: readonly CellMemo[]
  readonly #tree: NumberTree<JointJudgement>
  readonly #judgements: JointJudgement[] = []

  constructor(parts: readonly CellMemo[]) {
    this.parts = parts
    this.#tree = new NumberTree([...new Set(parts.flatMap(({ places }) => places))].sort((a, b) => a - b))
  }

  get isFull(): boolean {
    return this.#tree.isFull
  }

  /** Undefined where each memo must be asked. */
  judgement(frame: Frame, numbers: readonly number[]): JointJudgement | undefined {
    return this.#tree.find(numbers, () => this.#judged(frame, numbers))
  }

  #judged(frame: Frame, numbers: readonly number[]): JointJudgement | undefined {
    const parts: Judgement[] = []
    for (const memo of this.parts) {
      const judgement = memo.judgement(frame, numbers)
      if (judgement === undefined) return undefined
      parts.push(judgement)
    }
    const made = { rows: 0, parts, found: parts.flatMap(({ found }) => found) }
    this.#judgements.push(made)
    return made
  }

  /** Hands what was counted on to the memos. */
  settle(): void {
    for (const { rows, parts } of this.#judgements) for (const part of parts) part.rows += rows
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
  if (places === undefined) return undefined
  const all = new Set(places)
  // Which text a cell holds says whether it holds any.
  return [...all].filter((place) => !isPlaceOfFilled(place) || !all.has(place - 1)).sort((a, b) => a - b)
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
  let rows = 0
  let joint: JointMemo | undefined
  /** Memos that the joint one does not ask. */
  let single: readonly CellMemo[] = memos
  const join = (): void => {
    const isSteady = ({ places }: CellMemo): boolean => places.every((place) => cells.isSteady(place))
    joint = new JointMemo(memos.filter(isSteady))
    single = memos.filter((memo) => !isSteady(memo))
  }
  const judgeBy = (memo: CellMemo, frame: Frame, found: (attempt: Attempt) => void): void => {
    const judgement = memo.judgement(frame, cells.numbers)
    if (judgement !== undefined) judgement.rows++
    for (const attempt of judgement?.found ?? memo.attempts) found(attempt)
  }
  return {
    others,
    row(frame, row, found) {
      cells.read(row)
      if (rows++ === rowsBeforeJoining) join()
      // A full one has columns that hold many texts after all.
      const together = joint?.isFull === false ? joint : undefined
      const judgement = together?.judgement(frame, cells.numbers)
      if (judgement === undefined) for (const memo of together?.parts ?? []) judgeBy(memo, frame, found)
      else {
        judgement.rows++
        for (const attempt of judgement.found) found(attempt)
      }
      for (const memo of together === undefined ? memos : single) judgeBy(memo, frame, found)
    },
    settle() {
      joint?.settle()
      for (const memo of memos) memo.settle()
    },
  }
}
