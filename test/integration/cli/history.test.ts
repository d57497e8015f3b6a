import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Difference, HistoryEntry, PastReport } from '../../../shared/contract/index.ts'
import { tanbao, tanbaoJson } from '../../helpers/command-line.ts'
import { boiler, county, openTestEngine } from '../../helpers/test-engine.ts'

const place = { form: 'F4', period: '2020-05' } as const
const folder = mkdtempSync(join(tmpdir(), 'tanbao-history-'))
const data = join(folder, 'data')
const at = ['--data', data, '--form', place.form, '--period', place.period] as const
/** A month with little in it: what is worked out for every row takes its time. */
const small = { form: 'F4', period: '2020-06' } as const
const there = ['--data', data, '--form', small.form, '--period', small.period] as const
const rows = 1105

beforeAll(async () => {
  const engine = openTestEngine({ dataDir: data, now: '2020-06-01T02:00:00.000Z' })
  await engine.call('profile.create', county)
  await engine.call('report.edit', { ...place, edits: Array.from({ length: rows }, (_, index) => boiler(index + 1)) })
  await engine.call('report.edit', { ...small, edits: [boiler(1), boiler(2)] })
  engine.setNow('2020-06-03T02:00:00.000Z')
  await engine.call('report.set', { ...small, row: '4502220001', field: 'annualCoal', value: '125' })
  await engine.call('report.set', { ...place, row: '4502220001', field: 'annualCoal', value: '125', why: '抄错了' })
  await engine.close()
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('a history of more than a thousand entries is told whole, or only of one row', async () => {
  const { exit, json } = await tanbaoJson('history', ...at)
  const entries = HistoryEntry.array().parse(json)
  expect([exit, entries.length, new Set(entries.map(({ seq }) => seq)).size]).toEqual([0, rows + 1, rows + 1])
  const one = await tanbao('history', ...at, '--row', '4502220001', '--field', '年用煤量')
  expect(one.stdout.split('\n').filter((line) => line.includes('4502220001'))).toHaveLength(2)
  expect(one.stdout).toMatch(/120\s+125\s+抄错了/)
})

test('the form as it was on a day, and what has changed since', async () => {
  const { json } = await tanbaoJson('history', ...there, '--at', '2020-06-02')
  const past = PastReport.parse(json)
  expect([past.report.rows.length, past.report.rows[0]?.values.annualCoal, past.brokenAt]).toEqual([2, '120', null])
  const shown = await tanbao('history', ...there, '--at', '2020-05-01')
  expect([shown.exit, shown.stdout]).toEqual([0, expect.stringContaining('那时还没有填')])
  const changed = await tanbaoJson('diff', ...there, '--from', '2020-06-02')
  expect(Difference.parse(changed.json).changes).toMatchObject([{ kind: 'changed', before: '120', after: '125' }])
})

test('a code on paper is held against the data', async () => {
  const engine = openTestEngine({ dataDir: data, now: '2020-06-04T02:00:00.000Z' })
  const { code } = await engine.call('print.form', small)
  await engine.close()
  const verify = (typed: string) => tanbao('verify-code', typed, '--data', data, '--period', small.period)
  expect(await verify(code)).toMatchObject({ exit: 0, stdout: expect.stringContaining('完全一致') })
  expect(await verify(code.slice(0, -1))).toMatchObject({ exit: 1, stdout: expect.stringContaining('抄得不对') })
})

test.each(['昨天', 'r9'])('the moment “%s” is refused with what can be written', async (moment) => {
  const { exit, stderr } = await tanbao('history', ...there, '--at', moment)
  expect([exit, /[\u4e00-\u9fff]{4}/.test(stderr)]).toEqual([2, true])
})
