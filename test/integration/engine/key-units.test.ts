/** The energy of key units through three months and over the new year, and forms that are not monthly. */
import { expect, onTestFinished, test } from 'vitest'
import { openTestEngine, people, type TestEngine } from '../../helpers/test-engine.ts'

const uscc = '91110000802100433B'
const coal = (values: Record<string, string>) => ({ kind: 'insertRow', row: 'coal', at: 0, values }) as const
const firstMonth = {
  uscc,
  unitName: '甲焦化',
  energyCode: '01',
  stockYearStart: '300',
  stockOpen: '500',
  purchase: '1000',
  consInd: '900',
  rawUse: '0',
  consNonInd: '20',
  stockClose: '580',
  consumeYTD: '9920',
  lastYearYTD: '9000',
}

async function open(): Promise<TestEngine> {
  const engine = openTestEngine({ now: '2024-02-03T02:00:00.000Z' })
  onTestFinished(() => engine.close())
  await engine.call('profile.create', { role: 'county', packId: 'yuncheng-145', unit: '140821', people })
  return engine
}
const figures = ({ values = {}, computed = {} }: { values?: object; computed?: object } = {}): Record<string, string> => ({
  ...computed,
  ...values,
})
const row = async ({ call }: TestEngine, period: string, form = 'F7') => figures((await call('report.open', { form, period })).rows[0])
const fill = async ({ call }: TestEngine, period: string, values: Record<string, string>) => {
  await call('report.carryForward', { form: 'F7', period, baseVersion: 0 })
  const edits = Object.entries(values).map(([field, value]) => ({ kind: 'cell', row: 'coal', field, value }) as const)
  await call('report.edit', { form: 'F7', period, edits })
}
const failing = async ({ call }: TestEngine, period: string, form = 'F7') =>
  (await call('check.run', { period, form })).findings.map(({ ruleId }) => ruleId)

test('stocks and running totals go on from month to month and begin anew in January', async () => {
  const engine = await open()
  await engine.call('report.edit', { form: 'F7', period: '2023-11', edits: [coal(firstMonth)] })
  expect(await row(engine, '2023-11')).toMatchObject({
    consume: '920',
    coefUsed: '0.7143',
    tce: '657.16',
    netTce: '642.87',
    measureUnit: '吨',
  })

  await fill(engine, '2023-12', { purchase: '800', consInd: '880', consNonInd: '0', rawUse: '0', stockClose: '500', lastYearYTD: '10000' })
  expect(await row(engine, '2023-12')).toMatchObject({ stockYearStart: '300', stockOpen: '580', consume: '880', consumeYTD: '10800' })

  await fill(engine, '2024-01', { purchase: '700', consInd: '900', consNonInd: '0', rawUse: '0', stockClose: '300', lastYearYTD: '880' })
  expect(await row(engine, '2024-01')).toMatchObject({ stockYearStart: '500', stockOpen: '500', consume: '900', consumeYTD: '900' })
  expect((await failing(engine, '2024-01')).filter((id) => id.startsWith('R-F7-'))).toEqual(['R-F7-33'])
})

test('a stock that does not follow, a total that falls and a unit slip are found', async () => {
  const engine = await open()
  await engine.call('report.edit', { form: 'F7', period: '2023-11', edits: [coal(firstMonth)] })
  const typed = { purchase: '800', consInd: '88', consNonInd: '0', rawUse: '90', stockClose: '500', lastYearYTD: '10000' }
  await fill(engine, '2023-12', { ...typed, stockOpen: '508', consumeYTD: '9900', coefUsed: '714.3' })
  const found = await failing(engine, '2023-12')
  expect(found).toEqual(expect.arrayContaining(['R-F7-02', 'R-F7-04', 'R-F7-05', 'R-F7-10', 'R-F7-13', 'R-F7-15', 'R-F7-30']))
  expect(found).not.toContain('R-F7-03')
})

test('the equivalent value stays blank until the city hands the coefficient down', async () => {
  const engine = await open()
  const power = { ...firstMonth, energyCode: '23', stockYearStart: '', stockOpen: '', stockClose: '' }
  await engine.call('report.edit', { form: 'F7', period: '2023-11', edits: [coal(power)] })
  const found = await row(engine, '2023-11')
  expect(found).toMatchObject({ coefUsed: '1.229', tce: '1130.68', measureUnit: '万千瓦时' })
  expect([found.tceEquiv, found.co2]).toEqual([undefined, undefined])
})

test('a quarterly ledger knows the quarter before', async () => {
  const engine = await open()
  const oven = { uscc, equipmentNo: '1', equipmentName: '1号焦炉', equipment: '焦炉', chamberHeight: '4.3', need: '淘汰' }
  const retired = { ...oven, status: '已淘汰（销号）', retireDate: '2023-09-20' }
  await engine.call('report.edit', { form: 'F12', period: '2023-10', edits: [coal(retired)] })
  await engine.call('report.carryForward', { form: 'F12', period: '2023-12', baseVersion: 0 })
  await engine.call('report.edit', {
    form: 'F12',
    period: '2023-12',
    edits: [{ kind: 'cell', row: 'coal', field: 'status', value: '在用' }],
  })
  expect((await engine.call('report.previous', { form: 'F12', period: '2023-12' }))?.period).toBe('2023-10')
  expect(await failing(engine, '2023-12', 'F12')).toEqual(expect.arrayContaining(['R-F12-01', 'R-F12-04']))
})

test('only the forms that are due are owed', async () => {
  const { call } = await open()
  const owed = async (period: string): Promise<string[]> =>
    (await call('tasks.list', { period })).tasks.flatMap(({ form, required }) => (required && /^F(7|1\d)/.test(form) ? [form] : []))
  expect([await owed('2023-11'), await owed('2023-12'), await owed('2024-03')]).toEqual([
    ['F7U', 'F7', 'F7P', 'F13'],
    ['F7U', 'F7', 'F7P', 'F11', 'F12', 'F13', 'F15'],
    ['F7U', 'F7', 'F7P', 'F12', 'F13', 'F15'],
  ])
})
