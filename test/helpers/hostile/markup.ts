import { rawZip } from '../hostile-zip.ts'
import { type HostileFile, many } from './hostile-file.ts'

const page = (inner: string): Uint8Array => Buffer.from(`<html><meta charset="utf-8"><body>${inner}</body></html>`)
const table = (inner: string): Uint8Array => page(`<table>${inner}</table>`)
const row = '<tr><td>1</td><td>2</td></tr>'

export const pages: readonly HostileFile[] = [
  { name: 'a cell over everything', make: () => table('<tr><td rowspan=1048576 colspan=16384>1</td></tr>'), outcome: 'WORKBOOK_HOSTILE' },
  { name: 'a span of many digits', make: () => table(`<tr><td rowspan="${'9'.repeat(100_000)}">1</td></tr>`), outcome: 'any' },
  { name: 'a span behind a million blanks', make: () => table(`<tr><td rowspan=${' '.repeat(1_000_000)}>1</td></tr>`), outcome: 'any' },
  { name: 'a span below nothing', make: () => table('<tr><td rowspan="-5" colspan="-7">1</td><td>2</td></tr>'), outcome: 'any' },
  {
    name: 'thirty thousand spans',
    make: () => table(many(30_000, () => '<tr><td rowspan=1000>1</td></tr>')),
    outcome: 'WORKBOOK_HOSTILE',
    isHeavy: true,
  },
  { name: 'ten thousand tables', make: () => page('<table><tr><td>1</td></tr></table>'.repeat(10_000)), outcome: 'WORKBOOK_HOSTILE' },
  { name: 'tables a hundred thousand deep', make: () => page(`${'<table><tr><td>'.repeat(100_000)}1`), outcome: 'WORKBOOK_HOSTILE' },
  {
    name: 'two hundred tables in each other',
    make: () => page(`${'<table><tr><td>'.repeat(200)}1${'</td></tr></table>'.repeat(200)}`),
    outcome: 'any',
  },
  { name: 'a table that is not closed', make: () => page(`<table>${row.repeat(1000)}`), outcome: 'any' },
  { name: 'half a million open cells', make: () => table('<td>'.repeat(500_000)), outcome: 'any' },
  { name: 'half a million open brackets', make: () => table(`<tr><td>${'<'.repeat(500_000)}</td></tr>`), outcome: 'any' },
  { name: 'half a million open comments', make: () => table(`<tr><td>${'<!--'.repeat(500_000)}</td></tr>`), outcome: 'any' },
  { name: 'half a million entities', make: () => table(`<tr><td>${'&amp;'.repeat(300_000)}</td></tr>`), outcome: 'WORKBOOK_HOSTILE' },
  {
    name: 'scripts, frames and refreshes',
    make: () =>
      page(
        `<meta http-equiv=refresh content="0;url=http://127.0.0.1:9/"><script>document.write('x')</script><iframe src="file:///etc/passwd"></iframe><img src=http://127.0.0.1:9/x onerror=alert(1)><table>${row}<tr><td><script>alert(1)</script></td></tr></table>`,
      ),
    outcome: 'read',
  },
  {
    name: 'attributes of the prototype',
    make: () => table('<tr><td __proto__=1 constructor=2 t="__proto__" data-t="constructor">1</td></tr>'),
    outcome: 'read',
  },
  { name: 'a million rows', make: () => table('<tr><td>1</td></tr>'.repeat(700_000)), outcome: 'any' },
  { name: 'a page of 17 MB', make: () => Buffer.alloc(17 << 20, '<table><tr><td>1</td></tr></table>\n'), outcome: 'FILE_TOO_LARGE' },
  { name: 'no table', make: () => page('<p>1</p>'), outcome: 'any' },
  {
    name: 'a charset nobody knows',
    make: () => Buffer.from('<html><meta charset="x-evil"><table><tr><td>1</td></tr></table>'),
    outcome: 'read',
  },
  {
    name: 'a charset that hides tags',
    make: () => Buffer.from('<html><meta charset="utf-7"><table><tr><td>+ADw-script+AD4-</td></tr></table>'),
    outcome: 'any',
  },
  {
    name: 'stored numbers in a million attributes',
    make: () => table(`<tr><td ${'x:num="'.repeat(300_000)}>1</td></tr>`),
    outcome: 'any',
  },
  {
    name: 'a stored number behind a million blanks',
    make: () => table(`<tr><td x:num${' '.repeat(1_000_000)}=1>1</td></tr>`),
    outcome: 'read',
  },
  { name: 'three hundred thousand stored numbers', make: () => table('<tr><td x:num="1.5">2</td></tr>'.repeat(300_000)), outcome: 'any' },
  {
    name: 'styles without an end',
    make: () => page(`<style>${'.a{mso-number-format:'.repeat(100_000)}</style><table><tr><td class=a x:num="1">1</td></tr></table>`),
    outcome: 'read',
  },
  {
    name: 'a 2003 fragment in a page',
    make: () =>
      Buffer.from(
        '<html xmlns:x="urn:schemas-microsoft-com:office:excel"><table><tr><td x:fmla="=cmd|\' /C calc\'!A0">1</td></tr></table></html>',
      ),
    outcome: 'read',
  },
].map((file) => ({ fileName: 'page.xls', ...file }) as HostileFile) // literals above carry all fields

