/**
 * Rules that judge one cell and look at nothing else of the row say the same wherever the same text stands. A ledger
 * holds few different texts in most of its columns, so what they say is kept by the text: a row of forty cells costs
 * forty look-ups instead of a hundred evaluations.
 */
import type { Compiled } from './cel/scope.ts'
import { blank, type Frame, isDecimal, type Value } from './cel/value.ts'
import type { Attempt } from './check.ts'
import type { FieldModel } from './model.ts'
import type { RowView, Sheet } from './sheet.ts'

/** What a rule about a field may name and still rest on the cell alone: facts that are the same for the whole check, and the cell. */
const ofTheCheck: ReadonlySet<string> = new Set(['field', 'tolerance', 'report', 'plan', 'unit'])
const ofTheCell: ReadonlySet<string> = new Set([...ofTheCheck, 'value', 'blank', 'number', 'readable'])
const ofTheCellBefore: ReadonlySet<string> = new Set([...ofTheCell, 'previous'])
const onlyWhetherFilled: ReadonlySet<string> = new Set([...ofTheCheck, 'blank'])

const partsOf = ({ program: { when, expr } }: Attempt): readonly Compiled[] => (when === undefined ? [expr] : [when, expr])
const restsOn = (attempt: Attempt, names: ReadonlySet<string>): boolean =>
  partsOf(attempt).every((part) => part.formsRead.size === 0 && [...part.names].every((name) => names.has(name)))

/** Texts of a column that are remembered; a column of addresses has one for each row, and remembering them would be dearer than asking. */
const mostTexts = 4096

/** What the rules of a memo say about a text; texts of which they say the same share one. */
interface Judgement {
  rows: number
  readonly pass: readonly Attempt[]
  readonly notApplicable: readonly Attempt[]
  /** Rules that found something: their findings are made row by row. */
  readonly found: readonly Attempt[]
}
type Judge = (attempt: Attempt, frame: Frame) => 'pass' | 'fail' | 'notApplicable' | 'error'

/** Rules of one field that rest on the same. */
class CellMemo {
  readonly #attempts: readonly Attempt[]
  readonly #judge: Judge
  readonly #judgements = new Map<string, Judgement>()

  constructor(attempts: readonly Attempt[], judge: Judge) {
    this.#attempts = attempts
    this.#judge = judge
  }

  judged(frame: Frame): Judgement {
    const outcomes = this.#attempts.map((attempt) => this.#judge(attempt, frame))
    const name = outcomes.join()
    let judgement = this.#judgements.get(name)
    if (judgement === undefined) {
      const having = (...wanted: readonly string[]) => this.#attempts.filter((_, at) => wanted.includes(outcomes[at] ?? ''))
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

/** Null where the text does not say all about the value. */
type Key = (row: RowView) => string | undefined | null
type Lookup = (frame: Frame, row: RowView) => Judgement | undefined

/** By the text of the cell. */
const byText = (memo: CellMemo, keyOf: Key): Lookup => {
  const known = new Map<string | undefined, Judgement>()
  return (frame, row) => {
    const key = keyOf(row)
    if (key === null) return undefined
    const found = known.get(key)
    if (found !== undefined || known.size >= mostTexts) return found
    const judgement = memo.judged(frame)
    known.set(key, judgement)
    return judgement
  }
}

/** The same for each text of the cell in the row before. */
const byBothTexts = (memo: CellMemo, keyOf: Key): Lookup => {
  const known = new Map<string | undefined, Lookup>()
  return (frame, row) => {
    const before = row.previous === undefined ? undefined : keyOf(row.previous)
    if (before === null) return undefined
    const found = known.get(before)
    if (found !== undefined) return found(frame, row)
    if (known.size >= mostTexts) return undefined
    const lookup = byText(memo, keyOf)
    known.set(before, lookup)
    return lookup(frame, row)
  }
}

const byPresence = (memo: CellMemo, index: number): Lookup => {
  let filled: Judgement | undefined
  let empty: Judgement | undefined
  return (frame, row) => {
    if (row.text(index) === undefined) {
      empty ??= memo.judged(frame)
      return empty
    }
    filled ??= memo.judged(frame)
    return filled
  }
}

const textOf = ({ index, formula, celType }: FieldModel): Key => {
  if (formula === undefined) return (row) => row.text(index)
  // A formula of no certain type may give what no cell can hold.
  const isOfType = (value: Value): boolean =>
    value === blank || (isDecimal(value) ? celType === 'Decimal' : typeof value === (celType === 'bool' ? 'boolean' : celType))
  return (row) => (isOfType(row.get(index)) ? row.text(index) : null)
}

/** Under which names the rules of a field are kept, most modest first. */
const kinds = [onlyWhetherFilled, ofTheCell, ofTheCellBefore] as const

export interface CellMemos {
  /** Attempts that no memo takes. */
  readonly others: readonly Attempt[]
  /** Judges the cells of a row; `found` is told of each attempt that must be tried at this row. */
  row(frame: Frame, row: RowView, found: (attempt: Attempt) => void): void
  /** All rows were judged: what was counted goes to the tallies. */
  settle(): void
}

/** Sorts out which attempts of a check rest on single cells. */
export const cellMemos = (sheet: Sheet, attempts: readonly Attempt[], judge: Judge): CellMemos => {
  const kept = new Map<FieldModel, Attempt[][]>()
  const others: Attempt[] = []
  for (const attempt of attempts) {
    const { field } = attempt.program
    const kind = field === undefined ? -1 : kinds.findIndex((names) => restsOn(attempt, names))
    if (field === undefined || kind < 0) {
      others.push(attempt)
      continue
    }
    const own = kept.get(field) ?? kinds.map(() => [])
    kept.set(field, own)
    own[kind]?.push(attempt)
  }
  const memos: { readonly attempts: readonly Attempt[]; readonly memo: CellMemo; readonly lookup: Lookup }[] = []
  for (const [field, [presence = [], own = [], before = []]] of kept) {
    const text = textOf(field)
    // Without a report before, what rests on it rests on the cell alone.
    const isFirst = !sheet.hasPrevious
    const alone = isFirst ? [...own, ...before] : own
    const add = (of: readonly Attempt[], lookup: (memo: CellMemo) => Lookup) => {
      const memo = new CellMemo(of, judge)
      if (of.length > 0) memos.push({ attempts: of, memo, lookup: lookup(memo) })
    }
    add(presence, (memo) => byPresence(memo, field.index))
    add(alone, (memo) => byText(memo, text))
    if (!isFirst) add(before, (memo) => byBothTexts(memo, text))
  }
  return {
    others,
    row(frame, row, found) {
      for (const { attempts: of, lookup } of memos) {
        const judgement = lookup(frame, row)
        if (judgement === undefined) {
          for (const attempt of of) found(attempt)
          continue
        }
        judgement.rows++
        for (const attempt of judgement.found) found(attempt)
      }
    },
    settle() {
      for (const { memo } of memos) memo.settle()
    },
  }
}
