/** Sums, weather, scores and comparisons over hand-made packages whose answers can be worked out on paper. */
import { describe, expect, test } from 'vitest'
import { compareTotals, duplicatesAcross } from '../../../shared/city/compare.ts'
import type { FormFigures } from '../../../shared/city/figures.ts'
import { ownProgress } from '../../../shared/city/own-progress.ts'
import { cityPolicy, scoreWeights } from '../../../shared/city/policy.ts'
import type { ReportingLine } from '../../../shared/city/reporting.ts'
import { cellsBehind, rollUp } from '../../../shared/city/roll-up.ts'
import { scoreTable } from '../../../shared/city/scores.ts'
import { bindingIndicators, weatherTable } from '../../../shared/city/weather.ts'
import type { FormTemplate } from '../../../shared/forms/form-schema.ts'
import { blankHeader } from '../../../shared/rules/input.ts'
import type { RecordsFile } from '../../../shared/submission/content.ts'
import { cityNotice, cityTableText } from '../../../shared/text/city-tables.ts'
import { liuzhou } from '../../helpers/city-desk.ts'
import { factsOf } from '../../helpers/city-facts.ts'

const { pack } = liuzhou()
const policy = cityPolicy(pack.manifest.parameters)
const template = (form: string): FormTemplate => {
  const found = pack.forms.get(form)
  if (found === undefined) throw new Error(form)
  return found
}
type Row = Readonly<Record<string, string>>
function figures(form: string, unit: string, rows: readonly Row[], given: Partial<RecordsFile> = {}, period = '2020-05'): FormFigures {
  const columns = ['_row', ...new Set(rows.flatMap((row) => Object.keys(row)))]
  const cells = rows.map((row, at) => columns.map((column) => (column === '_row' ? `r${at}` : (row[column] ?? null))))
  return {
    facts: factsOf({ unit, period }),
    records: { form, period, unit, header: blankHeader, columns, rows: cells, totals: [], ...given },
  }
}
const total = (label: string, values: Row, missing: Record<string, number> = {}) => ({ label, values, missing })

const places = new Set(['a', 'b', '450222', '450223'])

describe('a roll-up', () => {
  test('adds exactly, with what is blank and whose part is whose', () => {
    const sources = [
      figures('F4', '450222', [{ boilerId: '1', annualCoal: '0.1' }], {
        totals: [total('合计', { annualCoal: '0.1', capacityTph: '12' }, { annualCoal: 1 })],
      }),
      figures('F4', '450223', [{ boilerId: '2', annualCoal: '0.2' }], { totals: [total('合计', { annualCoal: '0.2' })] }),
    ]
    const [sum] = rollUp(template('F4'), pack.indicators, policy.weights, sources, places).totals
    expect(sum).toMatchObject({ label: '合计', values: { annualCoal: '0.3', capacityTph: '12' }, missing: { annualCoal: 1 } })
    expect(sum?.parts.map(({ unit, values }) => [unit, values.annualCoal])).toEqual([
      ['450222', '0.1'],
      ['450223', '0.2'],
    ])
    expect(cellsBehind(template('F4'), sources, 'annualCoal')).toMatchObject([
      { unit: '450222', rowId: 'r0', rowKey: '1', value: '0.1' },
      { unit: '450223', rowKey: '2', value: '0.2' },
    ])
  })
  test('makes a rate from the sums and adds counted rows with their unit', () => {
    const heating: FormTemplate = {
      ...template('F4'),
      totals: [
        {
          label: '合计',
          fields: ['done', 'planned'],
          rates: [{ field: 'rate', of: 'done', to: 'planned' }],
          count: { field: 'name', unit: '台' },
        },
      ],
    }
    const own = (done: string, planned: string, rate: string, name: string) => ({ totals: [total('合计', { done, planned, rate, name })] })
    const sources = [figures('F4', 'a', [], own('1', '1', '100', '1台')), figures('F4', 'b', [], own('0', '3', '0', '12台'))]
    // 1 of 4, and not the middle of 100 % and 0 %.
    expect(rollUp(heating, [], new Map(), sources, places).totals[0]?.values).toEqual({ done: '1', planned: '4', rate: '25', name: '13台' })
  })
  test('adds flows, weighs falls by their amounts, and says nothing where nothing can be said', () => {
    const unit = (id: string, energy: string, fall: string) =>
      figures('F3', id, [
        { indicatorKey: 'energy_consumption_total', actualYTD: energy },
        { indicatorKey: 'energy_intensity_reduction', actualYTD: fall },
        { indicatorKey: 'manure_utilization_rate', actualYTD: '80' },
      ])
    const made = (sources: FormFigures[]) =>
      Object.fromEntries(
        rollUp(template('F3'), pack.indicators, policy.weights, sources, places).indicators.map(({ indicator, way, value }) => [
          indicator,
          [way, value],
        ]),
      )
    expect(made([unit('a', '100', '4'), unit('b', '300', '2')])).toEqual({
      energy_consumption_total: ['sum', '400'],
      energy_intensity_reduction: ['average', '2.5'],
      manure_utilization_rate: ['none', null],
    })
    expect(made([unit('a', '100', '4'), unit('b', '', '2')]).energy_intensity_reduction).toEqual(['average', null])
    // A department tells of the whole city: it counts where no place tells anything, and never beside one.
    expect(made([unit('a', '100', '4'), unit('LZ-FGW', '900', '1')]).energy_consumption_total).toEqual(['sum', '100'])
    expect(made([unit('LZ-FGW', '900', '1')]).energy_consumption_total).toEqual(['sum', '900'])
  })
})

