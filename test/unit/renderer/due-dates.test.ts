import { expect, test } from 'vitest'
import { dueOf, weeksOf } from '../../../renderer/features/calendar/due-dates.ts'
import type { MonthTasks } from '../../../shared/contract/index.ts'

const task = (state: MonthTasks['tasks'][number]['state'], required: boolean) =>
  ({ form: 'F1', title: '', required, state, rows: 0, zeroReport: false, findings: null, unexplained: 0 }) as const
const month = (tasks: MonthTasks['tasks']): MonthTasks => ({
  period: '2020-05',
  dueDate: '2020-06-05',
  daysLeft: -1,
  holidayNote: null,
  tasks,
  periods: [],
})

test('weeks begin on Monday and hold every day of the month once', () => {
  const weeks = weeksOf('2020-06')
  expect(weeks[0]?.[0]).toBe('2020-06-01')
  expect(weeks.every((week) => week.length === 7)).toBe(true)
  expect(weeks.flat().filter((day) => day !== null)).toHaveLength(30)
  expect(
    weeksOf('2020-02')
      .flat()
      .filter((day) => day !== null),
  ).toHaveLength(29)
  expect(weeksOf('2020-03')[0]).toEqual([null, null, null, null, null, null, '2020-03-01'])
})
test('a month is done when all that has to be handed up was; what may be left out does not count', () => {
  expect(dueOf(month([task('已上报', true), task('未填', false)])).done).toBe(true)
  expect(dueOf(month([task('已上报', true), task('可上报', true)])).done).toBe(false)
  expect(dueOf(month([])).done).toBe(false)
})