const space = 'urn:schemas-microsoft-com:office:spreadsheet'
const oldXml = (inner: string, before = ''): Uint8Array =>
  Buffer.from(`<?xml version="1.0"?>${before}<Workbook xmlns="${space}" xmlns:ss="${space}">${inner}</Workbook>`)
const oldSheet = (inner: string): Uint8Array => oldXml(`<Worksheet ss:Name="S"><Table>${inner}</Table></Worksheet>`)
const oldCell = (attributes: string, value = '1'): string => `<Row><Cell ${attributes}><Data ss:Type="Number">${value}</Data></Cell></Row>`

export const oldXmls: readonly HostileFile[] = [
  { name: 'an entity', make: () => oldXml('', '<!DOCTYPE a [<!ENTITY b "c">]>'), outcome: 'WORKBOOK_HOSTILE' },
  { name: 'an outside entity', make: () => oldXml('', '<!DOCTYPE a SYSTEM "http://127.0.0.1:9/a">'), outcome: 'WORKBOOK_HOSTILE' },
  { name: 'a far column', make: () => oldSheet(oldCell('ss:Index="99999999"')), outcome: 'WORKBOOK_HOSTILE' },
  {
    name: 'a far row',
    make: () => oldSheet('<Row ss:Index="99999999"><Cell><Data ss:Type="Number">1</Data></Cell></Row>'),
    outcome: 'WORKBOOK_HOSTILE',
  },
  {
    name: 'a merge over everything',
    make: () => oldSheet(oldCell('ss:MergeAcross="16383" ss:MergeDown="1048575"')),
    outcome: 'WORKBOOK_HOSTILE',
  },
  { name: 'a merge below nothing', make: () => oldSheet(oldCell('ss:MergeAcross="-1"')), outcome: 'WORKBOOK_HOSTILE' },
  {
    name: 'columns that span a billion',
    make: () => oldSheet(`<Column ss:Span="1000000000"/>${oldCell('')}`),
    outcome: 'WORKBOOK_HOSTILE',
  },
  {
    name: 'a thousand columns that span sixteen thousand',
    make: () => oldSheet(`${'<Column ss:Span="16000"/>'.repeat(1000)}${oldCell('')}`),
    outcome: 'WORKBOOK_HOSTILE',
    isHeavy: true,
  },
  { name: 'a hundred thousand levels', make: () => oldSheet(`${'<Row>'.repeat(100_000)}`), outcome: 'WORKBOOK_HOSTILE' },
  { name: 'a million cells in one row', make: () => oldSheet(`<Row>${'<Cell/>'.repeat(1_000_000)}</Row>`), outcome: 'any' },
  {
    name: 'ten thousand sheets',
    make: () => oldXml(many(10_000, (index) => `<Worksheet ss:Name="S${index}"><Table/></Worksheet>`)),
    outcome: 'WORKBOOK_HOSTILE',
  },
  {
    name: 'sheets of the prototype',
    make: () =>
      oldXml('<Worksheet ss:Name="__proto__"><Table><Row><Cell><Data ss:Type="String">constructor</Data></Cell></Row></Table></Worksheet>'),
    outcome: 'any',
  },
  {
    name: 'styles of the prototype',
    make: () =>
      oldXml(
        '<Styles><Style ss:ID="__proto__"><NumberFormat ss:Format="constructor"/></Style></Styles><Worksheet ss:Name="S"><Table><Row><Cell ss:StyleID="__proto__"><Data ss:Type="Number">1</Data></Cell></Row></Table></Worksheet>',
      ),
    outcome: 'any',
  },
  {
    name: 'a hundred thousand styles',
    make: () =>
      oldXml(`<Styles>${many(100_000, (index) => `<Style ss:ID="s${index}"><NumberFormat ss:Format="0.${index}"/></Style>`)}</Styles>`),
    outcome: 'any',
  },
  { name: 'a formula', make: () => oldSheet(oldCell(`ss:Formula="=cmd|' /C calc'!A0"`)), outcome: 'read' },
  { name: 'a type nobody knows', make: () => oldSheet('<Row><Cell><Data ss:Type="__proto__">1</Data></Cell></Row>'), outcome: 'any' },
  {
    name: 'a date that is none',
    make: () => oldSheet('<Row><Cell><Data ss:Type="DateTime">99999-99-99T99:99:99</Data></Cell></Row>'),
    outcome: 'any',
  },
  {
    name: 'an encoding that is not true',
    make: () => Buffer.from(`<?xml version="1.0" encoding="UTF-16"?><Workbook xmlns="${space}"/>`),
    outcome: 'any',
  },
  {
    name: 'not closed',
    make: () => Buffer.from(`<?xml version="1.0"?><Workbook xmlns="${space}"><Worksheet>`),
    outcome: 'WORKBOOK_DAMAGED',
  },
].map((file) => ({ fileName: 'table.xml', ...file }) as HostileFile) // literals above carry all fields

