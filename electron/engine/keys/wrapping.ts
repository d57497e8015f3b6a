/** Packages wrapped for one reader, in the format of `age`: any age program with the right key opens them. */
import { Decrypter, Encrypter } from 'age-encryption'

const opening = new TextEncoder().encode('age-encryption.org/v1\n')

/** Whether these bytes are wrapped, by how they begin. */
export const isWrapped = (bytes: Uint8Array): boolean => opening.every((byte, at) => bytes[at] === byte)

/** @param recipients `age1…` names: any one of their holders can open it */
export function wrap(bytes: Uint8Array, recipients: readonly string[]): Promise<Uint8Array> {
  const encrypter = new Encrypter()
  for (const recipient of recipients) encrypter.addRecipient(recipient)
  return encrypter.encrypt(bytes)
}

/** undefined when it is wrapped for somebody else or not whole. */
export async function unwrap(bytes: Uint8Array, identities: readonly string[]): Promise<Uint8Array | undefined> {
  const decrypter = new Decrypter()
  for (const identity of identities) decrypter.addIdentity(identity)
  try {
    return await decrypter.decrypt(bytes)
  } catch {
    return undefined
  }
}
