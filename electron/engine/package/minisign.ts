/** Signatures as minisign writes them (its plain `Ed` form), so that anybody can verify them without this program. */

import type { NationalSigner } from '../keys/national.ts'
import { isSignedBy } from '../keys/raw-keys.ts'

/** Who signs a package. */
export interface PackageSigner {
  /** SHA-256 of the signing key, hex. */
  readonly fingerprint: string
  /** Raw Ed25519 key, hex. */
  readonly signing: string
  sign(bytes: Uint8Array): Promise<Uint8Array>
  /** Signs a second time where the bureau asks for it. */
  readonly national?: NationalSigner | undefined
}

const algorithm = Buffer.from('Ed')
const keyIdLength = 8
const signatureLength = 64

const keyId = (fingerprint: string): Buffer => Buffer.from(fingerprint, 'hex').subarray(0, keyIdLength)
const commented = (signature: Uint8Array, comment: string): Uint8Array => Buffer.concat([signature, Buffer.from(comment)])

/** The public key as `minisign -P` takes it. */
export const minisignKey = ({ fingerprint, signing }: Pick<PackageSigner, 'fingerprint' | 'signing'>): string =>
  Buffer.concat([algorithm, keyId(fingerprint), Buffer.from(signing, 'hex')]).toString('base64')

const fileText = (fingerprint: string, signature: Uint8Array, comment: string, over: Uint8Array): string =>
  `untrusted comment: tanbao signature, key ${fingerprint}\n` +
  `${Buffer.concat([algorithm, keyId(fingerprint), signature]).toString('base64')}\n` +
  `trusted comment: ${comment}\n${Buffer.from(over).toString('base64')}\n`

/** @param comment one line that is signed as well */
export async function writeMinisig(message: Uint8Array, comment: string, signer: PackageSigner): Promise<string> {
  const signature = await signer.sign(message)
  return fileText(signer.fingerprint, signature, comment, await signer.sign(commented(signature, comment)))
}

/** Whether `text` is, to the letter, a signature of this key over the message and the comment. */
export function isMinisigOf(
  text: string,
  message: Uint8Array,
  comment: string,
  { fingerprint, signing }: Pick<PackageSigner, 'fingerprint' | 'signing'>,
): boolean {
  const [, packed = '', , over = ''] = text.split('\n')
  const signature = Buffer.from(packed, 'base64').subarray(algorithm.length + keyIdLength)
  const overBytes = Buffer.from(over, 'base64')
  if (signature.length !== signatureLength || fileText(fingerprint, signature, comment, overBytes) !== text) return false
  return isSignedBy(signing, message, signature) && isSignedBy(signing, commented(signature, comment), overBytes)
}
