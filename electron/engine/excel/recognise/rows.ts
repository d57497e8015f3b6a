/** Tells rows of data from all the others: titles, units, numbers, notes, totals, blanks, signatures, examples. */
import type { ImportPreview } from '../../../../shared/contract/index.ts'
import type { FormTemplate } from '../../../../shared/forms/schema.ts'
import {
  countWithUnit,
  endWord,
  exampleWord,
  footerWord,
  groupNumber,
  informationWord,
  noteWord,
  ofWhichWord,
  totalWord,
  zeroReportWord,
} from '../../../../shared/text/import-words.ts'
import type { ParsedRow } from '../../ports.ts'
import type { HeaderBlock } from './header-search.ts'
import { isColumnNumberRow } from './number-row.ts'
import type { SheetView } from './sheet-view.ts'
import { isUnit } from './units.ts'
import { cellText, readable, words } from './words.ts'

export type SkipReason = ImportPreview['skipped'][number]['reason']

export interface RowContext {
  readonly view: SheetView
  readonly template: FormTemplate
  readonly header: HeaderBlock
  /** Field key by column, for the columns that are imported. */
  readonly fields: ReadonlyMap<number, string>
  /** Columns whose values the program computes itself. */
  readonly computed: ReadonlySet<number>
}

interface Filled {
  readonly column: number
  readonly text: string
}

/** Why a row is no data; undefined for data. */
export function skipReason(row: ParsedRow, context: RowContext): SkipReason | undefined {
  const filled = row.cells.flatMap((cell, column): Filled[] => {
    const text = readable(cellText(cell))
    return text === '' && cell?.kind !== 'formulaWithoutValue' ? [] : [{ column, text }]
  })
  const first = filled[0]
  if (first === undefined) return 'blank'
  if (repeatsHeader(row, context)) return 'title'
  if (endWord.test(first.text)) return 'note'
  if (filled.slice(0, 2).some(({ text }) => exampleWord.test(text))) return 'example'
  const signatures = filled.filter(({ text }) => footerWord.test(text)).length
  if (signatures > 0 && filled.length <= signatures * 2 + 1) return 'footer'
  if (isNote(first.text, filled, context)) return 'note'
  if (isTotal(filled, context)) return 'total'
  if (informationWord.test(first.text) && filled.length <= 4) return 'unit'
  if (filled.length <= 2 && filled.some(({ text }) => zeroReportWord.test(text))) return 'note'
  if (isGroupTitle(row, filled, context)) return 'title'
  const data = filled.filter(({ column }) => context.fields.has(column) && !context.computed.has(column))
  if (data.length > 0) return undefined
  // Rows prepared for filling in hold a running number or formulas, and nothing else.
  return filled.every(({ column, text }) => context.computed.has(column) || /^[\d.]*$/.test(text)) ? 'blank' : 'note'
}

/** Rows right under the header: units and column numbers. */
export function skipBelowHeader(row: ParsedRow): 'unit' | 'number' | undefined {
  if (isColumnNumberRow(row)) return 'number'
  const texts = row.cells.flatMap((cell) => (cell === undefined ? [] : [cellText(cell).replace(/^[（(【[]\s*|\s*[）)】\]]$/g, '')]))
  const units = texts.filter((text) => isUnit(text)).length
  return units > 0 && texts.every((text) => isUnit(text) || /^[-—－–/]*$/.test(text)) ? 'unit' : undefined
}

/** Every filled cell says what the header says in its column. */
const repeatsHeader = (row: ParsedRow, { view, header }: RowContext): boolean => {
  let same = 0
  for (const [column, cell] of row.cells.entries()) {
    const text = words(cellText(cell))
    if (text === '') continue
    let found = false
    for (let at = header.top; at <= header.bottom && !found; at++) found = words(view.shown(at, column)) === text
    if (!found) return false
    same++
  }
  return same >= 2
}

const longText = 25

const isNote = (first: string, filled: readonly Filled[], { template }: RowContext): boolean => {
  if (noteWord.test(first)) return true
  if (filled.length > 1) return false
  const text = words(first)
  return template.notes.some((note) => words(note) === text) || (first.length >= longText && /[，。；：,;:]/.test(first))
}

const isTotal = (filled: readonly Filled[], { template, fields }: RowContext): boolean => {
  const labels = new Set(template.totals.map((total) => words(total.label)))
  const label = filled.slice(0, 3).find(({ text }) => {
    const joined = text.replace(/\s+/g, '')
    return totalWord.test(joined) || ofWhichWord.test(joined) || labels.has(words(text))
  })
  if (label === undefined) return false
  // A row that has its key is data, whatever it is called.
  const keys = new Set(template.naturalKey)
  const known = filled.some(
    ({ column, text }) => column !== label.column && keys.has(fields.get(column) ?? '') && !countWithUnit.test(text),
  )
  return !known
}

const isGroupTitle = (row: ParsedRow, filled: readonly Filled[], { view, fields }: RowContext): boolean => {
  const [first, second] = filled
  if (first === undefined) return false
  if (filled.length === 1) {
    const merge = view.merge(row.row, first.column)
    return (merge !== undefined && merge.right - merge.left >= 2) || groupNumber.test(first.text)
  }
  return filled.length === 2 && second !== undefined && !fields.has(first.column) && groupNumber.test(first.text)
}
