/** Which pack counts for the drafts of this folder, and whose it is. */
import type { Output, Profile } from '../../../shared/contract/index.ts'
import type { Pack } from '../../../shared/forms/pack-types.ts'
import { AppError } from '../../../shared/model/errors.ts'
import { compareVersions } from '../../../shared/model/version.ts'
import { errorSentence } from '../../../shared/text/errors.ts'
import type { EngineContext } from '../context.ts'
import { installedIds, installedSigner } from '../packs/installed.ts'
import type { InstalledPacks } from '../packs/packs.ts'
import { trustedKeys } from '../packs/trusted-keys.ts'
import { packInVersion } from './kept-packs.ts'

/**
 * The pack for a folder's drafts. An older one than they were made with does not do: its columns would hide values.
 * Throws PACK_VERSION_MISSING, or why the pack that was in use is refused.
 */
export const packForDrafts = (packs: Pick<InstalledPacks, 'get' | 'refusal'>, profile: Profile): Pack => {
  const missing = (found: string): AppError =>
    new AppError('PACK_VERSION_MISSING', { pack: profile.packId, wanted: profile.packVersion, found })
  let pack: Pack
  try {
    pack = packs.get(profile.packId)
  } catch (error) {
    throw error instanceof AppError && error.code === 'PACK_UNKNOWN' ? missing('') : error
  }
  const { version } = pack.manifest
  if (compareVersions(version, profile.packVersion) < 0) throw packs.refusal(profile.packId) ?? missing(version)
  return pack
}

/** Why the folder's drafts cannot be worked on, as a sentence; null when they can, or nothing was chosen yet. */
export const whyUnusable = (context: EngineContext): string | null => {
  try {
    context.pack()
    return null
  } catch (error) {
    if (error instanceof AppError) return error.code === 'STORE_NOT_INITIALISED' ? null : errorSentence(error.code, error.details)
    throw error
  }
}

const signersIn = (folder: string): ReadonlyMap<string, string> =>
  new Map(
    installedIds(folder).flatMap((id) => {
      const key = installedSigner(folder, id)
      return key === undefined ? [] : [[id, key] as const]
    }),
  )

/** @param profile undefined before a plan was chosen */
export const packStatus = (
  context: EngineContext,
  packs: InstalledPacks,
  folder: string,
  profile: Profile | undefined,
): Output<'pack.status'> => {
  const signers = signersIn(folder)
  const keys = trustedKeys(folder).map(({ fingerprint, since }) => ({
    fingerprint,
    since,
    packs: [...signers].flatMap(([id, key]) => (key === fingerprint ? [id] : [])),
  }))
  if (profile === undefined) return { inUse: null, refused: null, keys }
  const { packId, packVersion } = profile
  const refused = whyUnusable(context)
  const used = packInVersion(context, packVersion)
  const available = packs.version(packId)
  return {
    inUse: {
      id: packId,
      title: used?.manifest.title ?? packId,
      version: packVersion,
      available: refused === null ? (available ?? null) : null,
      digest: used?.digest ?? '',
      signer: packs.shippedVersion(packId) === packVersion ? null : (signers.get(packId) ?? null),
    },
    refused,
    keys,
  }
}
