import {
  type HostileFile,
  main,
  many,
  relationship,
  relationshipsXml,
  sheetXml,
  withSheet,
  withStrings,
  workbookOf,
} from './hostile-file.ts'

const cell = (address: string, value = '1') => `<c r="${address}"><v>${value}</v></c>`
const text = (value: string) => `<c t="inlineStr"><is><t>${value}</t></is></c>`
const laughs = (): string =>
  `<!DOCTYPE lolz [<!ENTITY a0 "ha">${many(9, (index) => `<!ENTITY a${index + 1} "${`&a${index};`.repeat(10)}">`)}]>`
const outside = (address: string): string => `<!DOCTYPE a [<!ENTITY b SYSTEM "${address}">]>`
const sheet = (xml: string | Uint8Array): Uint8Array => workbookOf({ 'xl/worksheets/sheet1.xml': xml })
const utf16 = (xml: string, mark = true): Uint8Array =>
  Buffer.concat([mark ? Buffer.from([0xff, 0xfe]) : Buffer.alloc(0), Buffer.from(xml, 'utf16le')])
/** So many different addresses that they do not pack too well. */
const scattered = (count: number, piece: (row: number) => string): string => many(count, (index) => piece(index + 1))

const markup: readonly HostileFile[] = [
  { name: 'a billion laughs', make: () => sheet(`${laughs()}${sheetXml(`<row>${text('&a9;')}</row>`)}`), outcome: 'WORKBOOK_HOSTILE' },
  ...['file:///etc/passwd', 'http://127.0.0.1:9/x', '\\\\127.0.0.1\\share\\x'].map((address) => ({
    isVariant: true as const,
    name: `an entity at ${address}`,
    make: () => sheet(`${outside(address)}${sheetXml(`<row>${text('&b;')}</row>`)}`),
    outcome: 'WORKBOOK_HOSTILE',
  })),
  {
    name: 'a document type elsewhere',
    make: () => sheet(`<!DOCTYPE worksheet SYSTEM "http://127.0.0.1:9/x.dtd">${sheetXml('')}`),
    outcome: 'WORKBOOK_HOSTILE',
  },
  { name: 'an entity nobody declared', make: () => withSheet(`<row>${text('&b;')}</row>`), outcome: 'WORKBOOK_DAMAGED' },
  { name: 'a laugh in the workbook', make: () => workbookOf({ 'xl/workbook.xml': `${laughs()}<workbook/>` }), outcome: 'WORKBOOK_HOSTILE' },
  { name: 'a laugh in the strings', make: () => workbookOf({ 'xl/sharedStrings.xml': `${laughs()}<sst/>` }), outcome: 'WORKBOOK_HOSTILE' },
  {
    name: 'a laugh in the relationships',
    make: () => workbookOf({ '_rels/.rels': `${laughs()}<Relationships/>` }),
    outcome: 'WORKBOOK_HOSTILE',
  },
  {
    name: 'ten million levels',
    make: () => withSheet(`${'<a>'.repeat(10_000_000)}${'</a>'.repeat(10_000_000)}`),
    outcome: 'WORKBOOK_HOSTILE',
    isHeavy: true,
  },
  {
    name: 'a hundred levels in a cell',
    make: () => withSheet(`<row><c>${'<v>'.repeat(100)}${'</v>'.repeat(100)}</c></row>`),
    outcome: 'WORKBOOK_HOSTILE',
  },
  {
    name: 'an element with three million attributes',
    make: () => withSheet(`<row ${many(3_000_000, (index) => `a${index}="" `)}/>`),
    outcome: 'WORKBOOK_HOSTILE',
    isHeavy: true,
  },
  {
    name: 'ten thousand elements with a thousand attributes',
    make: () => withSheet(`<row ${many(1000, (index) => `a${index}="" `)}/>`.repeat(10_000)),
    outcome: 'WORKBOOK_HOSTILE',
  },
  { name: 'an attribute of 40 MB', make: () => withSheet(`<row r="${'1'.repeat(40 << 20)}"/>`), outcome: 'WORKBOOK_HOSTILE' },
  { name: 'a comment of 40 MB', make: () => withSheet(`<!--${'-x'.repeat(20 << 20)}-->`), outcome: 'WORKBOOK_HOSTILE' },
  { name: 'an instruction of 40 MB', make: () => withSheet(`<?a ${'x'.repeat(40 << 20)}?>`), outcome: 'WORKBOOK_HOSTILE' },
  {
    name: 'a section of 40 MB',
    make: () => withSheet(`<row><c><v><![CDATA[${'x'.repeat(40 << 20)}]]></v></c></row>`),
    outcome: 'WORKBOOK_HOSTILE',
  },
  { name: 'a name of 40 MB', make: () => withSheet(`<${'x'.repeat(40 << 20)}/>`), outcome: 'WORKBOOK_HOSTILE' },
  { name: 'a million comments', make: () => withSheet('<!---->'.repeat(1_000_000)), outcome: 'any' },
  {
    name: 'prefixes of the prototype',
    make: () => withSheet('<row __proto__="1" constructor="2" hasOwnProperty="3"><c __proto__="4" r="A1"><v>1</v></c></row>'),
    outcome: 'read',
  },
  { name: 'an attribute twice', make: () => withSheet('<row r="1" r="2"/>'), outcome: 'any' },
  { name: 'not closed', make: () => sheet(`<worksheet ${main}><sheetData><row>`), outcome: 'WORKBOOK_DAMAGED' },
  { name: 'closed in the wrong order', make: () => withSheet('<row><c></row></c>'), outcome: 'WORKBOOK_DAMAGED' },
  { name: 'two roots', make: () => sheet(`${sheetXml('')}${sheetXml('')}`), outcome: 'WORKBOOK_DAMAGED' },
  { name: 'nothing at all', make: () => sheet(''), outcome: 'WORKBOOK_DAMAGED' },
  { name: 'control characters', make: () => withSheet(`<row>${text('\u0001\u0008\u000b')}</row>`), outcome: 'WORKBOOK_DAMAGED' },
  {
    name: 'a reference to a character that is none',
    make: () => withSheet(`<row>${text('&#0;&#xFFFFFFFFFF;&#xD800;')}</row>`),
    outcome: 'WORKBOOK_DAMAGED',
  },
  { name: 'characters by escapes', make: () => withSheet(`<row>${text('_x0000__xD800__xFFFF__x0008_')}</row>`), outcome: 'read' },
]

