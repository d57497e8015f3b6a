/**
 * The rows that a large step has just written, for whoever asks for them right behind it: a check follows each import, and
 * reading a hundred thousand rows back takes half as long as writing them. They are what the database holds under the same
 * version, and they go after a moment, so that nothing is kept in memory that nobody asks for.
 */
import type { Change } from './changes.ts'
import type { StoredRow } from './types.ts'

/** Cells of a report that is kept; a larger one is read back as any other. */
const mostCells = 4_000_000
/** A shorter report is read in a moment. */
const fewestRows = 1000
const keptMs = 10_000

export interface FreshReport {
  readonly report: number
  readonly version: number
  readonly rows: readonly StoredRow[]
}

/**
 * The rows of a report behind a step that brings them all, in their order.
 * @param before rows of the report before the step
 * @returns undefined where something of before stays, and where there is little or too much to keep
 */
export function allNew(changes: readonly Change[], before: () => number): readonly StoredRow[] | undefined {
  if (changes.length < fewestRows) return undefined
  const inserts = changes.flatMap((change) => (change.kind === 'insertRow' ? [change] : []))
  const deletes = changes.reduce((sum, { kind }) => sum + Number(kind === 'deleteRow'), 0)
  if (inserts.length < fewestRows || deletes !== before()) return undefined
  const cells = inserts.reduce((sum, { state }) => sum + Object.keys(state.cells).length, 0)
  if (cells > mostCells) return undefined
  return inserts.sort((a, b) => a.at - b.at).map(({ row, state }) => ({ id: row, origin: state.origin, values: state.cells }))
}

export class FreshRows {
  #kept: FreshReport | undefined
  #timer: NodeJS.Timeout | undefined

  /** In place of what was kept before. */
  keep(report: FreshReport): void {
    clearTimeout(this.#timer)
    this.#kept = report
    this.#timer = setTimeout(() => this.drop(), keptMs).unref()
  }

  /** The rows of a report, if they are known under this very version. */
  of(report: number, version: number): readonly StoredRow[] | undefined {
    return this.#kept?.report === report && this.#kept.version === version ? this.#kept.rows : undefined
  }

  drop(): void {
    clearTimeout(this.#timer)
    this.#kept = undefined
  }
}
