/** Who made a package: the signature over its tag manifest, by the key that the package names. */
import { nationalManifestFile, nationalSignatureFile, signatureFile, tagManifestFile } from '../../../shared/submission/bag.ts'
import type { SubmissionFile } from '../../../shared/submission/content.ts'
import { submissionText } from '../../../shared/text/submission.ts'
import { isNationallySigned, nationalManifest } from '../keys/national.ts'
import { fingerprintOfKey } from '../keys/raw-keys.ts'
import { isMinisigOf } from './minisign.ts'
import type { Problem } from './read-zip.ts'
import { textOf } from './verify-bag.ts'

type Named = Pick<SubmissionFile, 'packageId' | 'period' | 'revision'> & { readonly unit: { readonly id: string } }

/** The comment that is signed along: what a person who verifies by hand wants to read. */
export const signedComment = ({ packageId, unit, period, revision }: Named): string =>
  `tanbao package ${packageId} ${unit.id} ${period} r${revision}`

const forged = (file: string): Problem => ({ file, kind: 'forged', message: submissionText.forged })

/** The second signature is there exactly where the package names a key for it, and holds. */
async function nationalProblems(files: ReadonlyMap<string, Uint8Array>, key: string | undefined): Promise<readonly Problem[]> {
  const there = [nationalManifestFile, nationalSignatureFile].filter((file) => files.has(file))
  if (key === undefined) return there.map((file) => ({ file, kind: 'added', message: submissionText.added }))
  if (there.length < 2) return [{ file: nationalSignatureFile, kind: 'missing', message: submissionText.unsigned }]
  const manifest = files.get(nationalManifestFile) ?? new Uint8Array()
  if (textOf(manifest) !== (await nationalManifest(files)))
    return [{ file: nationalManifestFile, kind: 'damaged', message: submissionText.damaged }]
  const isGenuine = await isNationallySigned(key, manifest, files.get(nationalSignatureFile) ?? new Uint8Array())
  return isGenuine ? [] : [forged(nationalSignatureFile)]
}

/** @param files all files by name within the top folder */
export async function signatureProblems(files: ReadonlyMap<string, Uint8Array>, submission: SubmissionFile): Promise<readonly Problem[]> {
  const { signer } = submission
  if (submission.formatVersion === 1 || signer === undefined) return []
  const text = textOf(files.get(signatureFile))
  if (text === undefined) return [{ file: signatureFile, kind: 'missing', message: submissionText.unsigned }]
  const message = files.get(tagManifestFile) ?? new Uint8Array()
  const isGenuine = fingerprintOfKey(signer.signing) === signer.fingerprint && isMinisigOf(text, message, signedComment(submission), signer)
  return isGenuine ? nationalProblems(files, signer.sm2) : [forged(signatureFile)]
}
