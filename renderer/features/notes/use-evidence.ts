import { useCallback } from 'react'
import type { EvidenceList } from '../../../shared/contract/index.ts'
import { useModel } from '../../app/app-model.ts'
import { useMonthList } from './use-month-list.ts'

export interface Evidence extends EvidenceList {
  readonly error: unknown
  reload(): Promise<void>
}

const none: EvidenceList = { files: [], month: { files: 0, bytes: 0 } }

/** The files of a form, read again whenever somebody adds or takes out one. */
export function useEvidence(form: string, period: string): Evidence {
  const { platform } = useModel()
  const read = useCallback(() => platform.call('evidence.list', { form, period }), [platform, form, period])
  const { list, error, reload } = useMonthList(period, none, read)
  return { ...list, error, reload }
}
