import { Button, Input } from 'antd'
import { useState } from 'react'
import { submitText } from '../../../shared/text/ui-submit.ts'
import { useModel } from '../../app/app-model.ts'
import { ErrorAlert } from '../../ui/error-alert.tsx'
import { useTask } from '../../ui/use-task.ts'

interface ReviseStepProps {
  readonly period: string
  /** Revision that the next package will be. */
  readonly revision: number
  readonly onReopened: () => void
}

/** A sealed month is opened again only with a reason; what was handed up stays as it is. */
export function ReviseStep({ period, revision, onReopened }: ReviseStepProps) {
  const { platform } = useModel()
  const { running, error, run } = useTask<void>()
  const [reason, setReason] = useState('')
  const reopen = () =>
    run(async () => {
      await platform.call('submission.revise', { period, reason })
      onReopened()
    })
  return (
    <section aria-label={submitText.revise}>
      <h2>{submitText.revise}</h2>
      <p>{submitText.reviseHint(revision)}</p>
      <Input.TextArea
        value={reason}
        maxLength={400}
        rows={2}
        placeholder={submitText.revisionReason}
        aria-label={submitText.revisionReason}
        onChange={(event) => setReason(event.target.value)}
      />
      <Button disabled={reason.trim() === ''} loading={running} onClick={() => void reopen()}>
        {submitText.revise}
      </Button>
      <ErrorAlert error={error} />
    </section>
  )
}
