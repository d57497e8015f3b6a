import { Alert, Button, Input } from 'antd'
import { useState } from 'react'
import type { CodeVerdict } from '../../../shared/contract/index.ts'
import { formatDate } from '../../../shared/text/format.ts'
import { printText } from '../../../shared/text/ui-print.ts'
import { useModel } from '../../app/app-model.ts'
import { ErrorAlert } from '../../ui/error-alert.tsx'
import { localTime } from '../../ui/local-time.ts'
import { useTask } from '../../ui/use-task.ts'

const text = printText.verify

/** Asks whether a paper, by the code on it, still says what the program says, or what was handed up. */
export function VerifyPaper({ period }: { readonly period: string }) {
  const { platform } = useModel()
  const { running, result, error, run } = useTask<CodeVerdict>()
  const [code, setCode] = useState('')
  const verify = () => void run(() => platform.call('print.verify', { period, code }))
  return (
    <section aria-label={text.title}>
      <h2>{text.title}</h2>
      <p>{text.text}</p>
      <div className="row">
        <label htmlFor="paper-code">{text.label}</label>
        <Input
          id="paper-code"
          className="digest verify-code"
          value={code}
          placeholder={text.placeholder}
          maxLength={200}
          onChange={(event) => setCode(event.target.value)}
          onPressEnter={verify}
        />
        <Button loading={running} disabled={code.trim() === ''} onClick={verify}>
          {text.check}
        </Button>
      </div>
      <ErrorAlert error={error} />
      {result && <Verdict verdict={result} period={period} />}
    </section>
  )
}

function Verdict({ verdict, period }: { readonly verdict: CodeVerdict; readonly period: string }) {
  const { readable, matches } = verdict
  if (!readable) return <Alert type="warning" showIcon title={text.misread} />
  if (matches.length === 0) return <Alert type="error" showIcon title={text.none(period)} />
  const isCurrent = matches.some(({ submission }) => submission === null)
  return (
    <Alert
      type={isCurrent ? 'success' : 'warning'}
      showIcon
      title={
        <>
          {matches.map(({ form, title, submission }) => (
            <div key={`${form} ${submission?.packageId ?? ''}`}>
              {submission === null
                ? text.current(title)
                : text.submitted(title, submission.revision, formatDate(localTime(submission.sealedAt).slice(0, 10)))}
            </div>
          ))}
          {!isCurrent && <div>{text.notCurrent}</div>}
        </>
      }
    />
  )
}
