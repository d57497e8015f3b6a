import { Alert, Button, Input } from 'antd'
import { useState } from 'react'
import type { SubmissionSummary } from '../../../shared/contract/index.ts'
import { submitText } from '../../../shared/text/ui-submit.ts'
import { useModel } from '../../app/app-model.ts'
import { ErrorAlert } from '../../ui/error-alert.tsx'
import { useTask } from '../../ui/use-task.ts'

interface SealStepProps {
  readonly period: string
  readonly allowed: boolean
  /** Packages of this period made before: from the second on a reason is asked. */
  readonly earlier: number
  readonly onSealed: () => void
}

/** Makes the package and offers to save it. */
export function SealStep({ period, allowed, earlier, onSealed }: SealStepProps) {
  const { platform, newId } = useModel()
  const { running, result, error, run } = useTask<SubmissionSummary>()
  const [reason, setReason] = useState('')
  const seal = () =>
    run(async () => {
      const summary = await platform.call('submission.create', { period, job: newId(), ...(earlier > 0 ? { revisionReason: reason } : {}) })
      onSealed()
      return summary
    })
  const save = async (summary: SubmissionSummary) => {
    const { fileName, bytes } = await platform.call('submission.bytes', { packageId: summary.packageId })
    await platform.saveFile(fileName, bytes)
  }
  return (
    <section aria-label={submitText.seal}>
      <h2>{submitText.seal}</h2>
      <p>{submitText.sealHint}</p>
      {earlier > 0 && !result && (
        <div className="submit-reason">
          {submitText.revisionHint(earlier)}
          <Input.TextArea
            value={reason}
            maxLength={400}
            rows={2}
            aria-label={submitText.revisionReason}
            onChange={(event) => setReason(event.target.value)}
          />
        </div>
      )}
      <Button type="primary" disabled={!allowed || (earlier > 0 && reason.trim() === '')} loading={running} onClick={() => void seal()}>
        {running ? submitText.sealing : submitText.sealButton}
      </Button>
      <ErrorAlert error={error} />
      {result && (
        <Alert
          type="success"
          showIcon
          title={submitText.done}
          description={
            <>
              <p>{submitText.doneHint}</p>
              <p className="submit-file">{result.fileName}</p>
              <p className="submit-file">
                {submitText.digest} {result.sha256}
              </p>
              <Button type="primary" onClick={() => void save(result)}>
                {submitText.download}
              </Button>
            </>
          }
        />
      )}
    </section>
  )
}
