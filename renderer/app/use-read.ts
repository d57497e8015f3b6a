import { useCallback, useEffect, useRef, useState } from 'react'
import type { EngineEvent } from '../../shared/contract/index.ts'
import type { Platform } from '../platform/platform.ts'
import { useModel } from './app-model.ts'

export interface Read<T> {
  /** The last answer, while the next one is under way too; null before the first. */
  readonly value: T | null
  /** What hindered the last question. */
  readonly error: unknown
  /** Asks anew; resolves when that was answered, or could not be. */
  readonly again: () => Promise<void>
}
export type IsNews = (event: EngineEvent) => boolean

/** News is every event of these names, in this window or another. */
export const newsOf =
  (...names: readonly EngineEvent['name'][]): IsNews =>
  (event) =>
    names.includes(event.name)

/**
 * Asks the engine when shown, again when the question changes, and again when something happened that may have changed the answer.
 * An answer that a later question has overtaken is dropped.
 * @param ask stable as long as the question is the same
 * @param isNews stable, too
 */
export function useRead<T>(ask: (platform: Platform) => Promise<T>, isNews?: IsNews): Read<T> {
  const { platform } = useModel()
  const [state, setState] = useState<Omit<Read<T>, 'again'>>({ value: null, error: null })
  /** Counts the questions: an answer is wanted only while none was asked, or left, since. */
  const asked = useRef(0)
  const again = useCallback(async () => {
    const turn = ++asked.current
    try {
      const value = await ask(platform)
      if (turn === asked.current) setState({ value, error: null })
    } catch (error) {
      if (turn === asked.current) setState((known) => ({ ...known, error }))
    }
  }, [platform, ask])
  useEffect(() => {
    void again()
    return () => {
      asked.current++
    }
  }, [again])
  useEffect(
    () => (isNews === undefined ? undefined : platform.onEvent((event) => void (isNews(event) && again()))),
    [platform, isNews, again],
  )
  return { ...state, again }
}
