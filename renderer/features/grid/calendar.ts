/** Arithmetic of the month panel under a date cell. Dates are `YYYY-MM-DD`, months `YYYY-MM`. */
import { addDays, dateOf, daysInMonth, isDate, monthOfDate, weekday } from '../../../shared/model/dates.ts'

/** The days of a month by weeks, which begin on Monday. */
export function weeksOf(month: string): readonly (readonly string[])[] {
  const [year = 0, number = 0] = month.split('-').map(Number)
  const weeks: string[][] = []
  for (let day = 1; day <= daysInMonth(year, number); day += 1) {
    const date = dateOf(year, number, day)
    if (date === undefined) continue
    if (weeks.length === 0 || columnOf(date) === 0) weeks.push([])
    weeks.at(-1)?.push(date)
  }
  return weeks
}

/** Place of a day in its week, 0 = Monday. */
export const columnOf = (date: string): number => (weekday(date) + 6) % 7

/** The same day so many months later, or the last day of a shorter month; unchanged at the edge of what dates are for. */
export function addMonths(date: string, months: number): string {
  const [year = 0, month = 0, day = 0] = date.split('-').map(Number)
  const all = year * 12 + month - 1 + months
  const toYear = Math.floor(all / 12)
  const toMonth = (all % 12) + 1
  return dateOf(toYear, toMonth, Math.min(day, daysInMonth(toYear, toMonth))) ?? date
}

/** So many days and months later; unchanged at the edge of what dates are for. */
export function moveDay(date: string, days: number, months: number): string {
  const moved = addMonths(addDays(date, days), months)
  return isDate(moved) ? moved : date
}

/** The day to begin with: what stands in the cell, else today when it lies in the month of the form, else that month's first day. */
export function firstDay(value: string | null, today: string, period: string): string {
  if (value !== null && isDate(value)) return value
  return monthOfDate(today) === period || !/^\d{4}-\d{2}$/.test(period) ? today : `${period}-01`
}
