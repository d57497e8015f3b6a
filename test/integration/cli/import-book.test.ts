import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { importBookCommand } from '../../../electron/cli/commands/import-book.ts'
import { type Call, Report } from '../../../shared/contract/index.ts'
import { AppError } from '../../../shared/model/errors.ts'
import { boilers, tableOf } from '../../helpers/boilers.ts'
import { tanbao, tanbaoJson } from '../../helpers/command-line.ts'
import { county, openTestEngine } from '../../helpers/test-engine.ts'
import { buildWorkbook } from '../../helpers/workbook.ts'

const folder = mkdtempSync(join(tmpdir(), 'tanbao-book-'))
const data = ['--data', join(folder, 'data')] as const
const at = [...data, '--period', '2020-05'] as const
const book = join(folder, '全年.xlsx')
const [first = {}, second = {}, third = {}] = boilers

beforeAll(async () => {
  expect((await tanbaoJson('init', ...data, '--pack', 'liuzhou-2020', '--unit', '450222')).exit).toBe(0)
  const sheet = (name: string, row: Readonly<Record<string, string>>) => ({ name, rows: tableOf(undefined, [row]) })
  const sheets = [sheet('大埔镇', first), sheet('龙头镇', second), sheet('6月', third), { name: '说明', rows: [['各乡镇一张表']] }]
  writeFileSync(book, buildWorkbook({ sheets }))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const rows = async (period: string) =>
  Report.parse((await tanbaoJson('show', ...data, '--form', 'F4', '--period', period)).json).rows.map(({ values }) => values)

test('a workbook in doubt is refused whole, with every point that is open', async () => {
  const { exit, stderr } = await tanbao('import-book', ...at, book)
  expect([exit, ...['大埔镇：', '龙头镇：', '6月：写的是2020年6月', '--as'].filter((words) => !stderr.includes(words))]).toEqual([2])
  expect(await rows('2020-05')).toEqual([])
})

test('decided, it goes in: sheets of one form together, each month a step of its own', async () => {
  const decided = [...at, '--as', '大埔镇=F4,龙头镇=F4', '--all-months'] as const
  const dry = await tanbao('import-book', ...decided, '--dry-run', book)
  expect([
    dry.exit,
    dry.stdout.includes('F4 2020年5月（大埔镇、龙头镇）：新增 2 行'),
    dry.stdout.includes('没有导入的工作表：说明'),
  ]).toEqual([0, true, true])
  expect(await rows('2020-05')).toEqual([])
  expect((await tanbao('import-book', ...decided, book)).exit).toBe(0)
  expect([await rows('2020-05'), await rows('2020-06')]).toEqual([[first, second], [third]])
  // What changes nothing is no step: undo would take back the import before it.
  const again = await tanbao('import-book', ...decided, book)
  expect([again.stdout.includes('2 张报表都没有改动'), again.stdout.includes('undo')]).toEqual([true, false])
  await tanbao('undo', ...at, '--form', 'F4')
  expect([await rows('2020-05'), await rows('2020-06')]).toEqual([[], [third]])
})

test('when it stops half-way, what is in already is told, with the way back', async () => {
  const engine = openTestEngine()
  await engine.call('profile.create', county)
  const said: string[] = []
  let applied = 0
  const refuseSecond = (method: Parameters<Call>[0], input: never) => {
    if (method === 'import.apply' && applied++ > 0) throw new AppError('PERIOD_CLOSED', { form: 'F4', period: '2020-06' })
    return engine.call(method, input)
  }
  const run = importBookCommand.run({
    dataDir: '',
    packsDir: '',
    values: { period: '2020-05', as: '大埔镇=F4,龙头镇=F4', 'all-months': true },
    files: [book],
    open: () => Promise.resolve({ call: refuseSecond as Call, job: 'job', close: () => engine.close() }), // the same methods, one refused
    say: (text) => void said.push(text),
  })
  await expect(run).rejects.toMatchObject({ code: 'PERIOD_CLOSED', details: { imported: 'F4@2020-05' } })
  const told = said.join('\n')
  expect(['2 张报表中已导入 1 张', '新增 2 行', 'undo --form F4 --period 2020-05'].filter((words) => !told.includes(words))).toEqual([])
  expect(told).not.toContain('2020-06')
})

test('a sheet that is not there and a place nobody can read are refused', async () => {
  for (const wrong of ['没有=F4', '大埔镇=F4@五月', '大埔镇'])
    expect((await tanbao('import-book', ...at, '--as', wrong, book)).exit).toBe(2)
})
