/** The month on the desk, when answers do not come in the order they were asked for. */
import { beforeEach, expect, test } from 'vitest'
import type { Platform } from '../../../renderer/platform/platform.ts'
import { createMonth, type Month, usualPeriod } from '../../../renderer/state/month.ts'
import type { MonthTasks } from '../../../shared/contract/index.ts'
import { AppError } from '../../../shared/model/errors.ts'

interface Asked {
  readonly period: string
  readonly answer: (daysLeft: number) => void
  readonly refuse: () => void
}
let asked: Asked[]
let month: Month

const tasksOf = (period: string, daysLeft: number): MonthTasks => ({
  period,
  dueDate: '2020-06-05',
  daysLeft,
  holidayNote: null,
  periods: [],
  tasks: [],
})
const platform = {
  call: (_method: 'tasks.list', { period }: { readonly period: string }) =>
    new Promise((resolve, reject) => {
      asked.push({
        period,
        answer: (daysLeft) => resolve(tasksOf(period, daysLeft)),
        refuse: () => reject(new AppError('INTERNAL')),
      })
    }),
} as unknown as Platform // of which the month uses this call alone
/** Asks for a month, after everything that was asked before, and hands out what decides the answer. */
async function ask(period?: string): Promise<{ readonly asked: Asked; readonly shown: Promise<void> }> {
  await Promise.resolve()
  const shown = month.show(period)
  const last = asked.at(-1)
  if (!last) throw new Error('nothing was asked')
  return { asked: last, shown }
}
const seen = () => {
  const { period, tasks, error } = month.store.getState()
  return [period, tasks?.daysLeft, error instanceof AppError]
}

beforeEach(() => {
  asked = []
  month = createMonth(platform, '2020-05')
})

test('what two parts of a screen ask for at once is asked once, and again when it is asked again', async () => {
  const shown = [month.show(), month.show('2020-05'), month.show()]
  expect(asked.map(({ period }) => period)).toEqual(['2020-05'])
  asked[0]?.answer(1)
  await Promise.all(shown)
  const again = await ask()
  again.asked.answer(2)
  await again.shown
  expect([asked.length, seen()]).toEqual([2, ['2020-05', 2, false]])
  const others = [month.show('2020-06'), month.show('2020-07')]
  for (const { answer } of asked.slice(2)) answer(3)
  await Promise.all(others)
  expect([asked.length, seen()]).toEqual([4, ['2020-07', 3, false]])
})

test('an older answer about the same month never covers a newer one', async () => {
  const first = await ask()
  const second = await ask()
  second.asked.answer(2)
  await second.shown
  first.asked.answer(1)
  await first.shown
  expect(seen()).toEqual(['2020-05', 2, false])
})

test('an older refusal covers nothing either, and the newest one is shown beside what is known', async () => {
  const first = await ask()
  const second = await ask()
  second.asked.answer(2)
  await second.shown
  first.asked.refuse()
  await first.shown
  expect(seen()).toEqual(['2020-05', 2, false])
  const third = await ask()
  third.asked.refuse()
  await third.shown
  expect(seen()).toEqual(['2020-05', 2, true])
  const fourth = await ask()
  fourth.asked.answer(4)
  await fourth.shown
  expect(seen()).toEqual(['2020-05', 4, false])
})

test('the answer about a month that was left does not come into the one that is shown', async () => {
  const may = await ask()
  const june = await ask('2020-06')
  expect([june.asked.period, seen()]).toEqual(['2020-06', ['2020-06', undefined, false]])
  may.asked.answer(1)
  await may.shown
  expect(seen()).toEqual(['2020-06', undefined, false])
  june.asked.answer(6)
  await june.shown
  expect(seen()).toEqual(['2020-06', 6, false])
})

test('the month before today is to be done, as far as the plan runs', () => {
  expect(['2020-03-01', '2020-07-15', '2022-01-02'].map((today) => usualPeriod(today, '2020-05', '2020-12'))).toEqual([
    '2020-05',
    '2020-06',
    '2020-12',
  ])
})
