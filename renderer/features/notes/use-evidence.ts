import { useCallback, useEffect, useState } from 'react'
import type { EvidenceList } from '../../../shared/contract/index.ts'
import { useModel } from '../../app/app-model.ts'

export interface Evidence extends EvidenceList {
  readonly error: unknown
  reload(): Promise<void>
}

const none: EvidenceList = { files: [], month: { files: 0, bytes: 0 } }

/** The files of a form, read again whenever somebody adds or takes out one. */
export function useEvidence(form: string, period: string): Evidence {
  const { platform } = useModel()
  const [list, setList] = useState(none)
  const [error, setError] = useState<unknown>(null)
  const reload = useCallback(async () => {
    try {
      setList(await platform.call('evidence.list', { form, period }))
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
  return { ...list, error, reload }
}
