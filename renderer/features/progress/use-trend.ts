import { useEffect, useMemo, useState } from 'react'
import type { IndicatorProgress, Report } from '../../../shared/contract/index.ts'
import { periodsBetween } from '../../../shared/model/period.ts'
import { useModel } from '../../app/app-model.ts'
import { type Trend, trendOf } from './trend.ts'

interface TrendState {
  readonly trend: Trend | null
  readonly error: unknown
}

/** The months of an indicator up to the one that is shown; null until they are read. Read anew whenever its figures are. */
export function useTrend(one: IndicatorProgress, period: string): TrendState {
  const { form, row, pace } = one
  const { platform, ready } = useModel()
  const [reports, setReports] = useState<readonly Report[] | null>(null)
  const [error, setError] = useState<unknown>(null)
  const { validFrom } = ready.pack.manifest
  // biome-ignore lint/correctness/useExhaustiveDependencies: new figures say that there is something new to read
  useEffect(() => {
    let current = true
    const january = `${period.slice(0, 4)}-01`
    const periods = periodsBetween(january > validFrom ? january : validFrom, period)
    Promise.all(periods.map((month) => platform.call('report.open', { form, period: month }))).then(
      (read) => {
        if (!current) return
        setReports(read)
        setError(null)
      },
      (thrown: unknown) => current && setError(thrown),
    )
    return () => {
      current = false
    }
  }, [platform, form, period, validFrom, one])
  const trend = useMemo(() => reports && trendOf(reports, row, pace), [reports, row, pace])
  return { trend, error }
}
