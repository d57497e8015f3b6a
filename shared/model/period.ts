/** A reporting period: one calendar month, written `YYYY-MM`. */
import { daysInMonth } from './dates.ts'

const pattern = /^(\d{4})-(0[1-9]|1[0-2])$/

export const isPeriod = (text: string): boolean => pattern.test(text)

/** The period `months` later (earlier when negative). */
export const shiftPeriod = (period: string, months: number): string => {
  const total = periodYear(period) * 12 + periodMonth(period) - 1 + months
  return `${String(Math.floor(total / 12)).padStart(4, '0')}-${String((((total % 12) + 12) % 12) + 1).padStart(2, '0')}`
}

export const nextPeriod = (period: string): string => shiftPeriod(period, 1)
export const previousPeriod = (period: string): string => shiftPeriod(period, -1)
export const periodYear = (period: string): number => Number(period.slice(0, 4))
/** 1–12. */
export const periodMonth = (period: string): number => Number(period.slice(5, 7))
export const monthStart = (period: string): string => `${period}-01`
/** Last day of the period as a date. */
export const monthEnd = (period: string): string =>
  `${period}-${String(daysInMonth(periodYear(period), periodMonth(period))).padStart(2, '0')}`

/** Months from `from` to `to`; negative when `to` is earlier. */
export const monthsBetween = (from: string, to: string): number =>
  (periodYear(to) - periodYear(from)) * 12 + periodMonth(to) - periodMonth(from)

/** Every period from `first` to `last`, both included; empty when they are the wrong way round. */
export const periodsBetween = (first: string, last: string): string[] =>
  Array.from({ length: Math.max(0, monthsBetween(first, last) + 1) }, (_, index) => shiftPeriod(first, index))
