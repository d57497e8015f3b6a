/** Rows with new values, and the edits that say so to the engine: of a large block both are made when they are first asked for. */
import type { Edit } from '../../../shared/contract/index.ts'
import type { MadeEdits } from '../../state/rebase.ts'
import type { RowWork } from './cell-rules.ts'
import type { GridRow } from './grid-store.ts'
import type { RowReading } from './read-changes.ts'

type Values = GridRow['values']

/** What is worked out once, when somebody first asks. */
export function once<T>(work: () => T): () => T {
  let done: { readonly value: T } | undefined
  return () => {
    done ??= { value: work() }
    return done.value
  }
}

/** A row whose values, and the cells computed from them, are worked out when they are first asked for. */
export function rowOf({ id, key, origin }: Pick<GridRow, 'id' | 'key' | 'origin'>, read: () => Values, { compute }: RowWork): GridRow {
  const values = once(read)
  const computed = once(() => compute(values()))
  return {
    id,
    key,
    origin,
    get values() {
      return values()
    },
    get computed() {
      return computed()
    },
  }
}

/** Rows put in one below the other. @param at place of the first in the report */
export const insertEdits = (rows: readonly GridRow[], at: number): Edit[] =>
  rows.map(({ id, values }, offset) => ({ kind: 'insertRow', row: id, at: at + offset, values }))

/** The edits that bring these texts, and rows behind the last one, to the engine. */
export function editsOf(there: readonly RowReading[], added: readonly GridRow[], at: number, isLate: boolean): MadeEdits {
  const made = once(() => ({
    edits: [...there.flatMap(({ read }) => read.edits), ...insertEdits(added, at)],
    before: [...there.flatMap(({ read }) => read.before), ...added.map(() => null)],
  }))
  return {
    isLate,
    get edits() {
      return made().edits
    },
    get before() {
      return made().before
    },
  }
}
