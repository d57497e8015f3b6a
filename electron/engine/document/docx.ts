/** Word documents: paragraphs with their automatic numbers, and tables one line a row. */
import { AppError } from '../../../shared/model/errors.ts'
import { readRelationships } from '../excel/package/relationships.ts'
import { parseXml, prefixedAttribute, type XmlHandler } from '../excel/package/xml.ts'
import type { ZipPackage } from '../excel/package/zip.ts'
import { type Counters, readNumbering } from './docx-numbering.ts'
import { documentLimits } from './limits.ts'
import type { ParagraphSink } from './paragraph-sink.ts'

/** What stands in these is not in the text that a reader sees: drafts of a shape, deleted and former ones. */
const unseen = new Set(['Fallback', 'del', 'moveFrom', 'pPrChange'])
const cellSeparator = ' | '

interface OpenParagraph {
  text: string
  style: string | undefined
  list: string | undefined
  level: number
}
interface OpenTable {
  cells: string[]
  cell: string[]
}

/** @throws AppError WORKBOOK_UNRECOGNISED, WORKBOOK_DAMAGED, WORKBOOK_ENCRYPTED, WORKBOOK_HOSTILE */
export async function readDocx(zip: ZipPackage, sink: ParagraphSink): Promise<void> {
  const part = [...(await readRelationships(zip, '')).values()].find(({ type }) => type === 'officeDocument')?.target
  if (part === undefined || !/(?:^|\/)document[^/]*\.xml$/i.test(part)) throw new AppError('WORKBOOK_UNRECOGNISED')
  const relations = [...(await readRelationships(zip, part)).values()]
  const target = (type: string) => relations.find((relation) => relation.type === type)?.target
  const counters = await readNumbering(zip, target('numbering'), target('styles'))
  await parseXml(await zip.open(part), bodyHandler(sink, counters), { maxBytes: documentLimits.partBytes })
}

const bodyHandler = (sink: ParagraphSink, counters: Counters): XmlHandler => {
  const paragraphs: OpenParagraph[] = []
  const tables: OpenTable[] = []
  let hidden = 0
  let inText = false
  const write = (text: string): void => {
    const paragraph = paragraphs.at(-1)
    if (paragraph) paragraph.text += text
  }
  const finish = ({ text, style, list, level }: OpenParagraph): void => {
    if (text.trim() === '') return
    const full = counters.next(list, level, style) + text
    const table = tables.at(-1)
    if (table) table.cell.push(full.trim())
    else for (const line of full.split('\n')) sink.add(line)
  }
  const closeRow = (table: OpenTable): void => {
    const line = table.cells.filter((cell) => cell !== '').join(cellSeparator)
    const outer = tables.at(-2)
    table.cells = []
    if (outer) outer.cell.push(line)
    else sink.add(line)
  }
  return {
    open(name, attributes) {
      if (unseen.has(name)) hidden++
      if (hidden > 0) return
      const paragraph = paragraphs.at(-1)
      const value = () => prefixedAttribute(attributes, 'val')
      if (name === 'p') paragraphs.push({ text: '', style: undefined, list: undefined, level: 0 })
      else if (name === 't') inText = true
      else if (name === 'tab') write(' ')
      else if (name === 'br' || name === 'cr') write('\n')
      else if (name === 'noBreakHyphen') write('-')
      else if (name === 'tbl') tables.push({ cells: [], cell: [] })
      else if (name === 'pStyle' && paragraph) paragraph.style = value()
      else if (name === 'numId' && paragraph) paragraph.list = value()
      else if (name === 'ilvl' && paragraph) paragraph.level = Number(value() ?? 0) || 0
    },
    close(name) {
      if (unseen.has(name)) hidden--
      if (hidden > 0) return
      const table = tables.at(-1)
      if (name === 't') inText = false
      else if (name === 'p') {
        const paragraph = paragraphs.pop()
        if (paragraph) finish(paragraph)
      } else if (table && name === 'tc') {
        table.cells.push(table.cell.join(' '))
        table.cell = []
      } else if (table && name === 'tr') closeRow(table)
      else if (name === 'tbl') tables.pop()
    },
    text(text) {
      if (inText && hidden === 0) write(text)
    },
  }
}
