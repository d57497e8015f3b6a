/** Everything the screens share, made once in `main.tsx` and handed down by context: no module-level state. */
import { createContext, useContext } from 'react'
import { useStore } from 'zustand'
import type { Platform } from '../platform/platform.ts'
import type { LooksHolder } from '../state/looks.ts'
import type { Month, MonthState } from '../state/month.ts'
import type { ReadyState, Session } from '../state/session.ts'
import type { Unsent } from '../state/unsent.ts'

export interface AppModel {
  readonly platform: Platform
  readonly session: Session
  readonly looks: LooksHolder
  readonly month: Month
  readonly unsent: Unsent
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

/** Words not said yet; null while nobody writes any. Written here, they outlive the field. */
export function useUnsent(key: string): readonly [string | null, (text: string | null) => void] {
  const { unsent } = useModel()
  return [useStore(unsent.store, (words) => words.get(key) ?? null), (text) => unsent.set(key, text)]
}
