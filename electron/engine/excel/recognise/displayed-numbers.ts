/** How the numbers of a table's columns look, counted row by row while the rows are at hand anyway. */
import type { ParsedRow } from '../../ports.ts'
import { isPercentFormat } from '../reader/number-format.ts'
import { type ShownAs, shownAs } from './printed-unit.ts'
import { plainUnit } from './units.ts'

/** How the numbers of a column look. */
export interface DisplayedNumbers {
  /** How formats show them that print a unit or another figure, in the order in which the rows bring them. */
  readonly shown: readonly ShownAs[]
  /** Those that are shown as they are stored, and without a unit. */
  readonly plain: number
  /** Those that do not name their unit themselves. */
  readonly numbers: number
  readonly small: number
  readonly fractions: number
  /** Fractions below one. */
  readonly tiny: number
}
type Counted = { -readonly [key in Exclude<keyof DisplayedNumbers, 'shown'>]: DisplayedNumbers[key] } & {
  /** First row of each. */
  readonly shownFrom: Map<ShownAs, number>
}

/** Overfulfilment: a share a little above the whole is a share still. */
const mostShare = 2

const numberAsText = /^\s*[0-9０-９]{0,4}[.．]?[0-9０-９]*\s*$/
/** Ideographs, with which no number begins: most texts of a ledger are told by their first character. */
const mayBeNumber = (text: string): boolean => {
  const code = text.charCodeAt(0)
  return !(code >= 0x4e00 && code <= 0x9fff) && numberAsText.test(text)
}

const nothing = (): Counted => ({ shownFrom: new Map(), plain: 0, numbers: 0, small: 0, fractions: 0, tiny: 0 })

/** The unit that the format of every figure of a column prints behind it; undefined where some have another one, or none. */
export const printedUnit = ({ shown, plain }: DisplayedNumbers): string | undefined => {
  const unit = plain > 0 ? undefined : shown[0]?.unit
  const isSame = (one: ShownAs) => unit !== undefined && one.factor === undefined && plainUnit(one.unit ?? '') === plainUnit(unit)
  return shown.every(isSame) ? unit : undefined
}

export class NumberCounter {
  readonly #columns: Counted[] = []

  /** Rows may come in any order. */
  add({ row, cells }: ParsedRow): void {
    for (let column = 0; column < cells.length; column++) {
      const cell = cells[column]
      if (cell === undefined || (cell.kind !== 'number' && !(cell.kind === 'text' && mayBeNumber(String(cell.value))))) continue
      const found = this.#columns[column] ?? nothing()
      this.#columns[column] = found
      const value = Number(cell.kind === 'number' ? cell.value : String(cell.value).normalize('NFKC'))
      if (Number.isNaN(value)) continue
      // A cell shown in percent says what it means; it is read as shown whatever is answered for the others.
      if (cell.format !== undefined && isPercentFormat(cell.format)) continue
      const shown = cell.format === undefined ? undefined : shownAs(cell.format, value)
      if (shown === undefined) found.plain++
      else if (row < (found.shownFrom.get(shown) ?? Number.POSITIVE_INFINITY)) found.shownFrom.set(shown, row)
      // So does one shown with its unit.
      if (shown?.unit !== undefined && shown.factor === undefined) continue
      found.numbers++
      if (Math.abs(value) <= mostShare) found.small++
      if (Number.isInteger(value)) continue
      found.fractions++
      if (Math.abs(value) < 1) found.tiny++
    }
  }

  column(column: number): DisplayedNumbers {
    const { shownFrom, ...counted } = this.#columns[column] ?? nothing()
    return { ...counted, shown: [...shownFrom].sort(([, a], [, b]) => a - b).map(([shown]) => shown) }
  }
}
