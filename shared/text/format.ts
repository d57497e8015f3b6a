/** Values as sentences show them: plain digits as they would be typed, 是/否, lists with 、. */

export const blankWord = '空白'

/** In place of a name that the form asks for and nobody has written yet. */
export const notGiven = (label: string): string => `（没有填${label}）`

export const formatYesNo = (value: boolean): string => (value ? '是' : '否')

export const formatList = (items: readonly string[]): string => {
  const shown = items.slice(0, 10).join('、')
  return items.length > 10 ? `${shown}等 ${items.length} 项` : shown
}

/** 2020年5月 */
export const formatPeriod = (period: string): string => `${Number(period.slice(0, 4))}年${Number(period.slice(5, 7))}月`

/** 2020年5月31日 */
export const formatDate = (date: string): string => `${formatPeriod(date)}${Number(date.slice(8, 10))}日`

const eightHoursMs = 28_800_000

/** 2020年5月31日 09:05, a moment as clocks in China show it. */
export const formatMoment = (moment: string): string => {
  const there = new Date(Date.parse(moment) + eightHoursMs).toISOString()
  return `${formatDate(there)} ${there.slice(11, 16)}`
}
