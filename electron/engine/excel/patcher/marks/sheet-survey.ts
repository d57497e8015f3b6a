/** What marking must know of a sheet before it changes anything in it. */
import { columnNumber, parseArea, type Rectangle, rectangleOf } from '../../calc/grid-area.ts'
import { hostile, workbookLimits } from '../../limits.ts'
import { prefixedAttribute } from '../../package/xml.ts'
import { scanXml } from '../xml-scan.ts'

interface ColumnSpan {
  readonly first: number
  readonly last: number
  /** Characters. */
  readonly width: number
  readonly hidden: boolean
  readonly style: number
}
export interface SheetSurvey {
  readonly merges: readonly Rectangle[]
  /** Relationship of the drawing that holds the boxes of comments. */
  readonly legacyDrawing: string | undefined
  /** Style of cells that a column's own style reaches. */
  columnStyle(column: number): number
  /** Pixels on a screen of 96 dots to the inch; 0 when hidden. */
  columnWidth(column: number): number
  rowHeight(row: number): number
}

const defaultColumnWidth = 8.43
const defaultRowHeight = 15
const pixelsOfPoint = 4 / 3

/** Excel's width counts digits of 7 pixels and adds a margin of 5. */
const pixelsOfWidth = (characters: number): number => Math.trunc(characters * 7 + 5)

/** @throws AppError WORKBOOK_DAMAGED, WORKBOOK_HOSTILE */
export function surveySheet(source: string): SheetSurvey {
  const merges: Rectangle[] = []
  const spans: ColumnSpan[] = []
  const heights = new Map<number, number>()
  let legacyDrawing: string | undefined
  let usualWidth = defaultColumnWidth
  let usualHeight = defaultRowHeight
  let row = 0
  scanXml(source, {
    open({ name, attributes }) {
      if (name === 'row') {
        row = attributes.r === undefined ? row + 1 : Number(attributes.r)
        const height = isTrue(attributes.hidden) ? 0 : Number(attributes.ht)
        if (Number.isFinite(height)) heights.set(row, height)
      } else if (name === 'mergeCell') {
        const area = parseArea(attributes.ref ?? '')
        if (area !== undefined) merges.push(rectangleOf(area))
        if (merges.length > workbookLimits.merges) throw hostile('merges')
      } else if (name === 'col') {
        spans.push({
          first: Number(attributes.min),
          last: Number(attributes.max),
          width: Number(attributes.width ?? usualWidth),
          hidden: isTrue(attributes.hidden),
          style: Number(attributes.style ?? 0),
        })
      } else if (name === 'sheetFormatPr') {
        usualWidth = Number(attributes.defaultColWidth ?? defaultColumnWidth)
        usualHeight = isTrue(attributes.zeroHeight) ? 0 : Number(attributes.defaultRowHeight ?? defaultRowHeight)
      } else if (name === 'legacyDrawing') legacyDrawing = prefixedAttribute(attributes, 'id')
    },
  })
  const spanOf = (column: number): ColumnSpan | undefined => spans.find(({ first, last }) => first <= column && column <= last)
  return {
    merges,
    legacyDrawing,
    columnStyle: (column) => spanOf(column)?.style ?? 0,
    columnWidth(column) {
      const span = spanOf(column)
      return span?.hidden === true ? 0 : pixelsOfWidth(span?.width ?? usualWidth)
    },
    rowHeight: (number) => Math.round((heights.get(number) ?? usualHeight) * pixelsOfPoint),
  }
}

export const isTrue = (value: string | undefined): boolean => value === '1' || value === 'true'

/** Column of a cell's address, 1 = A; one behind `previous` when it has none. */
export const columnOf = (reference: string | undefined, previous: number): number => {
  const letters = /^[A-Za-z]{1,3}/.exec(reference ?? '')?.[0]
  return letters === undefined ? previous + 1 : columnNumber(letters)
}
