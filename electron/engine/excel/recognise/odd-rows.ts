/**
 * Rows that are unlike the others of their table: where keys are numbers, a row that has a word there; a name with figures
 * where every other row says a dozen things. A total without its word looks so, and so do notes and comparisons that nobody
 * foresaw. Each is told of; what is left out is told of as well.
 */
import type { FormTemplate } from '../../../../shared/forms/form-schema.ts'
import { isNumeric } from '../../../../shared/model/value.ts'
import type { ParsedRow } from '../../ports.ts'
import type { ColumnMapping } from './map-columns.ts'
import { cellText } from './words.ts'

/** A cell because of which a row is told of. */
export interface OddRow {
  readonly row: ParsedRow
  /** 0-based. */
  readonly column: number
  /** What the column is called; undefined where the whole row is meant. */
  readonly label: string | undefined
}
export interface OddRows {
  /** Left out: another kind of key, or none in a file without keys, and next to nothing but figures. */
  readonly leftOut: readonly OddRow[]
  /** Taken with another kind of key. */
  readonly oddKeys: readonly OddRow[]
  /** Taken from the end of the table, where next to nothing but a key and figures stands. */
  readonly bare: readonly OddRow[]
}

const digit = 1
const han = 2
/** Share of the rows that agree on how a key is written. */
const agreeingShare = 0.8
/** Part of what the fullest row says, below which a row says next to nothing. */
const bareShare = 0.25
const leanShare = 0.5

interface KeyColumn {
  readonly column: number
  readonly label: string
  /** Of each row, how its key is written; 0 = it has none. Empty where the type says what a key is. */
  readonly spellings: number[] | undefined
}

/** Looks at rows as they come; nothing of them is kept but a few numbers. */
export class RowShapes {
  readonly #mapping: ColumnMapping
  readonly #names: readonly number[]
  readonly #keys: readonly KeyColumn[]
  readonly #isOpen: boolean
  readonly #hasKeys: boolean
  readonly #rows: ParsedRow[] = []
  /** Of each row, its filled cells that are no figures. */
  readonly #said: number[] = []
  #most = 0

  constructor(template: FormTemplate, mapping: ColumnMapping) {
    const { structure, naturalKey } = template
    this.#mapping = mapping
    this.#names = mapping.imported.filter(({ field }) => !isNumeric(field.type)).map(({ column }) => column)
    this.#keys = mapping.imported
      .filter(({ field }) => naturalKey.includes(field.key))
      .map(({ field, column }) => ({ column, label: field.label, spellings: field.type === 'text' ? [] : undefined }))
    // Elsewhere a row that is not among the given ones is told of anyway.
    this.#isOpen = structure.kind === 'ledger' || (structure.kind === 'fixed' && structure.extra)
    this.#hasKeys = this.#keys.length > 0 || naturalKey.length === 0
  }

  /** Takes a row in; true where it says so little that it may turn out to be no data. */
  add(row: ParsedRow): boolean {
    if (!this.#isOpen) return false
    const { cells } = row
    let said = 0
    for (const column of this.#names) if (cells[column] !== undefined) said++
    for (const { column, spellings } of this.#keys) spellings?.push(spellingOf(cellText(cells[column])))
    this.#rows.push(row)
    this.#said.push(said)
    if (said > this.#most) this.#most = said
    return said <= this.#most * leanShare
  }

  judge(): OddRows {
    const leftOut: OddRow[] = []
    const oddKeys: OddRow[] = []
    const rows = this.#rows.length
    if (rows < 2) return { leftOut, oddKeys, bare: [] }
    const oddness = this.#keys.map((key) => this.#oddIn(key))
    for (let at = 0; at < rows; at++) {
      const row = this.#rows[at]
      const said = this.#said[at] ?? 0
      if (row === undefined) continue
      if (!this.#hasKeys) {
        if (said <= 1 && this.#most > 2) leftOut.push({ row, column: firstColumn(row), label: undefined })
        continue
      }
      const isLean = said <= this.#most * leanShare
      const judged = oddness.map((judge) => judge(at, row, isLean))
      const odd = this.#keys[judged.indexOf('odd')]
      if (odd === undefined || judged.includes('fits')) continue
      // A cell that its column's type refuses is reported by itself.
      if (isLean) leftOut.push({ row, column: odd.column, label: odd.label })
      else if (odd.spellings !== undefined) oddKeys.push({ row, column: odd.column, label: odd.label })
    }
    // What most rows are like is the table itself.
    if (leftOut.length * 2 > rows) return { leftOut: [], oddKeys: [...leftOut, ...oddKeys], bare: [] }
    return { leftOut, oddKeys, bare: this.#bareAtEnd(new Set([...leftOut, ...oddKeys].map(({ row }) => row))) }
  }

  /** How the key of a row in this column compares with those of the rows that say much. */
  #oddIn({ column, spellings }: KeyColumn): (at: number, row: ParsedRow, isLean: boolean) => 'odd' | 'fits' | undefined {
    if (spellings === undefined)
      return (_at, { cells }, isLean) => {
        const cell = cells[column]
        const agrees = cell === undefined || !isLean ? undefined : this.#mapping.agrees(cell, column)
        return agrees === undefined ? undefined : agrees ? 'fits' : 'odd'
      }
    const full = spellings.filter((spelling, at) => spelling !== 0 && (this.#said[at] ?? 0) > this.#most * leanShare)
    // Of few rows one may be the odd one.
    const least = Math.max(1, Math.min(full.length - 1, full.length * agreeingShare))
    const share = (isSo: (spelling: number) => boolean) => full.filter(isSo).length >= least
    const haveDigits = share((spelling) => (spelling & digit) !== 0)
    const haveNoHan = share((spelling) => (spelling & han) === 0)
    return (at) => {
      const spelling = spellings[at] ?? 0
      if (spelling === 0 || !(haveDigits || haveNoHan)) return undefined
      return (haveDigits && (spelling & digit) === 0) || (haveNoHan && (spelling & han) !== 0) ? 'odd' : 'fits'
    }
  }

  #bareAtEnd(told: ReadonlySet<ParsedRow>): OddRow[] {
    const bare: OddRow[] = []
    for (let at = this.#rows.length - 1; at >= 0; at--) {
      const row = this.#rows[at]
      if (row === undefined || (this.#said[at] ?? 0) > Math.floor(this.#most * bareShare)) break
      if (!told.has(row)) bare.push({ row, column: firstColumn(row), label: undefined })
    }
    // A table in which most is still to be filled in has no such end.
    return bare.length * 2 > this.#rows.length ? [] : bare.toReversed()
  }
}

const firstColumn = ({ cells }: ParsedRow): number =>
  Math.max(
    0,
    cells.findIndex((cell) => cell !== undefined),
  )

const spellingOf = (text: string): number => {
  // Something that is neither letter of ours nor digit is a spelling, too.
  if (text === '') return 0
  return 4 | (/\d/.test(text.normalize('NFKC')) ? digit : 0) | (/\p{Script=Han}/u.test(text) ? han : 0)
}
