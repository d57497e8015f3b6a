import { expect, onTestFinished, test } from 'vitest'
import { boiler, county, openTestEngine, people, type TestEngine, zeroReport } from '../../helpers/test-engine.ts'

const may = { form: 'F4', period: '2020-05' } as const
const june = { form: 'F4', period: '2020-06' } as const

async function open(profile: Parameters<TestEngine['call']>[1] = county): Promise<TestEngine> {
  const engine = openTestEngine()
  onTestFinished(() => engine.close())
  await engine.call('profile.create', profile as typeof county) // another pack for some tests
  return engine
}
const refusal = (code: string) => ({ name: 'AppError', code })

test('values are kept as their type writes them; what cannot be read is kept as typed', async () => {
  const { call } = await open()
  const typed = {
    capacityTph: '１，２００．５０',
    useDate: '2011年3月1日',
    inPark: '√',
    annualCoal: '约一百吨',
    ownerName: ' 某某豆腐坊　',
  }
  await call('report.edit', { ...may, baseVersion: 0, edits: [boiler(1, typed)] })
  const [row] = (await call('report.open', may)).rows
  expect(row?.values).toMatchObject({
    capacityTph: '1200.5',
    useDate: '2011-03-01',
    inPark: '是',
    annualCoal: '约一百吨',
    ownerName: '某某豆腐坊',
  })
  // Canonical text stays what it is when it is saved again.
  const again = Object.entries(row?.values ?? {}).map(([field, value]) => ({ kind: 'cell' as const, row: 'boiler-1', field, value }))
  expect(await call('report.edit', { ...may, baseVersion: 1, edits: again })).toEqual({ version: 1, step: 0 })
})

test('a computed cell is worked out, may be typed over where that is allowed, and falls back when blanked', async () => {
  const { call } = await open()
  await call('report.edit', { ...may, baseVersion: 0, edits: [boiler(1, { capacityTph: '10' })] })
  const capacity = async () => {
    const [row] = (await call('report.open', may)).rows
    return [row?.values.capacityMw, row?.computed.capacityMw]
  }
  expect(await capacity()).toEqual([undefined, '7'])
  await call('report.set', { ...may, row: '#1', field: 'capacityMw', value: '6.8' })
  expect((await capacity())[0]).toBe('6.8')
  await call('report.set', { ...may, row: '#1', field: 'capacityMw', value: null })
  expect(await capacity()).toEqual([undefined, '7'])
})

test('two windows: the one behind is refused, keeps nothing and hears of the change', async () => {
  const { call, events } = await open()
  await call('report.edit', { ...may, baseVersion: 0, edits: [boiler(1)] })
  const seenByBoth = (await call('report.open', may)).version
  await call('report.edit', {
    ...may,
    baseVersion: seenByBoth,
    edits: [{ kind: 'cell', row: 'boiler-1', field: 'annualCoal', value: '130' }],
  })
  const late = call('report.edit', {
    ...may,
    baseVersion: seenByBoth,
    edits: [{ kind: 'cell', row: 'boiler-1', field: 'annualCoal', value: '140' }],
  })
  await expect(late).rejects.toMatchObject({ ...refusal('STALE'), details: { version: 2 } })
  expect((await call('report.open', may)).rows[0]?.values.annualCoal).toBe('130')
  expect(events.filter(({ name }) => name === 'report.changed').map(({ payload }) => payload)).toEqual([
    { ...may, version: 1 },
    { ...may, version: 2 },
  ])
})

test('a ledger goes on from the month before, once only, and its rows can never be taken out', async () => {
  const { call } = await open()
  await call('report.edit', { ...may, baseVersion: 0, edits: [boiler(1), boiler(2), boiler(3)] })
  await call('report.edit', { ...june, baseVersion: 0, edits: [{ ...boiler(2), row: 'own' }] })
  const answer = { from: '2020-05', rows: 2, taken: ['boiler-1', 'boiler-3'], emptied: [], kept: 1, keptRows: ['own'] }
  expect(await call('report.carryForward', { ...june, baseVersion: 1, preview: true })).toEqual({ version: 1, step: 0, ...answer })
  expect((await call('report.open', june)).rows).toHaveLength(1)
  expect(await call('report.carryForward', { ...june, baseVersion: 1 })).toMatchObject({ version: 2, ...answer })
  const carried = await call('report.open', june)
  expect(carried.rows.map(({ key, origin }) => [key, origin])).toEqual([
    ['4502220001', 'carried'],
    ['4502220003', 'carried'],
    ['4502220002', 'typed'],
  ])
  expect(await call('report.carryForward', { ...june, baseVersion: 2 })).toEqual({
    version: 2,
    step: 0,
    from: '2020-05',
    rows: 0,
    taken: [],
    emptied: [],
    kept: 3,
    keptRows: ['boiler-1', 'own', 'boiler-3'],
  })
  await expect(call('report.edit', { ...june, edits: [{ kind: 'deleteRow', row: 'boiler-1' }] })).rejects.toMatchObject(
    refusal('ROW_PERMANENT'),
  )
  expect(await call('report.undo', june)).toMatchObject({ of: { source: 'carry', rows: 2, cells: 0 } })
  expect((await call('report.open', june)).rows.map(({ key }) => key)).toEqual(['4502220002'])
  expect((await call('report.previous', june))?.rows.length).toBe(3)
  expect(await call('report.previous', may)).toBeNull()
})

