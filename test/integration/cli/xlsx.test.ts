/** `tanbao xlsx info` and `set`: outside workbooks on the command line, without a data folder, read only in the parser process. */
import { existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import iconv from 'iconv-lite'
import { afterAll, describe, expect, test } from 'vitest'
import * as XLSX from 'xlsx'
import { forkParser } from '../../../electron/adapters/parser-fork.ts'
import { workbookLimits } from '../../../electron/engine/excel/limits.ts'
import { errorSentence } from '../../../shared/text/errors.ts'
import { hostileReasons } from '../../../shared/text/import.ts'
import { tanbao, tanbaoJson } from '../../helpers/command-line.ts'
import { container } from '../../helpers/hostile/containers.ts'
import { parseHere } from '../../helpers/parse-here.ts'
import { smallWorkbook } from '../../helpers/small-workbook.ts'
import { buildWorkbook } from '../../helpers/workbook.ts'

const folder = mkdtempSync(join(tmpdir(), 'tanbao-xlsx-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const file = (name: string, bytes: Uint8Array): string => {
  const path = join(folder, name)
  writeFileSync(path, bytes)
  return path
}
const styles = '<cellXfs count="1"><xf numFmtId="0"/></cellXfs>'
const sheet =
  '<sheetData><row r="1"><c r="A1"><v>1</v></c><c r="B1"><f>A1*2</f><v>2</v></c></row></sheetData><mergeCells count="1"><mergeCell ref="D1:E1"/></mergeCells>'
const book = file(
  '表.xlsx',
  smallWorkbook({
    sheets: [sheet, '<sheetData/>'],
    styles,
    workbook: '<definedNames><definedName name="a">S1!$A$1</definedName></definedNames>',
  }),
)
const out = join(folder, '新.xlsx')
/** Two rows of three columns with a gap and a merge, and a hidden sheet, in another format. */
const written = (bookType: 'biff8' | 'ods' | 'xlsb'): Uint8Array => {
  const table = XLSX.utils.aoa_to_sheet([['编号', null, '数量'], [], ['0451', 3]])
  table['!merges'] = [XLSX.utils.decode_range('A1:B1')]
  const Sheets = { 台账: table, 底稿: XLSX.utils.aoa_to_sheet([['x']]) }
  const Workbook = { Sheets: [{ name: '台账' }, { name: '底稿', Hidden: 1 as const }] }
  // What type 'buffer' gives.
  return new Uint8Array(XLSX.write({ SheetNames: Object.keys(Sheets), Sheets, Workbook }, { type: 'buffer', bookType }) as Buffer)
}

/** An .xls of one cell on a sheet of that name. */
const named = (name: string): Uint8Array =>
  new Uint8Array(
    XLSX.write(
      { SheetNames: [name], Sheets: { [name]: XLSX.utils.aoa_to_sheet([['x']]) } },
      { type: 'buffer', bookType: 'biff8' },
    ) as Buffer, // what type 'buffer' gives
  )
/** The same in the XML of Excel 2003. */
const oldXml = (name: string): Uint8Array =>
  Buffer.from(
    `<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="${name}"><Table><Row><Cell><Data ss:Type="String">x</Data></Cell></Row></Table></Worksheet></Workbook>`,
  )

describe('xlsx info', () => {
  test('tells what a workbook consists of', async () => {
    expect(await tanbaoJson('xlsx', 'info', book)).toEqual({
      exit: 0,
      stderr: '',
      json: {
        file: '表.xlsx',
        bytes: readFileSync(book).length,
        format: 'xlsx',
        parts: 7,
        names: 1,
        features: { formulas: 1, merges: 1 },
        sheets: [
          {
            name: 'S1',
            hidden: false,
            isWorksheet: true,
            rows: 1,
            cells: 2,
            bytes: expect.any(Number),
            features: { formulas: 1, merges: 1 },
          },
          { name: 'S2', hidden: false, isWorksheet: true, rows: 0, cells: 0, bytes: expect.any(Number), features: {} },
        ],
      },
    })
    expect((await tanbao('xlsx', 'info', book)).stdout).toMatch(
      /包内 7 个部件，自定义名称 1 个；公式 1、合并单元格 1[\s\S]*S1 +1 +2 .*公式 1[\s\S]*可以在原表上填写和标注/,
    )
  })

  test('counts comments and conversations', async () => {
    const rows = [['编号', '数量']]
    const sheets = [{ name: '表', rows, comments: { A1: '甲', B1: '乙' }, threads: { C1: ['丙', '丁'] } }]
    expect(await tanbaoJson('xlsx', 'info', file('批注.xlsx', buildWorkbook({ sheets })))).toMatchObject({
      exit: 0,
      json: { features: { comments: 2, threadedComments: 1 }, sheets: [{ features: { comments: 2, threadedComments: 1 } }] },
    })
  })

  test.each<[name: string, bytes: () => Uint8Array, format: string, sheets: readonly object[], kind: string]>([
    [
      '旧.xls',
      () => written('biff8'),
      'xls',
      [
        { name: '台账', hidden: false, rows: 2, columns: 3, cells: 4, features: { merges: 1 } },
        { name: '底稿', hidden: true, rows: 1, columns: 1, cells: 1, features: {} },
      ],
      '老格式的 Excel',
    ],
    [
      '表.ods',
      () => written('ods'),
      'ods',
      [
        { name: '台账', rows: 2, columns: 3, cells: 4, features: { merges: 1 } },
        { name: '底稿', rows: 1, columns: 1, cells: 1 },
      ],
      'OpenDocument',
    ],
    [
      '表.csv',
      () => iconv.encode('编号,名称,数量\r\n,,\r\n0451,甲厂,\r\n', 'gb18030'),
      'csv',
      [{ name: '表', hidden: false, rows: 2, columns: 3, cells: 5 }],
      '文本，按表格',
    ],
  ])(
    'tells what is on the sheets of %s, which an import reads, and that it cannot be changed',
    async (name, bytes, format, sheets, kind) => {
      const path = file(name, bytes())
      expect(await tanbaoJson('xlsx', 'info', path)).toMatchObject({
        exit: 0,
        json: { obstacle: 'WORKBOOK_NOT_PATCHABLE', format, sheets },
      })
      const { stdout } = await tanbao('xlsx', 'info', path)
      expect(stdout).toMatch(new RegExp(`文件类型：.*${kind}[^]*内容读得出来[^]*不是 \\.xlsx.*另存为 \\.xlsx`))
      expect(stdout).not.toMatch(/包内|可以用来导入|没有生成文件/)
      const changed = await tanbaoJson('xlsx', 'set', path, '--sheet', '台账', '--cell', 'A1', '--value', '1', '-o', out)
      expect(changed.json).toMatchObject({ refused: true, code: 'WORKBOOK_NOT_PATCHABLE' })
    },
  )

  test('tells nothing of a file that an import does not read', async () => {
    const { exit, json } = await tanbaoJson('xlsx', 'info', file('表.xlsb', written('xlsb')))
    expect([exit, json]).toMatchObject([0, { obstacle: 'WORKBOOK_NOT_PATCHABLE', sheets: [] }])
    expect(json).not.toHaveProperty('format')
    const torn = await tanbaoJson('xlsx', 'info', file('破.xls', written('biff8').slice(0, -1500)))
    expect(torn).toMatchObject({ exit: 2, json: { code: 'WORKBOOK_DAMAGED' } })
    expect(torn.stderr).toMatch(/破\.xls”已损坏，读不完整，没有改动文件/)
  })
})

/** A page with a cell of text in that column, counted from 1. */
const pageOfWidth = (column: number): Buffer =>
  Buffer.from(`<html><table><tr>${'<td colspan=1000></td>'.repeat(16)}${'<td></td>'.repeat(column - 16_001)}<td>x</td></tr></table></html>`)
/** Excel 2: the beginning, one whole number in that column, the end. */
const excel2 = (column: number): Buffer =>
  Buffer.from([9, 0, 4, 0, 2, 0, 16, 0, 2, 0, 9, 0, 0, 0, (column - 1) & 255, (column - 1) >> 8, 0, 0, 0, 7, 0, 10, 0, 0, 0])

describe('xlsx info and an import', () => {
  test.each<[string, Buffer]>([
    [
      'a page of 300 cells over a thousand columns each',
      Buffer.from(`<html><table><tr>${'<td colspan=1000>1</td>'.repeat(300)}</tr></table></html>`),
    ],
    ['a page one column too wide', pageOfWidth(workbookLimits.columns + 1)],
    ['an .xls with a cell in the last column there can be', excel2(65_536)],
  ])('refuse %s for the same reason', async (_, bytes) => {
    const parser = forkParser()
    const input = () => ({ fileName: '宽.xls', bytes: new Uint8Array(bytes) })
    const refused = { code: 'WORKBOOK_HOSTILE', details: { reason: hostileReasons.address } }
    await expect(parser.parse(input())).rejects.toMatchObject(refused)
    await expect(parser.inspect(input())).rejects.toMatchObject(refused)
    await parser.close()
  })

  test.each<[string, Buffer]>([
    ['a page', pageOfWidth(workbookLimits.columns)],
    ['an .xls', excel2(workbookLimits.columns)],
  ])('read %s that is as wide as a sheet can be', async (_, bytes) => {
    const parser = forkParser()
    const input = () => ({ fileName: '宽.xls', bytes: new Uint8Array(bytes) })
    const workbook = await parser.parse(input())
    expect(workbook.sheets[0]?.rows[0]?.cells.findIndex((cell) => cell !== undefined)).toBe(workbookLimits.columns - 1)
    workbook.close?.()
    expect(await parser.inspect(input())).toMatchObject({ sheets: [{ rows: 1, columns: workbookLimits.columns, cells: 1 }] })
    await parser.close()
  })

  test('find no table in a page without one', async () => {
    const page = file('网页.html', Buffer.from('<html><body><p>一、目标</p></body></html>'))
    expect(await tanbaoJson('xlsx', 'info', page)).toMatchObject({ exit: 0, json: { obstacle: 'WORKBOOK_NOT_PATCHABLE', sheets: [] } })
    const parser = forkParser()
    await expect(parser.parse({ fileName: '网页.html', bytes: new Uint8Array(readFileSync(page)) })).rejects.toMatchObject({
      code: 'WORKBOOK_UNRECOGNISED',
    })
    const torn = { fileName: '断.html', bytes: new Uint8Array(Buffer.from('<html><table><tr><td>1')) }
    await expect(parser.parse(torn)).rejects.toMatchObject({ code: 'WORKBOOK_DAMAGED' })
    await parser.close()
  })
})

describe('what xlsx info says', () => {
  test('promises nothing of a file without content, and no import of a text that may be none', async () => {
    const { exit, stdout } = await tanbao('xlsx', 'info', file('空.csv', Buffer.from(',,\r\n,,\r\n')))
    expect([exit, stdout]).toEqual([0, expect.stringMatching(/文件类型[\s\S]*空 +0 +0 +0/)])
    expect(stdout).not.toMatch(/读得出来/)
    const prose = (await tanbao('xlsx', 'info', file('说明.txt', Buffer.from('先看这里\n再填表\n')))).stdout
    expect(prose).toMatch(/说明 +2 +1 +2[\s\S]*内容读得出来/)
    expect(prose).not.toMatch(/可以用来导入/)
  })

  test.each<[string, () => Uint8Array, RegExp]>([
    ['an .xls', () => named('甲\u001bc\u0007乙'), /^甲c乙 +1 +1 +1$/m],
    ['SpreadsheetML', () => oldXml('甲&#10;内&#x9b;2J\u202e乙\u2066丙\u200f'), /^甲 内2J乙丙 +1 +1 +1$/m],
  ])('cannot be steered by the name of a sheet of %s', async (_, bytes, line) => {
    const path = file('名.xls', bytes())
    const { json } = await tanbaoJson('xlsx', 'info', path)
    // The file is as it is; only what people read is cleaned.
    expect(json).toMatchObject({ sheets: [{ name: expect.stringMatching(/[\p{Cc}\p{Bidi_Control}]/u) }] })
    const { stdout } = await tanbao('xlsx', 'info', path)
    expect(stdout).toMatch(line)
    expect(stdout.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Bidi_Control}]/u)
  })

  test('of a locked or signed file is that it was only looked at', async () => {
    const locked = container({ EncryptionInfo: Buffer.alloc(248, 4), EncryptedPackage: Buffer.alloc(4096, 7) })
    const signed = smallWorkbook({ sheets: [sheet], styles, parts: { '_xmlsignatures/sig1.xml': '<Signature/>' } })
    for (const [bytes, says] of [
      [locked, /“查\.xlsx”设了打开密码.*只是查看，没有改动文件/],
      [signed, /“查\.xlsx”带有数字签名.*只是查看，没有改动文件/],
    ] as const) {
      const { exit, stdout } = await tanbao('xlsx', 'info', file('查.xlsx', bytes))
      expect([exit, stdout]).toEqual([0, expect.stringMatching(says)])
      expect(stdout).not.toMatch(/导入|没有生成文件/)
    }
  })
})

