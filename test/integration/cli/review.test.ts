import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { MonthReview } from '../../../shared/contract/index.ts'
import { tanbao, tanbaoJson } from '../../helpers/command-line.ts'
import { fillMonth } from '../../helpers/due-forms.ts'
import { boiler, county, openTestEngine } from '../../helpers/test-engine.ts'

const period = '2020-05'
const folder = mkdtempSync(join(tmpdir(), 'tanbao-review-'))
const data = join(folder, 'data')
const at = ['--data', data, '--period', period] as const
const passwordFile = join(folder, '口令.txt')

beforeAll(async () => {
  // Later months of the plan make no difference; the clock of the command line is today's.
  const engine = openTestEngine({ dataDir: data, now: new Date().toISOString() })
  const { call } = engine
  await call('profile.create', county)
  await fillMonth(call, period, [boiler(1), boiler(3)])
  await call('password.set', { name: county.people.leader, next: '长江黄河' })
  await engine.close()
  writeFileSync(passwordFile, '长江黄河\r\n')
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const stages = async (...argv: readonly string[]): Promise<(string | number | null)[]> => {
  const { exit, json } = await tanbaoJson(...argv)
  return [exit, ...MonthReview.parse(json).forms.map(({ stage }) => stage)]
}

test('handed in, and sent back at a cell by the one who may', async () => {
  expect((await tanbao('review', '--data', data, '--on')).stdout).toContain('已启用审核流程')
  expect(await stages('review', ...at, '--submit', '--by', '覃小梅')).toEqual([0, 'handedIn', 'handedIn', 'handedIn', 'handedIn'])
  const wrong = await tanbao('review', ...at, '--pass', '--by', '覃小梅')
  expect([wrong.exit, wrong.stderr]).toEqual([2, expect.stringContaining('审核人是“莫海燕”')])
  const place = ['--row', '4502220001', '--field', 'annualCoal'] as const
  const refused = await tanbao('review', ...at, '--form', 'F4', '--refuse', '请核对用煤量', ...place, '--by', '莫海燕')
  expect([refused.exit, refused.stdout]).toEqual([0, expect.stringContaining('已退回修改：F4')])
})

test('answered, passed, and signed with a password from a file', async () => {
  const engine = openTestEngine({ dataDir: data, now: new Date().toISOString() })
  const [note] = await engine.call('note.list', { form: 'F4', period })
  expect(note).toMatchObject({ kind: 'refusal', rowKey: '4502220001', field: 'annualCoal' })
  await engine.call('note.resolve', { id: note?.id ?? '', resolved: true })
  await engine.call('review.handIn', { period, forms: ['F4'], by: '覃小梅' })
  await engine.close()
  expect(await stages('review', ...at, '--pass', '--by', '莫海燕')).toEqual([0, 'passed', 'passed', 'passed', 'passed'])
  const without = await tanbao('sign', ...at, '--by', '韦志强')
  expect([without.exit, without.stderr]).toEqual([2, expect.stringContaining('设了口令')])
  expect(await stages('sign', ...at, '--by', '韦志强', '--password-file', passwordFile)).toEqual([
    0,
    'signed',
    'signed',
    'signed',
    'signed',
  ])
  expect((await tanbao('review', ...at)).stdout).toContain('已签发')
})

test('two actions at once are refused, and nothing is done', async () => {
  expect(await tanbao('review', ...at, '--submit', '--pass', '--by', '覃小梅')).toMatchObject({
    exit: 2,
    stderr: expect.stringContaining('只能写一个'),
  })
})
