/** Reasons that go up with a report say something, or are refused where they come in. What is stored already is read as it stands. */
import type { Edit } from '../../../shared/contract/index.ts'
import { AppError } from '../../../shared/model/errors.ts'
import { refuseExplanation, refuseZeroReason } from '../../../shared/rules/explanation.ts'

type HeaderChange = Extract<Edit, { readonly kind: 'header' }>['header']

/** A blank reason is not judged here. Throws REVISION_REASON_REFUSED. */
export function requireRevisionReason(text: string): void {
  const reason = text.trim() === '' ? undefined : refuseExplanation(text)
  if (reason !== undefined) throw new AppError('REVISION_REASON_REFUSED', { reason })
}

/** Blank reasons are told of by the rules. Throws REVISION_REASON_REFUSED, ZERO_REASON_REFUSED. */
export function requireHeaderReasons({ revisionReason = '', zeroReason = '' }: HeaderChange): void {
  requireRevisionReason(revisionReason)
  const reason = zeroReason.trim() === '' ? undefined : refuseZeroReason(zeroReason)
  if (reason !== undefined) throw new AppError('ZERO_REASON_REFUSED', { reason })
}
