/** Keys as their 32 plain bytes. Only what OpenSSL and BoringSSL both offer. */
import { createPrivateKey, createPublicKey, diffieHellman, type KeyObject, sign, verify } from 'node:crypto'
import { sha256Hex } from '../sha256-hex.ts'

/** What stands before the 32 bytes of a key in DER: PKCS #8 for private, SubjectPublicKeyInfo for public ones. */
const privatePrefix = { ed25519: '302e020100300506032b657004220420', x25519: '302e020100300506032b656e04220420' } as const
const publicPrefix = { ed25519: '302a300506032b6570032100', x25519: '302a300506032b656e032100' } as const
type Kind = keyof typeof publicPrefix
const keyLength = 32

/** All 32 bytes zero or of small order give a secret that everybody knows; OpenSSL refuses to agree on one. */
export const rawKeyLength = keyLength

const privateKey = (kind: Kind, raw: Uint8Array): KeyObject =>
  createPrivateKey({ key: Buffer.concat([Buffer.from(privatePrefix[kind], 'hex'), raw]), format: 'der', type: 'pkcs8' })
const publicKey = (kind: Kind, raw: Uint8Array): KeyObject =>
  createPublicKey({ key: Buffer.concat([Buffer.from(publicPrefix[kind], 'hex'), raw]), format: 'der', type: 'spki' })

/** The public half of a private key. */
export function publicHalf(kind: Kind, secret: Uint8Array): Uint8Array {
  const der = createPublicKey(privateKey(kind, secret)).export({ type: 'spki', format: 'der' })
  return new Uint8Array(der.subarray(-keyLength))
}

/** 64 bytes. */
export const signRaw = (secret: Uint8Array, bytes: Uint8Array): Uint8Array =>
  new Uint8Array(sign(null, bytes, privateKey('ed25519', secret)))

/** Whether the holder of `signing` (hex) signed these bytes; false for what is no key at all. */
export function isSignedBy(signing: string, bytes: Uint8Array, signature: Uint8Array): boolean {
  try {
    return verify(null, bytes, publicKey('ed25519', Buffer.from(signing, 'hex')), signature)
  } catch {
    return false
  }
}

/** What two parties can work out and nobody else. Throws when the other's key cannot keep a secret. */
export const sharedSecret = (secret: Uint8Array, other: Uint8Array): Uint8Array =>
  new Uint8Array(diffieHellman({ privateKey: privateKey('x25519', secret), publicKey: publicKey('x25519', other) }))

/** The fingerprint of a signing key: SHA-256 of its 32 bytes. Both hex. */
export const fingerprintOfKey = (signing: string): string => sha256Hex(Buffer.from(signing, 'hex'))
