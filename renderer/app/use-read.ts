import { useCallback, useEffect, useRef, useState } from 'react'
import type { Platform } from '../platform/platform.ts'
import { useModel } from './app-model.ts'

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
  /** Counts the questions: an answer is wanted only while none was asked, or left, since. */
  const asked = useRef(0)
  const again = useCallback(() => {
    const turn = ++asked.current
    ask(platform).then(
      (value) => turn === asked.current && setState({ value, error: null }),
      (error: unknown) => turn === asked.current && setState((known) => ({ ...known, error })),
    )
  }, [platform, ask])
  useEffect(() => {
    again()
    return () => {
      asked.current++
    }
  }, [again])
  return { ...state, again }
}
