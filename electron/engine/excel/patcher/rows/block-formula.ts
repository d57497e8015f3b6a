/** A formula of the block's last row: how it reads where it stands, and in the rows put in behind it. */
import { rectangleOf } from '../../calc/grid-area.ts'
import { moveFormula } from '../../calc/shift-references.ts'
import { type ReferenceToken, readPrefix, type Token, tokenize } from '../../calc/tokens.ts'
import type { RowMove } from './row-move.ts'

export interface BlockFormula {
  readonly inPlace: string
  /** In the row so many rows further down. */
  copy(rows: number): string
}

/**
 * Which references move along and which ranges grow shows when the row above is looked at: what is the same there points
 * at one place for all rows, what stands one row higher moves from row to row. Without such a row, references into the
 * block and the row above it move along, and so does what lies on other sheets.
 * @param above the formula one row higher, when that row belongs to the block
 */
export function blockFormula(formula: string, above: string | undefined, move: RowMove): BlockFormula {
  const tokens = tokenize(formula)
  const pattern = above === undefined ? [] : tokenize(above)
  const isComparable = pattern.length === tokens.length
  const parts = tokens.map((token, index) => {
    if (token.kind !== 'reference') return { text: token.text, moves: false }
    const before = isComparable ? pattern[index] : undefined
    const same = before?.kind === 'reference' && before.text === token.text
    const running = before?.kind === 'reference' && moveFormula(before.text, 1, 0) === token.text
    const grows = token.area.to.rowFixed || (same && !running)
    const { sheet } = move.block
    const text = grows ? move.formula(token.text, sheet) : move.formulaAsIs(token.text, sheet)
    return { text, moves: running || (!same && isNear(token, move)) }
  })
  return {
    inPlace: parts.map(({ text }) => text).join(''),
    copy: (rows) => parts.map(({ text, moves }) => (moves ? moveFormula(text, rows, 0) : text)).join(''),
  }
}

/** Whether a formula is the one in the row above, filled down: each of its references stays or moves with the row. */
export function isFilledDown(formula: string, above: string): boolean {
  const [own, pattern] = [tokenize(formula), tokenize(above)]
  return own.length === pattern.length && own.every(({ text }, at) => isContinued(text, pattern[at]))
}

const isContinued = (text: string, above: Token | undefined): boolean =>
  above !== undefined && (above.text === text || (above.kind === 'reference' && moveFormula(above.text, 1, 0) === text))

/** Whether a formula that has no like row above it speaks of its own row alone, as those of a repeated row do. */
export const isOfRow = (formula: string, row: number): boolean =>
  tokenize(formula).every((token) => {
    if (token.kind !== 'reference' || token.area.kind === 'columns') return true
    const { top, bottom, left, right } = rectangleOf(token.area)
    return top === bottom && (top !== row || token.area.kind === 'cell' || left < right)
  })

const isNear = (token: ReferenceToken & Token, { block }: RowMove): boolean => {
  if (token.prefix !== '' && readPrefix(token.prefix).sheet !== block.sheet) return true
  const { top, bottom } = rectangleOf(token.area)
  return top >= block.first - 1 && bottom <= block.last
}
