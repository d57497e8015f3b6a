import { rawZip } from './hostile-zip.ts'

const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const packaged = 'http://schemas.openxmlformats.org/package/2006/relationships'
const content = 'application/vnd.openxmlformats-officedocument.spreadsheetml'

export interface SmallWorkbook {
  /** What stands inside `worksheet`, for each sheet; the sheets are named S1, S2, … */
  readonly sheets: readonly string[]
  /** What stands inside `sst`, with its counts; no part at all when left out. */
  readonly strings?: { readonly attributes: string; readonly items: string }
  /** What stands inside `styleSheet`. */
  readonly styles?: string
  /** Behind `sheets` in the workbook. */
  readonly workbook?: string
  readonly workbookPr?: string
  /** Relationships of the first sheet: id, type, target. */
  readonly sheetLinks?: readonly (readonly [id: string, type: string, target: string])[]
  /** Further parts by name. */
  readonly parts?: Readonly<Record<string, string>>
  /** Prefix of all elements of sheets and strings, without the colon. */
  readonly prefix?: string
  readonly workbookType?: string
  /** Further relationships of the package and of the workbook. */
  readonly rootLinks?: string
  readonly workbookLinks?: string
}

export const part = {
  sheet: (number: number) => `xl/worksheets/sheet${number}.xml`,
  strings: 'xl/sharedStrings.xml',
  styles: 'xl/styles.xml',
  workbook: 'xl/workbook.xml',
} as const

/** A package of just these parts, for tests that look at single bytes. */
export function smallWorkbook(book: SmallWorkbook): Uint8Array {
  const p = book.prefix === undefined ? '' : `${book.prefix}:`
  const namespace = `xmlns${book.prefix === undefined ? '' : `:${book.prefix}`}="${main}" xmlns:r="${office}"`
  const link = (id: string, type: string, target: string) => `<Relationship Id="${id}" Type="${office}/${type}" Target="${target}"/>`
  const override = (name: string, type: string) => `<Override PartName="/${name}" ContentType="${type}"/>`
  const parts: Record<string, string> = {
    '[Content_Types].xml':
      '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/>' +
      `${override(part.workbook, book.workbookType ?? `${content}.sheet.main+xml`)}${book.sheets.map((_, index) => override(part.sheet(index + 1), `${content}.worksheet+xml`)).join('')}` +
      `${book.parts?.['xl/calcChain.xml'] === undefined ? '' : override('xl/calcChain.xml', `${content}.calcChain+xml`)}</Types>`,
    '_rels/.rels': `<Relationships xmlns="${packaged}">${link('r', 'officeDocument', 'xl/workbook.xml')}${book.rootLinks ?? ''}</Relationships>`,
    [part.workbook]:
      `<workbook xmlns="${main}" xmlns:r="${office}"><workbookPr${book.workbookPr ?? ''}/><sheets>` +
      `${book.sheets.map((_, index) => `<sheet name="S${index + 1}" sheetId="${index + 1}" r:id="s${index + 1}"/>`).join('')}</sheets>${book.workbook ?? ''}</workbook>`,
    'xl/_rels/workbook.xml.rels':
      `<Relationships xmlns="${packaged}">${book.sheets.map((_, index) => link(`s${index + 1}`, 'worksheet', `worksheets/sheet${index + 1}.xml`)).join('')}` +
      `${book.strings === undefined ? '' : link('st', 'sharedStrings', 'sharedStrings.xml')}${book.styles === undefined ? '' : link('sy', 'styles', 'styles.xml')}` +
      `${book.parts?.['xl/calcChain.xml'] === undefined ? '' : link('cc', 'calcChain', 'calcChain.xml')}${book.workbookLinks ?? ''}</Relationships>`,
    ...Object.fromEntries(
      book.sheets.map((inside, index) => [part.sheet(index + 1), `<${p}worksheet ${namespace}>${inside}</${p}worksheet>`]),
    ),
    ...(book.strings === undefined
      ? {}
      : { [part.strings]: `<${p}sst ${namespace}${book.strings.attributes}>${book.strings.items}</${p}sst>` }),
    ...(book.styles === undefined ? {} : { [part.styles]: `<styleSheet xmlns="${main}">${book.styles}</styleSheet>` }),
    ...(book.sheetLinks === undefined
      ? {}
      : {
          'xl/worksheets/_rels/sheet1.xml.rels': `<Relationships xmlns="${packaged}">${book.sheetLinks.map((each) => link(...each)).join('')}</Relationships>`,
        }),
    ...book.parts,
  }
  return rawZip(Object.entries(parts).map(([name, xml]) => ({ name, bytes: Buffer.from(xml), deflate: true })))
}