const encodings: readonly HostileFile[] = [
  { name: 'UTF-7', make: () => sheet(`<?xml version="1.0" encoding="utf-7"?>${sheetXml('+ADw-row+AD4-')}`), outcome: 'WORKBOOK_DAMAGED' },
  {
    name: 'an encoding nobody knows',
    make: () => sheet(`<?xml version="1.0" encoding="x-evil"?>${sheetXml('')}`),
    outcome: 'WORKBOOK_DAMAGED',
  },
  { name: 'EBCDIC', make: () => sheet(`<?xml version="1.0" encoding="ibm037"?>${sheetXml('')}`), outcome: 'WORKBOOK_DAMAGED' },
  {
    name: 'an encoding that is not true',
    make: () => sheet(`<?xml version="1.0" encoding="gb18030"?>${sheetXml(`<row>${text('字字字')}</row>`)}`),
    outcome: 'any',
  },
  { name: 'UTF-16 without a mark', make: () => sheet(utf16(sheetXml(`<row>${text('字')}</row>`), false)), outcome: 'read' },
  { name: 'UTF-16 cut in a character', make: () => sheet(utf16(sheetXml('')).subarray(0, -1)), outcome: 'any' },
  {
    name: 'UTF-16 with halves of characters',
    make: () => sheet(utf16(sheetXml(`<row>${text('\ud800\ud800\udc00\udc00')}</row>`))),
    outcome: 'any',
  },
  { name: 'blanks in UTF-16', make: () => sheet(utf16(sheetXml(' '.repeat(40 << 20)))), outcome: 'WORKBOOK_HOSTILE' },
  {
    name: 'bytes that are no UTF-8',
    make: () =>
      sheet(
        Buffer.concat([
          Buffer.from(`<worksheet ${main}><sheetData><row><c t="str"><v>`),
          Buffer.alloc(1000, 0xc0),
          Buffer.from('</v></c></row></sheetData></worksheet>'),
        ]),
      ),
    outcome: 'read',
  },
  { name: 'three marks', make: () => sheet(Buffer.concat([Buffer.from('\ufeff\ufeff\ufeff'), Buffer.from(sheetXml(''))])), outcome: 'any' },
]

