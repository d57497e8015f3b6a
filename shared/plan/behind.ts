/** Months in a row in which progress lay behind. */
import { previousPeriod } from '../model/period.ts'

export interface MonthVerdict {
  readonly period: string
  /** Undefined when the month was reported without what it takes to judge. */
  readonly behind: boolean | undefined
}
export interface BehindRun {
  /** Reported months behind, counted back from the latest. */
  readonly months: number
  /** Months between them that were not reported, or cannot be judged. They neither count nor end the run. */
  readonly gaps: number
  /** First month of the run. */
  readonly since: string | undefined
}

/**
 * The run that ends with `until` (柳州方案四（一）). A month that was not reported does not end it, so that leaving a
 * report out helps nobody; one reported month in time does. Verdicts may come in any order; the last one given for
 * a month counts, so a corrected month is judged anew.
 */
export const behindRun = (verdicts: readonly MonthVerdict[], until: string): BehindRun => {
  const byPeriod = new Map(verdicts.filter(({ period }) => period <= until).map(({ period, behind }) => [period, behind]))
  const first = [...byPeriod.keys()].sort()[0]
  let months = 0
  let gaps = 0
  let waiting = 0
  let since: string | undefined
  for (let period = until; first !== undefined && period >= first; period = previousPeriod(period)) {
    const behind = byPeriod.get(period)
    if (behind === false) break
    if (behind === undefined) waiting += 1
    else {
      months += 1
      gaps += waiting
      waiting = 0
      since = period
    }
  }
  return { months, gaps, since }
}
