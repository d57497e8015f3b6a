/** Dates. */
import { type CalendarDay, dayOf, daysInMonth, serialOf, weekdayOf } from '../calendar.ts'
import { doubtful } from '../uncomputable.ts'
import { errorValue } from '../values.ts'
import { type Arguments, ErrorResult, type FunctionFamily, type StrictFunction, scalarFunction } from './spec.ts'

const badNumber = () => new ErrorResult(errorValue('#NUM!'))

/** A date among the arguments; a truth value is none. */
function serial(args: Arguments, index: number): number {
  if (typeof args.scalar(index) === 'boolean') throw doubtful()
  return args.number(index)
}

function day(args: Arguments, index: number): CalendarDay {
  const found = dayOf(serial(args, index))
  if (found === undefined) throw badNumber()
  return found
}

const partOfDay = (part: (day: CalendarDay) => number): StrictFunction => scalarFunction(1, 1, (args) => part(day(args, 0)))

const found = (value: number | undefined): number => {
  if (value === undefined) throw badNumber()
  return value
}

function date(args: Arguments): number {
  const year = args.integer(0)
  if (year < 0 || year > 9999) throw badNumber()
  // Two-digit years are read differently by other programs.
  if (year < 1900) throw doubtful()
  return found(serialOf(year, args.integer(1), args.integer(2)))
}

/** The same day so many months on, or the last day of a shorter month. */
function addMonths({ year, month, day: wanted }: CalendarDay, months: number): number {
  const count = year * 12 + month - 1 + months
  const [newYear, newMonth] = [Math.floor(count / 12), (((count % 12) + 12) % 12) + 1]
  return found(serialOf(newYear, newMonth, Math.min(wanted, daysInMonth(newYear, newMonth))))
}

function wholeMonths(from: CalendarDay, to: CalendarDay): number {
  return (to.year - from.year) * 12 + to.month - from.month - (to.day < from.day ? 1 : 0)
}

function dateDifference(args: Arguments): number {
  const [first, last] = [Math.floor(serial(args, 0)), Math.floor(serial(args, 1))]
  if (first > last) throw badNumber()
  const [from, to] = [day(args, 0), day(args, 1)]
  switch (args.text(2).toUpperCase()) {
    case 'D':
      return last - first
    case 'M':
      return wholeMonths(from, to)
    case 'Y':
      return Math.floor(wholeMonths(from, to) / 12)
    case 'YM':
      return wholeMonths(from, to) % 12
  }
  // Days without regard to months or years are counted wrongly by Excel itself.
  throw doubtful()
}

function weekday(args: Arguments): number {
  const at = serial(args, 0)
  day(args, 0)
  const sunday = weekdayOf(at)
  const kind = args.integer(1, 1)
  if (kind === 1) return sunday + 1
  if (kind === 2) return ((sunday + 6) % 7) + 1
  if (kind === 3) return (sunday + 6) % 7
  if (kind >= 11 && kind <= 17) return ((sunday + 7 - (kind - 10)) % 7) + 1
  throw badNumber()
}

export const dateFunctions: FunctionFamily = {
  DATE: scalarFunction(3, 3, date),
  YEAR: partOfDay(({ year }) => year),
  MONTH: partOfDay(({ month }) => month),
  DAY: partOfDay((found) => found.day),
  EDATE: scalarFunction(2, 2, (args) => addMonths(day(args, 0), args.integer(1))),
  EOMONTH: scalarFunction(2, 2, (args) => addMonths({ ...day(args, 0), day: 31 }, args.integer(1))),
  DATEDIF: scalarFunction(3, 3, dateDifference),
  WEEKDAY: scalarFunction(1, 2, weekday),
}
