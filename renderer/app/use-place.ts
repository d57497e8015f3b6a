import { useMemo, useSyncExternalStore } from 'react'
import { formatPlace, type Place, parsePlace, type Route } from './route.ts'

const subscribe = (listener: () => void): (() => void) => {
  window.addEventListener('hashchange', listener)
  return () => window.removeEventListener('hashchange', listener)
}

/** The screen the address names. */
export function usePlace(): Place {
  const hash = useSyncExternalStore(subscribe, () => window.location.hash)
  return useMemo(() => parsePlace(hash), [hash])
}

export const goTo = (route: Route, period: string): void => {
  window.location.hash = formatPlace(route, period)
}
