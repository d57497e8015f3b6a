import { Button } from 'antd'
import { useEffect, useState } from 'react'
import type { EvidenceFile } from '../../../shared/contract/index.ts'
import { commonText } from '../../../shared/text/ui-common.ts'
import { evidenceText } from '../../../shared/text/ui-evidence.ts'
import { useModel } from '../../app/app-model.ts'
import { ErrorAlert } from '../../ui/error-alert.tsx'
import { localTime } from '../../ui/local-time.ts'
import { useOpenEvidence } from '../../ui/use-open-evidence.ts'

interface PastEvidenceProps {
  readonly form: string
  readonly period: string
  /** Number of the audit's last entry that counts; undefined = all. */
  readonly upTo: number | undefined
}

/** The files that lay beside the form at a moment, also those that were taken out since. */
export function PastEvidence({ form, period, upTo }: PastEvidenceProps) {
  const { platform } = useModel()
  const { save } = useOpenEvidence()
  const [files, setFiles] = useState<readonly EvidenceFile[]>([])
  const [error, setError] = useState<unknown>(null)
  useEffect(() => {
    let isCurrent = true
    const read = async (): Promise<void> => {
      try {
        const list = await platform.call('evidence.list', { form, period, ...(upTo === undefined ? {} : { upTo }) })
        if (isCurrent) setFiles(upTo === undefined ? list.files.filter(({ removed }) => removed === null) : list.files)
      } catch (thrown) {
        if (isCurrent) setError(thrown)
      }
    }
    void read()
    return () => {
      isCurrent = false
    }
  }, [platform, form, period, upTo])
  if (files.length === 0) return <ErrorAlert error={error} />
  return (
    <section className="past-evidence" aria-label={evidenceText.past}>
      <b>{evidenceText.past}</b>
      <ul>
        {files.map(({ id, name, rowKey, label, bytes, by, at }) => (
          <li key={id}>
            {[rowKey, label].filter((part) => part !== null).join(' · ')} {name}{' '}
            <span className="muted">{evidenceText.said(commonText.bytes(bytes), by, localTime(at))}</span>{' '}
            <Button
              size="small"
              aria-label={evidenceText.saveOf(name)}
              onClick={() => void save(() => platform.call('evidence.bytes', { id }))}
            >
              {evidenceText.save}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  )
}
