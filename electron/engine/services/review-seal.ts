import type { Report } from '../../../shared/contract/index.ts'
import { AppError } from '../../../shared/model/errors.ts'
import type { SubmissionFile } from '../../../shared/submission/content.ts'
import { reviewText } from '../../../shared/text/review.ts'
import type { EngineContext } from '../context.ts'
import { evidenceDigest } from '../package/attachments.ts'
import { recordsDigest } from '../package/records-digest.ts'
import { readSignedDigest } from '../package/signed-digest.ts'
import { templateOf } from './common.ts'
import { attachedFiles } from './evidence.ts'
import { isReviewed, reviewStage } from './review-stage.ts'
import { voidReworded } from './review-void.ts'

type Signature = NonNullable<SubmissionFile['signatures']>[number]
const isSigning = (act: string): act is Signature['act'] => act !== 'refuse'
const refuse = (reason: string): never => {
  throw new AppError('SUBMISSION_BLOCKED', { failing: 0, unexplained: 0, reason })
}

/**
 * The signatures that go with the reports; none where nobody signs in the program.
 * Throws SUBMISSION_BLOCKED when one is missing, or when a report is not, to the letter, the one that was signed.
 */
export function signaturesFor(context: EngineContext, period: string, reports: readonly Report[]): Signature[] {
  const store = context.store()
  if (!isReviewed(store)) return []
  const pack = context.pack()
  const reworded = voidReworded(context, period)
  const [first] = reworded
  if (first !== undefined) refuse(reviewText.reasons.changed(templateOf(pack, first).title))
  const acts = store.review.list(period)
  const unsigned = reports.filter(({ form }) => reviewStage(acts.filter((act) => act.form === form)) !== 'signed')
  if (unsigned.length > 0) refuse(reviewText.reasons.unsigned(unsigned.map(({ form }) => templateOf(pack, form).title)))
  return reports.flatMap((report) => {
    const template = templateOf(pack, report.form)
    const now = recordsDigest(template, report)
    const files = evidenceDigest(report.form, attachedFiles(context, report))
    const standing = acts.filter(({ form, act, voidedAt }) => form === report.form && voidedAt === null && isSigning(act))
    return standing.flatMap(({ act, by, at, version, digest: word }) => {
      const { records: digest, explanations, evidence } = readSignedDigest(word)
      if (digest !== now || evidence !== files || version !== report.version) refuse(reviewText.reasons.changed(template.title))
      const said = { ...(explanations === null ? {} : { explanations }), ...(evidence === null ? {} : { evidence }) }
      return isSigning(act) ? [{ form: report.form, act, by, at, reportVersion: version, digest, ...said }] : []
    })
  })
}
