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
const rows = 1105

beforeAll(async () => {
  const engine = openTestEngine({ dataDir: data, now: '2020-06-01T02:00:00.000Z' })
  await engine.call('profile.create', county)
  await engine.call('report.edit', { ...place, edits: Array.from({ length: rows }, (_, index) => boiler(index + 1)) })
  engine.setNow('2020-06-03T02:00:00.000Z')
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
  const { json } = await tanbaoJson('history', ...at, '--at', '2020-06-02')
  const past = PastReport.parse(json)
  expect([past.report.rows.length, past.report.rows[0]?.values.annualCoal, past.brokenAt]).toEqual([rows, '120', null])
  const shown = await tanbao('history', ...at, '--at', '2020-05-01')
  expect([shown.exit, shown.stdout]).toEqual([0, expect.stringContaining('那时还没有填')])
  const changed = await tanbaoJson('diff', ...at, '--from', '2020-06-02')
  expect(Difference.parse(changed.json).changes).toMatchObject([{ kind: 'changed', before: '120', after: '125' }])
})

test.each(['昨天', 'r9'])('the moment “%s” is refused with what can be written', async (moment) => {
  const { exit, stderr } = await tanbao('history', ...at, '--at', moment)
  expect([exit, /[\u4e00-\u9fff]{4}/.test(stderr)]).toEqual([2, true])
})
