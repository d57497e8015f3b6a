/**
 * Functions that follow one row through the earlier reports of its form, by natural key. Each stored
 * report is indexed by key once a run, so that their cost grows with the history and not with its square. A row of an
 * earlier report sees only what lies before it.
 */
import { Decimal, zero } from '../../model/decimal.ts'
import { isPeriod, periodMonth, periodYear } from '../../model/period.ts'
import { behindRun } from '../../plan/behind.ts'
import { RowView } from '../sheet.ts'
import type { RowFunction } from './row-functions.ts'
import { blank, isDecimal, type Value } from './value.ts'

/** Earlier rows with the natural key of this one, newest first. */
const before = (row: RowView): readonly RowView[] => row.sheet.run.rowBefore(row)

const yearOf = (value: Value | undefined): number | undefined => (value !== undefined && isDecimal(value) ? value.toNumber() : undefined)
const known = (value: Value): Value => (isDecimal(value) ? value : blank)

/** Twelve values of a calendar year, January first. */
const monthsOf = (rows: readonly RowView[], field: number, year: number): Value[] => {
  const months = new Array<Value>(12).fill(blank)
  for (const one of rows) {
    if (periodYear(one.sheet.period) === year) months[periodMonth(one.sheet.period) - 1] = known(one.get(field))
  }
  return months
}

/** Months behind up to the row's own, by a yes/no field. */
const runOf = (row: RowView, field: number): ReturnType<typeof behindRun> => {
  const rows = [row, ...before(row)].filter(({ sheet }) => isPeriod(sheet.period))
  const verdicts = rows.map((one) => {
    const value = one.get(field)
    return { period: one.sheet.period, behind: typeof value === 'boolean' ? value : undefined }
  })
  return behindRun(verdicts, row.sheet.period)
}

export const historyFunctions: Readonly<Record<string, RowFunction>> = {
  /** `carriedInYear(row, "field")`: what the row last held in this calendar year, before this report; blank when nothing. */
  carriedInYear: {
    signatures: ['carriedInYear(T, string): Decimal'],
    takes: 'row',
    fieldArguments: [1],
    history: 'before',
    run: (row, [field = 0]) => {
      if (!(row instanceof RowView)) return blank
      const year = periodYear(row.sheet.period)
      for (const other of before(row)) {
        if (periodYear(other.sheet.period) !== year) break
        const value = known(other.get(field))
        if (value !== blank) return value
      }
      return blank
    },
  },
  /** `lastInYear(row, "field", year)`: the latest value of that calendar year, this report included. */
  lastInYear: {
    signatures: ['lastInYear(T, string, Decimal): Decimal'],
    takes: 'row',
    fieldArguments: [1],
    history: 'own',
    run: (row, [field = 0], [year]) => {
      if (!(row instanceof RowView)) return blank
      const wanted = yearOf(year)
      const found = [row, ...before(row)].find((one) => periodYear(one.sheet.period) === wanted && known(one.get(field)) !== blank)
      return found?.get(field) ?? blank
    },
  },
  /** `thisYearMonths(row, "field")`: the twelve monthly values of the report's calendar year, blank where there is none. */
  thisYearMonths: {
    signatures: ['thisYearMonths(T, string): list<Decimal>'],
    takes: 'row',
    fieldArguments: [1],
    history: 'own',
    run: (row, [field = 0]) => (row instanceof RowView ? monthsOf([row, ...before(row)], field, periodYear(row.sheet.period)) : blank),
  },
  /** `pastMonths(row, "field", years)`: the same of a year before, 1 = last year. */
  pastMonths: {
    signatures: ['pastMonths(T, string, Decimal): list<Decimal>'],
    takes: 'row',
    fieldArguments: [1],
    history: 'before',
    run: (row, [field = 0], [years]) => {
      const back = years !== undefined && isDecimal(years) ? years.toNumber() : 0
      return row instanceof RowView && back >= 1 ? monthsOf(before(row), field, periodYear(row.sheet.period) - back) : blank
    },
  },
  /** `monthCells(row, "first")`: the values of twelve columns that stand one after the other, January first. */
  monthCells: {
    signatures: ['monthCells(T, string): list<Decimal>'],
    takes: 'row',
    fieldArguments: [1],
    run: (row, [field = 0]) => (row instanceof RowView ? Array.from({ length: 12 }, (_, at) => known(row.get(field + at))) : blank),
  },
  /** `behindMonths(row, "field")`: reported months in a row in which a yes/no field says yes, this one included. */
  behindMonths: {
    signatures: ['behindMonths(T, string): Decimal'],
    takes: 'row',
    fieldArguments: [1],
    history: 'own',
    run: (row, [field = 0]) => (row instanceof RowView && row.get(field) !== blank ? new Decimal(runOf(row, field).months) : blank),
  },
  /** `behindGaps(row, "field")`: months between them that were not reported. */
  behindGaps: {
    signatures: ['behindGaps(T, string): Decimal'],
    takes: 'row',
    fieldArguments: [1],
    history: 'own',
    run: (row, [field = 0]) => {
      if (!(row instanceof RowView) || row.get(field) === blank) return blank
      const { gaps } = runOf(row, field)
      return gaps === 0 ? zero : new Decimal(gaps)
    },
  },
}
