import { useCallback, useRef } from 'react'
import type { EngineEvent, FormReview, MonthReview } from '../../../shared/contract/index.ts'
import { useRead } from '../../app/use-read.ts'
import type { Platform } from '../../platform/platform.ts'

export interface Review {
  /** Null until it was read. */
  readonly month: MonthReview | null
  readonly error: unknown
  of(form: string): FormReview | undefined
  reload(): Promise<void>
}

/** Who has signed for what in a month, read again whenever somebody signs, a form changes or other people are named. */
export function useReview(period: string): Review {
  const known = useRef<MonthReview | null>(null)
  const ask = useCallback((platform: Platform) => platform.call('review.get', { period }), [period])
  const isNews = useCallback(
    (event: EngineEvent): boolean => {
      if (event.name === 'profile.changed') return true
      if (event.name === 'review.changed') return event.payload.period === period
      if (event.name !== 'report.changed' || event.payload.period !== period) return false
      // While nothing is signed for a form, typing into it changes nothing here: no question to the engine for each cell.
      const form = known.current?.forms.find((one) => one.form === event.payload.form)
      return !form?.filled || form.stage !== 'open'
    },
    [period],
  )
  const { value, error, again: reload } = useRead(ask, isNews)
  const month = value?.period === period ? value : null
  known.current = month
  const of = useCallback((form: string) => month?.forms.find((one) => one.form === form), [month])
  return { month, error, of, reload }
}
