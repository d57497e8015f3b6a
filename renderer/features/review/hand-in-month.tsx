import { Button } from 'antd'
import { useState } from 'react'
import type { MonthTasks } from '../../../shared/contract/index.ts'
import { reviewScreenText } from '../../../shared/text/ui-review.ts'
import { mayHandIn } from './may-hand-in.ts'
import { SignDialog } from './sign-dialog.tsx'
import type { Review } from './use-review.ts'

interface HandInMonthProps {
  readonly review: Review
  readonly tasks: MonthTasks | null
}

/** The preparer's step for all forms that are in order, where there are several: one name and one password instead of one for each. */
export function HandInMonth({ review, tasks }: HandInMonthProps) {
  const [signing, setSigning] = useState(false)
  if (!review.month?.enabled || !tasks) return null
  const ready = tasks.tasks.flatMap(({ form, state }) => {
    const own = review.of(form)
    return own !== undefined && mayHandIn(state, own) ? [own] : []
  })
  const [first] = ready
  // Whoever signs, signs for forms of his own.
  const others = ready.filter((form) => form !== first && form.preparer === first?.preparer)
  if (first === undefined || others.length === 0) return null
  return (
    <>
      <Button onClick={() => setSigning(true)}>{reviewScreenText.buttons.handInAll(others.length + 1)}</Button>
      {signing && <SignDialog act={{ kind: 'handIn', form: first, others }} month={review.month} onClose={() => setSigning(false)} />}
    </>
  )
}
