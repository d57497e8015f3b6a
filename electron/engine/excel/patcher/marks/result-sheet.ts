/** Adds a sheet that lists the marks, each with a link to its cell. It is the last one, so that nothing else moves. */
import { AppError } from '../../../../../shared/model/errors.ts'
import { exportText } from '../../../../../shared/text/export.ts'
import { markText } from '../../../../../shared/text/marks.ts'
import { cellAddress } from '../../calc/grid-area.ts'
import { sheetName, sheetReference, xmlText } from '../../writer/xml-text.ts'
import { appendInside, outlinePart } from '../element-places.ts'
import { addContentType, addRelationship, type Dialect, dialectOf, folderOf, freePart, xmlHead } from '../new-parts.ts'
import type { MarkAccount, ResultLine, ResultSheetOrder } from '../orders.ts'
import type { PackageEditor } from '../package-editor.ts'
import type { WorkbookMap } from '../workbook-map.ts'
import { TextEdits } from '../xml-scan.ts'
import { headFill, plainFill, shade } from './fills.ts'
import type { LookSample } from './mark-colours.ts'
import { widthOf } from './note-text.ts'
import { isTrue } from './sheet-survey.ts'
import type { StyleBook } from './style-book.ts'

const sheetType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml'
/** Characters: place, level, message, advice. */
const widths = [22, 8, 62, 46]
const otherWidth = 30

/** @throws AppError WORKBOOK_DAMAGED */
export async function addResultSheet(
  editor: PackageEditor,
  map: WorkbookMap,
  styles: StyleBook,
  results: ResultSheetOrder,
  samples: readonly LookSample[],
): Promise<Pick<MarkAccount, 'resultSheet' | 'structureLocked'>> {
  const dialect = dialectOf(map)
  const source = await editor.text(map.workbook)
  const outline = outlinePart(source, ['sheets'])
  const sheets = outline.children.find(({ tag }) => tag.name === 'sheets')
  if (sheets === undefined) throw new AppError('WORKBOOK_DAMAGED')
  const present = (outline.inside.get('sheets') ?? []).map(({ tag }) => tag.attributes)
  const name = freeName(
    results.name,
    present.map((sheet) => sheet.name ?? ''),
  )
  const id = 1 + present.reduce((most, sheet) => Math.max(most, Number(sheet.sheetId) || 0), 0)

  const part = freePart(editor, (number) => `${folderOf(map.workbook)}worksheets/sheet${number}.xml`)
  editor.set(part, sheetXml(dialect, styles, results, samples))
  await addContentType(editor, part, sheetType)
  const relationship = await addRelationship(editor, map.workbook, `${dialect.relationships}/worksheet`, part)

  const { prefix, attributes } = outline.root.tag
  const known = Object.keys(attributes).find((key) => key.startsWith('xmlns:') && attributes[key] === dialect.relationships)
  const declared = known === undefined ? ` xmlns:r="${dialect.relationships}"` : ''
  const idName = `${known?.slice('xmlns:'.length) ?? 'r'}:id`
  const edits = new TextEdits()
  appendInside(source, edits, sheets, `<${prefix}sheet${declared} name="${xmlText(name)}" sheetId="${id}" ${idName}="${relationship}"/>`)
  editor.set(map.workbook, edits.apply(source))
  const protection = outline.children.find(({ tag }) => tag.name === 'workbookProtection')
  return { resultSheet: name, structureLocked: isTrue(protection?.tag.attributes.lockStructure) }
}

/** In the place of the one of an earlier round. */
export function replaceResultSheet(
  editor: PackageEditor,
  map: WorkbookMap,
  part: string,
  styles: StyleBook,
  results: ResultSheetOrder,
  samples: readonly LookSample[],
): void {
  editor.set(part, sheetXml(dialectOf(map), styles, results, samples))
}

/** Names of sheets are alike when they differ in case only. */
const freeName = (wanted: string, present: readonly string[]): string => {
  const taken = new Set(present.map((name) => name.toLowerCase()))
  const base = sheetName(wanted)
  if (!taken.has(base.toLowerCase())) return base
  for (let number = 2; ; number++) {
    const name = `${base.slice(0, 26)} ${number}`
    if (!taken.has(name.toLowerCase())) return name
  }
}

const borders = ['left', 'right', 'top', 'bottom'].map((side) => `<${side} style="thin"><color rgb="FFBFBFBF"/></${side}>`).join('')

interface Looks {
  readonly head: number
  readonly text: number
  readonly link: number
  readonly tones: Readonly<Record<ResultLine['tone'], number>>
}

