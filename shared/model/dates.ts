/** Calendar dates as `YYYY-MM-DD` text. No time zone is involved: a date on a form has none. */

const dayMs = 86_400_000

export const isLeapYear = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0

const monthLengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const

/** Days of a month; `month` is 1–12. */
export const daysInMonth = (year: number, month: number): number => (month === 2 && isLeapYear(year) ? 29 : (monthLengths[month - 1] ?? 0))

/** The text of a date, or undefined when there is no such day. Years 1900–2199 only. */
export const dateOf = (year: number, month: number, day: number): string | undefined => {
  if (year < 1900 || year > 2199 || month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return undefined
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
}

/** The number that `count` digits make; -1 when one of them is none. */
const digitsAt = (text: string, from: number, count: number): number => {
  let number = 0
  for (let at = from; at < from + count; at++) {
    const digit = text.charCodeAt(at) - 48
    if (!(digit >= 0 && digit <= 9)) return -1
    number = number * 10 + digit
  }
  return number
}

export const isDate = (text: string): boolean =>
  text.length === 10 &&
  text[4] === '-' &&
  text[7] === '-' &&
  dateOf(digitsAt(text, 0, 4), digitsAt(text, 5, 2), digitsAt(text, 8, 2)) !== undefined

const dayNumber = (date: string): number =>
  Date.UTC(Number(date.slice(0, 4)), Number(date.slice(5, 7)) - 1, Number(date.slice(8, 10))) / dayMs

const fromDayNumber = (days: number): string => new Date(days * dayMs).toISOString().slice(0, 10)

/** The date `days` later (earlier when negative). */
export const addDays = (date: string, days: number): string => fromDayNumber(dayNumber(date) + days)

/** Days from `from` to `to`; negative when `to` is earlier. */
export const daysBetween = (from: string, to: string): number => dayNumber(to) - dayNumber(from)

/** 0 = Sunday … 6 = Saturday. */
export const weekday = (date: string): number => (((dayNumber(date) + 4) % 7) + 7) % 7

/** The date behind a serial number of a spreadsheet in the 1900 system, for days after February 1900. */
export const dateOfSerial = (serial: number): string => fromDayNumber(serial - 25_569)

/** `YYYY-MM` of a date. */
export const monthOfDate = (date: string): string => date.slice(0, 7)