describe('the city’s own progress', () => {
  const full = { indicatorKey: 'energy_consumption_total', actualMonth: '0.1', actualYTD: '5', lastYTD: '4', last01: '1' }
  const both = [
    { id: 'a', name: '甲县' },
    { id: 'b', name: '乙县' },
  ]
  const made = (sources: FormFigures[]) =>
    ownProgress(template('F3'), pack.indicators, both, sources).find(({ indicator }) => indicator === full.indicatorKey)
  test('is added exactly, each column only where every place has it', () => {
    const { last01: _, ...rest } = full
    expect(made([figures('F3', 'a', [full]), figures('F3', 'b', [{ ...rest, actualMonth: '0.2' }])])).toMatchObject({
      way: 'added',
      values: { actualMonth: '0.3', actualYTD: '10', lastYTD: '8' },
      missing: [],
    })
    expect(made([figures('F3', 'a', [full]), figures('F3', 'b', [rest])])?.values).not.toHaveProperty('last01')
  })
  test('is not added while anybody is missing, and who is missing is told', () => {
    expect(made([figures('F3', 'a', [full])])).toMatchObject({ way: 'incomplete', values: {}, missing: ['乙县'] })
    const blank = { indicatorKey: full.indicatorKey, actualYTD: '5' }
    expect(made([figures('F3', 'a', [full]), figures('F3', 'b', [blank])])).toMatchObject({ way: 'incomplete', missing: ['乙县'] })
    const all = ownProgress(template('F3'), pack.indicators, both, [])
    expect(all.filter(({ way }) => way === 'notAdditive').map(({ indicator }) => indicator)).toContain('energy_intensity_reduction')
  })
})

/** One binding target: a cumulative fall. */
const target = (grade: string, behind: string, attained: string): Row => ({
  indicatorKey: 'co2_intensity_reduction',
  direction: 'up',
  actualYTD: attained,
  paceTarget: '100',
  paceGrade: grade,
  forecastGrade: 'green',
  grade,
  behind,
})
const units = ['a', 'b', 'c', 'd'].map((id) => ({ id, name: id }))
const weather = (months: Readonly<Record<string, Readonly<Record<string, Row>>>>, period: string) =>
  weatherTable({
    ...{ template: template('F3'), indicators: pack.indicators, policy, units, period },
    sources: Object.entries(months).flatMap(([at, byUnit]) =>
      Object.entries(byUnit).map(([unit, row]) => figures('F3', unit, [row], {}, at)),
    ),
  })

describe('the weather table', () => {
  const good = target('green', '否', '120')
  const bad = target('red', '是', '50')
  test('ranks by reds, then yellows, then what is attained; equals share a rank', () => {
    const lines = weather({ '2020-05': { a: bad, b: good, c: target('yellow', '是', '95'), d: good } }, '2020-05')
    expect(lines.map(({ unit, rank, grade }) => [unit, rank, grade])).toEqual([
      ['a', 4, 'red'],
      ['b', 1, 'green'],
      ['c', 3, 'yellow'],
      ['d', 1, 'green'],
    ])
  })
  test('counts months behind over a gap that does not end the run, and calls in after three', () => {
    const months = { '2020-05': { a: bad, b: bad }, '2020-06': { b: good }, '2020-07': { a: bad, b: bad }, '2020-08': { a: bad, b: bad } }
    const [a, b, c] = weather(months, '2020-08')
    expect(a).toMatchObject({ behindMonths: 3, behindGaps: 1, behindSince: '2020-05', warning: 'talk' })
    expect(b).toMatchObject({ behindMonths: 2, behindGaps: 0, behindSince: '2020-07', warning: 'letter' })
    expect(c).toMatchObject({ sha256: null, grade: null, rank: null, behindMonths: 0, warning: 'none' })
    expect(a?.history).toEqual([
      { period: '2020-05', grade: 'red' },
      { period: '2020-06', grade: null },
      { period: '2020-07', grade: 'red' },
      { period: '2020-08', grade: 'red' },
    ])
  })
  test('tells what changed since the month before', () => {
    const [a, b] = weather({ '2020-05': { a: bad, b: good }, '2020-06': { a: good, b: bad } }, '2020-06')
    expect([a, b].map((line) => [line?.rankBefore, line?.rank, line?.gradeBefore])).toEqual([
      [2, 1, 'red'],
      [1, 2, 'green'],
    ])
    expect(cityTableText.weatherTable.change(a?.rank ?? null, a?.rankBefore ?? null)).toBe('升 1 位')
  })
})