test('what belongs to one month only is not carried on, and a record given by the pack takes last month’s values', async () => {
  const { call } = await open({ role: 'county', packId: 'yuncheng-145', unit: '140821', people })
  const values = { season: '2023-2024', completedMonth: '12', completedCum: '40', note: '十一月情况' }
  await call('report.edit', { form: 'F5', period: '2023-11', edits: [{ kind: 'insertRow', row: 'r1', at: 0, values }] })
  const { emptied } = await call('report.carryForward', { form: 'F5', period: '2023-12', baseVersion: 0 })
  expect(emptied.toSorted()).toEqual(['completedCum', 'completedMonth', 'note'])
  const december = await call('report.open', { form: 'F5', period: '2023-12' })
  expect(december.rows.map((row) => [row.origin, row.values])).toEqual([['carried', { season: '2023-2024' }]])

  const pack = await call('pack.get', { id: 'yuncheng-145' })
  const field =
    pack.forms.find(({ id }) => id === 'F5H')?.fields.find(({ type, computed }) => type === 'integer' && computed === undefined)?.key ?? ''
  await call('report.set', { form: 'F5H', period: '2023-11', row: '#1', field, value: '12' })
  await call('report.carryForward', { form: 'F5H', period: '2023-12', baseVersion: 0 })
  const single = await call('report.open', { form: 'F5H', period: '2023-12' })
  expect(single.rows.map((row) => [row.origin, row.values[field]])).toEqual([['fixed', '12']])
})

test('a form of one record is there before anybody typed, and not filled until somebody did', async () => {
  const { call } = await open({ role: 'county', packId: 'yuncheng-145', unit: '140821', people })
  const at = { form: 'F5H', period: '2023-11' } as const
  const empty = await call('report.open', at)
  expect([empty.version, empty.state, empty.rows.map(({ origin }) => origin)]).toEqual([0, '未填', ['fixed']])
  const pack = await call('pack.get', { id: 'yuncheng-145' })
  const field =
    pack.forms.find(({ id }) => id === 'F5H')?.fields.find(({ type, computed }) => type === 'integer' && computed === undefined)?.key ?? ''
  await call('report.set', { ...at, row: '#1', field, value: '12' })
  const filled = await call('report.open', at)
  expect([filled.version, filled.state, filled.rows.map(({ values }) => values[field])]).toEqual([1, '填报中', ['12']])
  await expect(call('report.edit', { ...at, edits: [{ kind: 'insertRow', row: 'second', at: 1, values: {} }] })).rejects.toMatchObject(
    refusal('INPUT_INVALID'),
  )
  await call('report.undo', at)
  expect((await call('report.open', at)).rows.map(({ values }) => values[field])).toEqual([undefined])
})

test('a header edit changes only what it names, and the people of the profile sign where nobody else does', async () => {
  const { call } = await open()
  await call('report.edit', { ...may, edits: [{ kind: 'header', header: { leader: '石海泉', fillDate: '2020-06-02' } }] })
  await call('report.edit', { ...may, edits: [{ kind: 'header', header: { zeroReport: true } }] })
  expect((await call('report.open', may)).header).toMatchObject({ ...people, leader: '石海泉', fillDate: '2020-06-02', zeroReport: true })
})

test.each([
  ['a form the plan does not have', { form: 'F99', period: '2020-05' }, 'FORM_UNKNOWN'],
  ['a month outside the plan', { form: 'F4', period: '2019-12' }, 'PERIOD_OUTSIDE_PLAN'],
  ['a month that is none', { form: 'F4', period: '2020-13' }, 'INPUT_INVALID'],
])('%s is refused by every method', async (_what, at, code) => {
  const { call } = await open()
  const edits = [boiler(1)]
  for (const attempt of [
    call('report.open', at),
    call('report.edit', { ...at, edits }),
    call('report.undo', at),
    call('report.history', at),
  ]) {
    await expect(attempt).rejects.toMatchObject(refusal(code))
  }
})

test.each([
  ['a column the form does not have', { field: 'nothing', value: '1' }, 'FIELD_UNKNOWN'],
  ['a row that is not there', { row: '4502229999', field: 'annualCoal', value: '1' }, 'ROW_UNKNOWN'],
])('%s is refused', async (_what, change, code) => {
  const { call } = await open()
  await call('report.edit', { ...may, edits: [boiler(1)] })
  await expect(call('report.set', { ...may, row: '4502220001', ...change })).rejects.toMatchObject(refusal(code))
  expect((await call('report.open', may)).version).toBe(1)
})

test('a zero report with words that say nothing is refused, one without words is left to the rules', async () => {
  const { call } = await open()
  const at = { form: 'F1', period: '2020-05' }
  const set = (zeroReason: string) => call('report.edit', { ...at, edits: [{ kind: 'header', header: { zeroReport: true, zeroReason } }] })
  await expect(set('核实无误，同上')).rejects.toMatchObject(refusal('ZERO_REASON_REFUSED'))
  await expect(set('本月无')).rejects.toMatchObject(refusal('ZERO_REASON_REFUSED'))
  expect((await call('report.open', at)).header.zeroReport).toBe(false)
  await set('')
  await set('本县无此类企业')
  expect((await call('report.open', at)).header).toMatchObject({ zeroReport: true, zeroReason: '本县无此类企业' })
})

test('the history names what was changed in words, in the head of a report too', async () => {
  const { call } = await open()
  await call('report.edit', { form: 'F1', period: '2020-05', edits: [zeroReport] })
  const entries = await call('report.history', { form: 'F1', period: '2020-05' })
  expect(entries.map(({ what, label }) => `${what} ${label}`).sort()).toEqual(['header 填报日期', 'header 零报告', 'header 零报告说明'])
})
