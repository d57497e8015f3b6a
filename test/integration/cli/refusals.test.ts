import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { openEngineThread } from '../../../electron/engine/thread.ts'
import { Report } from '../../../shared/contract/index.ts'
import { tanbao, tanbaoJson } from '../../helpers/command-line.ts'
import { docx, paragraph } from '../../helpers/docx.ts'
import { packsDir } from '../../helpers/test-engine.ts'

const folder = mkdtempSync(join(tmpdir(), 'tanbao-refusals-'))
const data = join(folder, 'data')
const at = ['--data', data, '--period', '2020-05'] as const
const file = (name: string, content: string | Uint8Array) => {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}

beforeAll(async () => {
  await tanbaoJson('init', '--data', data, '--pack', 'liuzhou-2020', '--unit', '450222')
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('a file that is no table at all is told what it is, by every command that takes a workbook', async () => {
  const picture = file('扫描件.xlsx', Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.alloc(500, 1)]))
  const letter = file('通知.docx', docx({ body: paragraph('请于五月底前报送') }))
  const form = [...at, '--form', 'F4'] as const
  const said = async (...argv: readonly string[]) => (await tanbao(...argv)).stderr
  expect(await said('import', ...form, picture)).toMatch(/“扫描件\.xlsx”是一张图片，不是表格，没有导入，.*没有任何改动。.*要 Excel 表格/)
  expect(await said('import-book', ...at, letter)).toMatch(/“通知\.docx”是 Word 或 WPS 的文字文档，不是表格，没有导入/)
  expect(await said('export', ...form, '--template', letter, '-o', join(folder, 'a.xlsx'))).toMatch(/文字文档，不是表格，没有生成文件/)
  expect(await said('xlsx', 'info', letter)).toMatch(/文字文档，不是表格，没有改动文件/)
  const csv = file('别的.csv', '甲,乙\n1,2\n')
  expect(await said('import', ...form, csv)).toMatch(/没有找到.*表头，没有导入/)
})

const show = async () => Report.parse((await tanbaoJson('show', ...at, '--form', 'F4')).json)

test.each([
  ['a command that does not exist', ['frobnicate'], '没有“frobnicate”这个命令'],
  ['an option that does not exist', ['show', '--nonsense'], '参数不对'],
  ['a missing option', ['check', '--data', data], '缺少 --period'],
  ['an unknown pack', ['init', '--data', join(folder, 'other'), '--pack', 'nowhere-1999', '--unit', '1'], '没有安装方案包“nowhere-1999”'],
  ['an unknown unit', ['init', '--data', join(folder, 'other2'), '--pack', 'liuzhou-2020', '--unit', '999999'], '没有填报单位“999999”'],
  ['a month that is none', ['show', '--data', data, '--form', 'F4', '--period', '2020-13'], '应写成“年-月”'],
  ['a month that is none, of a finding', ['explain', '--data', data, '--finding', 'x', '--period', '六月'], '应写成“年-月”'],
  ['a folder of packs', ['pack', 'check', join(import.meta.dirname, '../../../resources/packs')], '请写到其中一个'],
  ['a month outside the plan', ['show', '--data', data, '--form', 'F4', '--period', '2031-01'], '不在方案执行期'],
  ['a file that is not there', ['import', ...at, '--form', 'F4', join(folder, 'nothing.xlsx')], '找不到文件“nothing.xlsx”'],
])('%s is refused with exit 2 and a sentence', async (_what, argv, sentence) => {
  const { exit, stdout, stderr } = await tanbao(...argv)
  expect([exit, stdout, stderr]).toEqual([2, '', expect.stringContaining(sentence)])
})

