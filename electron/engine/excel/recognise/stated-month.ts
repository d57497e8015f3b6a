/** Which month a sheet says it is about. Pure. */
import {
  chineseMonth,
  dateWord,
  monthAlone,
  quarterNumber,
  quarterOfYear,
  severalMonths,
  yearAlone,
  yearAndMonth,
} from '../../../../shared/text/import-words.ts'

/** `none`: says nothing; `doubtful`: says something that is not one month of the plan. */
export type StatedMonth = { readonly kind: 'none' } | { readonly kind: 'month'; readonly period: string } | { readonly kind: 'doubtful' }

const nothing: StatedMonth = { kind: 'none' }
const doubtful: StatedMonth = { kind: 'doubtful' }

const plain = (text: string): string => chineseMonth(text.normalize('NFKC').replace(/\s/g, ''))
const two = (month: string): string => month.padStart(2, '0')

/**
 * The month in a text.
 * @param period the month that is asked for: its year counts where none is written
 * @param covered whether the plan has a month
 */
export function statedMonth(text: string, period: string, covered: (period: string) => boolean): StatedMonth {
  const said = plain(text)
  if (dateWord.test(said)) return nothing
  const askedYear = period.slice(0, 4)
  const range = severalMonths.exec(said)
  const years = [...said.matchAll(yearAlone)].map(([, year = '']) => year)
  if (range !== null) {
    const [year = askedYear] = years
    return `${year}-${two(range[1] ?? '')}` === period ? nothing : doubtful
  }
  const found = new Set([...said.matchAll(yearAndMonth)].map(([, year = '', month = '']) => `${year}-${two(month)}`))
  if (found.size === 0) {
    const [year = askedYear] = years
    for (const [, month = ''] of said.matchAll(monthAlone)) found.add(`${year}-${two(month)}`)
  }
  if (found.size === 0 && isOtherQuarter(quarterOfYear.exec(said), period)) return doubtful
  if (found.size === 0) return years.length === 0 || years.includes(askedYear) ? nothing : doubtful
  const [only = ''] = found
  return found.size === 1 && covered(only) ? { kind: 'month', period: only } : doubtful
}

/** A quarter that ends with the month may well be called by it: 一季度 in March. */
const isOtherQuarter = (quarter: RegExpExecArray | null, period: string): boolean => {
  if (quarter === null) return false
  const [, year = period.slice(0, 4), number = ''] = quarter
  return `${year}-${two(String(quarterNumber(number) * 3))}` !== period
}

/** Longer texts mention months and quarters for many reasons. */
const longestTitle = 40

export type OtherTime = { readonly kind: 'month'; readonly period: string } | { readonly kind: 'quarter'; readonly text: string }

/** The month or quarter that a title, the name of a sheet or of a file is about, where that is another one than `period`. */
export function otherTime(text: string, period: string): OtherTime | undefined {
  const said = plain(text)
  if (dateWord.test(said)) return undefined
  const [year = period.slice(0, 4)] = [...said.matchAll(yearAlone)].map(([, one = '']) => one)
  const end = severalMonths.exec(said)?.[1]
  const inYear = (month: string): string => `${year}-${two(month)}`
  const isShort = said.length <= longestTitle
  const named =
    end === undefined ? [...said.matchAll(yearAndMonth)].map(([, own = '', month = '']) => `${own}-${two(month)}`) : [inYear(end)]
  const alone = named.length > 0 || !isShort ? [] : [...said.matchAll(monthAlone)].map(([, month = '']) => inYear(month))
  const months = [...named, ...new Set(alone)]
  const [found] = months
  if (found !== undefined) return months.includes(period) || alone.length > 1 ? undefined : { kind: 'month', period: found }
  const quarter = isShort ? quarterOfYear.exec(said) : null
  return quarter !== null && isOtherQuarter(quarter, period) ? { kind: 'quarter', text: quarter[0] } : undefined
}
