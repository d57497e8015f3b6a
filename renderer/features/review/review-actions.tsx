import { Button } from 'antd'
import { useState } from 'react'
import type { FormState } from '../../../shared/model/state.ts'
import { reviewScreenText } from '../../../shared/text/ui-review.ts'
import { goTo } from '../../app/use-place.ts'
import { isGoneUp } from './is-gone-up.ts'
import { mayHandIn } from './may-hand-in.ts'
import { SignDialog } from './sign-dialog.tsx'
import type { Review } from './use-review.ts'

interface ReviewActionsProps {
  readonly form: string
  readonly state: FormState
  readonly period: string
  readonly review: Review
}

/** The next step of one form in the month's list: hand it in, look at it, or read why it came back. */
export function ReviewActions({ form, state, period, review }: ReviewActionsProps) {
  const [signing, setSigning] = useState(false)
  const own = review.of(form)
  const text = reviewScreenText.buttons
  if (!review.month?.enabled || !own?.filled) return null
  const isSealed = isGoneUp(state, own.stage)
  return (
    <>
      {mayHandIn(state, own) && (
        <Button aria-label={`${text.handIn} ${form}`} onClick={() => setSigning(true)}>
          {text.handIn}
        </Button>
      )}
      {(own.stage === 'handedIn' || own.stage === 'passed' || own.stage === 'signed') && (
        <Button
          type={own.stage === 'handedIn' && !isSealed ? 'primary' : 'default'}
          aria-label={`${own.stage === 'handedIn' ? text.review : text.look} ${form}`}
          onClick={() => goTo({ screen: 'review', form }, period)}
        >
          {own.stage === 'handedIn' && !isSealed ? text.review : text.look}
        </Button>
      )}
      {signing && <SignDialog act={{ kind: 'handIn', form: own }} month={review.month} onClose={() => setSigning(false)} />}
    </>
  )
}