describe('xlsx set', () => {
  const set = (...words: string[]) => tanbaoJson('xlsx', 'set', book, '--sheet', 'S1', '-o', out, ...words)

  test.each<[words: string[], value: unknown]>([
    [['--cell', 'A1', '--value', '-18.25'], -18.25],
    [['--cell', 'A1', '--value', '0451'], '0451'],
    [['--cell', 'A1', '--type', 'blank'], undefined],
    [['--cell', 'A1', '--value', '=1+1', '--type', 'text'], '=1+1'],
  ])('%j', async (words, value) => {
    const { exit, json } = await set(...words)
    expect([exit, json]).toMatchObject([0, { file: out, longNumbers: [] }])
    const [changed] = (await parseHere(new Uint8Array(readFileSync(out)))).sheets
    expect(changed?.rows[0]?.cells[0]?.value).toBe(value)
  })

  test('brings formulas up to date that hang on the cell, and gives a date the format of one', async () => {
    const { json } = await set('--cell', 'A1', '--value', '21')
    expect(json).toMatchObject({ uncomputed: [] })
    const [changed] = (await parseHere(new Uint8Array(readFileSync(out)))).sheets
    expect(changed?.rows[0]?.cells[1]?.value).toBe(42)
    expect((await tanbao('xlsx', 'set', book, '--sheet', 'S1', '-o', out, '--cell', 'C3', '--value', '2020-05-31')).stdout).toMatch(
      /已改成日期格式：S1!C3/,
    )
  })

  test('names places on sheets of any name without their control characters', async () => {
    const name = '甲\u009b2J\u202e乙'
    const table = { '!ref': 'A1:B1', A1: { t: 'n', v: 1 }, B1: { t: 'n', v: 1, f: 'WEBSERVICE(A1)' } } as const
    const odd = file(
      '怪.xlsx',
      new Uint8Array(XLSX.write({ SheetNames: [name], Sheets: { [name]: table } }, { type: 'buffer', bookType: 'xlsx' }) as Buffer), // what type 'buffer' gives
    )
    const { exit, stdout } = await tanbao('xlsx', 'set', odd, '--sheet', name, '--cell', 'A1', '--value', '2', '-o', out)
    expect([exit, stdout]).toEqual([0, expect.stringContaining('自动重算：甲2J乙!B1')])
  })

  test.each<[words: string[], code: string]>([
    [['--cell', 'B1', '--value', '1'], 'CELL_FORMULA'],
    [['--sheet', 'S3', '--cell', 'A1', '--value', '1'], 'SHEET_UNKNOWN'],
    [['--cell', 'A1', '--value', '1', '--type', 'money'], 'USAGE'],
    [['--cell', 'A1'], 'USAGE'],
  ])('refuses %j with %s and writes nothing', async (words, code) => {
    rmSync(out, { force: true })
    expect(await set(...words)).toMatchObject({ exit: 2, json: { refused: true, code } })
    expect(existsSync(out)).toBe(false)
  })

  test('never writes over the file it read, by whatever name', async () => {
    const before = readFileSync(book)
    symlinkSync(book, join(folder, '别名.xlsx'))
    for (const path of [book, join(folder, '.', '表.xlsx'), join(folder, '别名.xlsx')]) {
      const { exit, json } = await tanbaoJson('xlsx', 'set', book, '--sheet', 'S1', '--cell', 'A1', '--value', '2', '-o', path)
      expect([exit, json]).toMatchObject([2, { code: 'USAGE' }])
    }
    expect(readFileSync(book).equals(before)).toBe(true)
  })
})

