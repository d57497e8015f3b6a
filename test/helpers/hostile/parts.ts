import { type HostileFile, main, many, office, relationship, relationshipsXml, sheetXml, withStyles, workbookOf } from './hostile-file.ts'

const workbook = (inner: string): Uint8Array => workbookOf({ 'xl/workbook.xml': `<workbook ${main}>${inner}</workbook>` })
const one = '<sheets><sheet name="S" r:id="rId1"/></sheets>'
const related = (...inner: readonly string[]): Uint8Array => workbookOf({ 'xl/_rels/workbook.xml.rels': relationshipsXml(...inner) })
const dated = (code: string): Uint8Array =>
  workbookOf({
    'xl/styles.xml': `<styleSheet ${main}><numFmts><numFmt numFmtId="200" formatCode="${code}"/></numFmts><cellXfs><xf numFmtId="200"/></cellXfs></styleSheet>`,
    'xl/worksheets/sheet1.xml': sheetXml('<row r="1"><c r="A1" s="0"><v>43000</v></c></row>'),
  })

export const parts: readonly HostileFile[] = [
  {
    name: 'ten thousand sheets',
    make: () => workbook(`<sheets>${many(10_000, (index) => `<sheet name="S${index}" r:id="rId1"/>`)}</sheets>`),
    outcome: 'WORKBOOK_HOSTILE',
  },
  { name: 'no sheets', make: () => workbook('<sheets/>'), outcome: 'WORKBOOK_UNRECOGNISED' },
  {
    name: 'a sheet with a name of 1 MB',
    make: () => workbook(`<sheets><sheet name="${'名'.repeat(300_000)}" r:id="rId1"/></sheets>`),
    outcome: 'WORKBOOK_HOSTILE',
  },
  ...['__proto__', 'constructor', 'toString', '', '../../x', "'; DROP TABLE reports;--", '=1+1', '\u202egnp.exe'].map((name) => ({
    isVariant: true as const,
    name: `a sheet named "${name}"`,
    make: () => workbook(`<sheets><sheet name="${name}" r:id="rId1"/></sheets>`),
    outcome: 'read',
  })),
  {
    name: 'two hundred sheets of one name',
    make: () => workbook(`<sheets>${'<sheet name="S" r:id="rId1"/>'.repeat(200)}</sheets>`),
    outcome: 'read',
  },
  {
    name: 'three hundred thousand names',
    make: () =>
      workbook(
        `${one}<definedNames>${many(300_000, (index) => `<definedName name="n${index}">S!$A$1:$XFD$1048576</definedName>`)}</definedNames>`,
      ),
    outcome: 'any',
  },
  {
    name: 'names of the prototype',
    make: () =>
      workbook(
        `${one}<definedNames><definedName name="__proto__">1</definedName><definedName name="constructor">cmd|' /C calc'!A0</definedName></definedNames>`,
      ),
    outcome: 'read',
  },
  {
    name: 'a locked structure',
    make: () => workbook(`<workbookProtection workbookPassword="ABCD" lockStructure="1"/>${one}`),
    outcome: 'read',
  },
  { name: 'another root', make: () => workbookOf({ 'xl/workbook.xml': '<html/>' }), outcome: 'WORKBOOK_UNRECOGNISED' },
  { name: 'a workbook that is its own sheet', make: () => related(relationship('rId1', 'worksheet', 'workbook.xml')), outcome: 'any' },
  {
    name: 'a main part that points at itself',
    make: () => workbookOf({ '_rels/.rels': relationshipsXml(relationship('r', 'officeDocument', '_rels/.rels')) }),
    outcome: 'WORKBOOK_UNRECOGNISED',
  },
  {
    name: 'relationships in a circle',
    make: () => workbookOf({ 'xl/worksheets/_rels/sheet1.xml.rels': relationshipsXml(relationship('r', 'worksheet', '../workbook.xml')) }),
    outcome: 'read',
  },
  ...[
    'http://127.0.0.1:9/x.xml',
    'file:///etc/passwd',
    '\\\\127.0.0.1\\share\\x.xml',
    '/etc/passwd',
    '../../../../../../etc/passwd',
  ].flatMap((target) => [
    {
      isVariant: true as const,
      name: `a sheet at ${target}`,
      make: () => related(relationship('rId1', 'worksheet', target)),
      outcome: 'WORKBOOK_UNRECOGNISED',
    },
    {
      name: `an outside sheet at ${target}`,
      make: () => related(relationship('rId1', 'worksheet', target, ' TargetMode="External"')),
      outcome: 'WORKBOOK_UNRECOGNISED',
    },
  ]),
  {
    name: 'an outside workbook behind a link',
    make: () =>
      related(
        relationship('rId1', 'worksheet', 'worksheets/sheet1.xml'),
        relationship('x', 'externalLinkPath', 'file:///\\\\server\\x.xlsx', ' TargetMode="External"'),
      ),
    outcome: 'read',
  },
  {
    name: 'two relationships of one id',
    make: () => related(relationship('rId1', 'worksheet', 'a.xml'), relationship('rId1', 'worksheet', 'worksheets/sheet1.xml')),
    outcome: 'read',
  },
  {
    name: 'ids of the prototype',
    make: () => workbookOf({ 'xl/workbook.xml': `<workbook ${main}><sheets><sheet name="S" r:id="__proto__"/></sheets></workbook>` }),
    outcome: 'WORKBOOK_UNRECOGNISED',
  },
  {
    name: 'half a million relationships',
    make: () => related(many(500_000, (index) => `<Relationship Id="r${index}" Type="a/b" Target="c"/>`)),
    outcome: 'WORKBOOK_HOSTILE',
  },
  {
    name: 'content types that call the sheet a picture',
    make: () =>
      workbookOf({ '[Content_Types].xml': '<Types><Override PartName="/xl/worksheets/sheet1.xml" ContentType="image/png"/></Types>' }),
    outcome: 'read',
  },
  { name: 'no content types', make: () => workbookOf({ '[Content_Types].xml': undefined }), outcome: 'WORKBOOK_UNRECOGNISED' },
  {
    name: 'macros',
    make: () => workbookOf({ 'xl/vbaProject.bin': Buffer.alloc(4096, 0xcc), 'xl/activeX/activeX1.bin': Buffer.alloc(64) }),
    fileName: 'macros.xlsm',
    outcome: 'read',
  },
  {
    name: 'an old macro sheet',
    make: () => related(`<Relationship Id="rId1" Type="${office}/xlMacrosheet" Target="worksheets/sheet1.xml"/>`),
    outcome: 'WORKBOOK_UNRECOGNISED',
  },
  {
    name: 'a binary workbook',
    make: () =>
      workbookOf({
        '_rels/.rels': relationshipsXml(relationship('r', 'officeDocument', 'xl/workbook.bin')),
        'xl/workbook.bin': Buffer.alloc(100),
        'xl/workbook.xml': undefined,
      }),
    fileName: 'a.xlsb',
    outcome: 'WORKBOOK_UNRECOGNISED',
  },
  {
    name: 'a signature',
    make: () => workbookOf({ '_xmlsignatures/sig1.xml': '<Signature/>', '_xmlsignatures/origin.sigs': new Uint8Array() }),
    outcome: 'read',
  },
  {
    name: 'comments of the prototype',
    make: () =>
      workbookOf({
        'xl/comments1.xml': `<comments ${main}><commentList><comment ref="__proto__"><text><t>=1+1</t></text></comment></commentList></comments>`,
      }),
    outcome: 'read',
  },
  {
    name: 'four hundred thousand styles',
    make: () => withStyles(`<cellXfs>${many(400_000, (index) => `<xf numFmtId="${index}"/>`)}</cellXfs>`),
    outcome: 'WORKBOOK_HOSTILE',
  },
  {
    name: 'two hundred thousand number formats',
    make: () => withStyles(`<numFmts>${many(200_000, (index) => `<numFmt numFmtId="${index}" formatCode="0.${index}"/>`)}</numFmts>`),
    outcome: 'WORKBOOK_HOSTILE',
  },
  { name: 'a number format of a million brackets', make: () => dated('['.repeat(1_000_000)), outcome: 'read', isHeavy: true },
  { name: 'a number format of a million quotes', make: () => dated('&quot;'.repeat(300_001)), outcome: 'read' },
  { name: 'a number format of a thousand brackets', make: () => dated('['.repeat(1000)), outcome: 'read' },
  {
    name: 'number formats of the prototype',
    make: () =>
      withStyles(
        '<numFmts><numFmt numFmtId="__proto__" formatCode="constructor"/></numFmts><cellXfs><xf numFmtId="constructor"/></cellXfs>',
      ),
    outcome: 'read',
  },
]
