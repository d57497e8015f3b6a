/** What a change did to a workbook beside what was ordered: nothing may be lost, nothing else may differ. */
import { readArchive } from './archive.ts'
import { type Book, covers, mapBook } from './book.ts'
import { type Difference, differences, parseTree, type XmlNode } from './xml-tree.ts'

export interface Ordered {
  readonly sheet: string
  /** The cell that got a value. */
  readonly cell: string
  /** The cell that was coloured and commented. */
  readonly marked: string
  /** The sheet that was added. */
  readonly results: string
}
export interface Comparison {
  readonly lostParts: readonly string[]
  readonly addedParts: readonly string[]
  readonly changedParts: readonly string[]
  /** Differences that nobody ordered: part and place. */
  readonly unordered: readonly string[]
  /** Formula cells whose stored result is another or gone, as `sheet!cell`. */
  readonly recalculated: readonly string[]
}

const rowOf = (cell: string): string => /\d+$/.exec(cell)?.[0] ?? ''

export function compareWorkbooks(before: Uint8Array, after: Uint8Array, ordered: Ordered): Comparison {
  const old = readArchive(before)
  const now = readArchive(after)
  const book = mapBook(old)
  const sheetPart = book.sheets.get(ordered.sheet)
  if (sheetPart === undefined) throw new Error(`no sheet ${ordered.sheet}`)
  const sheetNames = new Map([...book.sheets].map(([name, part]) => [part, name]))
  const changedParts: string[] = []
  const unordered: string[] = []
  const recalculated: string[] = []
  for (const [part, content] of old) {
    const other = now.get(part)
    if (other === undefined || content.equals(other)) continue
    changedParts.push(part)
    if (!/\.(?:xml|rels|vml)$/i.test(part)) {
      unordered.push(`${part}: bytes`)
      continue
    }
    const tree = parseTree(content)
    const sheet = sheetNames.get(part)
    const formulas = sheet === undefined ? () => false : formulaCells(tree)
    for (const difference of differences(tree, parseTree(other))) {
      const cell = resultOf(difference)
      if (cell !== undefined && formulas(cell)) recalculated.push(`${sheet}!${cell}`)
      else if (!isOrdered(part, difference, ordered, { ...book, sheetPart })) unordered.push(`${part}: ${told(difference)}`)
    }
  }
  return {
    lostParts: [...old.keys()].filter((part) => !now.has(part)),
    addedParts: [...now.keys()].filter((part) => !old.has(part)),
    changedParts,
    unordered,
    recalculated: [...new Set(recalculated)],
  }
}

const told = ({ kind, path, from, to }: Difference): string =>
  `${kind} ${path}${from === undefined ? '' : ` from ${from.slice(0, 60)}`}${to === undefined ? '' : ` to ${to.slice(0, 60)}`}`

/** Cells that show the result of a formula, their own or that of an array or a what-if table. */
const formulaCells = (tree: XmlNode): ((address: string) => boolean) => {
  const cells = (tree.children.find(({ name }) => name === 'sheetData')?.children ?? []).flatMap((row) => row.children)
  const own = new Set<string>()
  const areas: string[] = []
  for (const { attributes, children } of cells) {
    const formula = children.find(({ name }) => name === 'f')
    if (formula === undefined) continue
    own.add(attributes.r ?? '')
    const { t, ref } = formula.attributes
    if ((t === 'array' || t === 'dataTable') && ref !== undefined) areas.push(ref)
  }
  return (address) => own.has(address) || areas.some((area) => covers(area, address))
}

/** The cell whose stored result differs, and nothing but the result. */
const resultOf = ({ path }: Difference): string | undefined =>
  /^worksheet\/sheetData\/row\[\d+\]\/c\[(\w+)\](?:\/v(?:\/text\(\))?|@t)$/.exec(path)?.[1]

const isOrdered = (part: string, { kind, path, from, to }: Difference, ordered: Ordered, book: Book & { sheetPart: string }): boolean => {
  const grows = kind === 'added'
  if (part === '[Content_Types].xml') return grows && /^Types\/(?:Override|Default)\[/.test(path)
  if (part.endsWith('.rels')) return grows && /^Relationships\/Relationship\[/.test(path)
  if (part === book.workbook) {
    if (path === 'workbook/calcPr') return grows
    if (path === 'workbook/calcPr@fullCalcOnLoad') return kind !== 'removed'
    return grows && path === `workbook/sheets/sheet[${ordered.results}]`
  }
  if (part === book.strings) return /^sst@(?:count|uniqueCount)$/.test(path) || (grows && /^sst\/si(?:#\d+)?$/.test(path))
  if (part === book.styles) {
    if (/^styleSheet\/(?:fonts|fills|borders|cellXfs|numFmts)@(?:count|knownFonts)$/.test(path)) return kind === 'changed'
    return grows && /^styleSheet\/(?:fonts\/font|fills\/fill|borders\/border|cellXfs\/xf|numFmts\/numFmt)#\d+$/.test(path)
  }
  if (book.notes.get(book.sheetPart)?.includes(part) === true) {
    // Ids of shapes are given out in blocks; a new comment takes another block.
    if (path === 'xml/shapelayout/idmap@data') return kind === 'changed' && to?.startsWith(`${from},`) === true
    return grows && /^(?:comments\/(?:authors\/author#\d+|commentList\/comment\[\w+\])|xml\/shape)/.test(path)
  }
  if (part !== book.sheetPart) return false
  if (path === 'worksheet/dimension@ref') return kind === 'changed'
  if (path === 'worksheet/legacyDrawing') return grows
  if (/^worksheet@xmlns:\w+$/.test(path)) return grows
  const rows = [ordered.cell, ordered.marked].map((cell) => `worksheet/sheetData/row[${rowOf(cell)}]`)
  if (rows.some((row) => path === `${row}@spans`)) return true
  if (rows.includes(path)) return grows
  const [valueRow = '', markedRow = ''] = rows
  const marked = `${markedRow}/c[${ordered.marked}]`
  if (path === `${marked}@s` || (path === marked && grows)) return kind !== 'removed'
  const written = `${valueRow}/c[${ordered.cell}]`
  return (path === written && grows) || path === `${written}@t` || path.startsWith(`${written}/`)
}
