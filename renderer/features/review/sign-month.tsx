import { Button } from 'antd'
import { useState } from 'react'
import type { MonthTasks } from '../../../shared/contract/index.ts'
import { reviewScreenText } from '../../../shared/text/ui-review.ts'
import { localTime } from '../../ui/local-time.ts'
import { isGoneUp } from './is-gone-up.ts'
import { SignDialog } from './sign-dialog.tsx'
import type { Review } from './use-review.ts'

interface SignMonthProps {
  readonly review: Review
  readonly tasks: MonthTasks | null
}

/** The leader's step: signs the month once every form was passed, and says when that was done. */
export function SignMonth({ review: { month }, tasks }: SignMonthProps) {
  const [signing, setSigning] = useState(false)
  const text = reviewScreenText
  if (!month?.enabled || !tasks) return null
  const filled = month.forms.filter((form) => form.filled)
  const waiting = filled.filter(({ stage }) => stage === 'passed')
  const isReady = filled.every(({ stage }) => stage === 'passed' || stage === 'signed')
  const missing = tasks.tasks.some(({ required, state }) => required && state === '未填')
  const signature = filled.flatMap(({ entries }) => entries.filter(({ act, voided }) => act === 'sign' && voided === null)).at(-1)
  const isSealed = tasks.tasks.some(({ form, state }) => isGoneUp(state, month.forms.find((one) => one.form === form)?.stage))
  if (filled.length > 0 && filled.every(({ stage }) => stage === 'signed') && signature && !isSealed) {
    return <span className="review-signed">✓ {text.month.signed(signature.by, localTime(signature.at))}</span>
  }
  if (waiting.length === 0) return null
  return (
    <>
      <span className="muted">{text.month.ready(waiting.length)}</span>
      <Button type="primary" disabled={!isReady || missing} onClick={() => setSigning(true)}>
        {text.buttons.sign}
      </Button>
      {signing && <SignDialog act={{ kind: 'sign', leader: waiting[0]?.leader ?? '' }} month={month} onClose={() => setSigning(false)} />}
    </>
  )
}
