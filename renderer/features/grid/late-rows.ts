/** Rows with new values, and the edits that say so to the engine: of a large block both are made when they are first asked for. */
import type { Edit } from '../../../shared/contract/index.ts'
import type { MadeEdits } from '../../state/rebase.ts'
import type { RowWork } from './cell-rules.ts'
import type { GridRow } from './grid-store.ts'
import type { RowReading } from './read-changes.ts'

type Values = GridRow['values']

/**
 * A row whose values, and the cells computed from them, are worked out when they are first asked for. What they are worked
 * out from is let go then: each row would hold the one it came from, back to the first. (A class, since an object with
 * getters of its own is slow to read and large. Getters of a class are not copied by `{ ...row }`: name what is needed.)
 */
export class LateRow implements GridRow {
  readonly id: string
  readonly key: string
  readonly origin: GridRow['origin']
  readonly #work: RowWork
  #read: (() => Values) | undefined
  #values: Values = {}
  #computed: GridRow['computed'] | undefined

  constructor({ id, key, origin }: Pick<GridRow, 'id' | 'key' | 'origin'>, read: () => Values, work: RowWork) {
    this.id = id
    this.key = key
    this.origin = origin
    this.#read = read
    this.#work = work
  }
  get values(): Values {
    if (this.#read !== undefined) {
      this.#values = this.#read()
      this.#read = undefined
    }
    return this.#values
  }
  get computed(): GridRow['computed'] {
    this.#computed ??= this.#work.compute(this.values)
    return this.#computed
  }
}

/** Rows put in one below the other. @param at place of the first in the report */
export const insertEdits = (rows: readonly GridRow[], at: number): Edit[] =>
  rows.map(({ id, values }, offset) => ({ kind: 'insertRow', row: id, at: at + offset, values }))

type Made = Pick<MadeEdits, 'edits' | 'before'>

/** Edits that are worked out when they are first asked for; what they are worked out from is let go then. */
class BlockEdits implements MadeEdits {
  readonly isLate: boolean
  #work: (() => Made) | undefined
  #made: Made = { edits: [], before: [] }

  constructor(isLate: boolean, work: () => Made) {
    this.isLate = isLate
    this.#work = work
  }
  get edits(): Made['edits'] {
    return this.#done().edits
  }
  get before(): Made['before'] {
    return this.#done().before
  }
  #done(): Made {
    if (this.#work !== undefined) {
      this.#made = this.#work()
      this.#work = undefined
    }
    return this.#made
  }
}

/** The edits that bring these texts, and rows behind the last one, to the engine. */
export const editsOf = (there: readonly RowReading[], added: readonly GridRow[], at: number, isLate: boolean): MadeEdits =>
  new BlockEdits(isLate, () => ({
    edits: [...there.flatMap(({ read }) => read.edits), ...insertEdits(added, at)],
    before: [...there.flatMap(({ read }) => read.before), ...added.map(() => null)],
  }))
