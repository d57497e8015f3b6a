import { columnNumbering } from '../../../../shared/text/import-words.ts'
import type { ParsedRow } from '../../ports.ts'
import { cellText } from './words.ts'

/** The row of column numbers under a header: 甲 乙 1 2 3 …, counting up. */
export function isColumnNumberRow(row: ParsedRow): boolean {
  const texts = row.cells.flatMap((cell) => (cell === undefined ? [] : [cellText(cell).normalize('NFKC').trim()]))
  if (texts.length < 3 || !texts.every((text) => columnNumbering.test(text))) return false
  const numbers = texts.flatMap((text) => {
    const digits = /\d+/.exec(text)
    return digits === null ? [] : [Number(digits[0])]
  })
  const steps = numbers.slice(1).filter((number, at) => number === (numbers[at] ?? 0) + 1).length
  return numbers.length < 2 ? texts.length >= 3 : numbers[0] !== undefined && numbers[0] <= 2 && steps >= (numbers.length - 1) * 0.8
}
