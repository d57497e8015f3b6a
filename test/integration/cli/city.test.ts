import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { contract, type Output } from '../../../shared/contract/index.ts'
import { tanbao } from '../../helpers/command-line.ts'
import { type OutcomeHere, runHere } from '../../helpers/commands-here.ts'
import { openPair, sealMonth } from '../../helpers/county-and-city.ts'
import { county, packsDir, type TestEngine } from '../../helpers/test-engine.ts'

const period = '2020-05'
const folder = mkdtempSync(join(tmpdir(), 'tanbao-city-'))
const data = join(folder, 'city')
const packageFile = join(folder, 'month.zip')
const at = ['--unit', county.unit, '--period', period] as const
let clerk: TestEngine
let city: TestEngine
/** At the city's desk. */
const here = (...argv: readonly string[]): Promise<OutcomeHere> => runHere(city, ...argv)

beforeAll(async () => {
  const pair = await openPair({ county: join(folder, 'county'), city: data })
  clerk = pair.clerk
  city = pair.city
  writeFileSync(packageFile, (await sealMonth(clerk, period)).bytes)
  city.setNow('2020-06-08T02:00:00.000Z')
})
afterAll(async () => {
  await clerk.close()
  await city.close()
  rmSync(folder, { recursive: true, force: true })
})

test('files are taken in with their receipts; what is no package is told and ends with 1', async () => {
  const receipts = join(folder, 'receipts')
  const nothing = join(folder, '照片.zip')
  writeFileSync(nothing, 'nothing')
  const { exit, text } = await here('receive', '--receipts', receipts, packageFile, nothing)
  expect([exit, text]).toEqual([1, expect.stringContaining('month.zip：已收下。')])
  expect(text).toContain('照片.zip：这个文件不是碳报的报送包')
  expect(await readdir(receipts)).toEqual([expect.stringMatching(/receipt-1\.json$/)])
  const again = await here('receive', packageFile)
  expect([again.exit, again.text]).toEqual([0, expect.stringContaining('以前收过')])
  const none = await here('receive')
  expect([none.exit, none.text]).toEqual([2, expect.stringContaining('没有写要接收的文件')])
})

test('the board, and one package before a reviewer', async () => {
  const { exit, text } = await here('board', '--period', period)
  expect(exit).toBe(0)
  expect(text).toMatch(/柳城县\s+2020-05\s+迟报 3 天/)
  expect(text).toMatch(/城中区\s+2020-05\s+未报/)
  const review = await here('review', ...at)
  expect([review.exit, review.text]).toEqual([0, expect.stringContaining('审核结论：审核结论一致')])
  expect(review.text).toContain('不匹配（每蒸吨约 20–1600 吨/年）　说明：')
  const other = await here('review', '--unit', '450223', '--period', period)
  expect([other.exit, other.text]).toEqual([2, expect.stringContaining('还没有报送包')])
})

test('decisions, each with its receipt', async () => {
  const wrong = await here('return', ...at, '--reason', '请核对', '--comment', '请核对用煤量')
  expect([wrong.exit, wrong.text]).toEqual([2, expect.stringContaining('--comment 应写成')])
  const nobody = await here('return', ...at, '--reason', '请核对', '--comment', 'F4/4502229999=没有这台', '--comment', 'F4=总体')
  expect([nobody.exit, nobody.text]).toEqual([2, expect.stringContaining('没有“4502229999”这一行，没有退回')])
  const several = ['F4/4502220002/annualCoal=请核对用煤量', 'F4/4502220001=请补附件', 'F4=合计与上月差得多']
  const comment = [...several.flatMap((one) => ['--comment', one]), '--by', '2020-06-10']
  const { exit, json } = await here('return', ...at, '--reason', '请核对', ...comment)
  const { receipt } = json as { receipt: Output<'city.return'>['receipt'] }
  expect(exit).toBe(0)
  expect(receipt).toMatchObject({
    kind: 'returned',
    comments: [
      { form: 'F4', rowKey: '4502220002', field: 'annualCoal', text: '请核对用煤量' },
      { form: 'F4', rowKey: '4502220001', field: null, text: '请补附件' },
      { form: 'F4', rowKey: null, rowId: null, field: null, text: '合计与上月差得多' },
    ],
    resubmitBy: '2020-06-10',
  })
  expect(new Set(receipt.comments.map(({ rowId }) => rowId)).size).toBe(3)
  expect((await here('accept', ...at)).text).toMatch(/^已接收，回执：.*receipt-3\.json/)
  const twice = await here('accept', ...at)
  expect([twice.exit, twice.text]).toEqual([2, expect.stringContaining('已经是这个结论了')])
  expect((await here('refuse', ...at, '--reason', '误发')).text).toContain('重新打开')
  expect((await here('reopen', ...at, '--reason', '县里来函')).text).toContain('已重新打开')
  expect((await here('accept', ...at, '--package', 'ffff')).text).toContain('还没有报送包')
  expect((await here('accept', ...at)).exit).toBe(0)
  const waived = await here('waive', ...at, '--rule', 'R-F4-28', '--row', '4502220002', '--reason', '核实过', '-o', folder)
  const { file } = waived.json as { file: string }
  expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ format: 'tanbao-waiver', rule: 'R-F4-28', rowKey: '4502220002' })
})

test('the tables, a notice, a rehearsal and everything made anew', async () => {
  for (const table of ['rollUp', 'weather', 'reporting', 'scores', 'reminders']) {
    const output = join(folder, `${table}.xlsx`)
    expect((await here('aggregate', '--period', period, '--table', table, '-o', output)).exit).toBe(0)
    expect(readFileSync(output).subarray(0, 2).toString()).toBe('PK')
  }
  const unknown = await here('aggregate', '--period', period, '--table', 'T9', '-o', join(folder, 'x.xlsx'))
  expect([unknown.exit, unknown.text]).toEqual([2, expect.stringContaining('--table 应是')])
  expect((await here('notice', '--period', period)).text).toContain('2020年5月应报')
  const notice = join(folder, '通报.txt')
  await here('notice', '--period', period, '-o', notice)
  expect(readFileSync(notice, 'utf8')).toContain('一、报送情况')
  const range = ['--from', period, '--to', period] as const
  const rehearsed = await here('rehearse', join(packsDir, 'liuzhou-2020'), ...range)
  expect([rehearsed.exit, contract['city.rehearse'].output.parse(rehearsed.json)]).toMatchObject([
    0,
    { packages: 1, rules: [], blocked: [] },
  ])
  const { exit, text } = await here('rebuild')
  expect([exit, text]).toEqual([0, expect.stringContaining('已从 1 个报送包重新整理')])
})

test('a county’s folder says that this is a city’s work', async () => {
  const { exit, text } = await runHere(clerk, 'board', '--period', period)
  expect([exit, text]).toEqual([2, expect.stringContaining('只有市局能办')])
})

test('the program itself names the commands of a city, and runs them', async () => {
  const { exit, stdout } = await tanbao('--help')
  expect([exit, stdout]).toEqual([0, expect.stringContaining('receive 文件…')])
  const none = await tanbao('receive', '--data', join(folder, 'none'))
  expect([none.exit, none.stderr]).toEqual([2, expect.stringContaining('没有写要接收的文件')])
})
