import { useCallback } from 'react'
import type { EngineEvent } from '../../../shared/contract/index.ts'
import { useRead } from '../../app/use-read.ts'
import type { Platform } from '../../platform/platform.ts'

/** What of one form was read last; `error` is what hindered the last reading, and leaves what was read before. */
export interface MonthList<List> {
  readonly list: List
  readonly error: unknown
  reload(): Promise<void>
}

/**
 * What hangs on a form of a month, read again whenever somebody changes it.
 * @param none what stands there before the first reading
 * @param ask stable as long as the question is the same
 */
export function useMonthList<List>(period: string, none: List, ask: (platform: Platform) => Promise<List>): MonthList<List> {
  const isNews = useCallback((event: EngineEvent) => event.name === 'review.changed' && event.payload.period === period, [period])
  const { value, error, again } = useRead(ask, isNews)
  return { list: value ?? none, error, reload: again }
}
