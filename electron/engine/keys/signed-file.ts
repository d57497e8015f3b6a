/**
 * Small signed files: one line of canonical JSON with the signature inside. Read from anywhere, so: a limit on size, the
 * text must be the one way of writing what it says, and nothing is believed before the signature holds.
 */
import * as z from 'zod'
import { AppError } from '../../../shared/model/errors.ts'
import { canonicalJson, type JsonValue } from '../../../shared/submission/canonical-json.ts'
import { UnitFile } from '../../../shared/submission/signed-files.ts'
import { fingerprintOfKey, isSignedBy } from './raw-keys.ts'

/** Far above any honest file: 5,000 comments of a package returned. */
const mostBytes = 12 * 1024 * 1024
const currentVersion = 1
const encoder = new TextEncoder()
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** What a signed file is made from and says about itself. */
interface Signed {
  readonly format: string
  readonly formatVersion: number
  readonly key: string
  readonly signature: string
}
type Content<T extends Signed> = Omit<T, 'key' | 'signature'>
/** Who signs: this data folder's keys, or a pair that a test holds. */
export interface Signer {
  readonly fingerprint: string
  sign(bytes: Uint8Array): Promise<Uint8Array>
}

const Head = z.object({ format: z.string().max(40), formatVersion: z.int().min(1) })

/** A word of its own before the content, so that no signature made for one thing can be used for another. */
const signedBytes = (content: Omit<Signed, 'signature'>): Uint8Array =>
  encoder.encode(`${content.format}/${content.formatVersion}\n${canonicalJson(content as unknown as JsonValue)}`) // plain data by its schema

const fileBytes = (file: Signed): Uint8Array => encoder.encode(`${canonicalJson(file as unknown as JsonValue)}\n`) // plain data by its schema

/** Signs; the bytes are the file. */
export async function signFile<T extends Signed>(
  content: Content<T>,
  signer: Signer,
): Promise<{ readonly file: T; readonly bytes: Uint8Array }> {
  const unsigned = { ...content, key: signer.fingerprint } as Omit<T, 'signature'> // what it is made from and the one member added
  const signature = Buffer.from(await signer.sign(signedBytes(unsigned))).toString('hex')
  const file = { ...unsigned, signature } as T // the last member added
  return { file, bytes: fileBytes(file) }
}

const parsed = (bytes: Uint8Array): unknown => {
  if (bytes.length > mostBytes) throw new AppError('SIGNED_FILE_UNREADABLE')
  try {
    return JSON.parse(utf8.decode(bytes))
  } catch (cause) {
    throw new AppError('SIGNED_FILE_UNREADABLE', {}, { cause })
  }
}

/** What a file says it is, before it is believed; undefined for what is no signed file at all. */
export function signedFormat(bytes: Uint8Array): string | undefined {
  if (bytes.length > mostBytes || bytes[0] !== '{'.charCodeAt(0)) return undefined
  try {
    return Head.safeParse(JSON.parse(utf8.decode(bytes))).data?.format
  } catch {
    return undefined
  }
}

/**
 * Reads a signed file from anywhere.
 * @param signingKey the signing key (hex) behind a fingerprint, undefined for a stranger; told what is signed, which
 *   is not proven yet
 * Throws SIGNED_FILE_UNREADABLE, SIGNED_FILE_NEWER, SIGNED_FILE_STRANGER, SIGNED_FILE_FORGED.
 */
export function readSignedFile<T extends Signed>(
  schema: z.ZodType<T>,
  bytes: Uint8Array,
  signingKey: (fingerprint: string, content: Omit<T, 'signature'>) => string | undefined,
): T {
  const value = parsed(bytes)
  const head = Head.safeParse(value)
  if (head.success && head.data.formatVersion > currentVersion) throw new AppError('SIGNED_FILE_NEWER')
  const read = schema.safeParse(value)
  if (!read.success || Buffer.compare(fileBytes(read.data), bytes) !== 0) throw new AppError('SIGNED_FILE_UNREADABLE')
  const { signature, ...content } = read.data
  const signing = signingKey(content.key, content)
  if (signing === undefined) throw new AppError('SIGNED_FILE_STRANGER', { fingerprint: content.key })
  const isGenuine = fingerprintOfKey(signing) === content.key && isSignedBy(signing, signedBytes(content), Buffer.from(signature, 'hex'))
  if (!isGenuine) throw new AppError('SIGNED_FILE_FORGED')
  return read.data
}

/** A unit file announces its own key: genuine says only that its holder wrote it. Throws as `readSignedFile`. */
export function readUnitFile(bytes: Uint8Array): UnitFile {
  const announced = UnitFile.safeParse(parsed(bytes)).data?.keys.signing
  return readSignedFile(UnitFile, bytes, () => announced)
}