describe('scores', () => {
  const line = (unit: string, lateDays = 0): ReportingLine => ({
    ...{ unit, unitName: unit, due: 1, reported: 1, late: 0, lateDays, missing: 0, accepted: 1 },
    ...{ returnedOpen: 0, timesReturned: 0, revisions: 0, remarks: 1, explained: 0 },
  })
  const measures = [
    figures(
      'F2',
      'a',
      ['正常推进', '已完成', '滞后', '本月无任务'].map((progressStatus) => ({ progressStatus })),
    ),
  ]
  const scored = (own = {}) =>
    scoreTable({
      weather: weather({ '2020-05': { a: target('yellow', '是', '50'), b: target('green', '否', '130') } }, '2020-05'),
      reporting: [line('a', 3), line('b')],
      ...{ indicators: pack.indicators, binding: bindingIndicators(pack.indicators, policy), measures, policy },
      weights: scoreWeights(pack.manifest.parameters, own),
    })
  test('stretch what could be judged to a hundred and take off for the reporting', () => {
    const [a, b, c] = scored()
    // 10 of 20 and two thirds of 60 are 50 of 80 points; less 3 days and 1 remark.
    expect(a).toMatchObject({ year: null, cumulative: '10', measures: '40', reporting: '4', total: '58.5', result: 'failed', rank: 2 })
    expect(b).toMatchObject({ cumulative: '20', measures: null, total: '99', result: 'top', rank: 1 })
    expect(c).toMatchObject({ total: null, result: null, rank: null })
  })
  test('follow the weights that the city has set', () => {
    expect(scored({ scoreLateDay: 0, scoreRemark: 0 })[0]).toMatchObject({ reporting: '0', total: '62.5', result: 'nearly' })
  })
})

describe('comparisons', () => {
  const own = (unit: string, coal: string, period = '2020-05') =>
    figures('F4', unit, [], { totals: [total('合计', { annualCoal: coal })] }, period)
  const compared = (value: string, before: string, others: readonly string[]) =>
    compareTotals(
      [own('a', value)],
      [own('a', before, '2020-04')],
      [own('a', value), ...others.map((coal, at) => own(`u${at}`, coal))],
      policy,
    )[0]
  test('name a jump against last month, and what lies far from all others', () => {
    expect(compared('150', '100', [])).toMatchObject({ change: '50', isJump: false, isOutlier: false })
    expect(compared('151', '100', [])).toMatchObject({ change: '51', isJump: true })
    expect(compared('1000', '1000', ['100', '110', '95', '105'])).toMatchObject({ change: '0', median: '105', units: 5, isOutlier: true })
    // Four units are too few to call one of them far.
    expect(compared('1000', '1000', ['100', '110', '95'])).toMatchObject({ isOutlier: false })
  })
  test('find the same boiler or project in two counties, and not twice in one', () => {
    const sources = [
      figures('F4', 'a', [{ boilerId: '1', uscc: 'X', model: 'M' }, { boilerId: '9' }, { boilerId: '9' }]),
      figures('F4', 'b', [
        { boilerId: '2', uscc: 'X', model: 'M' },
        { boilerId: '3', uscc: 'X' },
      ]),
      figures('F1', 'b', [{ projectCode: 'P' }]),
      figures('F1', 'c', [{ projectCode: 'P' }]),
    ]
    expect(
      duplicatesAcross(sources, policy.duplicates).map(({ form, key, places }) => [form, key, places.map(({ unit }) => unit)]),
    ).toEqual([
      ['F4', 'X|M', ['a', 'b']],
      ['F1', 'P', ['b', 'c']],
    ])
  })
})

test('a notice names who is late, missing, red and to be called in, and nobody else', () => {
  const named = (unitName: string) => ({ unitName })
  const facts = { receiver: '市局', plan: '方案', period: '2020-05', due: 5, graded: 4, day: '2020-06-10' }
  const { title, text } = cityNotice({
    ...{ ...facts, late: [{ unitName: '甲县', lateDays: 2 }], missing: [named('乙县')], red: [named('丙县')], yellow: [] },
    ...{ first: [named('丁县')], letter: [], talk: [{ unitName: '丙县', behindMonths: 3 }] },
  })
  expect(title).toContain('2020年5月')
  for (const said of ['已报 4 个，按时 3 个', '甲县（2 天）', '仍未报送：乙县', '红色：丙县', '丙县（连续 3 个月）', '2020年6月10日'])
    expect(text).toContain(said)
  expect(text).not.toContain('黄色：')
})
