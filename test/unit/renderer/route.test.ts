import { expect, test } from 'vitest'
import { formatPlace, parsePlace, type Route } from '../../../renderer/app/route.ts'

test.each<Route>([
  { screen: 'month' },
  { screen: 'report', form: 'F4' },
  { screen: 'report', form: 'F3', cell: { row: 'fixed-energy_consumption_total', field: 'actualYTD' } },
  { screen: 'report', form: 'F4', cell: { row: '锅炉 1/2', field: 'capacityTph' } },
  { screen: 'progress', sheet: null, indicator: null },
  { screen: 'progress', sheet: 'F9', indicator: null },
  { screen: 'progress', sheet: 'F3', indicator: 'energy_consumption_total' },
  { screen: 'import', form: 'F1' },
  { screen: 'import-book' },
  { screen: 'help', about: 'past' },
  { screen: 'help', about: 'import-book' },
  { screen: 'submit' },
  { screen: 'settings' },
  { screen: 'log' },
  { screen: 'plan', clause: null },
  { screen: 'plan', clause: '柳州方案四（五）、四（八）；GB/T 2260 100%' },
])('%j is written and read back', (route) => {
  expect(parsePlace(formatPlace(route, '2020-05'))).toEqual({ route, period: '2020-05' })
})

test.each(['', '#token=abc', '#/report', '#/report/<script>', '#/nowhere/F4', '#/report/F4;DROP/2020-05'])(
  '%s leads to the month',
  (hash) => {
    expect(parsePlace(hash).route).toEqual({ screen: 'month' })
  },
)

test.each(['#/plan/2020-05/%E6', `#/plan/2020-05/${'x'.repeat(401)}`])('%s opens the plan at its beginning', (hash) => {
  expect(parsePlace(hash)).toEqual({ route: { screen: 'plan', clause: null }, period: '2020-05' })
})

test.each(['#/report/F4/2020-05/%E6/capacityTph', '#/report/F4/2020-05/one', '#/report/F4/2020-05/one/<b>'])(
  '%s opens the form at its beginning',
  (hash) => {
    expect(parsePlace(hash)).toEqual({ route: { screen: 'report', form: 'F4' }, period: '2020-05' })
  },
)

test('a month that is none is not a month', () => {
  expect(parsePlace('#/month/2020-13').period).toBeNull()
})
