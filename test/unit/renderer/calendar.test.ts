import { expect, test } from 'vitest'
import { addMonths, columnOf, firstDay, moveDay, weeksOf } from '../../../renderer/features/grid/calendar.ts'

test('weeks begin on Monday', () => {
  const weeks = weeksOf('2020-02')
  expect(weeks.map((week) => week.length)).toEqual([2, 7, 7, 7, 6])
  expect([weeks[0]?.[0], columnOf('2020-02-01'), weeks.at(-1)?.at(-1)]).toEqual(['2020-02-01', 5, '2020-02-29'])
  expect(weeksOf('2021-02').map((week) => week.length)).toEqual([7, 7, 7, 7])
})

test('months differ in length, and dates end somewhere', () => {
  expect(addMonths('2020-01-31', 1)).toBe('2020-02-29')
  expect(addMonths('2020-01-15', -1)).toBe('2019-12-15')
  expect(addMonths('2020-12-01', 12)).toBe('2021-12-01')
  expect(addMonths('2199-12-01', 1)).toBe('2199-12-01')
  expect(moveDay('1900-01-01', -1, 0)).toBe('1900-01-01')
  expect(moveDay('2020-02-28', 7, 0)).toBe('2020-03-06')
})

test('the calendar opens at the cell, else today, else in the month of the form', () => {
  expect(firstDay('2011-03-01', '2020-05-04', '2020-05')).toBe('2011-03-01')
  expect(firstDay(null, '2020-05-04', '2020-05')).toBe('2020-05-04')
  expect(firstDay('约三月', '2021-01-02', '2020-05')).toBe('2020-05-01')
})
