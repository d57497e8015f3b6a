import { expect, test } from 'vitest'
import { nextMonthOf, placeOn, scaleOf, standings, warned, worstFirst } from '../../../renderer/features/progress/progress-view.ts'
import { trendOf } from '../../../renderer/features/progress/trend.ts'
import type { IndicatorProgress, Report } from '../../../shared/contract/index.ts'

const one = (indicator: string, values: Readonly<Record<string, string>>, form = 'F3'): IndicatorProgress => ({
  form,
  row: `fixed-${indicator}`,
  indicator,
  title: indicator,
  unit: '吨',
  pace: 'flow',
  direction: 'down',
  figures: Object.entries(values).map(([field, value]) => ({ field, label: field, unit: null, value, shown: value, cells: [] })),
})

test('the worst come first, what cannot be graded last, the rest as the form has them', () => {
  const all = [
    one('a', { grade: 'green' }),
    one('b', {}),
    one('c', { grade: 'red' }),
    one('d', { grade: 'yellow' }),
    one('e', { grade: 'red' }),
  ]
  expect(worstFirst(all).map(({ indicator }) => indicator)).toEqual(['c', 'e', 'd', 'a', 'b'])
})

test('an indicator on two forms counts once, with the worse of both; one without a number does not count', () => {
  const all = [
    one('a', { actualYTD: '1', grade: 'green', warning: 'talk' }),
    one('a', { cumulative: '1', grade: 'yellow' }, 'F9'),
    one('b', { grade: 'red', warning: 'talk' }),
    one('c', { cumulative: '1', grade: 'none' }, 'F9'),
  ]
  expect(standings(all)).toMatchObject([
    { grade: 'yellow', warning: 'talk' },
    { grade: 'none', warning: 'none' },
  ])
})

test('those that warn are named once, what must follow soonest first, each by the form that knows what would turn it', () => {
  const all = [
    one('calm', { actualYTD: '1', grade: 'green', warning: 'none', nextMonthLine: '1' }),
    one('yellow', { actualYTD: '1', grade: 'yellow', warning: 'none', nextMonthLine: '2.5' }),
    one('yellow', { cumulative: '1', grade: 'red' }, 'F9'),
    one('letter', { actualYTD: '1', grade: 'yellow', warning: 'letter', behind: '是', consecutiveBehind: '3' }),
    one('letter', { cumulative: '1', grade: 'yellow', behind: '是' }, 'F9'),
    one('red', { cumulative: '1', grade: 'red' }, 'F9'),
    one('red', { actualYTD: '1', grade: 'yellow', nextMonthLine: '7', behind: '是', consecutiveBehind: '1' }),
  ]
  const told = warned(standings(all)).map(({ one: by, grade }) => {
    const { line, isLate, before, after } = nextMonthOf(by, '2020-05')
    return [by.indicator, grade, line ? `${before}${line.shown}${after}` : isLate]
  })
  expect(told).toEqual([
    ['letter', 'yellow', true],
    ['yellow', 'red', '下月的当月数至多只能到 2.5，才不落后'],
    ['red', 'red', '下月的当月数至多只能到 7，就不再落后'],
  ])
})

test.each([
  ['a sum begins at zero', [24, 60], true, 0],
  ['a rate does not', [22, 22.3], false, 21.955],
  ['a fall that became a rise keeps its place', [-1, 3], false, -1.6],
])('%s', (_, values, isSum, from) => {
  const scale = scaleOf(values, isSum)
  expect(scale.from).toBeCloseTo(from, 10)
  for (const value of values) {
    expect(placeOn(scale, value)).toBeGreaterThan(0)
    expect(placeOn(scale, value)).toBeLessThan(100)
  }
})

test.each([[[0]], [[5]], [[-5, -5]]])('equal values %j still have a place', (values) => {
  for (const isSum of [true, false]) {
    for (const value of values) expect(Number.isFinite(placeOn(scaleOf(values, isSum), value))).toBe(true)
  }
})

const report = (period: string, values: Readonly<Record<string, string>>, computed: Readonly<Record<string, string>> = {}) =>
  // The months are read from rows alone.
  ({ form: 'F3', period, rows: [{ id: 'one', key: 'one', origin: 'fixed', values, computed }] }) as unknown as Report

test('last year is added up like this year, as far as every month is known', () => {
  const lastYear = { last01: '1.1', last02: '0.2', last04: '4' }
  const { measure, months } = trendOf(
    [report('2020-01', { actualMonth: '1' }, { actualYTD: '1', paceTarget: '2' }), report('2020-02', lastYear, { actualYTD: '3' })],
    'one',
    'flow',
  )
  expect(measure).toBe('sum')
  expect(months.map(({ actual }) => actual?.value)).toEqual(['1', '3', ...Array(10)])
  expect(months.map(({ last }) => last?.value)).toEqual(['1.1', '1.3', ...Array(10)])
  expect(months[0]?.pace).toEqual({ value: '2', period: '2020-01', field: 'paceTarget' })
  expect(months[1]?.last).toEqual({ value: '1.3', period: '2020-02', field: 'last02' })
})

test('falls since the base year are shown as falls of the year, which is what last year’s months are', () => {
  const { measure, months } = trendOf(
    [report('2020-02', { actualMonth: '5', last01: '4', last03: '4.5' }, { actualYTD: '22.1', required: '4.8', paceTarget: '22' })],
    'one',
    'intensityCumulative',
  )
  expect(measure).toBe('fall')
  expect(months.slice(0, 3).map(({ actual, pace, last }) => [actual?.value, pace?.value, last?.value])).toEqual([
    [undefined, undefined, '4'],
    ['5', '4.8', undefined],
    [undefined, undefined, '4.5'],
  ])
})

test('text that is no number is no point', () => {
  expect(trendOf([report('2020-01', { actualMonth: '约5' })], 'one', 'point').months[0]?.actual).toBeUndefined()
})
