/** The data rows under a header, with everything else accounted for. */
import type { ImportPreview } from '../../../../shared/contract/index.ts'
import type { FormTemplate } from '../../../../shared/forms/schema.ts'
import { importText } from '../../../../shared/text/import.ts'
import { informationWord } from '../../../../shared/text/import-words.ts'
import type { ParsedRow } from '../../ports.ts'
import type { ChosenHeader } from './choose-table.ts'
import type { ColumnMapping } from './map-columns.ts'
import { type SkipReason, skipBelowHeader, skipReason } from './rows.ts'
import type { SheetView } from './sheet-view.ts'
import { cellText, readable } from './words.ts'

export interface CollectedRows {
  readonly rows: readonly ParsedRow[]
  readonly skipped: ImportPreview['skipped']
  /** The row of units under the header. */
  readonly unitRow: ParsedRow | undefined
  /** Rows of signatures. */
  readonly footer: readonly ParsedRow[]
  hasData(column: number): boolean
}

const longestText = 200

export function collectRows(view: SheetView, template: FormTemplate, header: ChosenHeader, mapping: ColumnMapping): CollectedRows {
  const { block } = header
  const rows: ParsedRow[] = []
  const footer: ParsedRow[] = []
  const skipped: ImportPreview['skipped'] = []
  const filled = new Set<number>()
  let unitRow: ParsedRow | undefined
  const skip = (row: ParsedRow, reason: SkipReason) => void skipped.push({ row: row.row, reason, text: rowText(row) })
  const context = {
    view,
    template,
    header: block,
    fields: new Map(mapping.columns.flatMap(({ column, field }) => (field === undefined ? [] : [[column, field.key] as const]))),
    computed: mapping.computed,
  }
  let isFresh = true
  for (const row of view.sheet.rows) {
    if (row.row < block.top) {
      skip(row, aboveHeader(row))
      continue
    }
    if (row.row <= block.bottom) continue
    if (header.others.some((other) => other.top === row.row)) {
      skipped.push({ row: row.row, reason: 'note', text: importText.otherTable })
      break
    }
    const below = isFresh ? skipBelowHeader(row) : undefined
    if (below !== undefined) {
      if (below === 'unit') unitRow = row
      skip(row, below)
      continue
    }
    const reason = skipReason(row, context)
    if (reason !== undefined) {
      skip(row, reason)
      if (reason === 'footer') footer.push(row)
      // A header that is printed again on the next page brings its column numbers along.
      isFresh = reason === 'title'
      continue
    }
    isFresh = false
    rows.push(row)
    row.cells.forEach((cell, column) => {
      if (cell !== undefined) filled.add(column)
    })
  }
  return { rows, skipped, unitRow, footer, hasData: (column) => filled.has(column) }
}

const rowText = (row: ParsedRow): string =>
  row.cells
    .map((cell) => readable(cellText(cell)))
    .filter((text) => text !== '')
    .join(' ')
    .slice(0, longestText)

const aboveHeader = (row: ParsedRow): SkipReason =>
  row.cells.some((cell) => informationWord.test(readable(cellText(cell)))) ? 'unit' : 'title'
