import { useCallback, useEffect, useState } from 'react'
import type { Note } from '../../../shared/contract/index.ts'
import { useModel } from '../../app/app-model.ts'

export interface Notes {
  readonly list: readonly Note[]
  readonly error: unknown
  reload(): Promise<void>
  /** What is being written and not yet said, by the first note of its thread; a new note's under the empty one. */
  readonly drafts: ReadonlyMap<string, string>
  /** `null`: said, or given up. */
  setDraft(thread: string, text: string | null): void
}

/** The notes of a form, read again whenever somebody writes one. */
export function useNotes(form: string, period: string): Notes {
  const { platform } = useModel()
  const [list, setList] = useState<readonly Note[]>([])
  const [error, setError] = useState<unknown>(null)
  const [drafts, setDrafts] = useState<ReadonlyMap<string, string>>(new Map())
  const reload = useCallback(async () => {
    try {
      setList(await platform.call('note.list', { form, period }))
      setError(null)
    } catch (thrown) {
      setError(thrown)
    }
  }, [platform, form, period])
  useEffect(() => {
    void reload()
    return platform.onEvent((event) => {
      if (event.name === 'review.changed' && event.payload.period === period) void reload()
    })
  }, [platform, period, reload])
  const setDraft = (thread: string, text: string | null): void =>
    setDrafts((old) => {
      const others = [...old].filter(([key]) => key !== thread)
      return new Map(text === null ? others : [...others, [thread, text]])
    })
  return { list, error, reload, drafts, setDraft }
}