const spaces =
  'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
const kind = 'application/vnd.oasis.opendocument.spreadsheet'
export const openDocument = (content: string, more: Readonly<Record<string, string>> = {}): Uint8Array =>
  rawZip([
    { name: 'mimetype', bytes: Buffer.from(kind) },
    ...Object.entries({
      'content.xml': content,
      'META-INF/manifest.xml': `<manifest xmlns="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>`,
      ...more,
    }).map(([name, xml]) => ({ name, bytes: Buffer.from(xml), deflate: true })),
  ])
const content = (inner: string): string =>
  `<office:document-content ${spaces}><office:body><office:spreadsheet>${inner}</office:spreadsheet></office:body></office:document-content>`
export const openSheet = (inner: string): Uint8Array => openDocument(content(`<table:table table:name="S">${inner}</table:table>`))
const openCell = (columns: number, more = ''): string =>
  `<table:table-cell office:value-type="string" table:number-columns-repeated="${columns}"${more}><text:p>1</text:p></table:table-cell>`
const openRow = (rows: number, inner: string): string => `<table:table-row table:number-rows-repeated="${rows}">${inner}</table:table-row>`

export const openDocuments: readonly HostileFile[] = [
  {
    name: 'a cell repeated over everything',
    make: () => openSheet(openRow(1_048_576, openCell(16_384))),
    outcome: 'WORKBOOK_HOSTILE',
    isHeavy: true,
  },
  {
    name: 'a cell without a type repeated over everything',
    make: () =>
      openSheet(openRow(1_048_576, '<table:table-cell table:number-columns-repeated="16384"><text:p>1</text:p></table:table-cell>')),
    outcome: 'WORKBOOK_HOSTILE',
    isHeavy: true,
  },
  {
    name: 'an empty cell repeated over everything',
    make: () => openSheet(openRow(1_048_576, '<table:table-cell table:number-columns-repeated="16384"/>')),
    outcome: 'any',
  },
  {
    name: 'a thousand rows repeated to the end',
    make: () => openSheet(openRow(1_048_576, '<table:table-cell/>').repeat(1000)),
    outcome: 'WORKBOOK_HOSTILE',
  },
  { name: 'a repetition of a billion', make: () => openSheet(openRow(1, openCell(1_000_000_000))), outcome: 'WORKBOOK_HOSTILE' },
  { name: 'a repetition below nothing', make: () => openSheet(openRow(-1, openCell(1))), outcome: 'WORKBOOK_HOSTILE' },
  {
    name: 'a hundred thousand spans',
    make: () => openSheet(openRow(1, openCell(1, ' table:number-rows-spanned="1000"').repeat(50_000))),
    outcome: 'WORKBOOK_HOSTILE',
  },
  {
    name: 'a billion blanks in a word',
    make: () =>
      openSheet(
        openRow(1, '<table:table-cell office:value-type="string"><text:p>a<text:s text:c="1000000000"/></text:p></table:table-cell>'),
      ),
    outcome: 'WORKBOOK_HOSTILE',
  },
  {
    name: 'a thousand sheets',
    make: () => openDocument(content('<table:table table:name="S"/>'.repeat(1000))),
    outcome: 'WORKBOOK_HOSTILE',
  },
  {
    name: 'sheets of the prototype',
    make: () =>
      openDocument(
        content(
          '<table:table table:name="__proto__"><table:table-row><table:table-cell office:value-type="string"><text:p>constructor</text:p></table:table-cell></table:table-row></table:table>',
        ),
      ),
    outcome: 'any',
  },
  { name: 'a hundred levels', make: () => openSheet('<table:table-row-group>'.repeat(100)), outcome: 'WORKBOOK_HOSTILE' },
  { name: 'a laugh', make: () => openDocument(`<!DOCTYPE a [<!ENTITY b "c">]>${content('')}`), outcome: 'WORKBOOK_HOSTILE' },
  { name: 'blanks that inflate a thousandfold', make: () => openSheet(' '.repeat(60 << 20)), outcome: 'WORKBOOK_HOSTILE' },
  {
    name: 'styles that inflate',
    make: () => openDocument(content(''), { 'styles.xml': `<a>${'<b/>'.repeat(12_000_000)}</a>` }),
    outcome: 'WORKBOOK_HOSTILE',
  },
  {
    name: 'a picture that inflates',
    make: () => openDocument(content('<table:table table:name="S"/>'), { 'Pictures/a.png': ' '.repeat(60 << 20) }),
    outcome: 'any',
  },
  {
    name: 'a formula',
    make: () =>
      openSheet(
        openRow(
          1,
          `<table:table-cell table:formula="of:=DDE(&quot;cmd&quot;;&quot;/C calc&quot;;&quot;a&quot;)" office:value-type="float" office:value="1"><text:p>1</text:p></table:table-cell>`,
        ),
      ),
    outcome: 'read',
  },
  {
    name: 'no content',
    make: () =>
      rawZip([
        { name: 'mimetype', bytes: Buffer.from(kind) },
        { name: 'content.xml', bytes: Buffer.from('') },
      ]),
    outcome: 'WORKBOOK_DAMAGED',
  },
  {
    name: 'a kind that goes on',
    make: () =>
      rawZip([
        { name: 'mimetype', bytes: Buffer.from(kind + ' '.repeat(1 << 20)), deflate: true },
        { name: 'content.xml', bytes: Buffer.from(content('')) },
      ]),
    outcome: 'WORKBOOK_HOSTILE',
  },
].map((file) => ({ fileName: 'table.ods', ...file }) as HostileFile) // literals above carry all fields
