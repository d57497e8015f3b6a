/** Which part of a workbook is what, read without the program. */
import { posix } from 'node:path'
import { parseTree, type XmlNode } from './xml-tree.ts'

export interface Book {
  readonly sheets: ReadonlyMap<string, string>
  readonly workbook: string
  readonly strings: string | undefined
  readonly styles: string | undefined
  /** Comments and their shapes, by sheet part. */
  readonly notes: ReadonlyMap<string, readonly string[]>
}

export const relationships = (
  parts: ReadonlyMap<string, Buffer>,
  part: string,
): readonly { id: string; type: string; target: string }[] => {
  const name = posix.join(posix.dirname(part), '_rels', `${posix.basename(part)}.rels`)
  const content = parts.get(name)
  if (content === undefined) return []
  return parseTree(content).children.map(({ attributes }) => {
    const target = attributes.Target ?? ''
    return {
      id: attributes.Id ?? '',
      type: attributes.Type?.split('/').pop() ?? '',
      target: target.startsWith('/') ? target.slice(1) : posix.join(posix.dirname(part), target),
    }
  })
}

export const mapBook = (parts: ReadonlyMap<string, Buffer>): Book => {
  const workbook = relationships(parts, '').find(({ type }) => type === 'officeDocument')?.target ?? 'xl/workbook.xml'
  const links = relationships(parts, workbook)
  const tree = parseTree(parts.get(workbook) ?? Buffer.alloc(0))
  const sheets = new Map<string, string>()
  for (const { attributes } of tree.children.find(({ name }) => name === 'sheets')?.children ?? []) {
    const id = Object.entries(attributes).find(([name]) => name.endsWith(':id'))?.[1]
    const target = links.find((link) => link.id === id)?.target
    if (target !== undefined) sheets.set(attributes.name ?? '', target)
  }
  const notes = new Map(
    [...sheets.values()].map((part) => [
      part,
      relationships(parts, part)
        .filter(({ type }) => type === 'comments' || type === 'vmlDrawing')
        .map(({ target }) => target),
    ]),
  )
  const partOf = (kind: string) => links.find(({ type }) => type === kind)?.target
  return { workbook, sheets, strings: partOf('sharedStrings'), styles: partOf('styles'), notes }
}

const numberOf = (letters: string): number => [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0)
const placeOf = (address: string): { row: number; column: number } => {
  const [, letters = '', row = ''] = /^\$?([A-Z]+)\$?(\d+)$/.exec(address) ?? []
  return { row: Number(row), column: numberOf(letters) }
}
/** True when the area, such as `B2:C5`, has the cell in it. */
export const covers = (area: string, address: string): boolean => {
  const [from = '', to = from] = area.split(':')
  const a = placeOf(from)
  const b = placeOf(to)
  const { row, column } = placeOf(address)
  return row >= a.row && row <= b.row && column >= a.column && column <= b.column
}

export interface ChosenCells {
  readonly sheet: string
  readonly cell: string
  readonly isNumber: boolean
  readonly marked: string
}

/** The first cell that a person could have typed, and another to be marked; free cells where a sheet has none. */
export function chooseCells(parts: ReadonlyMap<string, Buffer>): ChosenCells {
  const { sheets, workbook } = mapBook(parts)
  const listed = parseTree(parts.get(workbook) ?? Buffer.alloc(0)).children.find(({ name }) => name === 'sheets')?.children ?? []
  const candidates = listed.flatMap(({ attributes: { name = '' } }) => {
    const part = sheets.get(name) ?? ''
    const tree = parts.has(part) ? parseTree(parts.get(part) ?? Buffer.alloc(0)) : undefined
    if (tree?.name !== 'worksheet') return []
    const cells = typedCells(parts, part, tree)
    const hasFormulas = parts.get(part)?.includes('<f') === true
    return [{ sheet: name, cells, hangsOnNumbers: hasFormulas && cells.some(({ isNumber }) => isNumber) }]
  })
  // A number that formulas may hang on tells most.
  const { sheet = '', cells = [] } =
    candidates.find(({ hangsOnNumbers, cells }) => hangsOnNumbers && cells.length >= 2) ??
    candidates.find(({ cells }) => cells.length >= 2) ??
    candidates[0] ??
    {}
  const numbers = cells.filter(({ isNumber }) => isNumber)
  const choice = numbers.length > 0 ? numbers : cells
  const chosen = choice[Math.floor(choice.length / 2)]
  const marked = cells.find(({ address }) => address !== chosen?.address)?.address ?? 'C7'
  return { sheet, cell: chosen?.address ?? 'B5', isNumber: chosen?.isNumber ?? true, marked }
}

const typedCells = (parts: ReadonlyMap<string, Buffer>, part: string, tree: XmlNode): readonly { address: string; isNumber: boolean }[] => {
  const child = (name: string) => tree.children.find((node) => node.name === name)?.children ?? []
  const merges = child('mergeCells').map(({ attributes }) => attributes.ref ?? '')
  const tables = relationships(parts, part)
    .filter(({ type }) => type === 'table')
    .map(({ target }) => parseTree(parts.get(target) ?? Buffer.alloc(0)).attributes.ref ?? '')
  const all = child('sheetData').flatMap((row) => row.children)
  const arrays = all.flatMap(({ children }) =>
    children.flatMap(({ attributes: { t, ref } }) => ((t === 'array' || t === 'dataTable') && ref ? [ref] : [])),
  )
  const taken = [...merges, ...tables, ...arrays]
  return all.flatMap(({ attributes: { r: address = '', t }, children }) => {
    const isTyped = children.some(({ name }) => name === 'v') && !children.some(({ name }) => name === 'f') && t !== 'e' && t !== 'b'
    if (!isTyped || address === '' || taken.some((area) => covers(area, address))) return []
    return [{ address, isNumber: t === undefined || t === 'n' }]
  })
}
