import { useCallback, useEffect, useState } from 'react'
import type { Note } from '../../../shared/contract/index.ts'
import { useModel } from '../../app/app-model.ts'

export interface Notes {
  readonly list: readonly Note[]
  readonly error: unknown
  reload(): Promise<void>
}

/** The notes of a form, read again whenever somebody writes one. */
export function useNotes(form: string, period: string): Notes {
  const { platform } = useModel()
  const [list, setList] = useState<readonly Note[]>([])
  const [error, setError] = useState<unknown>(null)
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
  return { list, error, reload }
}