const looksOf = (styles: StyleBook): Looks => {
  const face = `<name val="${exportText.font}"/><charset val="134"/>`
  const body = styles.add('fonts', `<font><sz val="11"/>${face}</font>`)
  const bold = styles.add('fonts', `<font><b/><sz val="11"/>${face}</font>`)
  const blue = styles.add('fonts', `<font><u/><sz val="11"/><color rgb="FF0563C1"/>${face}</font>`)
  const border = styles.add('borders', `<border>${borders}<diagonal/></border>`)
  const style = (font: number, fill: number, align: string): number =>
    styles.addStyle(
      `<xf numFmtId="0" fontId="${font}" fillId="${fill}" borderId="${border}" xfId="0" applyFont="1" applyFill="1" applyBorder="1" ` +
        `applyAlignment="1"><alignment ${align} wrapText="1"/></xf>`,
    )
  const top = 'vertical="top"'
  const centre = 'horizontal="center" vertical="top"'
  const tone = (key: ResultLine['tone']): number => style(body, styles.add('fills', plainFill(shade(key, 0))), centre)
  return {
    head: style(bold, styles.add('fills', headFill), 'horizontal="center" vertical="center"'),
    text: style(body, 0, top),
    link: style(blue, 0, top),
    tones: { error: tone('error'), warning: tone('warning'), notice: tone('notice') },
  }
}

/** Of one cell. */
const mostCharacters = 32_000

const textCell = (row: number, column: number, style: number, text: string): string =>
  `<c r="${cellAddress(row, column)}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${xmlText(text.slice(0, mostCharacters))}</t></is></c>`

/** In the row of the heads, because lines that are done with get deleted; in hidden columns. */
const sampleCells = (samples: readonly LookSample[], firstColumn: number): string =>
  samples
    .flatMap(({ own, marked }) => [[own, markText.sampleOwn] as const, [marked, markText.sampleMarked] as const])
    .map(([style, text], at) => textCell(1, firstColumn + at, style, text))
    .join('')

const sheetXml = (dialect: Dialect, styles: StyleBook, { heads, lines }: ResultSheetOrder, samples: readonly LookSample[]): string => {
  const looks = looksOf(styles)
  const headCells = heads.map((head, at) => textCell(1, at + 1, looks.head, head)).join('')
  const rows = [rowXml(1, headHeight, headCells + sampleCells(samples, heads.length + 1))]
  const links: string[] = []
  for (const [at, { target, place: inWords, tone, texts }] of lines.entries()) {
    const row = at + 2
    const place = target === undefined ? (inWords ?? markText.wholeForm) : `${target.sheet}!${target.cell}`
    if (target !== undefined) {
      const location = xmlText(`${sheetReference(target.sheet)}${target.cell}`)
      links.push(`<hyperlink ref="A${row}" location="${location}" display="${xmlText(place)}"/>`)
    }
    rows.push(
      rowXml(
        row,
        heightOf([place, ...texts]),
        textCell(row, 1, target === undefined ? looks.text : looks.link, place) +
          textCell(row, 2, looks.tones[tone], texts[0] ?? '') +
          texts
            .slice(1)
            .map((text, column) => textCell(row, column + 3, looks.text, text))
            .join(''),
      ),
    )
  }
  const columns = heads.map((_, at) => `<col min="${at + 1}" max="${at + 1}" width="${widths[at] ?? otherWidth}" customWidth="1"/>`)
  if (samples.length > 0)
    columns.push(`<col min="${heads.length + 1}" max="${heads.length + 2 * samples.length}" width="9" hidden="1" customWidth="1"/>`)
  return [
    `${xmlHead}<worksheet xmlns="${dialect.main}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>`,
    '<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>',
    `<cols>${columns.join('')}</cols><sheetData>${rows.join('')}</sheetData>`,
    links.length === 0 ? '' : `<hyperlinks>${links.join('')}</hyperlinks>`,
    '<pageMargins left="0.5" right="0.5" top="0.6" bottom="0.6" header="0.3" footer="0.3"/>',
    '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/></worksheet>',
  ].join('')
}

const headHeight = 22
const lineHeight = 15
const highestRow = 400

/** Points. Programs do not all fit a row to wrapped text when they open a file. */
const heightOf = (texts: readonly string[]): number => {
  const lines = texts.map((text, at) => Math.ceil((widthOf(text) * 2) / ((widths[at] ?? otherWidth) - 1)))
  return Math.min(highestRow, Math.max(1, ...lines) * lineHeight + 3)
}

const rowXml = (row: number, height: number, cells: string): string => `<row r="${row}" ht="${height}" customHeight="1">${cells}</row>`