describe('the process that changes a workbook', () => {
  const orders = { rowBlocks: [], marks: [], cells: [{ sheet: 'S1', cell: 'A1', value: { kind: 'number', text: '2' } }] } as const
  const input = { fileName: '表.xlsx', bytes: new Uint8Array(readFileSync(book)) }

  test('is ended when the work is called off, or takes too long', async () => {
    const parser = forkParser()
    const stop = new AbortController()
    const running = parser.patch(input, orders, { signal: stop.signal })
    stop.abort()
    await expect(running).rejects.toMatchObject({ code: 'CANCELLED' })
    await parser.close()
    const hurried = forkParser({ timeMs: 1 })
    await expect(hurried.patch(input, orders)).rejects.toMatchObject({
      code: 'WORKBOOK_TIMEOUT',
      details: { file: '表.xlsx', purpose: 'patch' },
    })
    await hurried.close()
  })

  test('looks at a locked workbook as little as at a torn one', async () => {
    const parser = forkParser()
    const locked = container({ EncryptionInfo: Buffer.alloc(248, 4), EncryptedPackage: Buffer.alloc(4096, 7) })
    expect(await parser.inspect({ fileName: '密.xlsx', bytes: locked })).toEqual({
      obstacle: 'WORKBOOK_ENCRYPTED',
      parts: 0,
      names: 0,
      sheets: [],
      features: {},
    })
    await expect(
      parser.inspect({ fileName: '大.csv', bytes: new Uint8Array(workbookLimits.textFileBytes + 1).fill(44) }),
    ).rejects.toMatchObject({
      code: 'FILE_TOO_LARGE',
      details: { limitMb: 40 },
    })
    await expect(parser.inspect({ fileName: '坏.xlsx', bytes: input.bytes.slice(0, 400) })).rejects.toMatchObject({
      code: 'WORKBOOK_DAMAGED',
    })
    await parser.close()
  })

  test('says of a bad file that nothing was changed, not that nothing was imported', async () => {
    const parser = forkParser()
    const broken = { fileName: '坏.xlsx', bytes: input.bytes.slice(0, 400) }
    const refusal = await parser.patch(broken, orders).catch((error: unknown) => error)
    expect(refusal).toMatchObject({ code: 'WORKBOOK_DAMAGED', details: { file: '坏.xlsx', purpose: 'patch' } })
    expect(errorSentence('WORKBOOK_DAMAGED', { file: '坏.xlsx', purpose: 'patch' })).toMatch(/没有生成文件，原文件没有改动/)
    expect(errorSentence('WORKBOOK_DAMAGED', { file: '坏.xlsx' })).toMatch(/没有导入/)
    await parser.close()
  })
})
