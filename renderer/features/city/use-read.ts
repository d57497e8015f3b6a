import { useCallback, useEffect, useState } from 'react'
import { useModel } from '../../app/app-model.ts'
import type { Platform } from '../../platform/platform.ts'

export interface Read<T> {
  readonly value: T | null
  readonly error: unknown
  readonly again: () => void
}

/**
 * Asks the engine when shown, and again when the question changes.
 * @param ask stable as long as the question is the same
 */
export function useRead<T>(ask: (platform: Platform) => Promise<T>): Read<T> {
  const { platform } = useModel()
  const [state, setState] = useState<Omit<Read<T>, 'again'>>({ value: null, error: null })
  const [turn, setTurn] = useState(0)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another turn asks again
  useEffect(() => {
    let isWanted = true
    ask(platform).then(
      (value) => isWanted && setState({ value, error: null }),
      (error: unknown) => isWanted && setState((known) => ({ ...known, error })),
    )
    return () => {
      isWanted = false
    }
  }, [platform, ask, turn])
  const again = useCallback(() => setTurn((count) => count + 1), [])
  return { ...state, again }
}
