import { fork } from 'node:child_process'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as XLSX from 'xlsx'
import { forkParser } from '../../../electron/adapters/parser-fork.ts'
import type { ParserProcess } from '../../../electron/engine/ports.ts'
import { boilers, tableOf } from '../../helpers/boilers.ts'
import { rawZip } from '../../helpers/hostile-zip.ts'
import { formOf, readAs, shippedPack } from '../../helpers/recognition.ts'
import { buildWorkbook } from '../../helpers/workbook.ts'

const pack = shippedPack('liuzhou-2020')
const form = formOf(pack, 'F4')
let parser: ParserProcess
beforeAll(() => {
  parser = forkParser()
})
afterAll(() => parser.close())
// Whatever a group of them did, the next honest file is read.
const honestIsRead = async () => {
  const { rows } = await readAs({ parser, pack, form, period: '2020-05' }, buildWorkbook({ sheets: [{ name: '台账', rows: tableOf() }] }))
  expect(rows).toEqual(boilers)
}

const parse = (bytes: Uint8Array) => parser.parse({ fileName: 'table.xlsx', bytes })
const refusal = (bytes: Uint8Array) =>
  parse(bytes).then(
    () => 'read',
    (error: { code?: string; details?: { reason?: string } }) =>
      `${error.code}${error.details?.reason === undefined ? '' : ` ${error.details.reason}`}`,
  )

const main =
  'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
