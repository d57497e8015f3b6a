/** What a row is judged by. */
import type { ImportPreview } from '../../../../shared/contract/index.ts'
import type { FormTemplate } from '../../../../shared/forms/form-schema.ts'
import { countWithUnit } from '../../../../shared/text/import-words.ts'
import type { ParsedCell, ParsedRow } from '../../ports.ts'
import type { HeaderBlock } from './header-search.ts'
import type { SheetView } from './sheet-view.ts'
import { isStroke } from './units.ts'
import { cellText, readable } from './words.ts'

export type SkipReason = ImportPreview['skipped'][number]['reason']

export interface RowContext {
  readonly view: SheetView
  readonly template: FormTemplate
  readonly header: HeaderBlock
  /** Field key by column, for the columns that are imported. */
  readonly fields: ReadonlyMap<number, string>
  /** Columns whose values the program computes itself. */
  readonly computed: ReadonlySet<number>
  /** Whether a cell holds what its column holds; undefined where any text will do. */
  readonly agrees?: (cell: ParsedCell, column: number) => boolean | undefined
}

/** True when the row fills this key field in a column other than `besides`. */
export const hasKey = (row: ParsedRow, key: string, { fields }: RowContext, besides: number | undefined): boolean => {
  for (const [column, field] of fields) {
    if (field !== key || column === besides) continue
    const text = readable(cellText(row.cells[column]))
    if (!isStroke(text) && !countWithUnit.test(text)) return true
  }
  return false
}
