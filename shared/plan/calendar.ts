/** The deadline of a period as the task list shows it. */
import { daysLeft, deadlineOf, lateDays } from '../forms/deadline.ts'
import type { Calendar } from '../forms/manifest-schema.ts'
import { holidaysKnownUntil } from '../model/holidays.ts'
import { calendarText } from '../text/calendar.ts'

export interface TaskDeadline {
  readonly dueDate: string
  /** 0 = today is the last day in time, negative = late. */
  readonly daysLeft: number
  readonly lateDays: number
  /** What to know about holidays, null when there is nothing. */
  readonly holidayNote: string | null
}

/** Deadline of `period` seen from `today` (`YYYY-MM-DD`). */
export const taskDeadline = (calendar: Calendar, period: string, today: string): TaskDeadline => {
  const deadline = deadlineOf(calendar, period)
  let holidayNote: string | null = null
  if (!deadline.holidaysKnown) holidayNote = calendarText.holidaysUnknown(holidaysKnownUntil(calendar.holidays))
  else if (deadline.dueDate !== deadline.statedDate) {
    holidayNote = calendarText.shifted(deadline.statedDate, deadline.dueDate, deadline.holiday)
  } else if (deadline.holiday !== undefined) holidayNote = calendarText.onHoliday(deadline.dueDate, deadline.holiday)
  return {
    dueDate: deadline.dueDate,
    daysLeft: daysLeft(calendar, deadline, today),
    lateDays: lateDays(calendar, deadline, today),
    holidayNote,
  }
}
