/** What a department of Liuzhou is asked for: the targets it answers for, and no form that has nothing of its own. */
import { expect, it, onTestFinished } from 'vitest'
import { county, openTestEngine, type TestEngine } from '../../helpers/test-engine.ts'

const june = '2020-06'
const open = async (unit: string): Promise<TestEngine> => {
  const engine = openTestEngine()
  onTestFinished(() => engine.close())
  await engine.call('profile.create', { ...county, unit })
  return engine
}
const rowsOf = async ({ call }: TestEngine, form: string): Promise<(string | null)[]> =>
  (await call('report.open', { form, period: june })).rows.map(({ key }) => key)
const owedBy = async ({ call }: TestEngine): Promise<string[]> =>
  (await call('tasks.list', { period: june })).tasks.filter(({ required }) => required).map(({ form }) => form)

it('a department forecasts and reports the targets it is named for', async () => {
  const engine = await open('LZ-NYJ')
  expect(await rowsOf(engine, 'F3')).toEqual(['manure_utilization_rate'])
  expect(await rowsOf(engine, 'F9')).toEqual(['manure_utilization_rate', 'green_manure_area'])
  expect(await owedBy(engine)).toEqual(['F1', 'F2', 'F3', 'F9'])
  const { findings } = await engine.call('check.run', { period: june })
  expect(findings.map(({ ruleId }) => ruleId)).not.toContain('R-F3-01')
  expect(findings.map(({ ruleId }) => ruleId)).not.toContain('R-F9-01')
})

it('a department without a target of its own owes neither the forecast nor the targets', async () => {
  const engine = await open('LZ-SWJ')
  expect(await owedBy(engine)).toEqual(['F1', 'F2'])
  const { findings } = await engine.call('check.run', { period: june })
  expect([...new Set(findings.map(({ form }) => form))].sort()).toEqual(['F1', 'F2'])
})

it('a county and a board go on reporting all of them', async () => {
  for (const unit of ['450222', 'LZ-LIUDONG']) {
    const engine = await open(unit)
    expect([unit, (await rowsOf(engine, 'F3')).length, (await rowsOf(engine, 'F9')).length]).toEqual([unit, 11, 13])
    expect(await owedBy(engine)).toEqual(['F1', 'F2', 'F3', 'F4', 'F9'])
  }
})

it('a boiler that still runs has saved nothing yet, whatever will replace it', async () => {
  const engine = await open('450222')
  const at = { form: 'F4', period: june }
  const cells = { boilerId: '4502220001', annualCoal: '2100', replaceEnergyTce: '980.5' }
  const savedIn = async (status: string): Promise<string | undefined> => {
    const { version, rows } = await engine.call('report.open', at)
    const edits =
      rows.length === 0
        ? [{ kind: 'insertRow' as const, row: 'boiler-1', at: 0, values: { ...cells, status } }]
        : rows.map(({ id }) => ({ kind: 'cell' as const, row: id, field: 'status', value: status }))
    await engine.call('report.edit', { ...at, baseVersion: version, edits })
    return (await engine.call('report.open', at)).rows[0]?.computed.tceReduced
  }
  expect(await savedIn('整治中')).toBe('0')
  expect(await savedIn('已淘汰（销号）')).toBe('519.53')
})
