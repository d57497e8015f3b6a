/**
 * The boxes of comments, in the old vector language that Excel keeps them in. Such a part need not be XML (Excel writes
 * `<br>` in it), so it is not parsed: boxes are found by their words, and new ones go before the end.
 */
import { cellAddress } from '../../calc/grid-area.ts'
import { type BoxSize, boxFor, extraHeight } from './note-text.ts'
import type { SheetSurvey } from './sheet-survey.ts'

export interface NoteBox {
  /** From 1. */
  readonly row: number
  readonly column: number
  readonly text: string
  /** What became of a comment that was there before. */
  readonly change: 'grown' | 'replaced' | undefined
}

const namespaces = {
  v: 'urn:schemas-microsoft-com:vml',
  o: 'urn:schemas-microsoft-com:office:office',
  x: 'urn:schemas-microsoft-com:office:excel',
} as const
const shapesInBlock = 1023
const noteShapeType = '_x0000_t202'

const declarations = (source: string): string =>
  Object.entries(namespaces)
    .filter(([prefix, address]) => !new RegExp(`xmlns:${prefix}\\s*=\\s*["']${address}["']`).test(source))
    .map(([prefix, address]) => ` xmlns:${prefix}="${address}"`)
    .join('')

/** A part for the boxes of a sheet that has none. */
export const emptyBoxes = `<xml${declarations('')}></xml>`

