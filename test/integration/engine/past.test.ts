/** Any moment of a report again, against the report as it was then; and what a tampered history is good for. */
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { fillMonth } from '../../helpers/due-forms.ts'
import { boiler, county, explainAll, openTestEngine, type TestEngine } from '../../helpers/test-engine.ts'

const at = { form: 'F4', period: '2020-05' } as const
let dataDir: string
let engine: TestEngine
beforeEach(async () => {
  dataDir = join(mkdtempSync(join(tmpdir(), 'past-')), 'data')
  engine = openTestEngine({ dataDir })
  await engine.call('profile.create', county)
})
afterEach(() => engine.close())

const contentNow = async () => {
  const { rows, header } = await engine.call('report.open', at)
  return { rows: rows.map(({ id, values, computed }) => ({ id, values, computed })), header }
}
const contentAt = async (moment: Parameters<typeof engine.call<'report.at'>>[1]['moment']) => {
  const past = await engine.call('report.at', { ...at, moment })
  return { rows: past.report.rows.map(({ id, values, computed }) => ({ id, values, computed })), header: past.report.header, past }
}

/** Writes into the store behind the program's back, and starts the program again. */
async function tamper(sql: string): Promise<void> {
  await engine.close()
  const attacker = new Database(join(dataDir, 'store.db'))
  attacker.exec(sql)
  attacker.close()
  engine = openTestEngine({ dataDir })
}

test('every step of a report can be seen again, by its number and by the clock', async () => {
  const { call } = engine
  const seen: { at: string; content: Awaited<ReturnType<typeof contentNow>> }[] = []
  const steps = [
    () => call('report.edit', { ...at, edits: [{ kind: 'header', header: { fillDate: '2020-06-02' } }, boiler(1), boiler(2), boiler(3)] }),
    () => call('report.set', { ...at, row: '4502220002', field: 'annualCoal', value: '77', why: '抄错了' }),
    () => call('report.edit', { ...at, edits: [{ kind: 'deleteRow', row: 'boiler-1' }, boiler(4)] }),
    () => call('report.undo', at),
    () => call('report.redo', at),
    () => call('report.edit', { ...at, edits: [{ kind: 'cell', row: 'boiler-4', field: 'annualCoal', value: null }] }),
  ]
  for (const [index, step] of steps.entries()) {
    const now = `2020-06-03T02:0${index}:00.000Z`
    engine.setNow(now)
    await step()
    seen.push({ at: now, content: await contentNow() })
  }
  const { moments, more, brokenAt } = await call('report.moments', at)
  expect({ count: moments.length, more, brokenAt }).toEqual({ count: steps.length, more: false, brokenAt: null })
  expect(moments.map(({ source }) => source).reverse()).toEqual(['typing', 'command', 'typing', 'undo', 'redo', 'typing'])
  for (const [index, { at: time, content }] of seen.entries()) {
    const moment = moments[moments.length - 1 - index]
    const byNumber = await contentAt({ seq: moment?.seq ?? 0 })
    expect(byNumber.rows, `step ${index}`).toEqual(content.rows)
    expect((await contentAt({ at: time })).rows).toEqual(content.rows)
  }
  expect((await contentAt({ seq: 0 })).past).toMatchObject({ moment: null, report: { version: 0, rows: [] } })
  const page = await call('report.moments', { ...at, limit: 2 })
  expect(page).toMatchObject({ more: true, moments: moments.slice(0, 2) })
  expect((await call('report.moments', { ...at, limit: 2, before: page.moments[1]?.seq ?? 0 })).moments).toEqual(moments.slice(2, 4))
})

test('the difference of two moments names rows and columns, old and new', async () => {
  const { call } = engine
  await call('report.edit', { ...at, edits: [boiler(1), boiler(2)] })
  const [first] = (await call('report.moments', at)).moments
  await call('report.set', { ...at, row: '4502220001', field: 'annualCoal', value: '77' })
  await call('report.set', { ...at, row: '4502220001', field: 'townCode', value: '太平镇' })
  await call('report.edit', {
    ...at,
    edits: [
      { kind: 'cell', row: 'boiler-1', field: 'address', value: null },
      { kind: 'deleteRow', row: 'boiler-2' },
    ],
  })
  const { changes, counts, count } = await call('report.difference', { ...at, earlier: { seq: first?.seq ?? 0 }, later: { seq: 99_999 } })
  const told = changes.map(({ kind, rowName, label, before, after }) => [kind, rowName, label, before, after])
  expect(told).toContainEqual(['changed', expect.stringContaining('第1豆腐坊'), expect.stringContaining('年用煤量'), '120', '77'])
  expect(told).toContainEqual([
    'changed',
    expect.any(String),
    expect.any(String),
    expect.stringContaining('大埔镇'),
    expect.stringContaining('太平镇'),
  ])
  expect(told).toContainEqual(['removed', expect.stringContaining('第1豆腐坊'), expect.any(String), '解放路1号', null])
  expect(told).toContainEqual(['rowRemoved', expect.stringContaining('第2豆腐坊'), null, null, null])
  expect(counts).toMatchObject({ changed: 2, rowRemoved: 1 })
  const page = await call('report.difference', { ...at, earlier: { seq: first?.seq ?? 0 }, later: { seq: 99_999 }, from: 1, limit: 2 })
  expect(page).toMatchObject({ count, changes: changes.slice(1, 3) })
  const none = await call('report.difference', { ...at, earlier: { seq: 99_999 }, later: { seq: 99_999 } })
  expect(none).toMatchObject({ count: 0, changes: [] })
})

