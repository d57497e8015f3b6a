/** Tells rows of data from all the others: titles, units, numbers, notes, totals, blanks, signatures, examples. */
import type { FormTemplate } from '../../../../shared/forms/form-schema.ts'
import { isCoded } from '../../../../shared/model/value.ts'
import {
  countTotal,
  endWord,
  exampleWord,
  footerWord,
  groupNumber,
  informationWord,
  noteWord,
  ofWhichWord,
  otherTotalWord,
  totalWord,
  zeroReportWord,
} from '../../../../shared/text/import-words.ts'
import type { ParsedCell, ParsedRow } from '../../ports.ts'
import { parseHeading } from './headings.ts'
import { labelledReason } from './labelled-rows.ts'
import { isColumnNumberRow } from './number-row.ts'
import { hasKey, type RowContext, type SkipReason } from './row-context.ts'
import { hintedUnits } from './unit-statements.ts'
import { isStroke, isUnit, namesUnit } from './units.ts'
import { cellText, readable, words } from './words.ts'

/** Rows with more cells than this are data or totals; titles, notes and signatures have few. */
const fewCells = 8

/** Words of the form's own totals, with and without 其中. */
const totalLabels = new WeakMap<FormTemplate, ReadonlySet<string>>()
const labelsOfTotals = (template: FormTemplate): ReadonlySet<string> => {
  let known = totalLabels.get(template)
  if (known === undefined) {
    known = new Set(template.totals.flatMap(({ label }) => [words(label), words(label.replace(ofWhichWord, ''))]))
    totalLabels.set(template, known)
  }
  return known
}

interface Filled {
  readonly column: number
  readonly text: string
}

/** Why a row is no data; undefined for data. */
export function skipReason(row: ParsedRow, context: RowContext): SkipReason | undefined {
  const isLong = hasMoreFilled(row, fewCells)
  // Most rows of a long sheet are long and are data: of their cells only those are read that tell.
  const filled = filledCells(row, isLong ? 1 : fewCells)
  const first = filled[0]
  if (first === undefined) return 'blank'
  if (repeatsHeader(row, context)) return 'title'
  if (isLong) {
    if (startsTotal(row, filled, context)) return 'total'
    return exampleWord.test(first.text) ? 'example' : labelledReason(row, context)
  }
  if (endWord.test(first.text)) return 'note'
  if (filled.slice(0, 2).some(({ text }) => exampleWord.test(text))) return 'example'
  const signatures = filled.filter(({ text }) => footerWord.test(text)).length
  if (signatures > 0 && filled.length <= signatures * 2 + 1) return 'footer'
  if (isNote(first.text, filled, context)) return 'note'
  if (filled.length <= 2 && filled.some(({ text }) => zeroReportWord.test(text))) return 'note'
  if (startsTotal(row, filled, context)) return 'total'
  if (informationWord.test(first.text) && filled.length <= 4) return 'unit'
  const labelled = labelledReason(row, context)
  if (labelled !== undefined) return labelled
  if (isGroupTitle(row, filled, context)) return 'title'
  const data = filled.filter(({ column }) => context.fields.has(column) && !context.computed.has(column))
  if (data.length > 0) return undefined
  // Rows prepared for filling in hold a running number, units or formulas, and nothing else.
  return filled.every(({ column, text }) => context.computed.has(column) || /^[\d.]*$/.test(text) || isUnit(text)) ? 'blank' : 'note'
}

/** Rows right under the header: units and column numbers. */
export function skipBelowHeader(row: ParsedRow, own?: ReadonlySet<string>): 'unit' | 'number' | undefined {
  if (isColumnNumberRow(row)) return 'number'
  const texts = row.cells.flatMap((cell) =>
    cell === undefined
      ? []
      : [
          cellText(cell)
            .replace(/^[（(【[]|[）)】\]]$/g, '')
            .trim(),
        ],
  )
  const units = texts.filter((text) => namesUnit(text, own)).length
  return units > 0 && texts.every((text) => namesUnit(text, own) || isStroke(text)) ? 'unit' : undefined
}

