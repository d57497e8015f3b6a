/** How the numbers of a table's columns look, counted row by row while the rows are at hand anyway. */
import type { ParsedRow } from '../../ports.ts'
import { isPercentFormat, shownFactor } from '../reader/number-format.ts'

/** How the numbers of a column look. */
export interface DisplayedNumbers {
  /** Factor between the figure stored and the one shown, of the first cell that has one other than 1. */
  readonly scaled: string | undefined
  readonly numbers: number
  readonly small: number
  readonly fractions: number
  /** Fractions below one. */
  readonly tiny: number
}
type Counted = { -readonly [key in keyof DisplayedNumbers]: DisplayedNumbers[key] } & { scaledRow: number }

/** Overfulfilment: a share a little above the whole is a share still. */
const mostShare = 2

const numberAsText = /^\s*[0-9０-９]{0,4}[.．]?[0-9０-９]*\s*$/
/** Ideographs, with which no number begins: most texts of a ledger are told by their first character. */
const mayBeNumber = (text: string): boolean => {
  const code = text.charCodeAt(0)
  return !(code >= 0x4e00 && code <= 0x9fff) && numberAsText.test(text)
}

const nothing = (): Counted => ({ scaled: undefined, scaledRow: 0, numbers: 0, small: 0, fractions: 0, tiny: 0 })

export class NumberCounter {
  readonly #columns: Counted[] = []
  readonly #scales = new Map<string, string | undefined>()

  /** Rows may come in any order. */
  add({ row, cells }: ParsedRow): void {
    for (let column = 0; column < cells.length; column++) {
      const cell = cells[column]
      if (cell === undefined || (cell.kind !== 'number' && !(cell.kind === 'text' && mayBeNumber(String(cell.value))))) continue
      const found = this.#columns[column] ?? nothing()
      this.#columns[column] = found
      const value = Number(cell.kind === 'number' ? cell.value : String(cell.value).normalize('NFKC'))
      if (Number.isNaN(value)) continue
      if (cell.format !== undefined) {
        const scale = this.#scaleOf(cell.format)
        if (scale !== undefined && (found.scaled === undefined || row < found.scaledRow)) {
          found.scaled = scale
          found.scaledRow = row
        }
        // A cell shown in percent says what it means; it is read as shown whatever is answered for the others.
        if (isPercentFormat(cell.format)) continue
      }
      found.numbers++
      if (Math.abs(value) <= mostShare) found.small++
      if (Number.isInteger(value)) continue
      found.fractions++
      if (Math.abs(value) < 1) found.tiny++
    }
  }

  column(column: number): DisplayedNumbers {
    return this.#columns[column] ?? nothing()
  }

  #scaleOf(format: string): string | undefined {
    if (!this.#scales.has(format)) this.#scales.set(format, shownFactor(format))
    return this.#scales.get(format)
  }
}