const places: readonly HostileFile[] = [
  {
    name: 'a dimension of 17 billion cells',
    make: () => withSheet(`<row r="1">${cell('A1')}</row>`, '', '<dimension ref="A1:XFD1048576"/>'),
    outcome: 'read',
  },
  { name: 'one cell in the far corner', make: () => withSheet(`<row r="1048576">${cell('XFD1048576')}</row>`), outcome: 'read' },
  ...[
    'A0',
    'A-1',
    'A1048577',
    'XFE1',
    'ZZZZ1',
    '1A',
    'A',
    'A1.5',
    'A1e3',
    '$A$1',
    'A99999999999999999999',
    '甲1',
    'a1',
    '',
    ' A1',
    '__proto__1',
  ].map((address) => ({
    isVariant: true as const,
    name: `a cell at "${address}"`,
    make: () => withSheet(`<row r="1">${cell(address)}</row>`),
    outcome: 'any',
  })),
  ...['0', '-1', '1.5', 'NaN', '1e9', '1048577', 'constructor', ''].map((row) => ({
    isVariant: true as const,
    name: `a row "${row}"`,
    make: () => withSheet(`<row r="${row}"><c><v>1</v></c></row>`),
    outcome: row === '' ? 'any' : 'WORKBOOK_HOSTILE',
  })),
  {
    name: 'two thousand rows with a cell in the last column',
    make: () => withSheet(scattered(2000, (row) => `<row r="${row}">${cell(`XFD${row}`)}</row>`)),
    outcome: 'WORKBOOK_HOSTILE',
  },
  {
    name: 'two hundred thousand rows with a cell in column 300',
    make: () => withSheet(scattered(200_000, (row) => `<row r="${row}">${cell(`KN${row}`, `${row * 7919}`)}</row>`)),
    outcome: 'WORKBOOK_HOSTILE',
    isHeavy: true,
  },
  {
    name: 'the same row a million times',
    make: () => withSheet('<row r="1"><c r="A1"><v>1</v></c></row>'.repeat(1_000_000)),
    outcome: 'WORKBOOK_HOSTILE',
  },
  {
    name: 'rows backwards',
    make: () => withSheet(many(20_000, (index) => `<row r="${20_000 - index}">${cell(`A${20_000 - index}`)}</row>`)),
    outcome: 'read',
  },
  {
    name: 'a row that is left and entered again by every cell',
    make: () => withSheet(`<row r="1">${many(50_000, (index) => cell(`A${(index % 2) + 1}`))}</row>`),
    outcome: 'read',
  },
  {
    name: 'sixteen thousand columns in forty rows',
    make: () => withSheet(many(40, () => `<row>${'<c><v>1</v></c>'.repeat(16_384)}</row>`)),
    outcome: 'read',
  },
  {
    name: 'a row of twenty thousand cells',
    make: () => withSheet(`<row>${'<c><v>1</v></c>'.repeat(20_000)}</row>`),
    outcome: 'WORKBOOK_HOSTILE',
  },
  { name: 'cells in cells', make: () => withSheet(`<row><c r="A1">${cell('B1').repeat(1000)}</c></row>`), outcome: 'read' },
  {
    name: 'a sheet in a sheet',
    make: () => withSheet('<sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData>'.repeat(1000)),
    outcome: 'any',
  },
]

const extras: readonly HostileFile[] = [
  {
    name: 'a million merges over everything',
    make: () => withSheet('', `<mergeCells>${'<mergeCell ref="A1:XFD1048576"/>'.repeat(400_000)}</mergeCells>`),
    outcome: 'WORKBOOK_HOSTILE',
  },
  {
    name: 'ninety thousand merges over two thousand rows',
    make: () => withSheet('', `<mergeCells>${many(90_000, (index) => `<mergeCell ref="A${index + 1}:B${index + 1900}"/>`)}</mergeCells>`),
    outcome: 'WORKBOOK_HOSTILE',
  },
  ...['A:B', '1:2', 'A1:', ':', 'A1:B2:C3', '#REF!', 'A1:XFE1'].map((reference) => ({
    isVariant: true as const,
    name: `a merge of "${reference}"`,
    make: () => withSheet('', `<mergeCells><mergeCell ref="${reference}"/></mergeCells>`),
    outcome: 'any',
  })),
  {
    name: 'three hundred thousand stretches of hidden columns',
    make: () => withSheet('', '', `<cols>${'<col min="1" max="16384" hidden="1"/>'.repeat(300_000)}</cols>`),
    outcome: 'read',
  },
  ...['-1e9', 'NaN', 'Infinity', '1.5'].map((first) => ({
    isVariant: true as const,
    name: `hidden columns from ${first}`,
    make: () => withSheet('', '', `<cols><col min="${first}" max="1e99" hidden="1"/></cols>`),
    outcome: 'read',
  })),
  {
    name: 'half a million validations',
    make: () =>
      withSheet(
        '',
        `<dataValidations>${'<dataValidation type="list" sqref="A1:XFD1048576"><formula1>A1</formula1></dataValidation>'.repeat(300_000)}</dataValidations>`,
      ),
    outcome: 'WORKBOOK_HOSTILE',
  },
  {
    name: 'half a million conditional formats',
    make: () =>
      withSheet(
        '',
        '<conditionalFormatting sqref="A1:XFD1048576"><cfRule type="expression"><formula>1</formula></cfRule></conditionalFormatting>'.repeat(
          300_000,
        ),
      ),
    outcome: 'WORKBOOK_HOSTILE',
  },
  {
    name: 'half a million links over everything',
    make: () => withSheet('', `<hyperlinks>${many(450_000, (index) => `<hyperlink ref="A1:XFD1048576" r:id="r${index}"/>`)}</hyperlinks>`),
    outcome: 'WORKBOOK_HOSTILE',
  },
  {
    name: 'shared formulas over everything',
    make: () => withSheet('<row r="1"><c r="A1"><f t="shared" si="0" ref="A1:XFD1048576">A1+1</f><v>1</v></c></row>'),
    outcome: 'read',
  },
  {
    name: 'a formula of 1 MB',
    make: () => withSheet(`<row r="1"><c r="A1"><f>${'('.repeat(1 << 20)}</f><v>1</v></c></row>`),
    outcome: 'read',
  },
  {
    name: 'a number of 100,000 digits',
    make: () => withSheet(`<row r="1"><c r="A1"><v>${'9'.repeat(100_000)}</v></c></row>`),
    outcome: 'any',
  },
  ...['1e308', '-1e308', '1e-308', '1e309', 'NaN', 'Infinity', '0x10', '1_000', '٣', '--1', '２'].map((value) => ({
    isVariant: true as const,
    name: `a number "${value}"`,
    make: () => withSheet(`<row r="1">${cell('A1', value)}</row>`),
    outcome: 'read',
  })),
  ...['s', 'b', 'e', 'd', 'str', 'inlineStr', '__proto__', 'x'].map((type) => ({
    isVariant: true as const,
    name: `an odd value of type "${type}"`,
    make: () =>
      withSheet(`<row r="1"><c r="A1" t="${type}" s="-1"><v>constructor</v></c><c r="B1" t="${type}" s="1e9"><v>-1</v></c></row>`),
    outcome: 'read',
  })),
]

