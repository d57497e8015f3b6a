import { useCallback, useEffect, useRef, useState } from 'react'
import type { FormReview, MonthReview } from '../../../shared/contract/index.ts'
import { useModel } from '../../app/app-model.ts'

export interface Review {
  /** Null until it was read. */
  readonly month: MonthReview | null
  readonly error: unknown
  of(form: string): FormReview | undefined
  reload(): Promise<void>
}

/** Who has signed for what in a month, read again whenever somebody signs, a form changes or other people are named. */
export function useReview(period: string): Review {
  const { platform } = useModel()
  const [month, setMonth] = useState<MonthReview | null>(null)
  const [error, setError] = useState<unknown>(null)
  const reload = useCallback(async () => {
    try {
      setMonth(await platform.call('review.get', { period }))
      setError(null)
    } catch (thrown) {
      setError(thrown)
    }
  }, [platform, period])
  const known = useRef(month)
  known.current = month
  useEffect(() => {
    void reload()
    return platform.onEvent((event) => {
      if (event.name === 'profile.changed') void reload()
      if (event.name === 'review.changed' && event.payload.period === period) void reload()
      if (event.name !== 'report.changed' || event.payload.period !== period) return
      // While nothing is signed for a form, typing into it changes nothing here: no question to the engine for each cell.
      const form = known.current?.forms.find((one) => one.form === event.payload.form)
      if (!form?.filled || form.stage !== 'open') void reload()
    })
  }, [platform, period, reload])
  const of = useCallback((form: string) => month?.forms.find((one) => one.form === form), [month])
  return { month: month?.period === period ? month : null, error, of, reload }
}
