/** Gives single cells of a sheet another style; cells that are not in the file are put in. */
import { cellAddress } from '../../calc/grid-area.ts'
import { appendInside, type ElementPlace } from '../element-places.ts'
import { tagWith } from '../tag-text.ts'
import { type OpenTag, scanXml, TextEdits } from '../xml-scan.ts'
import { columnOf, isTrue, type SheetSurvey } from './sheet-survey.ts'

/** The new style of a cell by the one it has now; undefined = it stays. */
export type Restyle = (style: number) => number | undefined

interface RowPiece {
  readonly place: ElementPlace
  readonly style: number | undefined
  readonly cells: readonly { readonly column: number; readonly start: number }[]
}

/**
 * @param wanted by row, then by column, both from 1
 * @returns the sheet with nothing else changed
 */
export function colourCells(source: string, survey: SheetSurvey, wanted: ReadonlyMap<number, ReadonlyMap<number, Restyle>>): string {
  const edits = new TextEdits()
  const found = findCells(source, wanted, (tag, restyle) => {
    const style = restyle(Number(tag.attributes.s ?? 0))
    if (style !== undefined) edits.replace(tag.start, tag.end, tagWith(source, tag, { s: String(style) }))
  })
  const newRows: string[] = []
  let next = 0
  for (const row of [...wanted.keys()].sort((a, b) => a - b)) {
    const piece = found.pieces.get(row)
    const missing = [...(wanted.get(row) ?? [])].filter(([column]) => !found.cells.has(cellAddress(row, column))).sort(([a], [b]) => a - b)
    const cells = missing.flatMap(([column, restyle]) => {
      const style = restyle(piece?.style ?? survey.columnStyle(column))
      return style === undefined ? [] : [{ column, xml: `<${found.prefix}c r="${cellAddress(row, column)}" s="${style}"/>` }]
    })
    if (cells.length === 0) continue
    if (piece !== undefined) {
      putCells(source, edits, piece, cells)
      continue
    }
    const xml = `<${found.prefix}row r="${row}">${cells.map((cell) => cell.xml).join('')}</${found.prefix}row>`
    while (next < found.rows.length && (found.rows[next]?.row ?? 0) < row) next++
    const follower = found.rows[next]
    if (follower === undefined) newRows.push(xml)
    else edits.insert(follower.start, xml)
  }
  if (newRows.length > 0 && found.sheetData !== undefined) appendInside(source, edits, found.sheetData, newRows.join(''))
  return edits.apply(source)
}

const putCells = (
  source: string,
  edits: TextEdits,
  piece: RowPiece,
  cells: readonly { readonly column: number; readonly xml: string }[],
) => {
  const { tag } = piece.place
  const spans = widened(tag.attributes.spans, cells)
  if (tag.selfClosing) return appendInside(source, edits, piece.place, cells.map(({ xml }) => xml).join(''), spans)
  if (spans.spans !== tag.attributes.spans) edits.replace(tag.start, tag.end, tagWith(source, tag, spans))
  for (const { column, xml } of cells) {
    edits.insert(piece.cells.find((cell) => cell.column > column)?.start ?? piece.place.contentEnd, xml)
  }
}

/** `spans` tells readers where the cells of a row stand, so it may not leave out the new ones. */
const widened = (spans: string | undefined, cells: readonly { readonly column: number }[]): Record<string, string> => {
  const [, first, last] = /^(\d+):(\d+)$/.exec(spans ?? '') ?? []
  if (first === undefined || last === undefined) return {}
  const columns = cells.map(({ column }) => column)
  return { spans: `${Math.min(Number(first), ...columns)}:${Math.max(Number(last), ...columns)}` }
}

interface Found {
  readonly prefix: string
  readonly sheetData: ElementPlace | undefined
  /** All rows of the file, in its order. */
  readonly rows: readonly { readonly row: number; readonly start: number }[]
  /** The first piece of each wanted row. */
  readonly pieces: ReadonlyMap<number, RowPiece>
  /** Addresses of the wanted cells that are there. */
  readonly cells: ReadonlySet<string>
}

const findCells = (
  source: string,
  wanted: ReadonlyMap<number, ReadonlyMap<number, Restyle>>,
  onCell: (tag: OpenTag, restyle: Restyle) => void,
): Found => {
  const rows: { row: number; start: number }[] = []
  const pieces = new Map<number, RowPiece>()
  const addresses = new Set<string>()
  let sheetData: ElementPlace | undefined
  let dataTag: OpenTag | undefined
  let rowTag: OpenTag | undefined
  let cells: { column: number; start: number }[] = []
  let row = 0
  let column = 0
  scanXml(source, {
    open(tag) {
      if (tag.name === 'sheetData') dataTag = tag
      else if (tag.name === 'row') {
        row = tag.attributes.r === undefined ? row + 1 : Number(tag.attributes.r)
        column = 0
        cells = []
        rowTag = tag
        rows.push({ row, start: tag.start })
      } else if (tag.name === 'c' && rowTag !== undefined) {
        column = columnOf(tag.attributes.r, column)
        const inRow = wanted.get(row)
        if (inRow === undefined) return
        cells.push({ column, start: tag.start })
        const restyle = inRow.get(column)
        if (restyle === undefined) return
        addresses.add(cellAddress(row, column))
        onCell(tag, restyle)
      }
    },
    close(name, start, end) {
      if (name === 'row' && rowTag !== undefined) {
        const style = isTrue(rowTag.attributes.customFormat) ? Number(rowTag.attributes.s ?? 0) : undefined
        const contentEnd = rowTag.selfClosing ? rowTag.end : start
        if (wanted.has(row) && !pieces.has(row)) pieces.set(row, { place: { tag: rowTag, contentEnd, end }, style, cells })
        rowTag = undefined
      } else if (name === 'sheetData' && dataTag !== undefined) {
        sheetData = { tag: dataTag, contentEnd: dataTag.selfClosing ? dataTag.end : start, end }
      }
    },
  })
  return { prefix: sheetData?.tag.prefix ?? '', sheetData, rows, pieces, cells: addresses }
}
