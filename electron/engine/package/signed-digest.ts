/**
 * What a signature is for, in one word: the digest of the records, and since the explanations are signed as well, theirs
 * behind a point; behind another one that of the form's files, where it has any. A word without a point is of the time
 * before that and stays readable: it speaks of the records alone.
 */
import type { Finding } from '../../../shared/rules/finding.ts'
import { canonicalJson } from '../../../shared/submission/canonical-json.ts'
import { sha256Hex } from '../sha256-hex.ts'

export interface SignedDigest {
  /** SHA-256 (hex) of `data/records/<form>.json`. */
  readonly records: string
  /** The same of what was said about its findings; null = not signed for. */
  readonly explanations: string | null
  /** The same of the list of its files; null = it had none. */
  readonly evidence: string | null
}

export const writeSignedDigest = (signed: SignedDigest & { readonly explanations: string }): string =>
  [signed.records, signed.explanations, ...(signed.evidence === null ? [] : [signed.evidence])].join('.')

export function readSignedDigest(word: string): SignedDigest {
  const [records = '', explanations = null, evidence = null] = word.split('.')
  return { records, explanations, evidence }
}

/** SHA-256 (hex) of the explanations of a form, as `data/validation.json` has them, in the order of their findings' ids. */
export function explanationsDigest(form: string, findings: readonly Pick<Finding, 'id' | 'form' | 'basis' | 'explanation'>[]): string {
  const said = findings
    .flatMap(({ id, form: of, basis, explanation }) =>
      of === form && explanation !== null ? [{ finding: id, basis, ...explanation }] : [],
    )
    .sort((a, b) => (a.finding < b.finding ? -1 : 1))
  return sha256Hex(canonicalJson(said))
}
