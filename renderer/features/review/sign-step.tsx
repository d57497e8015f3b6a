import { Button } from 'antd'
import type { MonthTasks } from '../../../shared/contract/index.ts'
import { reviewScreenText } from '../../../shared/text/ui-review.ts'
import { submitText } from '../../../shared/text/ui-submit.ts'
import { goTo } from '../../app/use-place.ts'
import { StateTag } from '../../ui/state-tag.tsx'
import { ReviewActions } from './review-actions.tsx'
import { SignMonth } from './sign-month.tsx'
import type { Review } from './use-review.ts'

interface SignStepProps {
  readonly review: Review
  readonly tasks: MonthTasks | null
  readonly period: string
}

/** Between checking and sealing: each form's way through the hands, and the leader's signature. */
export function SignStep({ review, tasks, period }: SignStepProps) {
  const text = reviewScreenText.step
  if (!review.month || !tasks) return null
  if (!review.month.enabled) {
    return (
      <p className="muted">
        {text.off}{' '}
        <Button type="link" size="small" onClick={() => goTo({ screen: 'settings' }, period)}>
          {text.toSettings}
        </Button>
      </p>
    )
  }
  const filled = new Set(review.month.forms.filter((form) => form.filled).map(({ form }) => form))
  return (
    <section aria-label={submitText.sign}>
      <h2>{submitText.sign}</h2>
      <p>{text.hint}</p>
      <table className="review-changes">
        <tbody>
          {tasks.tasks
            .filter(({ form }) => filled.has(form))
            .map(({ form, title, state }) => (
              <tr key={form}>
                <td>
                  <a href={`#/report/${form}/${period}`}>
                    {form} {title}
                  </a>
                </td>
                <td>
                  <StateTag state={state} />
                </td>
                <td>
                  <ReviewActions form={form} state={state} period={period} review={review} />
                </td>
              </tr>
            ))}
        </tbody>
      </table>
      <div className="row row-tight review-month">
        <SignMonth review={review} tasks={tasks} />
      </div>
    </section>
  )
}
