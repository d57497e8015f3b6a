/** 操作日志: all forms and the settings in one list; what was rewritten behind the program's back is told, not thrown. */
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { parseHere } from '../../helpers/parse-here.ts'
import { boiler, county, openTestEngine, type TestEngine, zeroReport } from '../../helpers/test-engine.ts'

const at = { form: 'F4', period: '2020-05' } as const
let dataDir: string
let engine: TestEngine
beforeEach(async () => {
  dataDir = join(mkdtempSync(join(tmpdir(), 'log-')), 'data')
  engine = openTestEngine({ dataDir })
  const { call } = engine
  await call('profile.create', county)
  engine.setNow('2020-06-03T02:00:00.000Z')
  await call('report.edit', { ...at, edits: [boiler(1)] })
  await call('report.edit', { form: 'F1', period: '2020-05', edits: [zeroReport] })
  engine.setNow('2020-06-04T02:00:00.000Z')
  await call('report.set', { ...at, row: '4502220001', field: 'annualCoal', value: '77', why: '企业来电更正' })
  await call('profile.setPeople', { ...county.people, leader: '覃建国' })
  await call('password.set', { name: '覃建国', next: '青山绿水' })
})
afterEach(() => engine.close())

type Filter = Parameters<typeof engine.call<'log.list'>>[1]['filter']
const list = async (filter: Filter = {}) => (await engine.call('log.list', { filter })).entries
const tamper = async (sql: string): Promise<void> => {
  await engine.close()
  const attacker = new Database(join(dataDir, 'store.db'))
  attacker.exec(`DROP TRIGGER audit_is_never_changed; ${sql}`)
  attacker.close()
  engine = openTestEngine({ dataDir })
}

test('who changed what, when and why, over all forms and in people’s words', async () => {
  const entries = await list()
  expect(entries.slice(0, 3)).toMatchObject([
    { what: 'password', rowKey: '覃建国', before: '没有口令', after: '设了口令', form: null },
    { what: 'profile', label: '单位负责人', before: county.people.leader, after: '覃建国', form: null },
    {
      what: 'cell',
      form: 'F4',
      title: expect.stringContaining('锅炉'),
      rowKey: '4502220001',
      before: '120',
      after: '77',
      why: '企业来电更正',
    },
  ])
  expect(new Set(entries.map(({ form }) => form))).toEqual(new Set(['F4', 'F1', null]))
  expect(entries.every(({ doubtful }) => !doubtful)).toBe(true)
  expect(JSON.stringify(entries)).not.toContain('青山绿水')
})

test('marks of the program are told in words, too', async () => {
  await engine.call('note.add', { ...at, text: '请核对铭牌' })
  const entries = await list()
  expect(entries[0]).toMatchObject({ what: 'note', label: '批注', before: null, after: '请核对铭牌' })
  expect(entries.find(({ label }) => label === '零报告')).toMatchObject({ what: 'header', before: '否', after: '是' })
  expect(entries.filter(({ before, after }) => /^[a-z]+$/i.test(before ?? '') || /^[a-z]+$/i.test(after ?? ''))).toEqual([])
})

test('filtered by form, person, kind and day, and read page by page', async () => {
  expect((await list({ form: 'F1' })).every(({ form }) => form === 'F1')).toBe(true)
  expect((await list({ kind: 'settings' })).map(({ what }) => what)).toEqual(['password', 'profile', 'profile'])
  expect(await list({ who: '没有这个人' })).toEqual([])
  const people = county.people.preparer.slice(0, 2)
  expect((await list({ who: people })).length).toBeGreaterThan(0)
  expect((await list({ from: '2020-06-04', to: '2020-06-04', kind: 'edit' })).map(({ after }) => after)).toEqual(['77'])
  expect((await list({ to: '2020-06-03', form: 'F4' })).some(({ after }) => after === '77')).toBe(false)
  const all = await list()
  const paged = []
  for (let before: number | null = 1_000_000; before !== null; ) {
    const page: Awaited<ReturnType<typeof engine.call<'log.list'>>> = await engine.call('log.list', { before, limit: 2 })
    paged.push(...page.entries)
    before = page.next
  }
  expect(paged).toEqual(all)
})

test('the workbook holds what the list shows', async () => {
  const { fileName, bytes } = await engine.call('log.export', { filter: { form: 'F4' } })
  expect(fileName).toMatch(/^操作日志（.+）\.xlsx$/)
  const text = JSON.stringify(await parseHere(bytes))
  for (const said of ['企业来电更正', '77', '4502220001', '可信']) expect(text).toContain(said)
  expect(text).not.toContain('覃建国')
})

test.each([
  ['a whole row', "UPDATE audit SET after = 'x' WHERE what = 'insertRow'", 'F4'],
  ['cells that are none', "UPDATE audit SET what = 'cells', after = '{\"annualCoal\":{}}' WHERE after = '77'", 'F4'],
  ['a kind that nobody writes', "UPDATE audit SET what = 'nothing' WHERE after = '77'", 'F4'],
])('an entry in which %s was rewritten is told as such, with all that follow', async (_what, sql, form) => {
  await tamper(sql)
  const { entries, brokenAt } = await engine.call('log.list', {})
  expect(brokenAt).not.toBeNull()
  expect(entries.filter(({ what }) => what === 'unreadable')).toMatchObject([
    { form, seq: brokenAt, doubtful: true, before: null, after: null },
  ])
  expect(entries.map(({ seq, doubtful }) => doubtful === seq >= (brokenAt ?? 0))).not.toContain(false)
  expect(entries.some(({ doubtful }) => !doubtful)).toBe(true)
  const history = await engine.call('report.history', at)
  expect(history.filter(({ what }) => what === 'unreadable')).toMatchObject([{ doubtful: true }])
  expect((await engine.call('log.export', { filter: {} })).bytes.length).toBeGreaterThan(1000)
})

test('a profile that was rewritten hides nothing else', async () => {
  await tamper("UPDATE audit SET after = '{' WHERE what = 'profile' AND before IS NOT NULL")
  const { entries } = await engine.call('log.list', {})
  expect(entries.some(({ what, doubtful }) => what === 'profile' && doubtful)).toBe(true)
})
