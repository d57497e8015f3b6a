import { useCallback, useState } from 'react'
import type { Note } from '../../../shared/contract/index.ts'
import type { Platform } from '../../platform/platform.ts'
import { type MonthList, useMonthList } from './use-month-list.ts'

export interface Notes extends MonthList<readonly Note[]> {
  /** What is being written and not yet said, by the first note of its thread; a new note's under the empty one. */
  readonly drafts: ReadonlyMap<string, string>
  /** `null`: said, or given up. */
  setDraft(thread: string, text: string | null): void
}

const none: readonly Note[] = []

/** The notes of a form, read again whenever somebody writes one. */
export function useNotes(form: string, period: string): Notes {
  const ask = useCallback((platform: Platform) => platform.call('note.list', { form, period }), [form, period])
  const [drafts, setDrafts] = useState<ReadonlyMap<string, string>>(new Map())
  const setDraft = (thread: string, text: string | null): void =>
    setDrafts((old) => {
      const others = [...old].filter(([key]) => key !== thread)
      return new Map(text === null ? others : [...others, [thread, text]])
    })
  return { ...useMonthList(period, none, ask), drafts, setDraft }
}
