import type { FormReview } from '../../../shared/contract/index.ts'
import { reviewText } from '../../../shared/text/review.ts'
import { reviewScreenText } from '../../../shared/text/ui-review.ts'
import { localTime } from '../../ui/local-time.ts'

/** Everything that was signed for a form, oldest first; what counts no longer says why. */
export function SignatureList({ review }: { readonly review: FormReview | undefined }) {
  const text = reviewScreenText.panel
  const entries = review?.entries ?? []
  if (entries.length === 0) return <p className="muted">{text.noSignatures}</p>
  return (
    <>
      <ol className="review-signatures">
        {entries.map(({ act, by, at, digest, voided }) => (
          <li key={`${act} ${at}`} className={voided === null ? undefined : 'review-voided'}>
            <b>{reviewText.acts[act]}</b> {by} <span className="muted">{localTime(at)}</span>
            {voided !== null && <p>{text.voided(voided.why, localTime(voided.at))}</p>}
            {act !== 'refuse' && (
              <p className="muted">
                {text.digest} <code title={digest}>{digest.slice(0, 16)}</code>
              </p>
            )}
          </li>
        ))}
      </ol>
      <p className="muted">{text.digestHint}</p>
    </>
  )
}
