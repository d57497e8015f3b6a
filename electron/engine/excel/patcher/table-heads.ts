/** The head and total rows of tables: their texts stand in the table's own part too, and must agree with it. */
import { parseArea, type Rectangle, rectangleOf } from '../calc/grid-area.ts'
import type { PackageEditor } from './package-editor.ts'
import { relationshipsOf } from './workbook-map.ts'
import { scanXml } from './xml-scan.ts'

export interface TableHead {
  readonly table: string
  readonly area: Rectangle
}

export async function tableHeads(editor: PackageEditor, sheetPart: string): Promise<readonly TableHead[]> {
  const heads: TableHead[] = []
  for (const { type, target, external } of await relationshipsOf(editor, sheetPart)) {
    if (type !== 'table' || external || !editor.has(target)) continue
    scanXml(await editor.text(target), {
      open({ name, attributes }) {
        const area = name === 'table' ? parseArea(attributes.ref ?? '') : undefined
        if (area === undefined) return
        const table = attributes.displayName ?? attributes.name ?? ''
        const whole = rectangleOf(area)
        const headRows = Number(attributes.headerRowCount ?? 1)
        const totalRows = Number(attributes.totalsRowCount ?? 0)
        if (headRows > 0) heads.push({ table, area: { ...whole, bottom: whole.top + headRows - 1 } })
        if (totalRows > 0) heads.push({ table, area: { ...whole, top: whole.bottom - totalRows + 1 } })
      },
    })
  }
  return heads
}
