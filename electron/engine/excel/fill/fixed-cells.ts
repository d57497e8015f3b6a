/** Cells of a template outside its table: labels with a place to write behind them, marks, months left blank. */
import { columnLetters } from '../../../../shared/forms/columns.ts'
import { blankMonth, fillText, headerNames, headerValueOf, labelledPart, unfilled } from '../../../../shared/text/fill.ts'
import { formatPeriod } from '../../../../shared/text/format.ts'
import { dateWord, monthInTitle } from '../../../../shared/text/import-words.ts'
import type { ParsedSheet, SheetLayout } from '../../ports.ts'
import { sheetView } from '../recognise/sheet-view.ts'
import type { FixedCell, HeaderValues } from './fill-types.ts'

interface Place {
  readonly row: number
  /** 0-based. */
  readonly column: number
}

/** Longer texts are remarks; labels with a place to write are not found in them. */
const longestText = 300

const addressOf = ({ row, column }: Place): string => columnLetters(column) + row

/**
 * What is written into the cells of a sheet besides its table.
 * @param isTable rows that belong to the table and its totals
 */
export function findFixedCells(
  sheet: ParsedSheet,
  layout: SheetLayout | undefined,
  values: HeaderValues,
  period: string,
  isTable: (row: number) => boolean,
): { readonly cells: readonly FixedCell[]; readonly notes: readonly string[] } {
  const view = sheetView(sheet)
  const drawn = new Set((layout?.cells ?? []).filter(({ bordered }) => bordered).map(addressOf))
  const cells: FixedCell[] = []
  const notes: string[] = []
  const put = (place: Place, item: FixedCell['item'], text: string) =>
    void cells.push({ sheet: sheet.name, cell: addressOf(place), item, text })

  /** The cell to the right that waits for a value: drawn as one or merged from several. */
  const waiting = (row: number, column: number): Place | undefined => {
    const next = (view.merge(row, column)?.right ?? column) + 1
    const merge = view.merge(row, next)
    const isOwn = merge === undefined ? drawn.has(addressOf({ row, column: next })) : merge.top + 1 === row && merge.left === next
    return isOwn && view.cell(row, next) === undefined ? { row, column: next } : undefined
  }

  for (const { row, cells: own } of sheet.rows) {
    if (isTable(row)) continue
    for (const [column, cell] of own.entries()) {
      if (cell?.kind !== 'text') continue
      const text = String(cell.value)
      if (text.length > longestText || text.includes('{{')) continue
      const place = { row, column }
      const whole = headerValueOf(text.replace(/\s*[:：]\s*$/, ''))
      const next = whole === undefined ? undefined : waiting(row, column)
      if (whole !== undefined && next !== undefined) {
        if (values[whole] !== '') put(next, whole, values[whole])
        continue
      }
      const filled = fillBehindLabels(text, values)
      for (const { label, value } of filled.kept) notes.push(fillText.kept(addressOf(place), label, value))
      if (filled.text !== text) put(place, filled.item ?? 'period', filled.text)
      else if (filled.kept.length === 0 && blankMonth.test(text)) put(place, 'period', text.replace(blankMonth, formatPeriod(period)))
      else if (isOtherMonth(text, period)) notes.push(fillText.otherMonth(addressOf(place), text))
    }
  }
  return { cells, notes }
}

const isOtherMonth = (text: string, period: string): boolean => {
  if (dateWord.test(text)) return false
  const months = [...text.normalize('NFKC').matchAll(monthInTitle)].map(([, year, month]) => `${year}-${(month ?? '').padStart(2, '0')}`)
  return months.length > 0 && !months.includes(period)
}

/** Several labels may share one cell, parted by spaces. */
function fillBehindLabels(text: string, values: HeaderValues) {
  const kept: { readonly label: string; readonly value: string }[] = []
  let item: FixedCell['item'] | undefined
  const filled = text.replace(labelledPart, (whole, label: string, colon: string, behind: string, offset: number) => {
    const known = headerValueOf(label)
    if (known === undefined || values[known] === '') return whole
    if (!unfilled.test(behind)) {
      if (behind.trim() !== values[known]) kept.push({ label: headerNames[known], value: behind.trim() })
      return whole
    }
    item ??= known
    const isLast = offset + whole.length >= text.length
    const gap = isLast ? '' : ' '.repeat(Math.max(2, behind.length - values[known].length))
    return `${label}${colon}${values[known]}${gap}`
  })
  return { text: filled, item, kept }
}
