import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import type { Report } from '../../../shared/contract/index.ts'
import { shiftPeriod } from '../../../shared/model/period.ts'
import { boiler, county, openTestEngine, type TestEngine } from '../../helpers/test-engine.ts'

const energy = 'fixed-energy_consumption_total'
const carbon = 'fixed-co2_intensity_reduction'
const total = (report: Report, row = energy): Readonly<Record<string, string>> => {
  const found = report.rows.find((one) => one.id === row)
  if (!found) throw new Error(`no row ${row}`)
  return { ...found.computed, ...found.values }
}

/** Last year's months and this year's, 12 10⁴ tce in all. */
const lastYear = ['1.2', '0.8', '1', '1', '1', '1', '1', '1', '1', '1', '1', '1']

describe('F3 over the months of a year', () => {
  let engine: TestEngine
  const fill = async (period: string, row: string, values: Readonly<Record<string, string>>): Promise<void> => {
    const { rows, version } = await engine.call('report.open', { form: 'F3', period })
    if (!rows.some((one) => one.id === row)) throw new Error(`no row ${row}`)
    const edits = Object.entries(values).map(([field, value]) => ({ kind: 'cell' as const, row, field, value }))
    await engine.call('report.edit', { form: 'F3', period, baseVersion: version, edits })
  }
  const open = (period: string): Promise<Report> => engine.call('report.open', { form: 'F3', period })

  beforeAll(async () => {
    engine = openTestEngine()
    await engine.call('profile.create', county)
    const months = Object.fromEntries(lastYear.map((value, at) => [`last${String(at + 1).padStart(2, '0')}`, value]))
    await fill('2020-01', energy, { yearTarget: '12', actualMonth: '1.3', ...months })
    for (const [at, value] of ['0.9', '1.1', '1.05', '1.15'].entries()) await fill(`2020-0${at + 2}`, energy, { actualMonth: value })
  })
  afterAll(() => engine.close())

  it('holds the eleven indicators of the plan and more', async () => {
    const { rows } = await open('2020-05')
    expect(rows.length).toBeGreaterThanOrEqual(11)
    expect(total(await open('2020-05'), carbon)).toMatchObject({ planTarget: '22', yearTarget: '22', kindCalc: 'intensityCumulative' })
  })

  it('adds up, compares and forecasts from what is stored', async () => {
    expect(total(await open('2020-05'))).toMatchObject({
      actualYTD: '5.5',
      lastYTD: '5',
      lastYearTotal: '12',
      yoy: '10',
      yearTarget: '12',
      timeProgress: '41.6667',
      paceTarget: '5',
      progressRate: '110',
      behind: '是',
      method: 'Y',
      forecast: '13.2',
      gap: '-1.2',
      required: '0.9286',
      paceGrade: 'yellow',
      consecutiveBehind: '5',
      unreported: '0',
      warning: 'talk',
      intervalNote: '80%区间',
    })
  })

  it('says what next month must come to, and means it to the last digit', async () => {
    const { nextMonthLine } = total(await open('2020-05'))
    // 12 × 6/12 = 6 by the end of June; 5.5 are used.
    expect(nextMonthLine).toBe('0.5')
    await fill('2020-06', energy, { actualMonth: '0.5' })
    expect(total(await open('2020-06'))).toMatchObject({ behind: '否', consecutiveBehind: '0', warning: 'none' })
    await fill('2020-06', energy, { actualMonth: '0.5001' })
    expect(total(await open('2020-06'))).toMatchObject({ behind: '是', consecutiveBehind: '6', warning: 'talk' })
  })

  it('judges the later months anew when an earlier one is corrected', async () => {
    await fill('2020-04', energy, { actualMonth: '0.7' })
    const april = total(await open('2020-04'))
    expect([april.actualYTD, april.behind]).toEqual(['4', '否'])
    expect(total(await open('2020-05'))).toMatchObject({ actualYTD: '5.15', behind: '是', consecutiveBehind: '1', warning: 'remind' })
    await fill('2020-04', energy, { actualMonth: '1.05' })
    expect(total(await open('2020-05')).consecutiveBehind).toBe('5')
  })

  it('neither counts nor forgives a month left out', async () => {
    await fill('2020-08', energy, { actualMonth: '1', actualYTD: '8.2' })
    const august = total(await open('2020-08'))
    expect(august).toMatchObject({ consecutiveBehind: '7', unreported: '1' })
  })

  it('multiplies the falls of the years', async () => {
    await fill('2020-05', carbon, { lastCum: '18', actualMonth: '5' })
    expect(total(await open('2020-05'), carbon)).toMatchObject({
      actualYTD: '22.1',
      paceTarget: '22',
      behind: '否',
      grade: 'green',
      required: '4.878',
    })
  })

  it('adds the plants that started this month for the months to come, and takes off the boilers that stopped', async () => {
    const period = '2020-03'
    const insert = (form: string, values: Readonly<Record<string, string>>) =>
      engine.call('report.edit', {
        form,
        period,
        baseVersion: 0,
        edits: [{ kind: 'insertRow', row: 'one', at: 0, values }],
      })
    const before = Number(total(await open(period)).forecast)
    await insert('F1', {
      projectCode: '2019-450222-30-03-000001',
      commStage: '正式投产',
      energyAnnualEquiv: '20000',
      loadFactor: '60',
      commissionDate: '2020-03-10',
    })
    await insert('F4', { boilerId: '4502220001', retireDate: '2020-03-20', tceReduced: '400' })
    const march = total(await open(period))
    // 20000 × 60 % × 9/12 and 400 × 9/12, in 10⁴ tce.
    expect(march).toMatchObject({ plannedAdd: '9000', plannedCut: '300' })
    expect(Number(march.forecast)).toBeCloseTo(before + 0.87, 10)
    // They stand in the series from April on.
    expect(total(await open('2020-04')).plannedAdd).toBeUndefined()
  })

  it('is handed out with the cells every number rests on', async () => {
    const { indicators } = await engine.call('progress.get', { period: '2020-05' })
    const row = indicators.find(({ form, row: id }) => form === 'F3' && id === energy)
    const figure = (field: string) => row?.figures.find((one) => one.field === field)
    expect(figure('grade')).toMatchObject({ value: 'red', shown: '一级/红', unit: null })
    expect(figure('forecast')).toMatchObject({ value: '13.2', unit: '万吨标准煤' })
    const cells = figure('actualYTD')?.cells.map(({ period, field, value }) => `${period} ${field} ${value}`)
    expect(cells).toEqual([
      '2020-05 actualMonth 1.15',
      '2020-04 actualMonth 1.05',
      '2020-03 actualMonth 1.1',
      '2020-02 actualMonth 0.9',
      '2020-01 actualMonth 1.3',
    ])
    expect(figure('yearTarget')?.cells).toEqual([
      { form: 'F3', period: '2020-01', row: energy, key: 'energy_consumption_total', field: 'yearTarget', value: '12' },
    ])
    const march = (await engine.call('progress.get', { period: '2020-03' })).indicators.find(
      ({ form, row: id }) => form === 'F3' && id === energy,
    )
    const behindForecast = march?.figures.find(({ field }) => field === 'forecast')?.cells ?? []
    expect(new Set(behindForecast.map(({ form }) => form))).toEqual(new Set(['F3', 'F1', 'F4']))
    // Nothing is invented: every cell named holds what is said.
    for (const cell of row?.figures.flatMap(({ cells: all }) => all) ?? []) {
      const stored = (await engine.call('report.open', { form: cell.form, period: cell.period })).rows.find(({ id }) => id === cell.row)
      expect(stored?.values[cell.field]).toBe(cell.value)
    }
  })

  it('is checked: three months behind are a talk, and the check says so', async () => {
    const { findings } = await engine.call('check.run', { form: 'F3', period: '2020-05' })
    const talk = findings.find(({ ruleId, rowId }) => ruleId === 'R-F3-15' && rowId === energy)
    expect(talk?.message).toContain('连续 5 个月进度落后')
    expect(findings.some(({ outcome }) => outcome === 'error')).toBe(false)
  })

  it('brings the targets into the next month and leaves the month itself blank', async () => {
    const { version } = await open('2020-09')
    await engine.call('report.carryForward', { form: 'F3', period: '2020-09', baseVersion: version })
    const row = (await open('2020-09')).rows.find(({ id }) => id === energy)
    expect(row?.values.actualMonth).toBeUndefined()
    expect(row?.values.yearTarget).toBeUndefined()
    expect(row?.computed).toMatchObject({ yearTarget: '12', last01: '1.2', lastYearTotal: '12' })
  })
})

