import { rawZip } from './hostile-zip.ts'
import { commentParts, type SheetSpec } from './workbook.ts'

/** Looks a cell of a blank template may have. */
const looks = ['plain', 'boxed', 'text', 'date', 'two', 'share', 'open'] as const
export type Look = (typeof looks)[number]

export interface TemplateCell {
  readonly at: string
  readonly text?: string
  readonly number?: number
  readonly formula?: string
  readonly look?: Look
}
export interface TemplateSheet {
  readonly name: string
  readonly state?: 'hidden'
  readonly cells: readonly TemplateCell[]
  readonly merges?: readonly string[]
  /** Old-style comments by address. */
  readonly comments?: SheetSpec['comments']
  /** XML of what stands before and behind the cells. */
  readonly before?: string
  readonly behind?: string
}

const escaped = (value: string): string => value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
const rowOf = (address: string): number => Number(/\d+$/.exec(address)?.[0])
const columnOf = (address: string): number =>
  [...(/^[A-Z]+/.exec(address)?.[0] ?? '')].reduce((number, letter) => number * 26 + letter.charCodeAt(0) - 64, 0)

const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'

const styles =
  `<styleSheet xmlns="${main}"><numFmts count="1"><numFmt numFmtId="176" formatCode="yyyy/m/d;@"/></numFmts>` +
  '<fonts count="1"><font><sz val="11"/></font></fonts><fills count="1"><fill><patternFill patternType="none"/></fill></fills>' +
  '<borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border>' +
  '<border><left style="thin"/><right style="thin"/><top style="thin"/><bottom style="thin"/><diagonal/></border></borders>' +
  '<cellStyleXfs count="1"><xf numFmtId="0" borderId="1"/></cellStyleXfs>' +
  `<cellXfs count="${looks.length}">${[
    '<xf numFmtId="0" borderId="0"/>',
    '<xf numFmtId="0" borderId="1"/>',
    '<xf numFmtId="49" borderId="1"/>',
    '<xf numFmtId="176" borderId="1"/>',
    '<xf numFmtId="2" borderId="1"/>',
    '<xf numFmtId="10" borderId="1"/>',
    '<xf numFmtId="0" borderId="1" applyProtection="1"><protection locked="0"/></xf>',
  ].join('')}</cellXfs></styleSheet>`

const cellXml = ({ at, text, number, formula, look }: TemplateCell): string => {
  const style = look === undefined ? '' : ` s="${looks.indexOf(look)}"`
  const calculated = formula === undefined ? '' : `<f>${escaped(formula)}</f>`
  if (text !== undefined) return `<c r="${at}"${style} t="inlineStr"><is><t xml:space="preserve">${escaped(text)}</t></is></c>`
  return `<c r="${at}"${style}>${calculated}${number === undefined ? '' : `<v>${number}</v>`}</c>`
}

const sheetXml = ({ cells, merges = [], before = '', behind = '' }: TemplateSheet): string => {
  const rows = Map.groupBy(cells, ({ at }) => rowOf(at))
  const data = [...rows]
    .toSorted(([a], [b]) => a - b)
    .map(
      ([row, own]) =>
        `<row r="${row}">${own
          .toSorted((a, b) => columnOf(a.at) - columnOf(b.at))
          .map(cellXml)
          .join('')}</row>`,
    )
  return (
    `<worksheet xmlns="${main}" xmlns:r="${office}" xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main" ` +
    `xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main">${before}<sheetData>${data.join('')}</sheetData>` +
    `${merges.length === 0 ? '' : `<mergeCells>${merges.map((ref) => `<mergeCell ref="${ref}"/>`).join('')}</mergeCells>`}${behind}</worksheet>`
  )
}

/** A blank form as some office program saves it, written by hand. `names`: defined names and what they stand for. */
export function blankTemplate(sheets: readonly TemplateSheet[], names: Readonly<Record<string, string>> = {}): Uint8Array {
  const relations = 'http://schemas.openxmlformats.org/package/2006/relationships'
  const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml'
  const part = (name: string, kind: string): string => `<Override PartName="/xl/${name}.xml" ContentType="${type}.${kind}+xml"/>`
  const files = [
    {
      name: '[Content_Types].xml',
      xml:
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' +
        `<Default Extension="xml" ContentType="application/xml"/>${part('workbook', 'sheet.main')}${part('styles', 'styles')}` +
        `${sheets.map((_, index) => part(`worksheets/sheet${index + 1}`, 'worksheet')).join('')}</Types>`,
    },
    {
      name: '_rels/.rels',
      xml: `<Relationships xmlns="${relations}"><Relationship Id="r" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    },
    {
      name: 'xl/workbook.xml',
      xml:
        `<workbook xmlns="${main}" xmlns:r="${office}"><sheets>` +
        sheets
          .map(
            ({ name, state }, index) =>
              `<sheet name="${escaped(name)}" sheetId="${index + 1}"${state === undefined ? '' : ` state="${state}"`} r:id="rId${index + 1}"/>`,
          )
          .join('') +
        `</sheets><definedNames>${Object.entries(names)
          .map(([name, formula]) => `<definedName name="${name}">${escaped(formula)}</definedName>`)
          .join('')}</definedNames></workbook>`,
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      xml: `<Relationships xmlns="${relations}">${sheets
        .map((_, index) => `<Relationship Id="rId${index + 1}" Type="${office}/worksheet" Target="worksheets/sheet${index + 1}.xml"/>`)
        .join('')}<Relationship Id="rIdS" Type="${office}/styles" Target="styles.xml"/></Relationships>`,
    },
    { name: 'xl/styles.xml', xml: styles },
    ...sheets.map((sheet, index) => ({ name: `xl/worksheets/sheet${index + 1}.xml`, xml: sheetXml(sheet) })),
    ...sheets.flatMap(({ comments = {} }, index) => commentParts({ comments }, index + 1, main, office)),
  ]
  return rawZip(files.map(({ name, xml }) => ({ name, bytes: Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>${xml}`), deflate: true })))
}
