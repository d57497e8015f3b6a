import { Button, Steps } from 'antd'
import { useCallback, useEffect } from 'react'
import type { CheckResult, SubmissionSummary } from '../../../shared/contract/index.ts'
import { handsUp } from '../../../shared/forms/superior.ts'
import type { FormState } from '../../../shared/model/state.ts'
import { cityScreenText } from '../../../shared/text/ui-city.ts'
import { monthText } from '../../../shared/text/ui-month.ts'
import { submitText } from '../../../shared/text/ui-submit.ts'
import { useModel, useMonth } from '../../app/app-model.ts'
import { goTo } from '../../app/use-place.ts'
import { useRead } from '../../app/use-read.ts'
import type { Platform } from '../../platform/platform.ts'
import { ErrorAlert } from '../../ui/error-alert.tsx'
import { useJob } from '../../ui/use-job.tsx'
import { useTask } from '../../ui/use-task.ts'
import { OutboxSection } from '../exchange/outbox-section.tsx'
import { ReceiptsSection } from '../exchange/receipts-section.tsx'
import { VerifyPaper } from '../print/verify-paper.tsx'
import { isGoneUp } from '../review/is-gone-up.ts'
import { SignStep } from '../review/sign-step.tsx'
import { useReview } from '../review/use-review.ts'
import { CheckAccount, type WhenClear } from './check-account.tsx'
import { MonthFindings } from './month-findings.tsx'
import { ReviseStep } from './revise-step.tsx'
import { SealStep } from './seal-step.tsx'
import { SubmissionList } from './submission-list.tsx'
import { VerifyPackage } from './verify-package.tsx'
import './submit.css'

const askSubmissions = (platform: Platform) => platform.call('submission.list', {})
const none: readonly SubmissionSummary[] = []

/** What became of a sealed month. */
const becameOf = (sealed: readonly { readonly state: FormState }[]): WhenClear =>
  sealed.some(({ state }) => state === '已退回') ? 'returned' : sealed.every(({ state }) => state === '已接收') ? 'received' : 'sealed'

/** Check, then seal; earlier packages and the verifier below. */
export function SubmitScreen() {
  const { platform, month, ready } = useModel()
  // Who has nobody above checks here, and checks packages; there is nobody to hand anything up to.
  const owes = handsUp(ready.pack.manifest, ready.profile)
  const period = useMonth((state) => state.period)
  const tasks = useMonth((state) => state.tasks)
  const check = useTask<CheckResult>()
  const review = useReview(period)
  const { value, error: listError, again: readList } = useRead(askSubmissions)
  const submissions = value ?? none
  const { run } = check
  const { run: runJob, panel } = useJob()

  const runCheck = useCallback(
    () =>
      run(async () => {
        const checked = await runJob(submitText.checking, (id) => platform.call('check.run', { period, job: id }))
        // The states of the forms rest on the check.
        await month.show()
        return checked
      }),
    [run, runJob, platform, month, period],
  )
  useEffect(() => {
    void month.show()
    return platform.onEvent((event) => {
      if (event.name === 'review.changed') void month.show()
    })
  }, [month, platform])
  useEffect(() => void runCheck(), [runCheck])

  const result = check.result
  const isClear = result !== null && !result.blocked && result.unexplained === 0
  const enabled = review.month?.enabled === true
  // What the auditor sent back was never sealed.
  const sealed = tasks?.tasks.filter(({ form, state }) => isGoneUp(state, enabled ? review.of(form)?.stage : undefined)) ?? []
  // Not before it is known who has signed: what the auditor sent back would be taken for the city's return.
  const isSealed = review.month !== null && sealed.length > 0
  const isSigned = !enabled || (review.month?.forms.every(({ filled, stage }) => !filled || stage === 'signed') ?? false)
  const steps = [submitText.check, ...(enabled ? [submitText.sign] : []), enabled ? submitText.sealThird : submitText.seal]
  const newest = submissions.reduce((most, one) => (one.period === period ? Math.max(most, one.revision) : most), 0)
  const next: WhenClear = !owes ? 'own' : isSealed ? becameOf(sealed) : enabled && !isSigned ? 'sign' : 'seal'
  const refresh = async () => {
    await readList()
    await month.show()
  }
  // Opening it again changes the heads, so what the check said is about what was sealed.
  const reopened = (): void => {
    void refresh()
    void runCheck()
  }

  const changed = useCallback(() => {
    void readList()
    void month.show()
  }, [readList, month])

  return (
    <div className="submit">
      {panel}
      <h1>{submitText.title(monthText.period(period))}</h1>
      {owes ? (
        <Steps
          size="small"
          current={isSealed ? steps.length : isClear ? (isSigned ? steps.length - 1 : 1) : 0}
          items={steps.map((title) => ({ title }))}
        />
      ) : (
        <p>{cityScreenText.atTheTop.forms}</p>
      )}
      <ErrorAlert error={review.error} onRetry={() => void review.reload()} />
      <section aria-label={submitText.check}>
        <ErrorAlert error={check.error} onRetry={() => void runCheck()} />
        {result && <CheckAccount result={result} next={next} onForm={(form) => goTo({ screen: 'report', form }, period)} />}
        {result && <MonthFindings result={result} />}
        <Button loading={check.running} onClick={() => void runCheck()}>
          {check.running ? submitText.checking : submitText.checkAgain}
        </Button>
      </section>
      {owes && <SignStep review={review} tasks={tasks} period={period} />}
      {owes && (
        <SealStep
          period={period}
          third={enabled}
          allowed={isClear && review.month !== null && isSigned && !isSealed}
          onSealed={() => void refresh()}
        />
      )}
      {isSealed && <ReviseStep period={period} revision={newest + 1} onReopened={reopened} />}
      <OutboxSection />
      <ReceiptsSection key={`receipts ${period}`} period={period} submissions={submissions} onChange={changed} onWaived={runCheck} />
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