describe('F9 by quarter', () => {
  it('takes up last quarter and shows progress against the five years', async () => {
    const engine = openTestEngine()
    await engine.call('profile.create', county)
    const period = '2020-06'
    const row = 'fixed-energy_intensity_reduction'
    const edits = Object.entries({ lastCum: '15', actual: '4', dataSource: '市统计局' }).map(([field, value]) => ({
      kind: 'cell' as const,
      row,
      field,
      value,
    }))
    await engine.call('report.edit', { form: 'F9', period, baseVersion: 0, edits })
    const now = await engine.call('report.open', { form: 'F9', period })
    expect(total(now, row)).toMatchObject({
      targetValue: '19',
      cumulative: '18.4',
      paceTarget: '19',
      behind: '是',
      grade: 'yellow',
      gap: '-0.6',
    })
    expect(now.totals.map(({ label }) => label).join()).toContain('二级/黄')
    const next = shiftPeriod(period, 3)
    const { version } = await engine.call('report.open', { form: 'F9', period: next })
    await engine.call('report.carryForward', { form: 'F9', period: next, baseVersion: version })
    const carried = (await engine.call('report.open', { form: 'F9', period: next })).rows.find(({ id }) => id === row)
    expect([carried?.values.actual, carried?.computed.lastCum]).toEqual([undefined, '15'])
    await engine.close()
  })
})

