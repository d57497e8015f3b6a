/** Brings the marks of a sheet to the cells that can carry them. */
import { AppError } from '../../../../../shared/model/errors.ts'
import { markText } from '../../../../../shared/text/marks.ts'
import { shortened } from '../../../../../shared/text/shortened.ts'
import { cellAddress, parseArea, type Rectangle, rectangleOf } from '../../calc/grid-area.ts'
import type { MarkOrder } from '../orders.ts'

export interface MarkedCell {
  /** `B2`: of a merged area its first cell, the only one that shows anything. */
  readonly cell: string
  readonly row: number
  readonly column: number
  readonly area: Rectangle
  /** The gravest of all marks on it. */
  readonly tone: MarkOrder['tone']
  /** All messages, a paragraph each. */
  readonly text: string
}

const gravity = ['notice', 'warning', 'error'] as const

/** Excel takes no more in a comment that it still shows whole. */
export const mostCharacters = 4000

/** @throws AppError CELL_ADDRESS_INVALID */
export function placeMarks(orders: readonly MarkOrder[], merges: readonly Rectangle[]): MarkedCell[] {
  const places = orders.map(({ sheet, cell }) => {
    const area = parseArea(cell)
    if (area?.kind !== 'cell') throw new AppError('CELL_ADDRESS_INVALID', { sheet, cell })
    return rectangleOf(area)
  })
  const areas = mergedAreas(places, merges)
  const byCell = Map.groupBy(orders.keys(), (at) => {
    const { top, left } = areas[at] ?? { top: 1, left: 1 }
    return cellAddress(top, left)
  })
  return [...byCell].flatMap(([cell, members]) => {
    const area = areas[members[0] ?? 0]
    if (area === undefined) return []
    const notes = new Set(
      members.flatMap((at) => {
        const order = orders[at]
        return order === undefined ? [] : [markText.note(order.label ?? markText.tones[order.tone], order.message)]
      }),
    )
    const tones = new Set(members.map((at) => orders[at]?.tone))
    const tone = gravity.findLast((candidate) => tones.has(candidate)) ?? 'notice'
    return [{ cell, row: area.top, column: area.left, area, tone, text: shortened([...notes].join('\n'), mostCharacters) }]
  })
}

/** The merged area around each place, or the place itself. Sheets may have very many merges, so rows are looked up first. */
const mergedAreas = (places: readonly Rectangle[], merges: readonly Rectangle[]): Rectangle[] => {
  const areas = [...places]
  const byRow = new Map<number, number[]>()
  places.forEach(({ top }, at) => {
    const inRow = byRow.get(top)
    if (inRow === undefined) byRow.set(top, [at])
    else inRow.push(at)
  })
  const settle = (merge: Rectangle, row: number): void => {
    for (const at of byRow.get(row) ?? []) {
      const left = places[at]?.left ?? 0
      if (merge.left <= left && left <= merge.right) areas[at] = merge
    }
  }
  for (const merge of merges) {
    if (merge.bottom - merge.top < byRow.size) for (let row = merge.top; row <= merge.bottom; row++) settle(merge, row)
    else for (const row of byRow.keys()) if (merge.top <= row && row <= merge.bottom) settle(merge, row)
  }
  return areas
}
