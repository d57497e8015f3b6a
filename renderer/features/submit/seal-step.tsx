import { Alert, Button } from 'antd'
import type { SubmissionSummary } from '../../../shared/contract/index.ts'
import { submitText } from '../../../shared/text/ui-submit.ts'
import { useModel } from '../../app/app-model.ts'
import { ErrorAlert } from '../../ui/error-alert.tsx'
import { useTask } from '../../ui/use-task.ts'

interface SealStepProps {
  readonly period: string
  readonly allowed: boolean
  /** Where months are signed in the program, sealing is the third step. */
  readonly third: boolean
  readonly onSealed: () => void
}

/** Makes the package and offers to save it. */
export function SealStep({ period, allowed, third, onSealed }: SealStepProps) {
  const { platform, newId } = useModel()
  const { running, result, error, run } = useTask<SubmissionSummary>()
  const seal = () =>
    run(async () => {
      const summary = await platform.call('submission.create', { period, job: newId() })
      onSealed()
      return summary
    })
  const save = async (summary: SubmissionSummary) => {
    const { fileName, bytes } = await platform.call('submission.bytes', { packageId: summary.packageId })
    await platform.saveFile(fileName, bytes)
  }
  const title = third ? submitText.sealThird : submitText.seal
  return (
    <section aria-label={title}>
      <h2>{title}</h2>
      <p>{submitText.sealHint}</p>
      <Button type="primary" disabled={!allowed} loading={running} onClick={() => void seal()}>
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