it('forms that name a town are counted and summed by town, each number with its cells', async () => {
  const engine = openTestEngine()
  onTestFinished(() => engine.close())
  const { call } = engine
  await call('profile.create', county)
  const at = { form: 'F4', period: '2020-05' } as const
  const towns = (await call('pack.get', { id: 'liuzhou-2020' })).codes.find(({ id }) => id === 'TOWNS')?.items ?? []
  const own = towns.filter(({ parent }) => parent === county.unit)
  const [first, second] = own
  if (!first || !second) throw new Error('the county has towns')
  expect((await call('progress.towns', { period: at.period })).forms).toEqual([])
  await call('report.edit', {
    ...at,
    edits: [
      boiler(1, { townCode: second.code, annualCoal: '0.1' }),
      boiler(2, { townCode: first.code, annualCoal: '7' }),
      boiler(3, { townCode: second.code, annualCoal: '0.2' }),
      boiler(4, { townCode: '乱写', annualCoal: '不详' }),
    ],
  })
  const { forms } = await call('progress.towns', { period: at.period })
  const [boilers] = forms
  if (!boilers) throw new Error('boilers have towns')
  const coal = boilers.columns.findIndex(({ field }) => field === 'annualCoal')
  const said = boilers.towns.map(({ town, name, count, sums }) => [town, name, count, sums[coal]])
  // Exact to the last digit; what is no town of the list, and no number, is counted and not lost.
  expect(said).toEqual([
    [first.code, first.label, 1, '7'],
    [second.code, second.label, 2, '0.3'],
    [null, '没填或不在名单里', 1, null],
  ])
  expect([boilers.form, boilers.unit, boilers.count, boilers.sums[coal]]).toEqual(['F4', '台', 4, '7.3'])
  expect(boilers.towns[1]?.rows.map(({ row, values }) => [row, values[coal]])).toEqual([
    ['boiler-1', '0.1'],
    ['boiler-3', '0.2'],
  ])
})