test('a report is seen exactly as it was handed up, after it was corrected and handed up again', async () => {
  const { call } = engine
  await fillMonth(call, at.period, [boiler(1), boiler(2)])
  const sealed: { packageId: string; content: Awaited<ReturnType<typeof contentNow>> }[] = []
  const seal = async () => {
    await explainAll(call, at.period)
    const { packageId } = await call('submission.create', { period: at.period })
    sealed.push({ packageId, content: await contentNow() })
  }
  await seal()
  await call('submission.revise', { period: at.period, reason: '核实后更正用煤量' })
  await call('report.set', { ...at, row: '4502220001', field: 'annualCoal', value: '150', why: '企业报来更正' })
  await seal()
  for (const { packageId, content } of sealed) {
    const { past, ...shown } = await contentAt({ submission: packageId })
    expect(shown).toEqual(content)
    expect(past).toMatchObject({ computed: 'sealed', agrees: true, brokenAt: null, moment: { submission: { packageId } } })
  }
  const [one, two] = sealed
  const { changes } = await call('report.difference', {
    ...at,
    earlier: { submission: one?.packageId ?? '' },
    later: { submission: two?.packageId ?? '' },
  })
  expect(changes.filter(({ kind }) => kind === 'changed').map(({ before, after }) => [before, after])).toEqual([['120', '150']])
  expect((await call('report.moments', at)).moments.map(({ submission, reopened }) => [submission?.revision ?? 0, reopened])).toEqual(
    expect.arrayContaining([
      [1, false],
      [0, true],
      [2, false],
    ]),
  )
})

test('who, what, where and how can be asked of the history, page by page', async () => {
  const { call } = engine
  await call('report.edit', { ...at, edits: [boiler(1), boiler(2)] })
  for (let value = 1; value <= 5; value++) await call('report.set', { ...at, row: '4502220001', field: 'annualCoal', value: `${value}` })
  await call('report.edit', {
    ...at,
    edits: [
      { kind: 'cell', row: 'boiler-2', field: 'annualCoal', value: '9' },
      { kind: 'cell', row: 'boiler-2', field: 'address', value: '新街2号' },
    ],
  })
  const ask = (filter: object, more: object = {}) => call('report.history', { ...at, filter, ...more })
  expect((await ask({ field: 'annualCoal', source: 'command' })).map(({ after }) => after)).toEqual(['5', '4', '3', '2', '1'])
  expect((await ask({ field: 'address', source: 'typing' })).filter(({ what }) => what === 'cell').map(({ after }) => after)).toEqual([
    '新街2号',
  ])
  expect((await ask({ row: '0002' })).every(({ rowKey }) => rowKey === '4502220002')).toBe(true)
  expect(await ask({ who: '别人' })).toEqual([])
  const first = await ask({ source: 'command' }, { limit: 2 })
  const second = await ask({ source: 'command' }, { limit: 2, before: first.at(-1)?.seq })
  expect([...first, ...second].map(({ after }) => after)).toEqual(['5', '4', '3', '2'])
})

test.each([
  ['a value', "UPDATE audit SET after = '99' WHERE what = 'cell'", 0],
  ['what was there before', "UPDATE audit SET before = '98' WHERE what = 'cell'", 0],
  ['a whole row', "UPDATE audit SET after = 'x' WHERE what = 'insertRow'", 1],
])('a history in which %s was rewritten is not believed', async (_name, sql, moment) => {
  await engine.call('report.edit', { ...at, edits: [boiler(1)] })
  await engine.call('report.set', { ...at, row: '4502220001', field: 'annualCoal', value: '77' })
  const { moments, brokenAt } = await engine.call('report.moments', at)
  expect(brokenAt).toBeNull()
  await tamper(`DROP TRIGGER audit_is_never_changed; ${sql}`)
  const { seq } = moments[moment] ?? { seq: 0 }
  expect((await engine.call('report.moments', at)).brokenAt).toBe(seq)
  expect((await engine.call('report.at', { ...at, moment: { seq } })).brokenAt).toBe(seq)
  const differing = await engine.call('report.difference', { ...at, earlier: { seq: 0 }, later: { seq: 99_999 } })
  expect(differing.brokenAt).toBe(seq)
  // What is written afterwards does not make it sound again.
  await engine.call('report.edit', { ...at, edits: [boiler(2)] })
  expect((await engine.call('report.moments', at)).brokenAt).toBe(seq)
})

test('a damaged package agrees with nothing, and a paper can still be held against the others', async () => {
  const { call } = engine
  await fillMonth(call, at.period, [boiler(1)])
  const { code } = await call('print.form', at)
  const { packageId } = await call('submission.create', { period: at.period })
  const ask = async () => {
    const { agrees, computed } = await engine.call('report.at', { ...at, moment: { submission: packageId } })
    return [agrees, computed, (await engine.call('print.verify', { period: at.period, code })).matches.length]
  }
  expect(await ask()).toEqual([true, 'sealed', 2])
  await tamper("UPDATE submission SET content = x'504b0304ffff'")
  expect(await ask()).toEqual([false, 'again', 1])
})