const mayNameUnit = /^[^\d\n]{2,40}[（(/，,:：]/

/** Every filled cell says what the header says in its column. */
export const repeatsHeader = (row: ParsedRow, { view, header }: RowContext): boolean => {
  let same = 0
  for (const [column, cell] of row.cells.entries()) {
    const text = words(cellText(cell))
    if (text === '') continue
    let found = false
    for (let at = header.top; at <= header.bottom && !found; at++) found = words(view.shown(at, column)) === text
    // With another unit it is the same heading still; what that means for the rows below is found elsewhere.
    if (!found && mayNameUnit.test(cellText(cell))) {
      const own = words(parseHeading(cellText(cell)).label)
      for (let at = header.top; at <= header.bottom && !found; at++) found = words(parseHeading(view.shown(at, column)).label) === own
    }
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
  if (hintedUnits(first).length > 0) return true
  return template.notes.some((note) => words(note) === text) || (first.length >= longText && /[，。；：,;:]/.test(first))
}

const startsTotal = (row: ParsedRow, filled: readonly Filled[], context: RowContext): boolean => {
  const { template, fields, view } = context
  const label = firstWords(row, wordsLookedAt).find(({ column, text }, place) => {
    const joined = text.replace(/\s+/g, '')
    if (totalWord.test(joined) || ofWhichWord.test(joined)) return true
    if (place === 0 && (otherTotalWord.test(joined) || countTotal.test(joined))) return true
    // 在用 is the name of a total, and behind a name in the column of states what a boiler without a number is.
    return labelsOfTotals(template).has(words(text)) && (place === 0 || !isCodedColumn(fields.get(column), template))
  })
  // One label over several key columns cannot be the key of a row.
  if (label === undefined)
    return (
      spansColumns(view.merge(row.row, filled[0]?.column ?? 0), fields) &&
      !template.naturalKey.some((key) => hasKey(row, key, context, filled[0]?.column))
    )
  // Where the file has no key at all, a row that says more than a total ever does is data.
  const known = new Set(fields.values())
  if (
    template.naturalKey.length > 0 &&
    !template.naturalKey.some((key) => known.has(key)) &&
    firstWords(row, mostWords + 1).length > mostWords
  )
    return false
  // A row that has its key is data, whatever it is called.
  return !template.naturalKey.some((key) => hasKey(row, key, context, label.column))
}

const isCodedColumn = (key: string | undefined, { fields }: FormTemplate): boolean =>
  fields.some((field) => field.key === key && isCoded(field.type))

const wordsLookedAt = 3
/** A total has its label, and perhaps a count. */
const mostWords = 2

/** The first cells that hold words; the word of a total may stand behind its figures. */
const firstWords = (row: ParsedRow, most: number): Filled[] => {
  const found: Filled[] = []
  for (let column = 0; column < row.cells.length && found.length < most; column++) {
    const cell = row.cells[column]
    if (cell?.kind !== 'text') continue
    const text = readable(cellText(cell))
    if (/[\p{L}∑]/u.test(text)) found.push({ column, text })
  }
  return found
}

const spansColumns = (
  merge: { readonly left: number; readonly right: number } | undefined,
  fields: ReadonlyMap<number, string>,
): boolean => {
  if (merge === undefined) return false
  let spanned = 0
  for (let column = merge.left; column <= merge.right; column++) if (fields.has(column)) spanned++
  return spanned > 1
}

/** Whether something is to be read in a cell, told without making its text where the beginning says it. */
const isFilled = (cell: ParsedCell): boolean => {
  const { value, kind } = cell
  if (kind === 'formulaWithoutValue') return true
  if (typeof value !== 'string') return value !== null
  const code = value.charCodeAt(0)
  const isPlain = (code > 0x20 && code < 0x7f) || (code >= 0x4e00 && code <= 0x9fff)
  return isPlain || readable(cellText(cell)) !== ''
}

const hasMoreFilled = ({ cells }: ParsedRow, most: number): boolean => {
  let filled = 0
  for (let column = 0; column < cells.length; column++) {
    const cell = cells[column]
    if (cell !== undefined && isFilled(cell) && ++filled > most) return true
  }
  return false
}

const filledCells = (row: ParsedRow, most: number): Filled[] => {
  const filled: Filled[] = []
  for (let column = 0; column < row.cells.length && filled.length < most; column++) {
    const cell = row.cells[column]
    if (cell === undefined) continue
    const text = readable(cellText(cell))
    if (text !== '' || cell.kind === 'formulaWithoutValue') filled.push({ column, text })
  }
  return filled
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
