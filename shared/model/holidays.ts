/** Public holidays and shifted working days, as far as they are published. */
import chineseDays from 'chinese-days'
import { weekday } from './dates.ts'

/** The years whose holidays the program itself knows; years given in a pack's data replace them or come after them. */
const builtInFrom = 2004
const builtInUntil = 2026

/** The holidays of one year as the State Council's notice gives them; dates are `YYYY-MM-DD`, both ends included. */
export interface HolidayYear {
  readonly year: number
  readonly off: readonly { readonly name: string; readonly from: string; readonly to: string }[]
  /** Weekend days that were made working days. */
  readonly workdays: readonly string[]
}

const yearOf = (date: string): number => Number(date.slice(0, 4))
/** Days off may reach into the year before or after: the days between the years belong to either notice. */
const givenFor = (date: string, given: readonly HolidayYear[]): HolidayYear | undefined =>
  given.find(({ year }) => year === yearOf(date)) ??
  given.find(({ off, workdays }) => workdays.includes(date) || off.some(({ from, to }) => from <= date && date <= to))

/** The last year whose holidays are known without a gap: later years look like plain weekdays and say so. */
export const holidaysKnownUntil = (given: readonly HolidayYear[] = []): number => {
  let until = builtInUntil
  while (given.some(({ year }) => year === until + 1)) until += 1
  return until
}

export const isHolidayKnown = (date: string, given: readonly HolidayYear[] = []): boolean =>
  givenFor(date, given) !== undefined || (yearOf(date) >= builtInFrom && yearOf(date) <= builtInUntil)

/** Name of the public holiday that `date` belongs to, days moved next to it included; weekends have none. */
export const holidayName = (date: string, given: readonly HolidayYear[] = []): string | undefined => {
  const year = givenFor(date, given)
  if (year !== undefined) return year.off.find(({ from, to }) => from <= date && date <= to)?.name
  if (!isHolidayKnown(date) || !chineseDays.isHoliday(date)) return undefined
  const [, name] = chineseDays.getDayDetail(date).name.split(',')
  return name
}
export const isStatutoryHoliday = (date: string, given: readonly HolidayYear[] = []): boolean => holidayName(date, given) !== undefined

/** A day on which offices work, weekends that were made working days included. */
export const isWorkday = (date: string, given: readonly HolidayYear[] = []): boolean => {
  const isWeekday = weekday(date) !== 0 && weekday(date) !== 6
  const year = givenFor(date, given)
  if (year !== undefined) return year.workdays.includes(date) || (isWeekday && holidayName(date, given) === undefined)
  return isHolidayKnown(date) ? chineseDays.isWorkday(date) : isWeekday
}
