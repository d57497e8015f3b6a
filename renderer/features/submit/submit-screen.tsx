import { Button, Steps } from 'antd'
import { useCallback, useEffect, useState } from 'react'
import type { CheckResult, SubmissionSummary } from '../../../shared/contract/index.ts'
import { monthText } from '../../../shared/text/ui-month.ts'
import { submitText } from '../../../shared/text/ui-submit.ts'
import { useModel, useMonth } from '../../app/app-model.ts'
import { goTo } from '../../app/use-place.ts'
import { ErrorAlert } from '../../ui/error-alert.tsx'
import { useTask } from '../../ui/use-task.ts'
import { VerifyPaper } from '../print/verify-paper.tsx'
import { CheckAccount } from './check-account.tsx'
import { ReviseStep } from './revise-step.tsx'
import { SealStep } from './seal-step.tsx'
import { SubmissionList } from './submission-list.tsx'
import { VerifyPackage } from './verify-package.tsx'
import './submit.css'

/** Check, then seal; earlier packages and the verifier below. */
export function SubmitScreen() {
  const { platform, month, newId } = useModel()
  const period = useMonth((state) => state.period)
  const isSealed = useMonth((state) => state.tasks?.tasks.some((task) => task.state === '已上报') ?? false)
  const check = useTask<CheckResult>()
  const [submissions, setSubmissions] = useState<readonly SubmissionSummary[]>([])
  const [listError, setListError] = useState<unknown>(null)
  const { run } = check

  const runCheck = useCallback(() => run(() => platform.call('check.run', { period, job: newId() })), [run, platform, period, newId])
  const readList = useCallback(async () => {
    try {
      setSubmissions(await platform.call('submission.list', {}))
      setListError(null)
    } catch (error) {
      setListError(error)
    }
  }, [platform])
  useEffect(() => void month.show(), [month])
  useEffect(() => void runCheck(), [runCheck])
  useEffect(() => void readList(), [readList])

  const result = check.result
  const isClear = result !== null && !result.blocked && result.unexplained === 0
  const newest = submissions.reduce((most, one) => (one.period === period ? Math.max(most, one.revision) : most), 0)
  const refresh = async () => {
    await readList()
    await month.show()
  }

  return (
    <div className="submit">
      <h1>{submitText.title(monthText.period(period))}</h1>
      <Steps size="small" current={isClear ? 1 : 0} items={[{ title: submitText.check }, { title: submitText.seal }]} />
      <section aria-label={submitText.check}>
        <ErrorAlert error={check.error} onRetry={() => void runCheck()} />
        {result && <CheckAccount result={result} onForm={(form) => goTo({ screen: 'report', form }, period)} />}
        <Button loading={check.running} onClick={() => void runCheck()}>
          {check.running ? submitText.checking : submitText.checkAgain}
        </Button>
      </section>
      <SealStep period={period} allowed={isClear && !isSealed} onSealed={() => void refresh()} />
      {isSealed && <ReviseStep period={period} revision={newest + 1} onReopened={() => void refresh()} />}
      <section aria-label={submitText.history}>
        <h2>{submitText.history}</h2>
        <ErrorAlert error={listError} onRetry={() => void readList()} />
        <SubmissionList submissions={submissions} />
      </section>
      <VerifyPackage />
      <VerifyPaper key={period} period={period} />
    </div>
  )
}
