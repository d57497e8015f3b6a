/** How a form lies on paper: which columns on which sheet, how wide, how large the letters. Lengths in millimetres. */
import type { PrintSettings } from '../../../shared/contract/index.ts'
import { type HeaderGrid, headerGrid, keptHeader } from '../../../shared/forms/columns.ts'
import type { Field, FormTemplate } from '../../../shared/forms/form-schema.ts'

export const paperSize = { A3: { width: 420, height: 297 }, A4: { width: 297, height: 210 } } as const
export const marginWidth = { narrow: 8, usual: 12, wide: 20 } as const
/** Below the table, for the page number and the code. */
export const footHeight = 6

const millimetresPerPoint = 25.4 / 72
/** 小五, the usual size of printed statistics. */
const usualPoints = 9
/** The smallest letters that are still read without effort. */
const readablePoints = 7
/** No printer draws smaller ones. */
const smallestPoints = 4
const padding = 2
const mostCharacters = 40
const leastCharacters = 5
export const numberWidth = 9

/** Columns that are printed side by side, the frozen ones first on every sheet. */
export interface PrintSheet {
  readonly grid: HeaderGrid
  /** Share of the sheet's width, in percent; the row numbers come first. */
  readonly widths: readonly number[]
  /** Numbers of the columns as the form counts them, from 1. */
  readonly numbers: readonly number[]
}
export interface PrintLayout {
  readonly sheets: readonly PrintSheet[]
  readonly points: number
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)

/** At `points`, half of which is the width of a letter. */
const widthOf = (field: Field, points: number): number =>
  (Math.min(mostCharacters, Math.max(leastCharacters, field.width)) * points * millimetresPerPoint) / 2 + padding

export const usualSettings = (template: FormTemplate): PrintSettings => ({
  paper: template.excel.paper,
  margins: 'usual',
  columns: 'split',
  scale: 100,
  grey: false,
})

/** Indices of the columns of each sheet; as few sheets as hold them, of about equal width. */
function breakColumns(widths: readonly number[], frozen: number, available: number): number[][] {
  const head = Array.from({ length: frozen }, (_, column) => column)
  const headWidth = sum(widths.slice(0, frozen))
  const cut = (limit: number): number[][] => {
    const sheets: number[][] = [[...head]]
    let used = headWidth
    for (let column = frozen; column < widths.length; column++) {
      const width = widths[column] ?? 0
      const current = sheets.at(-1) ?? []
      if (used + width > limit && current.length > frozen) {
        sheets.push([...head])
        used = headWidth
      }
      sheets.at(-1)?.push(column)
      used += width
    }
    return sheets
  }
  const fewest = cut(available).length
  let limit = headWidth + (sum(widths) - headWidth) / fewest
  while (cut(limit).length > fewest && limit < available) limit += 1
  return cut(Math.min(limit, available))
}

/** @throws nothing: a column wider than the paper has a sheet of its own and wraps */
export function layoutSheets(template: FormTemplate, settings: PrintSettings): PrintLayout {
  const { columns } = headerGrid(template)
  const available = paperSize[settings.paper].width - 2 * marginWidth[settings.margins] - numberWidth
  const wanted = (usualPoints * settings.scale) / 100
  const total = (points: number): number => sum(columns.map((field) => widthOf(field, points)))
  const readable = Math.min(wanted, (readablePoints * settings.scale) / 100)
  const fitted = (): number => {
    let points = wanted
    while (points > smallestPoints && total(points) > available) points -= 0.25
    return Math.max(smallestPoints, points)
  }
  const onOne = fitted()
  const isOne = settings.columns === 'fit' || onOne >= readable
  const points = isOne ? onOne : readable
  const widths = columns.map((field) => widthOf(field, points))
  const frozen = Math.min(template.frozen, columns.length)
  const groups = isOne ? [columns.map((_, column) => column)] : breakColumns(widths, frozen, available)
  const sheets = groups.map((group): PrintSheet => {
    const fields = group.flatMap((column) => columns[column] ?? [])
    const own = new Set(fields.map((field) => field.key))
    const all = numberWidth + sum(group.map((column) => widths[column] ?? 0))
    return {
      grid: headerGrid({ ...template, header: keptHeader(template.header, own) }),
      widths: [numberWidth, ...group.map((column) => widths[column] ?? 0)].map((width) => (width / all) * 100),
      numbers: group.map((column) => column + 1),
    }
  })
  return { sheets, points }
}

/** First row of each page after the first. Heights in any one unit; what stands behind the rows is kept together. */
export function pageStarts(rows: readonly number[], page: number, head: number, tail: number): readonly number[] {
  const starts: number[] = []
  let used = head
  for (const [row, height] of rows.entries()) {
    if (used + height > page && used > head) {
      starts.push(row)
      used = head
    }
    used += height
  }
  if (tail > 0 && used + tail > page) starts.push(rows.length)
  return starts
}