const relationships = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
/** A workbook around one hand-written sheet. */
const around = (sheet: string | Uint8Array, extra: Parameters<typeof rawZip>[0] = []): Uint8Array =>
  rawZip([
    ...Object.entries({
      '[Content_Types].xml': '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
      '_rels/.rels': `<Relationships ${relationships}><Relationship Id="r" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
      'xl/workbook.xml': `<workbook ${main}><sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>`,
      'xl/_rels/workbook.xml.rels': `<Relationships ${relationships}><Relationship Id="rId1" Type="${office}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${office}/sharedStrings" Target="sharedStrings.xml"/></Relationships>`,
    }).map(([name, xml]) => ({ name, bytes: Buffer.from(xml), deflate: true })),
    { name: 'xl/worksheets/sheet1.xml', bytes: Buffer.from(sheet), deflate: true },
    ...extra,
  ])
const sheetOf = (data: string, after = ''): string => `<worksheet ${main}><sheetData>${data}</sheetData>${after}</worksheet>`
const cells = (count: number, cell: (index: number) => string): string => {
  let xml = ''
  for (let index = 0; index < count; index++) xml += cell(index)
  return xml
}

describe('archives', () => {
  afterAll(honestIsRead)

  test.each<[string, () => Uint8Array, string]>([
    ['spaces that inflate to 200 MB', () => around(sheetOf(' '.repeat(200 << 20))), 'WORKBOOK_HOSTILE 有超长的空白或字符'],
    [
      'two entries of one name',
      () => around(sheetOf(''), [{ name: 'XL/WORKSHEETS/SHEET1.XML', bytes: Buffer.from('<x/>') }]),
      'WORKBOOK_HOSTILE 压缩包里有重名的文件',
    ],
    [
      'a name that leaves the archive',
      () => around(sheetOf(''), [{ name: '../../evil.xml', bytes: Buffer.from('<x/>') }]),
      'WORKBOOK_HOSTILE 压缩包里的文件名指向包外',
    ],
    ['entries that share their bytes', () => overlapping(around(sheetOf(''))), 'WORKBOOK_HOSTILE 压缩包里的文件互相重叠'],
    ['an archive cut in half', () => around(sheetOf('')).subarray(0, 500), 'WORKBOOK_DAMAGED'],
    ['no workbook inside', () => rawZip([{ name: 'word/document.xml', bytes: Buffer.from('<w/>') }]), 'WORKBOOK_UNRECOGNISED'],
    [
      'a text document',
      () =>
        rawZip([
          { name: '[Content_Types].xml', bytes: Buffer.from('<Types/>') },
          {
            name: '_rels/.rels',
            bytes: Buffer.from(
              `<Relationships ${relationships}><Relationship Id="r" Type="${office}/officeDocument" Target="word/document.xml"/></Relationships>`,
            ),
          },
          { name: 'word/document.xml', bytes: Buffer.from('<document/>') },
        ]),
      'WORKBOOK_UNRECOGNISED',
    ],
    [
      'a part locked with a password',
      () =>
        rawZip([
          { name: '[Content_Types].xml', bytes: Buffer.from('<Types/>') },
          { name: '_rels/.rels', bytes: Buffer.from('x'), flags: 1 },
        ]),
      'WORKBOOK_ENCRYPTED',
    ],
  ])('%s', async (_, file, expected) => {
    expect(await refusal(file())).toBe(expected)
  })

  test('a part of 2 GB that nobody needs is never inflated', async () => {
    const huge = { name: 'xl/media/image1.png', bytes: new Uint8Array(8 << 20), deflate: true, claimedSize: 0x7fffffff }
    const { sheets } = await parse(around(sheetOf('<row r="1"><c r="A1"><v>1</v></c></row>'), [huge]))
    expect(sheets[0]?.rows).toHaveLength(1)
  })
})

/** Points the last entry of the directory at the bytes of the first. */
const overlapping = (zip: Uint8Array): Uint8Array => {
  const bytes = Buffer.from(zip)
  bytes.writeUInt32LE(4, bytes.lastIndexOf(Buffer.from('PK\x01\x02')) + 42)
  return bytes
}

describe('sheets', () => {
  afterAll(honestIsRead)

  const laughs = '<!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
  test.each<[string, () => Uint8Array, string]>([
    [
      'a document type that laughs a billion times',
      () => around(laughs + sheetOf('<row><c t="inlineStr"><is><t>&b;</t></is></c></row>')),
      'WORKBOOK_HOSTILE 含有不允许的文档类型声明',
    ],
    ['an entity nobody declared', () => around(sheetOf('<row><c t="inlineStr"><is><t>&b;</t></is></c></row>')), 'WORKBOOK_DAMAGED'],
    [
      'a hundred thousand levels',
      () => around(sheetOf(`${'<a>'.repeat(100_000)}${'</a>'.repeat(100_000)}`)),
      'WORKBOOK_HOSTILE 嵌套层数过多',
    ],
    [
      'a million merges',
      () => around(sheetOf('', `<mergeCells>${cells(1_000_000, () => '<mergeCell ref="A1:XFD1048576"/>')}</mergeCells>`)),
      'WORKBOOK_HOSTILE 合并单元格太多',
    ],
    [
      'one string of 40 MB',
      () => around(sheetOf(`<row><c t="inlineStr"><is><t>${'字'.repeat(14 << 20)}</t></is></c></row>`)),
      'WORKBOOK_HOSTILE 一个单元格里的文字太长',
    ],
    ['blanks of 40 MB', () => around(sheetOf(`<row>${' '.repeat(40 << 20)}</row>`)), 'WORKBOOK_HOSTILE 有超长的空白或字符'],
    [
      'one string of 1 MB',
      () => around(sheetOf(`<row><c t="inlineStr"><is><t>${'x'.repeat(1 << 20)}</t></is></c></row>`)),
      'WORKBOOK_HOSTILE 一个单元格里的文字太长',
    ],
    [
      'a row beyond the last',
      () => around(sheetOf('<row r="99999999"><c r="A99999999"><v>1</v></c></row>')),
      'WORKBOOK_HOSTILE 单元格位置超出表格范围',
    ],
    [
      'a column beyond the last',
      () => around(sheetOf('<row r="1"><c r="XFE1"><v>1</v></c></row>')),
      'WORKBOOK_HOSTILE 单元格位置超出表格范围',
    ],
    [
      'seven million cells, packed a thousandfold',
      () => around(sheetOf(cells(7000, (row) => `<row r="${row + 1}">${'<c><v>1</v></c>'.repeat(1000)}</row>`))),
      'WORKBOOK_HOSTILE 压缩包解压后膨胀得不正常',
    ],
    ['seven million cells as text', () => Buffer.alloc(14_000_000, `${'1,'.repeat(99)}1\n`), 'WORKBOOK_HOSTILE 单元格太多'],
    [
      'a damaged part',
      () => {
        const bytes = Buffer.from(
          rawZip([
            { name: '[Content_Types].xml', bytes: Buffer.from('<Types/>') },
            { name: '_rels/.rels', bytes: Buffer.from('<Relationships/>') },
          ]),
        )
        bytes[bytes.indexOf('<Relationships/>') + 3] = 0x58
        return bytes
      },
      'WORKBOOK_DAMAGED',
    ],
    ['not closed', () => around(`<worksheet ${main}><sheetData><row>`), 'WORKBOOK_DAMAGED'],
  ])('%s', async (_, file, expected) => {
    expect(await refusal(file())).toBe(expected)
  })

  test('one string shared by a million cells is counted where it stands', async () => {
    const strings = {
      name: 'xl/sharedStrings.xml',
      bytes: Buffer.from(`<sst ${main}><si><t>${'字'.repeat(30_000)}</t></si></sst>`),
      deflate: true,
    }
    expect(
      await refusal(around(sheetOf(cells(1000, (row) => `<row r="${row + 1}">${'<c t="s"><v>0</v></c>'.repeat(1000)}</row>`)), [strings])),
    ).toBe('WORKBOOK_HOSTILE 文字总量过大')
  })

  test('a sheet that claims 17 billion cells costs only the cells it has', async () => {
    const far = `<worksheet ${main}><dimension ref="A1:XFD1048576"/><sheetData><row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row></sheetData></worksheet>`
    const { sheets } = await parse(around(far))
    expect(sheets[0]?.rows.map((row) => [row.row, row.cells.length])).toEqual([
      [1, 1],
      [1_048_576, 16_384],
    ])
  })

  test('without the cap the same blanks do cost what they claim', async () => {
    const bytes = around(sheetOf(`<row r="1"><c r="A1"><v>1</v></c></row>${' '.repeat(200 << 20)}`))
    expect(bytes.length).toBeLessThan(1 << 20)
    // The negative control: a reader without limits holds everything.
    const script = `process.on('message', (bytes) => {
      require('xlsx').read(bytes, { type: 'array', dense: true })
      process.send(process.resourceUsage().maxRSS)
    })`
    const child = fork('-e', [script], { cwd: import.meta.dirname, serialization: 'advanced', execArgv: ['--input-type=commonjs'] })
    child.send(bytes)
    const peakKilobytes = await new Promise<unknown>((resolve) => child.once('message', resolve))
    child.kill()
    expect(peakKilobytes).toBeGreaterThan(400 << 10)
    expect(await refusal(bytes)).toBe('WORKBOOK_HOSTILE 有超长的空白或字符')
  })

  test('keys that name the prototype stay plain text', async () => {
    const names = ['__proto__', 'constructor', 'toString', 'hasOwnProperty']
    const bytes = buildWorkbook({ sheets: [{ name: '__proto__', rows: [...tableOf(), names] }] })
    const result = await readAs({ parser, pack, form, period: '2020-05' }, bytes)
    expect(result.sheet).toBe('__proto__')
    expect(result.rows.at(-1)).toMatchObject({ boilerId: '__proto__', ownerName: 'constructor' })
    expect(({} as Record<string, unknown>).ownerName).toBeUndefined()
  })
})

describe('files that are something else', () => {
  afterAll(honestIsRead)

  test.each<[string, Uint8Array, string]>([
    ['nothing', new Uint8Array(), 'FILE_EMPTY'],
    [
      'a picture',
      Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), Buffer.alloc(2000)]),
      'WORKBOOK_UNRECOGNISED',
    ],
    ['a PDF', Buffer.from('%PDF-1.7\n1 0 obj\n'), 'WORKBOOK_UNRECOGNISED'],
    ['other XML', Buffer.from('<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>'), 'WORKBOOK_UNRECOGNISED'],
    ['JSON', Buffer.from('{"rows": []}'), 'WORKBOOK_UNRECOGNISED'],
    ['an encrypted .xlsx', compound('EncryptedPackage'), 'WORKBOOK_ENCRYPTED'],
    ['a mail', compound('__properties_version1.0'), 'WORKBOOK_UNRECOGNISED'],
    [
      'a locked .xls',
      compound('Workbook', Buffer.from([0x09, 0x08, 0x04, 0x00, 0, 6, 5, 0, 0x2f, 0x00, 0x02, 0x00, 0, 0])),
      'WORKBOOK_ENCRYPTED',
    ],
    ['a damaged .xls', compound('Workbook', Buffer.from([0x09, 0x08, 0x04, 0x00, 0, 6, 5, 0, 0xff, 0xff])), 'WORKBOOK_DAMAGED'],
    [
      'a broken container',
      Buffer.concat([Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]), Buffer.alloc(600, 0xff)]),
      'WORKBOOK_DAMAGED',
    ],
    [
      'a web page with a cell over everything',
      Buffer.from('<html><table><tr><td rowspan=1048576 colspan=16384>1</td></tr></table></html>'),
      'WORKBOOK_HOSTILE 单元格位置超出表格范围',
    ],
    [
      'a 2003 workbook with a document type',
      Buffer.from('<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>'),
      'WORKBOOK_HOSTILE 含有不允许的文档类型声明',
    ],
  ])('%s', async (_, bytes, expected) => {
    expect(await refusal(bytes)).toBe(expected)
  })

  test('a file over the limit never reaches the process', async () => {
    expect(await refusal(new Uint8Array((64 << 20) + 1))).toBe('FILE_TOO_LARGE')
  })
})

function compound(name: string, content: Buffer = Buffer.from('x')): Uint8Array {
  const container = XLSX.CFB.utils.cfb_new()
  XLSX.CFB.utils.cfb_add(container, `/${name}`, content)
  return new Uint8Array(XLSX.CFB.write(container, { type: 'buffer' }))
}

describe('the process', () => {
  afterAll(honestIsRead)

  const slow = () => around(sheetOf(cells(3000, (row) => `<row r="${row + 1}">${'<c><v>1.25</v></c>'.repeat(1000)}</row>`)))

  test('is killed when its time is up', async () => {
    const impatient = forkParser({ timeMs: 200 })
    await expect(impatient.parse({ fileName: 'slow.xlsx', bytes: slow() })).rejects.toMatchObject({
      code: 'WORKBOOK_TIMEOUT',
      details: { file: 'slow.xlsx' },
    })
    await impatient.close()
  })

  test('is killed when the work is cancelled, after it told how far it was', async () => {
    const controller = new AbortController()
    const told: number[] = []
    const onProgress = (done: number, total: number) => {
      told.push(done / total)
      controller.abort()
    }
    await expect(parser.parse({ fileName: 'slow.xlsx', bytes: slow() }, { signal: controller.signal, onProgress })).rejects.toMatchObject({
      code: 'CANCELLED',
    })
    expect(told[0]).toBeLessThan(1)
  })

  test('is ended with the engine', async () => {
    const other = forkParser()
    const parsing = other.parse({ fileName: 'slow.xlsx', bytes: slow() })
    await other.close()
    await expect(parsing).rejects.toMatchObject({ code: 'CANCELLED' })
  })

  test('may not write, and may not start other programs', async () => {
    const script = `
      const tried = {}
      for (const [name, work] of Object.entries({ write: () => require('fs').writeFileSync('/tmp/never', ''), start: () => require('child_process').execSync('true') })) {
        try { work(); tried[name] = 'done' } catch (error) { tried[name] = error.code }
      }
      process.send(tried)`
    const child = fork('-e', [script], { execArgv: ['--permission', '--allow-fs-read=*', '--allow-worker'] })
    const tried = await new Promise((resolve) => child.once('message', resolve))
    child.kill()
    expect(tried).toEqual({ write: 'ERR_ACCESS_DENIED', start: 'ERR_ACCESS_DENIED' })
  })
})
