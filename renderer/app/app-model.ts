/** Everything the screens share, made once in `main.tsx` and handed down by context: no module-level state. */
import { createContext, useContext } from 'react'
import { useStore } from 'zustand'
import type { Platform } from '../platform/platform.ts'
import type { LooksHolder } from '../state/looks.ts'
import type { Month, MonthState } from '../state/month.ts'
import type { ReadyState, Session } from '../state/session.ts'

export interface AppModel {
  readonly platform: Platform
  readonly session: Session
  readonly looks: LooksHolder
  readonly month: Month
  readonly ready: ReadyState
  readonly newId: () => string
}

export const AppModelContext = createContext<AppModel | null>(null)

export function useModel(): AppModel {
  const model = useContext(AppModelContext)
  if (!model) throw new Error('screens live inside AppModelContext')
  return model
}
export const useMonth = <T>(select: (state: MonthState) => T): T => useStore(useModel().month.store, select)
