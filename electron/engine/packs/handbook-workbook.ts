/** A handbook as a workbook: a sheet a chapter, drawn with the parts of the form writer. */

import { columnLetters } from '../../../shared/forms/columns.ts'
import type { Handbook, HandbookChapter } from '../../../shared/forms/pack-handbook.ts'
import { textCell } from '../excel/writer/cell-xml.ts'
import { writePackage } from '../excel/writer/package-writer.ts'
import { linesOf } from '../excel/writer/page-plan.ts'
import { sheetRow } from '../excel/writer/sheet-row.ts'
import { StyleSheet } from '../excel/writer/styles.ts'
import * as parts from '../excel/writer/workbook-parts.ts'
import { sheetName } from '../excel/writer/xml-text.ts'

/** Characters across a sheet of A4 on its side. */
const sheetWidth = 130
/** Items of a list stand in this many columns. */
const listColumns = 4

interface Line {
  readonly cells: readonly string[]
  readonly look: 'title' | 'note' | 'head' | 'body'
}

const linesIn = ({ title, parts: all }: HandbookChapter): Line[] => [
  { cells: [title], look: 'title' },
  ...all.flatMap((part): Line[] => {
    const above: Line[] = [
      ...(part.title === undefined ? [] : [{ cells: [part.title], look: 'title' } as const]),
      ...part.notes.map((note) => ({ cells: [note], look: 'note' }) as const),
    ]
    const end: Line = { cells: [], look: 'note' }
    if (part.kind === 'table') {
      return [...above, { cells: part.head, look: 'head' }, ...part.rows.map((cells) => ({ cells, look: 'body' }) as const), end]
    }
    const rows = Math.ceil(part.items.length / listColumns)
    const items = Array.from({ length: rows }, (_, row) => part.items.slice(row * listColumns, (row + 1) * listColumns))
    return [...above, ...items.map((cells) => ({ cells, look: 'body' }) as const), end]
  }),
]

const widthsOf = ({ parts: all }: HandbookChapter): number[] => {
  const first = all.find((part) => part.kind === 'table')
  if (first === undefined) return Array.from({ length: listColumns }, () => sheetWidth / listColumns)
  // The widest table of the chapter says how wide the columns are.
  const widest = all
    .flatMap((part) => (part.kind === 'table' ? [part.widths] : []))
    .reduce((a, b) => (b.length > a.length ? b : a), first.widths)
  const whole = widest.reduce((sum, width) => sum + width, 0)
  return widest.map((width) => Math.max(5, Math.round((width / whole) * sheetWidth)))
}

/** The same handbook always gives the same bytes. */
export async function handbookWorkbook(handbook: Handbook): Promise<Uint8Array> {
  const styles = new StyleSheet()
  const looks = {
    title: styles.indexOf({ font: 'header', align: 'left', bordered: false }),
    note: 0,
    head: styles.indexOf({ font: 'header', align: 'center', bordered: true, shaded: true }),
    body: styles.indexOf({ font: 'body', align: 'left', bordered: true, asText: true }),
  }
  const names: string[] = []
  for (const { name } of handbook.chapters) {
    const wanted = sheetName(name)
    names.push(names.includes(wanted) ? sheetName(`${wanted.slice(0, 28)}${names.length}`) : wanted)
  }
  const sheets = names.map((name) => ({ name, hidden: false }))
  function* sheet(chapter: HandbookChapter): Generator<string> {
    const widths = widthsOf(chapter)
    const columns = widths.map((width, index) => `<col min="${index + 1}" max="${index + 1}" width="${width}" customWidth="1"/>`).join('')
    yield `${parts.worksheetOpen}<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><cols>${columns}</cols><sheetData>`
    const lines = linesIn(chapter)
    const last = columnLetters(widths.length - 1)
    // A heading runs over the whole width instead of being broken within the first column.
    const merges = lines.flatMap(({ look }, at) => (look === 'title' ? [`<mergeCell ref="A${at + 1}:${last}${at + 1}"/>`] : []))
    for (const [at, { cells, look }] of lines.entries()) {
      const style = looks[look]
      const height = look === 'body' ? Math.max(1, ...cells.map((text, column) => linesOf(text, widths[column] ?? sheetWidth))) : 1
      yield sheetRow(at, cells.map((text, column) => textCell(at, column, style, text)).join(''), height)
    }
    yield `</sheetData><mergeCells count="${merges.length}">${merges.join('')}</mergeCells><pageMargins left="0.4" right="0.4" top="0.5" bottom="0.5" header="0.3" footer="0.3"/><pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/></worksheet>`
  }
  return writePackage(
    [
      { name: '[Content_Types].xml', text: [parts.contentTypes(sheets)] },
      { name: '_rels/.rels', text: [parts.packageRelationships] },
      { name: 'docProps/core.xml', text: [parts.coreProperties(handbook.title)] },
      { name: 'xl/workbook.xml', text: [parts.workbook(sheets)] },
      { name: 'xl/_rels/workbook.xml.rels', text: [parts.workbookRelationships(sheets)] },
      ...handbook.chapters.map((chapter, index) => ({ name: `xl/worksheets/sheet${index + 1}.xml`, text: sheet(chapter) })),
      { name: 'xl/styles.xml', text: [styles.toXml()] },
    ],
    true,
  )
}
