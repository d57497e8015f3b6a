/** Files that the data folder keeps by their digests: what the disk did to one is found before somebody needs it. */
import type { SubmissionSummary } from '../../../shared/contract/index.ts'
import { AppError } from '../../../shared/model/errors.ts'
import type { AttachedFile } from '../package/attachments.ts'
import { sha256Hex } from '../sha256-hex.ts'
import type { StoredEvidence } from '../store/evidence-store.ts'
import type { Store } from '../store/types.ts'

type Kept = Pick<Store, 'evidence' | 'submissions'>

const isWhole = (bytes: Uint8Array | undefined, sha256: string): bytes is Uint8Array => bytes !== undefined && sha256Hex(bytes) === sha256

/** A file, and where it lies: who has to add it anew must find it. */
type ListedFile = Pick<AttachedFile, 'name' | 'form' | 'rowKey' | 'sha256'>

/** Content of a file that is listed. Throws EVIDENCE_DAMAGED when it is not what was added. */
export function evidenceContent(store: Kept, { name, form, rowKey, sha256 }: ListedFile): Uint8Array {
  const bytes = store.evidence.content(sha256)
  if (!isWhole(bytes, sha256)) throw new AppError('EVIDENCE_DAMAGED', { file: name, form, ...(rowKey === null ? {} : { row: rowKey }) })
  return bytes
}

/** A sealed package, byte for byte. Throws SUBMISSION_DAMAGED when it is not what was sealed. */
export function sealedBytes(store: Kept, { packageId, fileName, period, sha256 }: SubmissionSummary): Uint8Array {
  const bytes = store.submissions.bytes(packageId)
  if (!isWhole(bytes, sha256)) throw new AppError('SUBMISSION_DAMAGED', { file: fileName, period })
  return bytes
}

/** Evidence that was not taken out, and the part of it whose content is damaged. Reads one content at a time. */
export function surveyEvidence({ evidence }: Kept): { readonly all: number; readonly damaged: readonly StoredEvidence[] } {
  const files = evidence.standing()
  const bySha256 = Map.groupBy(files, ({ sha256 }) => sha256)
  const damaged = [...bySha256].flatMap(([sha256, same]) => (isWhole(evidence.content(sha256), sha256) ? [] : same))
  return { all: files.length, damaged }
}

/** Sealed packages, and those of them that are damaged. Reads one at a time. */
export function surveyPackages({ submissions }: Kept): { readonly all: number; readonly damaged: readonly SubmissionSummary[] } {
  const sealed = submissions.list()
  return { all: sealed.length, damaged: sealed.filter(({ packageId, sha256 }) => !isWhole(submissions.bytes(packageId), sha256)) }
}
