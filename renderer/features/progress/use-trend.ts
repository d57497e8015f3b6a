import { useEffect, useMemo, useState } from 'react'
import type { IndicatorProgress, Report } from '../../../shared/contract/index.ts'
import { periodsBetween } from '../../../shared/model/period.ts'
import { useModel } from '../../app/app-model.ts'
import { type Trend, trendOf } from './trend.ts'
import { useReportChanges } from './use-progress.ts'

/** The months of an indicator up to the one that is shown; null until they are read. */
export function useTrend(
  { form, row, pace }: IndicatorProgress,
  period: string,
): { readonly trend: Trend | null; readonly error: unknown } {
  const { platform, ready } = useModel()
  const { count } = useReportChanges()
  const [reports, setReports] = useState<readonly Report[] | null>(null)
  const [error, setError] = useState<unknown>(null)
  const { validFrom } = ready.pack.manifest
  // biome-ignore lint/correctness/useExhaustiveDependencies: the count says that there is something new to read
  useEffect(() => {
    let current = true
    const january = `${period.slice(0, 4)}-01`
    const periods = periodsBetween(january > validFrom ? january : validFrom, period)
    Promise.all(periods.map((one) => platform.call('report.open', { form, period: one }))).then(
      (read) => current && setReports(read),
      (thrown: unknown) => current && setError(thrown),
    )
    return () => {
      current = false
    }
  }, [platform, form, period, validFrom, count])
  const trend = useMemo(() => reports && trendOf(reports, row, pace), [reports, row, pace])
  return { trend, error }
}
