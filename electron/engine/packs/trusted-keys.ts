/** The keys whose packs this data folder takes: `packs/trusted-keys.json`. */
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod'
import { AppError } from '../../../shared/model/errors.ts'
import { packSignatureText as words } from '../../../shared/text/pack-signature.ts'
import { inFolder } from '../store/folder-errors.ts'

const fileName = 'trusted-keys.json'
const Fingerprint = z.string().regex(/^[0-9a-f]{64}$/)
export const TrustedKey = z.strictObject({ fingerprint: Fingerprint, since: z.string() })
export type TrustedKey = z.infer<typeof TrustedKey>
const KeyRing = z.strictObject({
  keys: z.array(TrustedKey),
  /** Trusted once and no longer: a backup that still trusts them does not bring them back. */
  forgotten: z.array(Fingerprint).default([]),
})
type KeyRing = z.infer<typeof KeyRing>

/** Throws PACK_SIGNATURE when the list is damaged: then no key is trusted. */
export const readKeyRing = (folder: string): KeyRing => {
  const file = join(folder, fileName)
  if (!existsSync(file)) return { keys: [], forgotten: [] }
  try {
    return KeyRing.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch (cause) {
    throw new AppError('PACK_SIGNATURE', { reason: words.listUnreadable }, { cause })
  }
}

/** The keys this data folder trusts. Throws PACK_SIGNATURE. */
export const trustedKeys = (folder: string): readonly TrustedKey[] => readKeyRing(folder).keys

const writeKeyRing = (folder: string, ring: KeyRing): void => {
  const unfinished = join(folder, `.${fileName}`)
  inFolder(folder, () => mkdirSync(folder, { recursive: true, mode: 0o700 }))
  writeFileSync(unfinished, `${JSON.stringify(ring)}\n`)
  renameSync(unfinished, join(folder, fileName))
}

/** Trusts these keys from now on, also those forgotten before; returns which were not trusted yet. */
export const trustKeys = (folder: string, wanted: readonly TrustedKey[]): readonly TrustedKey[] => {
  const { keys, forgotten } = readKeyRing(folder)
  const added = wanted.filter(({ fingerprint }) => !keys.some((key) => key.fingerprint === fingerprint))
  if (added.length === 0) return []
  const names = new Set(added.map(({ fingerprint }) => fingerprint))
  writeKeyRing(folder, { keys: [...keys, ...added], forgotten: forgotten.filter((fingerprint) => !names.has(fingerprint)) })
  return added
}

/** Trusts a key no longer. Throws PACK_KEY_NONE when it was not trusted. */
export const forgetKey = (folder: string, fingerprint: string): void => {
  const { keys, forgotten } = readKeyRing(folder)
  const rest = keys.filter((key) => key.fingerprint !== fingerprint)
  if (rest.length === keys.length) throw new AppError('PACK_KEY_NONE', { fingerprint })
  writeKeyRing(folder, { keys: rest, forgotten: [...new Set([...forgotten, fingerprint])] })
}
