import { useCallback } from 'react'
import type { EvidenceList } from '../../../shared/contract/index.ts'
import type { Platform } from '../../platform/platform.ts'
import { useMonthList } from './use-month-list.ts'

export interface Evidence extends EvidenceList {
  readonly error: unknown
  reload(): Promise<void>
}

const none: EvidenceList = { files: [], month: { files: 0, bytes: 0 } }

/** The files of a form, read again whenever somebody adds or takes out one. */
export function useEvidence(form: string, period: string): Evidence {
  const ask = useCallback((platform: Platform) => platform.call('evidence.list', { form, period }), [form, period])
  const { list, error, reload } = useMonthList(period, none, ask)
  return { ...list, error, reload }
}
