import { useEffect, useState } from 'react'
import type { MonthProgress } from '../../../shared/contract/index.ts'
import { useModel } from '../../app/app-model.ts'

interface ProgressState {
  readonly progress: MonthProgress | null
  readonly error: unknown
}

/** Counts the changes of reports, in this window or another: what rests on them is read anew. */
export function useReportChanges(): { readonly count: number; readonly again: () => void } {
  const { platform } = useModel()
  const [count, setCount] = useState(0)
  useEffect(
    () =>
      platform.onEvent((event) => {
        if (event.name === 'report.changed') setCount((before) => before + 1)
      }),
    [platform],
  )
  return { count, again: () => setCount((before) => before + 1) }
}

/**
 * Progress towards the targets of a month; null until it is read.
 * @param version of the reports: whatever changes when they may have changed; null = nothing is asked yet
 */
export function useProgress(period: string, version: unknown): ProgressState {
  const { platform } = useModel()
  const [state, setState] = useState<ProgressState>({ progress: null, error: null })
  useEffect(() => {
    if (version === null) return
    let current = true
    platform.call('progress.get', { period }).then(
      (progress) => current && setState({ progress, error: null }),
      (error: unknown) => current && setState((before) => ({ ...before, error })),
    )
    return () => {
      current = false
    }
  }, [platform, period, version])
  return { progress: state.progress?.period === period ? state.progress : null, error: state.error }
}