test('a folder that another window holds is not served, which is said in a sentence or as one JSON document', async () => {
  const { engine, opened } = openEngineThread({ dataDir: data, packsDir })
  onTestFinished(() => engine.close())
  await opened
  const said = await tanbao('serve', '--data', data)
  expect([said.exit, said.stderr]).toEqual([2, expect.stringContaining('正被另一个碳报程序使用')])
  const { exit, json } = await tanbaoJson('serve', '--data', data)
  expect([exit, json]).toEqual([2, { refused: true, code: 'DATA_FOLDER_IN_USE', details: { folder: data } }])
})

test('a wrong use of a command is one JSON document too', async () => {
  const { exit, json } = await tanbaoJson('check', '--data', data)
  expect([exit, json]).toEqual([2, { refused: true, code: 'USAGE', details: {} }])
})

test.each([
  ['an empty file', () => file('空.xlsx', ''), '是空的'],
  ['a picture named .xlsx', () => file('照片.xlsx', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')), '是一张图片，不是表格'],
  ['an encrypted workbook', () => file('加密.xlsx', encryptedWorkbook()), '打开密码'],
])('%s is refused and changes nothing', async (_what, make, sentence) => {
  const before = await show()
  const { exit, stderr } = await tanbao('import', ...at, '--form', 'F4', make())
  expect([exit, stderr]).toEqual([2, expect.stringContaining(sentence)])
  expect(await show()).toEqual(before)
})

test('a refused command leaves no data folder behind', () => {
  expect([existsSync(join(folder, 'other', 'store.db')), existsSync(join(folder, 'other2', 'store.db'))]).toEqual([false, false])
})

/** The start of a compound file whose directory names an encrypted package: what Office writes for a password. */
function encryptedWorkbook(): Uint8Array {
  const bytes = Buffer.alloc(4096)
  Buffer.from('d0cf11e0a1b11ae1', 'hex').copy(bytes)
  bytes.writeUInt16LE(0x3e, 24)
  bytes.writeUInt16LE(3, 26)
  bytes.writeUInt16LE(0xfffe, 28)
  bytes.writeUInt16LE(9, 30)
  bytes.writeUInt16LE(6, 32)
  bytes.writeUInt32LE(1, 44)
  bytes.writeUInt32LE(1, 48)
  bytes.writeUInt32LE(4096, 56)
  bytes.writeUInt32LE(0xfffffffe, 60)
  bytes.writeUInt32LE(0xfffffffe, 68)
  for (let offset = 76; offset < 512; offset += 4) bytes.writeUInt32LE(0xffffffff, offset)
  bytes.writeUInt32LE(0, 76)
  bytes.fill(0xff, 512, 1024)
  bytes.writeUInt32LE(0xfffffffd, 512)
  bytes.writeUInt32LE(0xfffffffe, 516)
  for (const [index, name] of ['Root Entry', 'EncryptionInfo', 'EncryptedPackage'].entries()) {
    const entry = 1024 + index * 128
    bytes.write(name, entry, 'utf16le')
    bytes.writeUInt16LE((name.length + 1) * 2, entry + 64)
    bytes.writeUInt8(index === 0 ? 5 : 2, entry + 66)
    for (const link of [68, 72, 76]) bytes.writeUInt32LE(0xffffffff, entry + link)
  }
  bytes.writeUInt32LE(1, 1024 + 76)
  bytes.writeUInt32LE(2, 1024 + 128 + 72)
  return bytes
}

test('a cell is named by the label or the key of its column, and by nothing else', async () => {
  const name = ['set', '--data', data, '--period', '2020-09', '--form', 'F3', '--row', 'coal_consumption', '--value', '3'] as const
  const byLabel = await tanbao(...name, '--field', '本月值')
  expect([byLabel.exit, byLabel.stdout]).toEqual([0, expect.stringContaining('本月值：（空） → 3')])
  expect((await tanbao(...name, '--field', 'actualMonth')).exit).toBe(0)
  const unknown = await tanbao(...name, '--field', '额定出力')
  expect([unknown.exit, unknown.stderr]).toEqual([2, expect.stringContaining('没有栏目“额定出力”')])
})
