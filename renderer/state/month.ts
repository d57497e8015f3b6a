/** The month on the desk and what must be done in it. */
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { MonthTasks } from '../../shared/contract/index.ts'
import { previousPeriod } from '../../shared/model/period.ts'
import type { Platform } from '../platform/platform.ts'

export interface MonthState {
  readonly period: string
  readonly tasks: MonthTasks | null
  readonly error: unknown
}
export interface Month {
  readonly store: StoreApi<MonthState>
  /** Shows a month, or the shown one afresh. */
  show(period?: string): Promise<void>
}

/** A clerk works on the month before today, as far as the plan runs. */
export function usualPeriod(today: string, validFrom: string, validTo: string): string {
  const last = previousPeriod(today.slice(0, 7))
  if (last < validFrom) return validFrom
  return last > validTo ? validTo : last
}

export function createMonth(platform: Platform, period: string): Month {
  const store = createStore<MonthState>()(() => ({ period, tasks: null, error: null }))
  let asked = 0
  /** What the parts of a screen ask for in one go is asked once: nothing can have changed in between. */
  let justAsked: { readonly period: string; readonly shown: Promise<void> } | undefined
  const read = async (wanted: string): Promise<void> => {
    const turn = ++asked
    // Another month may be chosen while this one is read, and an older answer may come after a newer one.
    const isLast = () => turn === asked
    if (wanted !== store.getState().period) store.setState({ period: wanted, tasks: null, error: null })
    try {
      const tasks = await platform.call('tasks.list', { period: wanted })
      if (isLast()) store.setState({ tasks, error: null })
    } catch (error) {
      if (isLast()) store.setState({ error })
    }
  }
  return {
    store,
    show(wanted = store.getState().period) {
      if (justAsked?.period === wanted) return justAsked.shown
      const shown = read(wanted)
      justAsked = { period: wanted, shown }
      queueMicrotask(() => {
        justAsked = undefined
      })
      return shown
    },
  }
}
