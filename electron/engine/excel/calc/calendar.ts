/** Days as serial numbers. Day 60 of the 1900 system never was, and before it programs disagree: those days are not worked out. */
import { doubtful } from './uncomputable.ts'

export interface CalendarDay {
  readonly year: number
  /** From 1. */
  readonly month: number
  readonly day: number
}

const dayMs = 86_400_000
const firstCertainDay = 61
const lastDay = 2_958_465

/** Midnight of serial number 0 in milliseconds. */
const epoch = Date.UTC(1899, 11, 30)

/** @throws CannotCompute for days before March 1900 */
export function dayOf(serial: number): CalendarDay | undefined {
  const days = Math.floor(serial)
  if (days < 0 || days > lastDay) return undefined
  if (days < firstCertainDay) throw doubtful()
  const date = new Date(epoch + days * dayMs)
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() }
}

/** Months and days beyond their ends run on into the next or previous ones. */
export function serialOf(year: number, month: number, day: number): number | undefined {
  const time = Date.UTC(year, month - 1, day)
  const serial = (time - epoch) / dayMs
  if (!Number.isFinite(serial) || serial > lastDay || serial < 0) return undefined
  if (serial < firstCertainDay) throw doubtful()
  return serial
}

export const daysInMonth = (year: number, month: number): number => new Date(Date.UTC(year, month, 0)).getUTCDate()

/** 0 for Sunday. */
export const weekdayOf = (serial: number): number => new Date(epoch + Math.floor(serial) * dayMs).getUTCDay()
