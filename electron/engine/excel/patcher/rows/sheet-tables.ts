/** Tables and pivot tables on the sheet that gets the rows. */
import { rowsText } from '../../../../../shared/text/fill.ts'
import { scanXml } from '../xml-scan.ts'
import { type RowMove, rectangle, refuseMove } from './row-move.ts'
import { changePart } from './tag-edit.ts'

/**
 * A table grows when the block lies among its data rows; nothing else that is cut by the new rows can be kept whole.
 * @throws AppError ROWS_UNMOVABLE
 */
export function moveTable(source: string, move: RowMove): string {
  refuseCutTable(source, move)
  return changePart(source, {
    attributes: ({ name, attributes: { ref } }) =>
      ['table', 'autoFilter', 'sortState', 'sortCondition'].includes(name) && ref !== undefined ? { ref: move.areas(ref) } : undefined,
    content: ({ tag, text }) =>
      tag.name === 'calculatedColumnFormula' || tag.name === 'totalsRowFormula' ? move.formula(text, move.block.sheet) : undefined,
  })
}

const refuseCutTable = (source: string, move: RowMove): void => {
  const { first, last } = move.block
  scanXml(source, {
    open({ name, attributes }) {
      const area = name === 'table' ? rectangle(attributes.ref ?? '') : undefined
      if (area === undefined || area.top > last || area.bottom < last) return
      const firstData = area.top + Number(attributes.headerRowCount ?? 1)
      const lastData = area.bottom - Number(attributes.totalsRowCount ?? 0)
      if (first < firstData || last > lastData) refuseMove(move, rowsText.table(attributes.displayName ?? attributes.name ?? ''))
    },
  })
}

/** @throws AppError ROWS_UNMOVABLE when the new rows would cut the pivot table */
export function movePivot(source: string, move: RowMove): string {
  return changePart(source, {
    attributes({ name, attributes: { ref, rowPageCount } }) {
      if (name !== 'location' || ref === undefined) return undefined
      const area = rectangle(ref)
      // Its filters stand above it with a blank row between, and nothing tells where.
      const filters = Number(rowPageCount ?? 0)
      const top = (area?.top ?? 0) - (filters === 0 ? 0 : filters + 1)
      if (area !== undefined && top <= move.block.last && area.bottom > move.block.last) refuseMove(move, rowsText.pivot)
      return { ref: move.places(ref) }
    },
  })
}

/** Where a pivot table takes its figures from. */
export const movePivotSource = (source: string, move: RowMove): string =>
  changePart(source, {
    attributes: ({ name, attributes: { ref, sheet } }) =>
      name === 'worksheetSource' && ref !== undefined && sheet?.toLowerCase() === move.block.sheet.toLowerCase()
        ? { ref: move.formula(ref, sheet) }
        : undefined,
  })
