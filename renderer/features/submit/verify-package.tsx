import { Alert, Button } from 'antd'
import type { VerifyResult } from '../../../shared/contract/index.ts'
import { submitText } from '../../../shared/text/ui-submit.ts'
import { useModel } from '../../app/app-model.ts'
import { ErrorAlert } from '../../ui/error-alert.tsx'
import { useTask } from '../../ui/use-task.ts'

/** Proves that a package, one's own or another's, is whole and unchanged. */
export function VerifyPackage() {
  const { platform } = useModel()
  const { running, result, error, run } = useTask<VerifyResult | null>()
  const verify = () =>
    run(async () => {
      const file = await platform.openFile(['.zip'])
      return file ? platform.call('submission.verify', { bytes: file.bytes }) : null
    })
  return (
    <section aria-label={submitText.verify}>
      <h2>{submitText.verify}</h2>
      <p>{submitText.verifyHint}</p>
      <Button loading={running} onClick={() => void verify()}>
        {submitText.verifyButton}
      </Button>
      <ErrorAlert error={error} />
      {result?.ok && (
        <Alert
          type="success"
          showIcon
          title={submitText.verified(result.files)}
          description={submitText.unit(result.unitName ?? result.unit ?? '', result.period ?? '')}
        />
      )}
      {result && !result.ok && (
        <Alert
          type="error"
          showIcon
          title={submitText.broken(result.problems.length)}
          description={
            <ul>
              {result.problems.map((problem) => (
                <li key={`${problem.file} ${problem.kind}`}>
                  {problem.file} {problem.message}
                </li>
              ))}
            </ul>
          }
        />
      )}
    </section>
  )
}
