/** Which cells of a sheet its tables hold. */
import type { ParsedLayout } from '../../ports.ts'
import { parseArea, rectangleOf } from '../calc/grid-area.ts'
import { workbookLimits } from '../limits.ts'
import { readRelationships } from '../package/relationships.ts'
import { parseXml } from '../package/xml.ts'
import type { ZipPackage } from '../package/zip.ts'

/** @throws AppError WORKBOOK_DAMAGED, WORKBOOK_HOSTILE */
export async function readTables(zip: ZipPackage, sheetPart: string, sheet: string): Promise<ParsedLayout['tables'][number][]> {
  const parts = [...(await readRelationships(zip, sheetPart)).values()].filter(({ type, target }) => type === 'table' && zip.has(target))
  const tables: ParsedLayout['tables'][number][] = []
  for (const { target } of parts)
    await parseXml(
      await zip.open(target),
      {
        open(element, { ref, name, displayName, headerRowCount, totalsRowCount }) {
          const area = element === 'table' ? parseArea(ref ?? '') : undefined
          if (area === undefined) return
          const { top, left, bottom, right } = rectangleOf(area)
          tables.push({
            name: (displayName ?? name ?? '').slice(0, 255),
            sheet,
            area: {
              top: top + Number(headerRowCount ?? 1),
              left: left - 1,
              bottom: bottom - Number(totalsRowCount ?? 0),
              right: right - 1,
            },
          })
        },
        close() {},
      },
      { maxBytes: workbookLimits.smallPartBytes },
    )
  return tables
}