/** Numbers of the blocks of shape ids that a part claims. */
export const claimedBlocks = (source: string): number[] =>
  [...source.matchAll(/<(?:\w+:)?idmap\b[^<>]*?\bdata\s*=\s*["']([\d,\s]*)["']/g)].flatMap(([, data = '']) =>
    data.split(',').map(Number).filter(Boolean),
  )

/**
 * Adds a box for each comment that has none and makes room in those that grew.
 * @param firstBlock from here on no part of the workbook claims a block of shape ids
 * @returns the part, and the next block that is free
 */
export function writeBoxes(
  source: string,
  boxes: readonly NoteBox[],
  survey: SheetSurvey,
  firstBlock: number,
): { readonly source: string; readonly nextBlock: number } {
  const present = presentBoxes(source)
  let text = source
  const fresh: NoteBox[] = []
  for (const box of boxes) {
    const known = present.get(`${box.row} ${box.column}`)
    if (known === undefined) fresh.push(box)
    else if (box.change !== undefined) text = text.replace(known, () => resized(known, box, survey))
  }
  if (fresh.length === 0) return { source: text, nextBlock: firstBlock }
  const blocks = Math.ceil(fresh.length / shapesInBlock)
  const numbers = Array.from({ length: blocks }, (_, at) => firstBlock + at)
  const declared = declarations(text)
  const shapes = fresh.map((box, at) => {
    const id = (firstBlock + Math.floor(at / shapesInBlock)) * 1024 + 1 + (at % shapesInBlock)
    return shapeXml(`_x0000_s${id}`, box, survey, declared)
  })
  const type = text.includes(`"${noteShapeType}"`) && hasShapeType(text) ? '' : shapeTypeXml(declared)
  return { source: beforeEnd(claim(text, numbers, declared), type + shapes.join('')), nextBlock: firstBlock + blocks }
}

const hasShapeType = (source: string): boolean => new RegExp(`<v:shapetype\\b[^<>]*\\bid\\s*=\\s*["']${noteShapeType}["']`).test(source)

/**
 * What is said of the boxes of comments, by row and column from 1, as it stands in the part. A box may have any shape
 * (people make them round), but what belongs to Excel in it is always said the same way.
 */
const presentBoxes = (source: string): ReadonlyMap<string, string> => {
  const starts = [...source.matchAll(/<(?:\w+:)?ClientData\s/g)].map(({ index }) => index)
  const found = new Map<string, string>()
  starts.forEach((start, at) => {
    const data = source.slice(start, starts[at + 1])
    if (!/^<[^<>]*\bObjectType\s*=\s*["']Note["']/.test(data)) return
    const row = /<(?:\w+:)?Row>\s*(\d+)\s*</.exec(data)?.[1]
    const column = /<(?:\w+:)?Column>\s*(\d+)\s*</.exec(data)?.[1]
    if (row !== undefined && column !== undefined) found.set(`${Number(row) + 1} ${Number(column) + 1}`, data)
  })
  return found
}

/** Takes out the boxes of these cells. */
export function withoutBoxes(source: string, cells: ReadonlySet<string>): string {
  let text = source
  for (const [place, data] of presentBoxes(source)) {
    const [row = 0, column = 0] = place.split(' ').map(Number)
    const at = text.indexOf(data)
    const start = Math.max(text.lastIndexOf('<v:shape ', at), text.lastIndexOf('<v:roundrect ', at))
    const end = /<\/v:(?:shape|roundrect)>/.exec(text.slice(at))
    if (!cells.has(cellAddress(row, column)) || at < 0 || start < 0 || end === null) continue
    text = text.slice(0, start) + text.slice(at + end.index + end[0].length)
  }
  return text
}

const claim = (source: string, blocks: readonly number[], declared: string): string => {
  let isDone = false
  const text = source.replace(
    /(<(?:\w+:)?idmap\b[^<>]*?\bdata\s*=\s*["'])([\d,\s]*)(["'])/,
    (_whole, start: string, data: string, end: string) => {
      isDone = true
      return start + [...data.split(',').filter((block) => block.trim() !== ''), ...blocks].join(',') + end
    },
  )
  if (isDone) return text
  const layout = `<o:shapelayout v:ext="edit"${declared}><o:idmap v:ext="edit" data="${blocks.join(',')}"/></o:shapelayout>`
  return source.replace(/<xml\b[^<>]*>/, (root) => root + layout)
}

const beforeEnd = (source: string, added: string): string => {
  const end = source.lastIndexOf('</xml')
  return end < 0 ? source + added : source.slice(0, end) + added + source.slice(end)
}

const shapeTypeXml = (declared: string): string =>
  `<v:shapetype id="${noteShapeType}" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe"${declared}>` +
  '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'

const points = (pixels: number): number => pixels * 0.75

const shapeXml = (id: string, box: NoteBox, survey: SheetSurvey, declared: string): string => {
  const size = boxFor(box.text)
  return (
    `<v:shape id="${id}" type="#${noteShapeType}" style="position:absolute;margin-left:0;margin-top:0;` +
    `width:${points(size.width)}pt;height:${points(size.height)}pt;z-index:1;visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto"${declared}>` +
    '<v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>' +
    '<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>' +
    `<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>${anchorOf(box, size, survey).join(', ')}</x:Anchor>` +
    `<x:AutoFill>False</x:AutoFill><x:Row>${box.row - 1}</x:Row><x:Column>${box.column - 1}</x:Column></x:ClientData></v:shape>`
  )
}

/** Columns and rows are counted from 0, each followed by the pixels into it: left, top, right, bottom. */
type Anchor = readonly [number, number, number, number, number, number, number, number]

const lastColumn = 16_383
const lastRow = 1_048_575
const gap = 12

const anchorOf = ({ row, column }: NoteBox, size: BoxSize, survey: SheetSurvey): Anchor => {
  // Beside the cell, a little above; at the far edges of a sheet there is no room.
  const left = Math.min(column, lastColumn - 4)
  const top = Math.max(0, Math.min(row - 2, lastRow - 20))
  const [right, rightOffset] = walk(left, gap + size.width, lastColumn, (at) => survey.columnWidth(at + 1))
  const [bottom, bottomOffset] = walk(top, gap / 2 + size.height, lastRow, (at) => survey.rowHeight(at + 1))
  return [left, gap, top, gap / 2, right, rightOffset, bottom, bottomOffset]
}

/** Hidden columns and rows take no room; there may be a million of them. */
const mostSteps = 2000

const walk = (from: number, pixels: number, last: number, sizeOf: (at: number) => number): readonly [number, number] => {
  let at = from
  let rest = pixels
  for (let step = 0; step < mostSteps && at < last && rest >= sizeOf(at); step++) rest -= sizeOf(at++)
  return [at, Math.max(0, Math.min(rest, sizeOf(at)))]
}

const resized = (data: string, { text, change }: NoteBox, survey: SheetSurvey): string =>
  data.replace(/(<(?:\w+:)?Anchor>)([^<]*)(<)/, (whole, start: string, list: string, end: string) => {
    const anchor = list.split(',').map((part) => Number(part.trim()))
    const [, , top, topOffset, , , bottom, bottomOffset] = anchor
    if (anchor.length !== 8 || top === undefined || topOffset === undefined || bottom === undefined || bottomOffset === undefined)
      return whole
    if (!anchor.every(Number.isInteger)) return whole
    const rowHeight = (at: number) => survey.rowHeight(at + 1)
    const [newBottom, newOffset] =
      change === 'grown'
        ? walk(bottom, bottomOffset + extraHeight(text), lastRow, rowHeight)
        : walk(top, topOffset + boxFor(text).height, lastRow, rowHeight)
    return `${start}${[...anchor.slice(0, 6), newBottom, newOffset].join(', ')}${end}`
  })
