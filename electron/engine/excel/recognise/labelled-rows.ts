/** Notes, signatures and comparisons that stand in several cells: a label without a colon, what it is about beside it. */
import { comparisonLabel, informationLabel, noteLabel, signatureLabel } from '../../../../shared/text/import-words.ts'
import type { ParsedRow } from '../../ports.ts'
import { hasKey, type RowContext, type SkipReason } from './row-context.ts'
import { cellText, readable } from './words.ts'

const longestLabel = 20
const mostCellsOfNote = 3
const mostCellsOfLine = 4
/** Of a row without its key that is data in a file without keys. */
const mostWordsOfComparison = 2

/** Why a row is no data that begins with such a label; undefined for all others. */
export function labelledReason(row: ParsedRow, context: RowContext): SkipReason | undefined {
  const label = firstLabel(row, context)
  if (label === undefined) return undefined
  const kind = kindOf(label.text)
  if (kind === undefined) return undefined
  const { fields, template, agrees } = context
  // What the column holds in every row is no label.
  const cell = row.cells[label.column]
  if (cell !== undefined && agrees?.(cell, label.column) === true) return undefined
  const isKeyed = template.naturalKey.some((key) => hasKey(row, key, context, label.column))
  const filled = row.cells.filter((one) => cellText(one) !== '')
  if (kind === 'comparison') {
    if (template.structure.kind === 'single' || isKeyed) return undefined
    const known = new Set(fields.values())
    const words = filled.filter((one) => one?.kind === 'text' && /\p{L}/u.test(cellText(one))).length
    const isKeyless = template.naturalKey.length > 0 && !template.naturalKey.some((key) => known.has(key))
    return isKeyless && words > mostWordsOfComparison ? undefined : 'note'
  }
  // In a column of running numbers a label has what it is about in the column of the key.
  if (fields.has(label.column) && isKeyed) return undefined
  if (kind === 'note') return filled.length <= mostCellsOfNote ? 'note' : undefined
  const labels = filled.filter((one) => isSignatureLabel(readable(cellText(one)))).length
  if (kind === 'footer') return filled.length <= labels * 2 + 1 ? 'footer' : undefined
  return filled.length <= mostCellsOfLine ? 'unit' : undefined
}

const kindOf = (text: string): 'note' | 'footer' | 'unit' | 'comparison' | undefined => {
  const bare = bareLabel(text)
  if (noteLabel.test(bare)) return 'note'
  if (signatureLabel.test(bare)) return 'footer'
  if (informationLabel.test(bare)) return 'unit'
  return comparisonLabel.test(bare) ? 'comparison' : undefined
}

/** Without blanks, colon and what stands in brackets: 填表人（签字）. */
export const bareLabel = (text: string): string =>
  text
    .replace(/\s+/gu, '')
    .replace(/[（(【[][^（()）【】[\]]*[）)】\]]$/u, '')
    .replace(/[:：]$/u, '')

export const isSignatureLabel = (text: string): boolean => text.length <= longestLabel && signatureLabel.test(bareLabel(text))

/** The first filled cell; a running number in a column of nobody's may stand before it. */
const firstLabel = ({ cells }: ParsedRow, { fields }: RowContext): { readonly column: number; readonly text: string } | undefined => {
  for (let column = 0; column < cells.length; column++) {
    const cell = cells[column]
    if (cell === undefined) continue
    const text = cell.kind === 'text' ? readable(cellText(cell)) : ''
    if (text !== '' && text.length <= longestLabel && /\p{L}/u.test(text)) return { column, text }
    if (text.length > longestLabel || fields.has(column)) return undefined
  }
  return undefined
}
