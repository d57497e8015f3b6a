/** `tanbao xlsx info` and `set`: outside workbooks on the command line, without a data folder, read only in the parser process. */
import { existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import * as XLSX from 'xlsx'
import { forkParser } from '../../../electron/adapters/parser-fork.ts'
import { errorSentence } from '../../../shared/text/errors.ts'
import { tanbao, tanbaoJson } from '../../helpers/command-line.ts'
import { container } from '../../helpers/hostile/containers.ts'
import { parseHere } from '../../helpers/parse-here.ts'
import { smallWorkbook } from '../../helpers/small-workbook.ts'

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

describe('xlsx info', () => {
  test('tells what a workbook consists of', async () => {
    expect(await tanbaoJson('xlsx', 'info', book)).toEqual({
      exit: 0,
      stderr: '',
      json: {
        file: '表.xlsx',
        bytes: readFileSync(book).length,
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

  test('says why another kind of file cannot be changed', async () => {
    const old = file(
      '旧.xls',
      new Uint8Array(
        XLSX.write(
          { SheetNames: ['a'], Sheets: { a: { '!ref': 'A1', A1: { t: 'n', v: 1 } } } },
          { type: 'buffer', bookType: 'biff8' },
        ) as Buffer,
      ),
    ) // what type 'buffer' gives
    const { exit, json } = await tanbaoJson('xlsx', 'info', old)
    expect([exit, json]).toMatchObject([0, { obstacle: 'WORKBOOK_NOT_PATCHABLE', sheets: [] }])
    expect((await tanbao('xlsx', 'info', old)).stdout).toMatch(/旧\.xls.*不是 \.xlsx.*另存为 \.xlsx/)
    expect((await tanbaoJson('xlsx', 'set', old, '--sheet', 'a', '--cell', 'A1', '--value', '1', '-o', out)).json).toMatchObject({
      refused: true,
      code: 'WORKBOOK_NOT_PATCHABLE',
    })
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
