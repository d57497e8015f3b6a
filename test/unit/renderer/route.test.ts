import { expect, test } from 'vitest'
import { formatPlace, parsePlace, type Route } from '../../../renderer/app/route.ts'

test.each<Route>([
  { screen: 'month' },
  { screen: 'report', form: 'F4' },
  { screen: 'import', form: 'F1' },
  { screen: 'submit' },
  { screen: 'settings' },
])('%j is written and read back', (route) => {
  expect(parsePlace(formatPlace(route, '2020-05'))).toEqual({ route, period: '2020-05' })
})

test.each(['', '#token=abc', '#/report', '#/report/<script>', '#/nowhere/F4', '#/report/F4;DROP/2020-05'])(
  '%s leads to the month',
  (hash) => {
    expect(parsePlace(hash).route).toEqual({ screen: 'month' })
  },
)

test('a month that is none is not a month', () => {
  expect(parsePlace('#/month/2020-13').period).toBeNull()
})
