/** Public holidays and shifted working days, as far as they are published. */
import chineseDays from 'chinese-days'
import { weekday } from './dates.ts'

/** The last year whose holidays are known: later years look like plain weekdays and say so. */
export const holidaysKnownUntil = 2026
const holidaysKnownFrom = 2004

export const isHolidayKnown = (date: string): boolean => {
  const year = Number(date.slice(0, 4))
  return year >= holidaysKnownFrom && year <= holidaysKnownUntil
}

/** Name of the public holiday that `date` belongs to, days moved next to it included; weekends have none. */
export const holidayName = (date: string): string | undefined => {
  if (!isHolidayKnown(date) || !chineseDays.isHoliday(date)) return undefined
  const [, name] = chineseDays.getDayDetail(date).name.split(',')
  return name
}
export const isStatutoryHoliday = (date: string): boolean => holidayName(date) !== undefined

/** A day on which offices work, weekends that were made working days included. */
export const isWorkday = (date: string): boolean =>
  isHolidayKnown(date) ? chineseDays.isWorkday(date) : weekday(date) !== 0 && weekday(date) !== 6
