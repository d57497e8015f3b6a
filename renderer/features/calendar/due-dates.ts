import type { MonthTasks } from '../../../shared/contract/index.ts'

/** A month that is due on a day. */
export interface Due {
  readonly period: string
  readonly dueDate: string
  readonly daysLeft: number
  readonly note: string | null
  /** Everything that has to be handed up was. */
  readonly done: boolean
}

export const dueOf = ({ period, dueDate, daysLeft, holidayNote, tasks }: MonthTasks): Due => {
  const required = tasks.filter((task) => task.required)
  const done = required.length > 0 && required.every(({ state }) => state === '已上报' || state === '已接收')
  return { period, dueDate, daysLeft, note: holidayNote, done }
}

/** The weeks of a month from Monday on; null for days of its neighbours. @param month such as 2020-05 */
export function weeksOf(month: string): readonly (readonly (string | null)[])[] {
  const [year = 0, number = 0] = month.split('-').map(Number)
  const days = new Date(Date.UTC(year, number, 0)).getUTCDate()
  const before = (new Date(Date.UTC(year, number - 1, 1)).getUTCDay() + 6) % 7
  const cells = [
    ...Array.from({ length: before }, () => null),
    ...Array.from({ length: days }, (_, day) => `${month}-${String(day + 1).padStart(2, '0')}`),
  ]
  const weeks: (string | null)[][] = []
  for (let at = 0; at < cells.length; at += 7)
    weeks.push([...cells.slice(at, at + 7), ...Array.from({ length: Math.max(0, at + 7 - cells.length) }, () => null)])
  return weeks
}
