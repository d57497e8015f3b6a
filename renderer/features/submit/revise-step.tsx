import { Button, Form, Input } from 'antd'
import { useState } from 'react'
import { refuseExplanation } from '../../../shared/rules/explanation.ts'
import { reasonHelp } from '../../../shared/text/explanation.ts'
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
  const [asked, setAsked] = useState(false)
  // The same words would be refused by the engine; here it is said beside the field.
  const fault = refuseExplanation(reason)
  const reopen = () => {
    setAsked(true)
    if (fault !== undefined) return Promise.resolve()
    return run(async () => {
      await platform.call('submission.revise', { period, reason })
      onReopened()
    })
  }
  const isRefused = asked && reason.trim() !== '' && fault !== undefined
  return (
    <section aria-label={submitText.revise}>
      <h2>{submitText.revise}</h2>
      <p>{submitText.reviseHint(revision)}</p>
      <Form layout="vertical">
        <Form.Item validateStatus={isRefused ? 'error' : ''} help={isRefused ? reasonHelp.revision(fault) : undefined}>
          <Input.TextArea
            value={reason}
            maxLength={400}
            rows={2}
            placeholder={submitText.revisionReason}
            aria-label={submitText.revisionReason}
            onChange={(event) => setReason(event.target.value)}
          />
        </Form.Item>
      </Form>
      <Button disabled={reason.trim() === ''} loading={running} onClick={() => void reopen()}>
        {submitText.revise}
      </Button>
      <ErrorAlert error={error} />
    </section>
  )
}
