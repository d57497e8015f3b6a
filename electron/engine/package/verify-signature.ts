/** Who made a package: the signature over its tag manifest, by the key that the package names. */
import { signatureFile, tagManifestFile } from '../../../shared/submission/bag.ts'
import type { SubmissionFile } from '../../../shared/submission/content.ts'
import { submissionText } from '../../../shared/text/submission.ts'
import { fingerprintOfKey } from '../keys/raw-keys.ts'
import { isMinisigOf } from './minisign.ts'
import type { Problem } from './read-zip.ts'
import { textOf } from './verify-bag.ts'

type Named = Pick<SubmissionFile, 'packageId' | 'period' | 'revision'> & { readonly unit: { readonly id: string } }

/** The comment that is signed along: what a person who verifies by hand wants to read. */
export const signedComment = ({ packageId, unit, period, revision }: Named): string =>
  `tanbao package ${packageId} ${unit.id} ${period} r${revision}`

/** @param files all files by name within the top folder */
export function signatureProblems(files: ReadonlyMap<string, Uint8Array>, submission: SubmissionFile): readonly Problem[] {
  const { signer } = submission
  if (submission.formatVersion === 1 || signer === undefined) return []
  const text = textOf(files.get(signatureFile))
  if (text === undefined) return [{ file: signatureFile, kind: 'missing', message: submissionText.unsigned }]
  const message = files.get(tagManifestFile) ?? new Uint8Array()
  const isGenuine = fingerprintOfKey(signer.signing) === signer.fingerprint && isMinisigOf(text, message, signedComment(submission), signer)
  return isGenuine ? [] : [{ file: signatureFile, kind: 'forged', message: submissionText.forged }]
}
