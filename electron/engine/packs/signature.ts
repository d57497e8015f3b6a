/**
 * Signatures of packs: `signature.json` in the pack's folder says, by SHA-256, what every file of the pack and every file
 * of the library it is read with must be, and is signed with Ed25519. It is written in one way only, so that no byte of
 * it can change unnoticed either.
 */
import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign, verify } from 'node:crypto'
import * as z from 'zod'
import { PackId } from '../../../shared/forms/primitives.ts'
import { canonicalJson } from '../../../shared/submission/canonical-json.ts'
import { collisionKey, nameFault } from '../../../shared/submission/entry-name.ts'
import { sha256Hex } from '../sha256-hex.ts'

export const signatureFile = 'signature.json'

/** Files by path inside the folder, with `/` between the parts. */
export type FileBytes = ReadonlyMap<string, Uint8Array>

const Sha256 = z.string().regex(/^[0-9a-f]{64}$/)
const Digests = z.record(
  z.string().refine((name) => nameFault(name) === undefined),
  Sha256,
)
const SignedContent = z.strictObject({
  format: z.literal(1),
  pack: PackId,
  version: z.string().regex(/^\d+\.\d+\.\d+$/),
  /** SHA-256 of the public key. */
  key: Sha256,
  /** Subject public key info, DER, hex. */
  publicKey: z.string().regex(/^[0-9a-f]{88}$/),
  files: Digests,
  library: Digests,
})
const SignatureFile = SignedContent.extend({ signature: z.string().regex(/^[0-9a-f]{128}$/) })
export type Signature = z.infer<typeof SignatureFile>

/** Why a pack is not what was signed; `file` where one can be named. */
export interface SignatureFault {
  readonly kind: 'missing' | 'format' | 'forged' | 'changed' | 'added' | 'removed' | 'libraryChanged' | 'otherPack'
  readonly file?: string
}
export type Verdict = { readonly ok: true; readonly signature: Signature } | { readonly ok: false; readonly fault: SignatureFault }

const digests = (files: FileBytes): Record<string, string> =>
  Object.fromEntries([...files].filter(([path]) => path !== signatureFile).map(([path, bytes]) => [path, sha256Hex(bytes)]))

/** What is signed: a word of its own before the content, so that no signature made for something else can be used here. */
const signedBytes = (content: z.infer<typeof SignedContent>): Uint8Array =>
  new TextEncoder().encode(`tanbao pack signature 1\n${canonicalJson(content)}`)
const fileText = (signature: Signature): string => `${canonicalJson(signature)}\n`

const rawPublicKey = (key: KeyObject): Uint8Array => new Uint8Array(key.export({ type: 'spki', format: 'der' }))
/** SHA-256 of a public key, hex: what people compare by telephone. */
export const fingerprintOf = (publicKey: Uint8Array): string => sha256Hex(publicKey)

export interface KeyPair {
  readonly privateKey: string
  readonly publicKey: string
  readonly fingerprint: string
}
/** A new pair of keys, PEM. */
export const newKeyPair = (): KeyPair => {
  const pair = generateKeyPairSync('ed25519')
  return {
    privateKey: String(pair.privateKey.export({ type: 'pkcs8', format: 'pem' })),
    publicKey: String(pair.publicKey.export({ type: 'spki', format: 'pem' })),
    fingerprint: fingerprintOf(rawPublicKey(pair.publicKey)),
  }
}

const ed25519 = (key: KeyObject): KeyObject | undefined => (key.asymmetricKeyType === 'ed25519' ? key : undefined)
/** The fingerprint of a public key file (PEM; a private key names its public half). undefined when it is no Ed25519 key. */
export const fingerprintOfPem = (pem: string): string | undefined => {
  try {
    const key = ed25519(createPublicKey(pem))
    return key && fingerprintOf(rawPublicKey(key))
  } catch {
    return undefined
  }
}

export interface PackToSign {
  readonly id: string
  readonly version: string
  readonly files: FileBytes
  readonly library: FileBytes
}
/** The bytes of `signature.json`; undefined when the PEM is no private Ed25519 key. */
export const signPack = ({ id, version, files, library }: PackToSign, privateKeyPem: string): Uint8Array | undefined => {
  let privateKey: KeyObject | undefined
  try {
    privateKey = ed25519(createPrivateKey(privateKeyPem))
  } catch {
    privateKey = undefined
  }
  if (privateKey === undefined) return undefined
  const publicKey = rawPublicKey(createPublicKey(privateKey))
  const content = SignedContent.parse({
    format: 1,
    pack: id,
    version,
    key: fingerprintOf(publicKey),
    publicKey: Buffer.from(publicKey).toString('hex'),
    files: digests(files),
    library: digests(library),
  })
  const signature = Buffer.from(sign(null, signedBytes(content), privateKey)).toString('hex')
  return new TextEncoder().encode(fileText({ ...content, signature }))
}

/** Reads `signature.json` without believing it. */
const readSignature = (bytes: Uint8Array): Signature | undefined => {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
    const parsed = SignatureFile.safeParse(JSON.parse(text))
    return parsed.success && fileText(parsed.data) === text ? parsed.data : undefined
  } catch {
    return undefined
  }
}

const isGenuine = (signature: Signature): boolean => {
  const { signature: hex, ...content } = signature
  const publicKey = Buffer.from(content.publicKey, 'hex')
  if (fingerprintOf(publicKey) !== content.key) return false
  try {
    const key = ed25519(createPublicKey({ key: publicKey, format: 'der', type: 'spki' }))
    return key !== undefined && verify(null, signedBytes(content), key, Buffer.from(hex, 'hex'))
  } catch {
    return false
  }
}

const compare = (signed: Readonly<Record<string, string>>, files: FileBytes): SignatureFault | undefined => {
  const found = digests(files)
  // Two names that are one file on some machine would let one content be signed and another be read.
  const names = new Set<string>()
  for (const path of Object.keys(found)) {
    if (names.has(collisionKey(path))) return { kind: 'added', file: path }
    names.add(collisionKey(path))
  }
  for (const [path, digest] of Object.entries(signed)) {
    if (!Object.hasOwn(found, path)) return { kind: 'removed', file: path }
    if (found[path] !== digest) return { kind: 'changed', file: path }
  }
  const added = Object.keys(found).find((path) => !Object.hasOwn(signed, path))
  return added === undefined ? undefined : { kind: 'added', file: added }
}

/**
 * Whether the pack in `files` (its `signature.json` among them), read with `library`, is what the key named in it signed.
 * Says nothing about whose key that is.
 */
export const verifyPack = (id: string, files: FileBytes, library: FileBytes): Verdict => {
  const refuse = (fault: SignatureFault): Verdict => ({ ok: false, fault })
  const bytes = files.get(signatureFile)
  if (bytes === undefined) return refuse({ kind: 'missing' })
  const signature = readSignature(bytes)
  if (signature === undefined) return refuse({ kind: 'format' })
  if (!isGenuine(signature)) return refuse({ kind: 'forged' })
  if (signature.pack !== id) return refuse({ kind: 'otherPack', file: signature.pack })
  const fault = compare(signature.files, files)
  if (fault !== undefined) return refuse(fault)
  const libraryFault = compare(signature.library, library)
  if (libraryFault !== undefined)
    return refuse({ kind: 'libraryChanged', ...(libraryFault.file === undefined ? {} : { file: libraryFault.file }) })
  return { ok: true, signature }
}
