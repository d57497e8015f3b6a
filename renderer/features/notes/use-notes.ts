import { useCallback } from 'react'
import type { Note } from '../../../shared/contract/index.ts'
import type { Platform } from '../../platform/platform.ts'
import { type MonthList, useMonthList } from './use-month-list.ts'

export type Notes = MonthList<readonly Note[]>

const none: readonly Note[] = []

/** The notes of a form, read again whenever somebody writes one. */
export function useNotes(form: string, period: string): Notes {
  const ask = useCallback((platform: Platform) => platform.call('note.list', { form, period }), [form, period])
  return useMonthList(period, none, ask)
}
