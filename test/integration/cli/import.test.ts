/** What the command line says of a file that it takes in. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Report } from '../../../shared/contract/index.ts'
import { tanbao, tanbaoJson } from '../../helpers/command-line.ts'
import { county, openTestEngine } from '../../helpers/test-engine.ts'
import { buildWorkbook } from '../../helpers/workbook.ts'

const folder = mkdtempSync(join(tmpdir(), 'tanbao-import-'))
const data = join(folder, 'data')
const at = ['--data', data, '--form', 'F4', '--period', '2020-05'] as const

beforeAll(async () => {
  const engine = openTestEngine({ dataDir: data })
  await engine.call('profile.create', county)
  await engine.close()
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('comments of the file are named with their cells', async () => {
  const file = join(folder, '批注.xlsx')
  const rows = [
    ['台账编号', '使用单位', '额定出力'],
    ['4502220009', '乙厂', '4'],
  ]
  writeFileSync(file, buildWorkbook({ sheets: [{ name: '台账', rows, comments: { C2: '铭牌\n写 4.2' } }] }))
  const { exit, stdout } = await tanbao('import', ...at, file, '--dry-run')
  expect([exit, stdout]).toEqual([0, expect.stringMatching(/文件里有 1 条批注（只供查看，不会导入）.*\n {2}C2 有批注：铭牌 写 4\.2/)])
  const { exit: all, stdout: told } = await tanbao(
    'import-book',
    '--data',
    data,
    '--period',
    '2020-05',
    file,
    '--as',
    '台账=F4',
    '--dry-run',
  )
  expect([all, told]).toEqual([0, expect.stringContaining('文件里有 1 条批注')])
})

test('rows that were not taken for data are named, and the county and month that the file says', async () => {
  const file = join(folder, 'a.csv')
  const lines = [
    '鹿寨县2020年4月燃煤锅炉台账,,',
    '台账编号,使用单位,额定出力',
    '1,2,3',
    '4502220001,甲厂,10',
    ',合计,10',
    '填表人：王五,,',
    '注：数据来自年报,,',
  ]
  writeFileSync(file, lines.join('\r\n'))
  const { exit, stdout, stderr } = await tanbao('import', ...at, file)
  expect([exit, stderr]).toEqual([0, ''])
  expect(stdout).toContain('不当作数据、没有导入的行：第 3 行（栏号：1 2 3）、第 5 行（合计：合计 10）、第 7 行（注释：注:数据来自年报）')
  expect(stdout).toContain('A1  文件的标题写的是 2020年4月，现在导入的是 2020年5月 的报表')
  expect(stdout).toContain('A1  这里写的是 鹿寨县，现在导入的是 柳城县 的报表')
  // Taking back what the same file does now would take back what it did before.
  expect((await tanbao('import', ...at, file)).stdout).toContain('文件里的 1 行和表里完全一样，没有改动，也没有要撤销的。')
  const { json } = await tanbaoJson('show', ...at)
  expect(Report.parse(json).rows.map(({ values }) => values.ledgerId ?? values.id)).toHaveLength(1)
})

test('rows and values of which nobody can say what they are come with their addresses', async () => {
  const file = join(folder, 'b.csv')
  const lines = [
    '台账编号,使用单位,所在乡镇街道,额定出力,投用日期,年用煤量',
    '4502220001,甲厂,大埔镇,10,2010-01-01,1,234',
    '4502220002,乙厂,大埔镇,10,2010-01-01,300',
    '备用炉,丙厂,大埔镇,10,2010-01-01,300',
    '大埔镇,,,30,,1834',
    '上年同期,,,9,,90',
    '备注,见附件,,,,',
  ]
  writeFileSync(file, lines.join('\r\n'))
  const { exit, stdout } = await tanbao('import', ...at, '--dry-run', file)
  expect(exit).toBe(0)
  expect(stdout).toContain('第 6 行（注释：上年同期 9 90）、第 7 行（注释：备注 见附件）')
  expect(stdout).toContain('F2  这里是“1”，右边是“234”，多半是一个数 1,234 被千分位逗号拆开了')
  expect(stdout).toContain('G2  这一行比表头多出 1 格')
  expect(stdout).toContain('A4  “备用炉”不像别的行的“台账编号”，已原样带入')
  expect(stdout).toContain('A5  这一行的“台账编号”写的是“大埔镇”，不像别的行')
})

test('of a row that a fixed form does not have, or has once, one true sentence is said', async () => {
  const file = join(folder, '行业.csv')
  const lines = ['行业,本月（吨）,累计（吨）', '化工,50,150', '二、非工业,三,4', '化工,9,9', '钢铁,1,2', '有色,3,4', '建材,5,6']
  writeFileSync(file, lines.join('\r\n'))
  const { exit, stdout } = await tanbao('import', '--data', data, '--form', 'F13', '--period', '2020-05', file, '--dry-run')
  expect(exit).toBe(0)
  expect(stdout.trimEnd().split('\n').slice(1)).toEqual([
    '有 2 个单元格需要核对：',
    '  A3  这张表的行是固定的，这一行（“二、非工业”）不在其中，没有导入。',
    '  A4  与第 2 行是表里的同一行，只带入了前面的，这一行没有导入，请核对哪一行是对的。',
  ])
})

test('a ledger is not replaced by a file without its key column unasked, and every row that would go is named', async () => {
  const boilers = join(folder, '台账.csv')
  const lines = ['台账编号,使用单位,额定出力', ...Array.from({ length: 30 }, (_, at) => `45022200${at + 10},第${at + 1}厂,4`)]
  writeFileSync(boilers, lines.join('\r\n'))
  expect((await tanbao('import', ...at, boilers)).exit).toBe(0)
  const file = join(folder, '没有编号.csv')
  writeFileSync(file, ['使用单位,额定出力', '第1厂,7', '第2厂,8'].join('\r\n'))
  const { stdout } = await tanbao('import', ...at, file, '--dry-run')
  expect(stdout).toContain('将删除的行有 30 行：\n  4502220010  第1厂 4502220010\n')
  expect(stdout).toContain('  4502220039  第30厂 4502220039\n')
  expect(stdout).toContain('文件里没有“台账编号”，和原有的行对不上：替换会把原有的 30 行删除，再换成文件里的行。')
  const { exit, stderr } = await tanbao('import', ...at, file)
  expect([exit, stderr]).toEqual([2, expect.stringContaining('暂未导入')])
  const mapping = join(folder, '照样替换.json')
  writeFileSync(mapping, '{"withoutKey":true}')
  expect((await tanbao('import', ...at, file, '--mapping', mapping)).stdout).toContain('新增 2 行，修改 0 行，不变 0 行，移除 30 行')
})

test('a file in which no row was read, or none is taken, is never the same as the report, and takes nothing out of it', async () => {
  const file = join(folder, '只有说明.csv')
  const book = ['import-book', '--data', data, '--period', '2020-05', file, '--as', '只有说明=F4'] as const
  writeFileSync(file, ['台账编号,使用单位,额定出力', '注：数据来自年报,,', '合计,,9'].join('\r\n'))
  const why = '文件里没有读到数据行，没有改动数据：表头以外的行都没有当作数据（注释 1 行、合计 1 行），请看每一行的说明。'
  for (const words of [['import', ...at, file], ['import', ...at, file, '--dry-run'], book]) {
    const { stdout } = await tanbao(...words)
    expect(stdout).toContain(why)
    expect(stdout).not.toMatch(/一样|移除 [1-9]/)
  }
  expect((await tanbao('import', ...at, file)).exit).toBe(1)
  const other = join(folder, '别的行业.csv')
  writeFileSync(other, ['行业,本月（吨）,累计（吨）', '航天,50,150'].join('\r\n'))
  const { exit, stdout } = await tanbao('import', '--data', data, '--form', 'F13', '--period', '2020-05', other)
  expect([exit, stdout.split('\n')[0]]).toEqual([1, '文件里有 1 行没有导入（每一行都写明了原因），没有改动数据。'])
})