const strings: readonly HostileFile[] = [
  { name: 'a string of 1 MB', make: () => withSheet(`<row>${text('x'.repeat(1 << 20))}</row>`), outcome: 'WORKBOOK_HOSTILE' },
  {
    name: 'a string of 40 MB',
    make: () => withSheet(`<row>${text('字'.repeat(14 << 20))}</row>`),
    outcome: 'WORKBOOK_HOSTILE',
  },
  {
    name: 'a string of a million runs',
    make: () => withStrings(`<si>${'<r><rPr><b/></rPr><t>字</t></r>'.repeat(1_000_000)}</si>`),
    outcome: 'WORKBOOK_HOSTILE',
  },
  { name: 'a string of empty runs', make: () => withStrings(`<si>${'<r><t/></r>'.repeat(200_000)}</si>`), outcome: 'read' },
  {
    name: 'a string of readings',
    make: () => withStrings(`<si><t>a</t>${'<rPh sb="0" eb="1"><t>b</t></rPh>'.repeat(100_000)}</si>`),
    outcome: 'read',
  },
  {
    name: 'six million strings',
    make: () => withStrings(many(6_000_000, (index) => `<si><t>${index}</t></si>`)),
    outcome: 'WORKBOOK_HOSTILE',
    isHeavy: true,
  },
  {
    name: 'a count of strings that lies',
    make: () => workbookOf({ 'xl/sharedStrings.xml': `<sst ${main} count="4294967295" uniqueCount="4294967295"><si><t>a</t></si></sst>` }),
    outcome: 'read',
  },
  {
    name: 'one long string in ten thousand cells',
    make: () =>
      withStrings(
        `<si><t>${'字'.repeat(30_000)}</t></si>`,
        many(100, (row) => `<row r="${row + 1}">${'<c t="s"><v>0</v></c>'.repeat(100)}</row>`),
      ),
    outcome: 'WORKBOOK_HOSTILE',
  },
  {
    name: 'strings that are not there',
    make: () =>
      withStrings(
        '<si><t>a</t></si>',
        '<row><c t="s"><v>99999999</v></c><c t="s"><v>-1</v></c><c t="s"><v>constructor</v></c><c t="s"><v>0.5</v></c></row>',
      ),
    outcome: 'read',
  },
  { name: 'strings of half characters', make: () => withStrings(`<si><t>_xD83D_</t></si>`), outcome: 'read' },
  {
    name: 'keys of the prototype as strings',
    make: () =>
      withStrings(
        many(3, (index) => `<si><t>${['__proto__', 'constructor', 'toString'][index]}</t></si>`),
        `<row r="1">${many(3, (index) => `<c t="s"><v>${index}</v></c>`)}</row>`,
      ),
    outcome: 'read',
  },
  {
    name: 'strings in the place of the sheet',
    make: () =>
      workbookOf({
        'xl/_rels/workbook.xml.rels': relationshipsXml(
          relationship('rId1', 'worksheet', 'sharedStrings.xml'),
          relationship('rId2', 'sharedStrings', 'worksheets/sheet1.xml'),
        ),
        'xl/sharedStrings.xml': `<sst ${main}><si><t>a</t></si></sst>`,
      }),
    outcome: 'any',
  },
]

export const sheets: readonly HostileFile[] = [...markup, ...encodings, ...places, ...extras, ...strings]
