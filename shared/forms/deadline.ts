/** When a report is due, from the calendar of the pack. */
import { addDays, daysBetween, daysInMonth } from '../model/dates.ts'
import { holidayName, isHolidayKnown, isStatutoryHoliday, isWorkday } from '../model/holidays.ts'
import { periodMonth, periodYear, shiftPeriod } from '../model/period.ts'
import type { Calendar } from './manifest-schema.ts'

export interface Deadline {
  /** Last day in question, after any shift. Whether that day itself is in time: `Calendar.inclusive`. */
  readonly dueDate: string
  /** The day as the plan states it. */
  readonly statedDate: string
  /** Name of the public holiday the stated day falls on. */
  readonly holiday: string | undefined
  /** False when the holidays of that year are not published in our data. */
  readonly holidaysKnown: boolean
}

/** The deadline of `period`. A day that the month does not have becomes its last day. */
export const deadlineOf = (calendar: Calendar, period: string): Deadline => {
  const month = shiftPeriod(period, calendar.monthsAfter)
  const day = Math.min(calendar.day, daysInMonth(periodYear(month), periodMonth(month)))
  const statedDate = `${month}-${String(day).padStart(2, '0')}`
  const { holidays } = calendar
  const mustMove = (date: string): boolean =>
    calendar.holidayShift === 'statutory'
      ? isStatutoryHoliday(date, holidays)
      : calendar.holidayShift === 'workday' && !isWorkday(date, holidays)
  let dueDate = statedDate
  while (mustMove(dueDate)) dueDate = addDays(dueDate, 1)
  return { dueDate, statedDate, holiday: holidayName(statedDate, holidays), holidaysKnown: isHolidayKnown(statedDate, holidays) }
}

/** Days from `today` to the last day in time: 0 = today is the last day, negative = past it. */
export const daysLeft = (calendar: Calendar, deadline: Deadline, today: string): number =>
  daysBetween(today, deadline.dueDate) - (calendar.inclusive ? 0 : 1)

/** Days past the last day in time; 0 when not late. */
export const lateDays = (calendar: Calendar, deadline: Deadline, today: string): number => Math.max(0, -daysLeft(calendar, deadline, today))
