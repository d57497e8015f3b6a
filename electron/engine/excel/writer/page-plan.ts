/** How a form is cut into printed pages: as wide as can still be read. */
import type { Field, FormTemplate } from '../../../../shared/forms/form-schema.ts'

export interface PagePlan {
  /** Width of each column in characters. */
  readonly widths: readonly number[]
  /** First column of each page, from left to right; the first is 0. */
  readonly pageStarts: readonly number[]
  /** Columns of the first page: title, information and signatures stand over these. */
  readonly firstPageColumns: number
  /** Percent at which the widest page fits the paper. */
  readonly scale: number
}

/** Characters of ten-point type across a landscape page at full size, also with the wide fonts that stand in for a missing one. */
const charactersAcross = { A3: 170, A4: 117 } as const
/** The smallest scale that is still read easily. */
const smallestScale = 0.6

export const columnWidth = (field: Field): number => Math.min(60, Math.max(6, field.width)) + 1

export function planPages(template: FormTemplate, columns: readonly Field[]): PagePlan {
  const widths = columns.map(columnWidth)
  const across = charactersAcross[template.excel.paper]
  // The frozen columns are printed again on every further page.
  const frozen = sum(widths.slice(0, template.frozen))
  const pages = breakPages(widths, frozen, across / smallestScale).length
  // Pages of about equal width: the narrowest limit that needs no page more.
  let limit = Math.ceil(sum(widths) / pages)
  while (breakPages(widths, frozen, limit).length > pages) limit++
  const pageStarts = breakPages(widths, frozen, limit)
  return { widths, pageStarts, firstPageColumns: pageStarts[1] ?? widths.length, scale: Math.min(100, Math.floor((across / limit) * 100)) }
}

const breakPages = (widths: readonly number[], frozen: number, limit: number): number[] => {
  const starts = [0]
  let used = 0
  for (const [column, width] of widths.entries()) {
    if (used + width > limit && used > (starts.length > 1 ? frozen : 0)) {
      starts.push(column)
      used = frozen
    }
    used += width
  }
  return starts
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)

/** Cuts columns into at most `parts` runs of about equal width: [first, last] of each, counted from 0. */
export function splitColumns(widths: readonly number[], parts: number): (readonly [number, number])[] {
  const count = widths.length
  const runs = Math.max(1, Math.min(parts, count))
  const total = sum(widths)
  const result: (readonly [number, number])[] = []
  let first = 0
  let used = 0
  for (let column = 0; column < count; column++) {
    used += widths[column] ?? 0
    const left = count - 1 - column
    const open = runs - result.length - 1
    if (open > 0 && (used >= (total * (result.length + 1)) / runs || left === open)) {
      result.push([first, column])
      first = column + 1
    }
  }
  result.push([first, count - 1])
  return result
}

/** Lines a text takes in a column of `width` characters; an ideograph is two wide. */
export const linesOf = (text: string, width: number): number =>
  text.length * 2 < width && !text.includes('\n') ? 1 : countLines(text, width)

const countLines = (text: string, width: number): number =>
  text.split('\n').reduce((lines, line) => lines + Math.max(1, Math.ceil(textWidth(line) / Math.max(1, width - 1))), 0)

const textWidth = (text: string): number => {
  let width = text.length
  for (let at = 0; at < text.length; at++) if (text.charCodeAt(at) > 255) width++
  return width
}
