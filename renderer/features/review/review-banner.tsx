import { Alert, Button } from 'antd'
import { useState } from 'react'
import type { FormReview, ReviewEntry } from '../../../shared/contract/index.ts'
import { reviewScreenText } from '../../../shared/text/ui-review.ts'
import { localTime } from '../../ui/local-time.ts'
import { useAction } from '../../ui/use-action.ts'
import { SignDialog } from './sign-dialog.tsx'
import { useReview } from './use-review.ts'

interface ReviewBannerProps {
  readonly form: string
  readonly period: string
  /** What is being typed is stored before it is signed for; throws when it cannot be. */
  readonly onBeforeSign: () => Promise<void>
  readonly onNotes: () => void
}

/** Above the form: how far it has come between the people who sign, and what an edit would undo. */
export function ReviewBanner({ form, period, onBeforeSign, onNotes }: ReviewBannerProps) {
  const review = useReview(period)
  const act = useAction()
  const [signing, setSigning] = useState(false)
  const text = reviewScreenText
  const own = review.of(form)
  if (!review.month?.enabled || !own) return null
  const said = sentence(own)
  if (said === null) return null
  const isReturned = own.stage === 'returned'
  const mayHandIn = isReturned || own.stage === 'open'
  const begin = () =>
    act(async () => {
      await onBeforeSign()
      await review.reload()
      setSigning(true)
    })
  return (
    <>
      <Alert
        banner
        type={isReturned ? 'error' : own.stage === 'open' ? 'warning' : 'info'}
        title={said}
        description={
          isReturned && (
            <>
              <p className="review-refusal">{own.refusal?.text}</p>
              {own.unanswered > 0 && <p className="review-refusal">{text.banner.answerFirst}</p>}
            </>
          )
        }
        action={
          mayHandIn && (
            <span className="row row-tight">
              {own.openNotes > 0 && <Button onClick={onNotes}>{isReturned ? text.buttons.notes : text.buttons.openNotes}</Button>}
              <Button type="primary" disabled={own.unanswered > 0} onClick={() => void begin()}>
                {text.buttons.handIn}
              </Button>
            </span>
          )
        }
      />
      {signing && <SignDialog act={{ kind: 'handIn', form: own }} month={review.month} onClose={() => setSigning(false)} />}
    </>
  )
}

function sentence({ stage, entries, refusal, auditor, leader }: FormReview): string | null {
  const { banner } = reviewScreenText
  const last = (act: ReviewEntry['act']): ReviewEntry | undefined => entries.findLast((entry) => entry.act === act && entry.voided === null)
  const [handedIn, passed, signed] = [last('handIn'), last('pass'), last('sign')]
  if (stage === 'returned' && refusal) return banner.returned(refusal.by, localTime(refusal.at))
  if (stage === 'handedIn' && handedIn) return banner.handedIn(handedIn.by, localTime(handedIn.at), auditor)
  if (stage === 'passed' && passed) return banner.passed(passed.by, localTime(passed.at), leader)
  if (stage === 'signed' && signed) return banner.signed(signed.by, localTime(signed.at))
  const voided = entries.at(-1)?.voided
  return voided ? banner.voided(voided.why) : null
}
