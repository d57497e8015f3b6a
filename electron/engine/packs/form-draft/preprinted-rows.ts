/** What stands in the rows of a blank form already: nothing, names of rows that are always the same, or examples. */
import { furtherRows } from '../../../../shared/text/form-draft-words.ts'
import { exampleWord } from '../../../../shared/text/import-words.ts'
import { cellText } from '../../excel/recognise/words.ts'
import type { PlacedLeaf } from './header-nodes.ts'
import type { TableParts } from './table-parts.ts'

export interface PrintedRows {
  /** 1-based numbers of the rows that are given. */
  readonly rows: readonly number[]
  /** Columns that are printed in them. */
  readonly columns: readonly number[]
  /** More rows may follow. */
  readonly isOpen: boolean
  /** One blank row is drawn and no more. */
  readonly isSingle: boolean
  /** Rows that show how to fill in the form. */
  readonly samples: number
}

/** A column belongs to the printed ones when it is filled in this share of the rows. */
const mostly = 0.8

export const readRows = (parts: TableParts, leaves: readonly PlacedLeaf[]): PrintedRows => {
  const { view } = parts
  const textsOf = (row: number): string[] => leaves.map(({ first }) => view.shown(row, first))
  const isOpen = parts.rows.some((row) => isFurther(textsOf(row)))
  const rows = parts.rows.filter((row) => !isFurther(textsOf(row)))
  const filled = rows.filter(
    (row) => textsOf(row).some((text) => text !== '') && leaves.some(({ first }) => cellText(view.cell(row, first)) !== ''),
  )
  const none = { rows: [], columns: [], isOpen: false, isSingle: false, samples: 0 }
  const isSingle = parts.isDrawn && rows.length === 1 && parts.totals.length === 0
  if (filled.length === 0 || isSingle) return { ...none, isSingle, samples: filled.length }
  if (filled.some((row) => exampleWord.test(textsOf(row)[0] ?? ''))) return { ...none, samples: filled.length }
  const shares = leaves.map(({ first }) => filled.filter((row) => view.shown(row, first) !== '').length / filled.length)
  const printed = leaves.filter((_, index) => (shares[index] ?? 0) >= mostly)
  const blank = shares.filter((share) => share === 0).length
  // Numbers alone say nothing: 1, 2, 3 in front of blank lines.
  const isNamed = printed.some(
    ({ first }) => new Set(filled.map((row) => view.shown(row, first)).filter((text) => !/^\d*$/.test(text))).size * 2 > filled.length,
  )
  const isFixed = filled.length > 1 && isNamed && printed.length * 2 <= leaves.length + 1 && blank * 3 >= leaves.length
  if (isFixed) return { ...none, rows: filled, columns: printed.map(({ first }) => first), isOpen }
  return { ...none, samples: printed.some(({ first }) => filled.some((row) => !/^\d*$/.test(view.shown(row, first)))) ? filled.length : 0 }
}

const isFurther = (texts: readonly string[]): boolean => {
  const filled = texts.filter((text) => text !== '')
  return filled.length > 0 && filled.every((text) => furtherRows.test(text))
}
