/**
 * The second signature that a bureau may ask for (国密): SM3 digests and an SM2 signature over their list, beside the first
 * and never instead of it. Done by a library alone: Node's own SM2 makes signatures that nobody else accepts, and Electron
 * has none. The library is no certified module; where one is demanded, the key lives elsewhere and signs the same list.
 */
import { writeManifest } from '../../../shared/submission/bag.ts'

/** Loaded only where it is asked for. */
const library = () => import('sm-crypto-v2')

/** Signs with an SM2 key. */
export interface NationalSigner {
  /** Uncompressed point, hex. */
  readonly publicKey: string
  /** DER, over the SM3 of these bytes with the usual signer id `1234567812345678`. */
  sign(bytes: Uint8Array): Promise<Uint8Array>
}

/** The public half of an SM2 key; both hex. */
export const nationalPublicKey = async (secret: string): Promise<string> => (await library()).sm2.getPublicKeyFromPrivateKey(secret)

/** No two signatures of one text are alike: what was sealed is kept, never made again. */
export async function signNationally(secret: string, bytes: Uint8Array): Promise<Uint8Array> {
  const { sm2 } = await library()
  return new Uint8Array(Buffer.from(sm2.doSignature(bytes, secret, { der: true, hash: true }), 'hex'))
}

/** Whether `signature` (DER) is of this key (hex) over these bytes; false for what is none. */
export async function isNationallySigned(publicKey: string, bytes: Uint8Array, signature: Uint8Array): Promise<boolean> {
  const { sm2 } = await library()
  try {
    return sm2.doVerifySignature(bytes, Buffer.from(signature).toString('hex'), publicKey, { der: true, hash: true })
  } catch {
    return false
  }
}

/** `manifest-sm3.txt`: the payload by its SM3 digests. */
export async function nationalManifest(files: ReadonlyMap<string, Uint8Array>): Promise<string> {
  const { sm3 } = await library()
  return writeManifest(new Map([...files].filter(([name]) => name.startsWith('data/')).map(([name, bytes]) => [name, sm3(bytes)])))
}
