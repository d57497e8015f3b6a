/** Brings rows to light that a workbook hides. */
import type { RowPlaces } from '../orders.ts'
import type { PackageEditor } from '../package-editor.ts'
import { findPlaces } from '../sheet-places.ts'
import { tagWith } from '../tag-text.ts'
import { type WorkbookMap, worksheetNamed } from '../workbook-map.ts'
import { type OpenTag, TextEdits } from '../xml-scan.ts'

const isTrue = (value: string | undefined): boolean => value === '1' || value === 'true' || value === 'on'

/** Hidden as people hide rows, or drawn without any height. */
const isHidden = ({ attributes: { hidden, ht } }: OpenTag): boolean => isTrue(hidden) || (ht !== undefined && Number(ht) === 0)

/**
 * Shows these rows where they are hidden; sheets without any such row stay as they are.
 * @returns those that were hidden
 * @throws AppError SHEET_UNKNOWN, WORKBOOK_DAMAGED
 */
export async function showRows(editor: PackageEditor, map: WorkbookMap, orders: readonly RowPlaces[]): Promise<RowPlaces[]> {
  const shown: RowPlaces[] = []
  for (const { sheet, rows } of orders) {
    const { part } = worksheetNamed(map, sheet)
    const source = await editor.text(part)
    const places = findPlaces(source, new Map(rows.map((row) => [row, new Set<number>()])))
    const edits = new TextEdits()
    const hidden = places.rows.flatMap(({ row, found }) => (found !== undefined && isHidden(found.tag) ? [{ row, tag: found.tag }] : []))
    for (const { tag } of hidden) {
      const height = Number(tag.attributes.ht) === 0 ? { ht: undefined, customHeight: undefined } : {}
      edits.replace(tag.start, tag.end, tagWith(source, tag, { hidden: undefined, ...height }))
    }
    if (hidden.length === 0) continue
    editor.set(part, edits.apply(source))
    shown.push({ sheet, rows: hidden.map(({ row }) => row) })
  }
  return shown
}
