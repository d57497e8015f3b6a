/**
 * On which cells of a row the value of an expression rests. A value that rests on a few cells alone is the same wherever
 * the same texts stand in them, so it need not be worked out again for each row (`cell-memo.ts`).
 */

/** The row at hand, or the same row one period earlier. */
export type CellRow = 'row' | 'prev'

export interface CellRead {
  readonly of: CellRow
  /** Null = the field that the rule judges. */
  readonly field: string | null
  /** Its text, or only whether anything stands there; `row`: only whether there is such a row. */
  readonly by: 'text' | 'filled' | 'row'
}

/** What the names of variables read of the row; the facts of the check read nothing of it. All other names read more than cells. */
const readByName: Readonly<Record<string, CellRead | undefined>> = {
  value: { of: 'row', field: null, by: 'text' },
  number: { of: 'row', field: null, by: 'text' },
  readable: { of: 'row', field: null, by: 'text' },
  blank: { of: 'row', field: null, by: 'filled' },
  previous: { of: 'prev', field: null, by: 'text' },
  hasPrev: { of: 'prev', field: null, by: 'row' },
  ...Object.fromEntries(['field', 'tolerance', 'report', 'plan', 'unit'].map((name) => [name, undefined])),
}

/** Collects what an expression reads while it is compiled. */
export class CellReads {
  readonly #found = new Map<string, CellRead>()
  #isMore = false

  /** All that is read; undefined when it is more than single cells. */
  get all(): readonly CellRead[] | undefined {
    return this.#isMore ? undefined : [...this.#found.values()]
  }

  add(...reads: readonly CellRead[]): void {
    for (const read of reads) this.#found.set(`${read.of} ${read.by} ${read.field}`, read)
  }

  name(name: string): void {
    if (!Object.hasOwn(readByName, name)) this.more()
    const read = readByName[name]
    if (read !== undefined) this.add(read)
  }

  /** It looks at whole rows, other rows or other forms. */
  more(): void {
    this.#isMore = true
  }
}
