/** Reads a changed workbook back as an import would and compares it with what was ordered. */
import { AppError } from '../../../../shared/model/errors.ts'
import type { ParsedCell } from '../../ports.ts'
import { openZip } from '../package/zip.ts'
import { numberCell } from '../reader/cell-value.ts'
import { readWorkbook } from '../reader/workbook-reader.ts'
import type { WorkbookSink } from '../sink.ts'
import { type CellTarget, cellTargets } from './cell-content.ts'
import type { PatchOrders } from './orders.ts'

/** @throws AppError PATCH_UNPROVEN with the cell that differs; WORKBOOK_… when the file cannot be read at all */
export async function checkWritten(bytes: Uint8Array, orders: PatchOrders, date1904: boolean): Promise<void> {
  const targets = cellTargets(orders.cells, date1904)
  const found = new Map<string, ParsedCell>()
  const sheets = new Set<string>()
  let rows = new Map<number, readonly CellTarget[]>()
  const isTarget = (row: number, column: number) => rows.get(row)?.some((target) => target.column === column) === true
  const keyOf = ({ sheet, cell }: Pick<CellTarget, 'sheet' | 'cell'>) => `${sheet}\n${cell}`
  const sink: WorkbookSink = {
    begin() {},
    sheet({ name }) {
      sheets.add(name)
      rows = Map.groupBy(targets.get(name) ?? [], ({ row }) => row)
    },
    row({ row, cells }) {
      for (const target of rows.get(row) ?? []) {
        const cell = cells[target.column - 1]
        if (cell !== undefined) found.set(keyOf(target), cell)
      }
    },
    endSheet() {},
    async flush() {},
    progress() {},
  }
  const all = [...targets.values()].flat()
  // A blank cell must not hold a text either.
  const sharedStrings = all.some(({ content }) => content.kind !== 'number' && content.kind !== 'boolean')
  // Rows that were put in and marks have no value to compare; their sheets must be sound all the same.
  const changed = new Set([...targets.keys(), ...[...orders.rowBlocks, ...orders.marks].map(({ sheet }) => sheet)])
  await readWorkbook(await openZip(bytes), sink, { sheet: (name) => changed.has(name), cell: isTarget, sharedStrings, comments: false })
  for (const target of all) {
    const { sheet, cell } = target
    if (!isWritten(target, found.get(keyOf(target)), date1904)) throw new AppError('PATCH_UNPROVEN', { sheet, cell })
  }
  for (const { sheet, cell } of orders.marks) if (!sheets.has(sheet)) throw new AppError('PATCH_UNPROVEN', { sheet, cell })
}

const isWritten = ({ content }: CellTarget, cell: ParsedCell | undefined, date1904: boolean): boolean => {
  switch (content.kind) {
    case 'blank':
      return cell === undefined
    case 'number': {
      // The number may stand in a cell that shows numbers as dates.
      const wanted = numberCell(content.value, cell?.format, date1904)
      return cell?.kind === wanted.kind && cell.value === wanted.value
    }
    case 'date':
      return cell?.value === content.text
    case 'text':
    case 'boolean':
      return cell?.kind === content.kind && cell.value === (content.kind === 'text' ? content.text : content.value)
  }
}
