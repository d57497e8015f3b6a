/** Which month a sheet says it is about. Pure. */
import { chineseMonth, dateWord, monthAlone, severalMonths, yearAlone, yearAndMonth } from '../../../../shared/text/import-words.ts'

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
  if (found.size === 0) return years.length === 0 || years.includes(askedYear) ? nothing : doubtful
  const [only = ''] = found
  return found.size === 1 && covered(only) ? { kind: 'month', period: only } : doubtful
}
