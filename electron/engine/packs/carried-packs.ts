/**
 * Packs from outside inside the database, with the keys they are trusted by: a backup is one file, and on another
 * computer it has to open. What comes back is held against its signature like anything else from outside.
 */
import * as z from 'zod'
import { AppError } from '../../../shared/model/errors.ts'
import { compareVersions } from '../../../shared/model/version.ts'
import { errorSentence } from '../../../shared/text/errors.ts'
import { installedIds, placeArchive, signedFiles } from './installed.ts'
import { libraryFolder } from './load-pack.ts'
import { packZip } from './pack-zip.ts'
import { readKeyRing, TrustedKey, trustedKeys, trustKeys } from './trusted-keys.ts'

const CarriedPacks = z.strictObject({
  keys: z.array(TrustedKey),
  packs: z.array(
    z.strictObject({
      id: z.string(),
      version: z.string(),
      /** Of `signature.json`: the same signature stands for the same files. */
      signature: z.string(),
      /** The pack and its library as a zip, base64. */
      archive: z.string(),
    }),
  ),
})
type CarriedPacks = z.infer<typeof CarriedPacks>

/** What cannot be read carries nothing: the data themselves come back all the same. */
const readCarried = (json: string | undefined): CarriedPacks => {
  if (json === undefined) return { keys: [], packs: [] }
  try {
    return CarriedPacks.parse(JSON.parse(json))
  } catch {
    return { keys: [], packs: [] }
  }
}

/**
 * What the database has to carry for the packs in `folder`.
 * @param json what it carries now
 * @returns undefined when that is right already
 */
export async function carriedPacks(folder: string, json: string | undefined): Promise<string | undefined> {
  const known = readCarried(json)
  const packs: CarriedPacks['packs'] = []
  for (const id of installedIds(folder)) {
    try {
      const { signature, files, library } = signedFiles(folder, id)
      const same = known.packs.find((pack) => pack.id === id && pack.signature === signature.signature)
      if (same !== undefined) {
        packs.push(same)
        continue
      }
      const archive = await packZip(
        new Map([
          [id, files],
          [libraryFolder, library],
        ]),
      )
      packs.push({ id, version: signature.version, signature: signature.signature, archive: Buffer.from(archive).toString('base64') })
    } catch (error) {
      if (!(error instanceof AppError)) throw error
    }
  }
  // What is refused or gone stays carried as it was: it is judged again wherever it is brought to.
  packs.push(...known.packs.filter(({ id }) => !packs.some((pack) => pack.id === id)))
  const next = JSON.stringify({ keys: keysOf(folder), packs } satisfies CarriedPacks)
  return next === JSON.stringify(known) ? undefined : next
}

/** A damaged list trusts nobody. */
const keysOf = (folder: string): TrustedKey[] => {
  try {
    return [...trustedKeys(folder)]
  } catch (error) {
    if (error instanceof AppError) return []
    throw error
  }
}

export interface BroughtPack {
  readonly id: string
  readonly version: string
  /** `present`: the same or a newer one was here; `refused`: with the reason why. */
  readonly state: 'present' | 'brought' | 'refused'
  readonly reason: string | null
}
export interface Brought {
  readonly packs: readonly BroughtPack[]
  /** Fingerprints trusted from now on because the backup trusted them. */
  readonly keys: readonly string[]
}

/**
 * Puts carried packs into `folder`, where nothing as new is there. A key that was forgotten here is not trusted again.
 * @param present version of a usable installed pack
 * @param newId a new id for each unfinished folder
 */
export async function bringPacks(
  folder: string,
  json: string | undefined,
  options: { readonly present: (id: string) => string | undefined; readonly newId: () => string },
): Promise<Brought> {
  const { keys, packs } = readCarried(json)
  let added: readonly TrustedKey[] = []
  const results: BroughtPack[] = []
  try {
    const forgotten = new Set(readKeyRing(folder).forgotten)
    added = trustKeys(
      folder,
      keys.filter(({ fingerprint }) => !forgotten.has(fingerprint)),
    )
  } catch (error) {
    // Then no key is trusted, and each pack says so.
    if (!(error instanceof AppError)) throw error
  }
  for (const { id, version, archive } of packs) {
    const present = options.present(id)
    if (present !== undefined && compareVersions(present, version) >= 0) {
      results.push({ id, version, state: 'present', reason: null })
      continue
    }
    try {
      await placeArchive(folder, id, new Uint8Array(Buffer.from(archive, 'base64')), options.newId())
      results.push({ id, version, state: 'brought', reason: null })
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      results.push({ id, version, state: 'refused', reason: errorSentence(error.code, error.details) })
    }
  }
  return { packs: results, keys: added.map(({ fingerprint }) => fingerprint) }
}
