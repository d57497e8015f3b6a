import { useCallback, useEffect, useState } from 'react'
import { useModel } from '../../app/app-model.ts'

/** What of one form was read last; `error` is what hindered the last reading, and leaves what was read before. */
export interface MonthList<List> {
  readonly list: List
  readonly error: unknown
  reload(): Promise<void>
}

/**
 * What hangs on a form of a month, read again whenever somebody changes it.
 * @param none what stands there before the first reading
 * @param read must keep its identity between drawings: each new one is read at once
 */
export function useMonthList<List>(period: string, none: List, read: () => Promise<List>): MonthList<List> {
  const { platform } = useModel()
  const [list, setList] = useState(none)
  const [error, setError] = useState<unknown>(null)
  const reload = useCallback(async () => {
    try {
      setList(await read())
      setError(null)
    } catch (thrown) {
      setError(thrown)
    }
  }, [read])
  useEffect(() => {
    void reload()
    return platform.onEvent((event) => {
      if (event.name === 'review.changed' && event.payload.period === period) void reload()
    })
  }, [platform, period, reload])
  return { list, error, reload }
}
