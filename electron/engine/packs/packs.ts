/**
 * The packs of the program and those installed into the data folder: each is read once, when it is first asked for; a
 * broken one is set aside with what is wrong with it. Where both have the same plan, the higher version counts.
 */
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Pack } from '../../../shared/forms/pack-types.ts'
import type { PackProblem } from '../../../shared/forms/source.ts'
import { AppError } from '../../../shared/model/errors.ts'
import { compareVersions } from '../../../shared/model/version.ts'
import type { CompiledRules } from '../../../shared/rules/compile-rules.ts'
import { errorSentence } from '../../../shared/text/errors.ts'
import { packSignatureText } from '../../../shared/text/pack-signature.ts'
import type { Packs } from '../context.ts'
import { installedIds, openInstalled } from './installed.ts'
import { type LoadedPack, type LoadResult, libraryFolder, loadPack, type PackFiles, packIds, readPackFiles } from './load-pack.ts'

export interface InstalledPacks extends Packs {
  /** Rules of a pack, compiled once. Throws PACK_UNKNOWN. */
  readonly rules: (id: string) => CompiledRules
  /** What is wrong with packs that could not be loaded, by pack. Reads them all. */
  readonly problems: () => ReadonlyMap<string, readonly PackProblem[]>
  /** Version of the pack that counts; undefined when there is none that can be used. */
  readonly version: (id: string) => string | undefined
  /** Version of the pack of this id that the program brings along. */
  readonly shippedVersion: (id: string) => string | undefined
  /** Why a signature or a file keeps out the installed pack of this id; undefined when nothing does. */
  readonly refusal: (id: string) => AppError | undefined
  /** Looks into the data folder again. */
  readonly refresh: () => void
}

/** Folder of packs beside the sources; a packed program passes its own resources folder instead. */
export const sourcePacksFolder = (): string => fileURLToPath(new URL('../../../resources/packs', import.meta.url))

/** A pack that a signature or a file keeps out, as a pack with one problem. */
const refused = (id: string, error: unknown): LoadResult => {
  const message = error instanceof AppError ? errorSentence(error.code, error.details) : String(error)
  return { ok: false, problems: [{ file: `${id}/${packSignatureText.installedFile}`, line: 1, message }] }
}

const versionIn = (result: LoadResult | undefined): string | undefined =>
  result?.ok === true ? result.value.pack.manifest.version : undefined

/**
 * Opens a folder of packs, and the one in the data folder when it is named. One pack takes a third of a second to read and
 * judge, so nothing is read in advance.
 */
export const openPacks = (packsFolder: string, installedFolder?: string): InstalledPacks => {
  const ownIds = new Set(packIds(packsFolder))
  let outsideIds = new Set(installedFolder === undefined ? [] : installedIds(installedFolder))
  const own = new Map<string, LoadResult>()
  const outside = new Map<string, LoadResult>()
  const refusals = new Map<string, AppError>()
  let library: PackFiles | undefined
  const ids = (): string[] => [...new Set([...ownIds, ...outsideIds])].sort()
  const once = (results: Map<string, LoadResult>, id: string, read: () => LoadResult): LoadResult => {
    const result = results.get(id) ?? read()
    results.set(id, result)
    return result
  }
  const readOwn = (id: string): LoadResult | undefined =>
    ownIds.has(id)
      ? once(own, id, () => {
          library ??= readPackFiles(join(packsFolder, libraryFolder))
          return loadPack(id, readPackFiles(join(packsFolder, id)), library)
        })
      : undefined
  const readOutside = (id: string): LoadResult | undefined =>
    installedFolder !== undefined && outsideIds.has(id)
      ? once(outside, id, () => {
          try {
            return openInstalled(installedFolder, id).result
          } catch (error) {
            if (error instanceof AppError) refusals.set(id, error)
            return refused(id, error)
          }
        })
      : undefined
  const read = (id: string): LoadResult | undefined => {
    const installed = readOutside(id)
    const shipped = readOwn(id)
    if (installed === undefined || shipped === undefined) return installed ?? shipped
    if (!installed.ok || !shipped.ok) return shipped.ok ? shipped : installed
    const { version } = installed.value.pack.manifest
    return compareVersions(version, shipped.value.pack.manifest.version) > 0 ? installed : shipped
  }
  const find = (id: string): LoadedPack => {
    const result = read(id)
    if (result === undefined) throw new AppError('PACK_UNKNOWN', { pack: id })
    if (result.ok) return result.value
    const refusal = result === outside.get(id) ? refusals.get(id) : undefined
    if (refusal !== undefined) throw refusal
    const [problem] = result.problems
    throw new AppError('PACK_INVALID', { pack: id, file: problem?.file ?? id, line: problem?.line ?? 1, message: problem?.message ?? '' })
  }
  return {
    list: (): readonly Pack[] =>
      ids().flatMap((id) => {
        const result = read(id)
        return result?.ok === true ? [result.value.pack] : []
      }),
    get: (id) => find(id).pack,
    rules: (id) => find(id).compiled,
    problems: () =>
      new Map(
        ids().flatMap((id) => {
          const problems = [readOwn(id), readOutside(id)].flatMap((result) => (result === undefined || result.ok ? [] : result.problems))
          return problems.length === 0 ? [] : [[id, problems] as const]
        }),
      ),
    version: (id) => versionIn(read(id)),
    shippedVersion: (id) => versionIn(readOwn(id)),
    refusal: (id) => {
      readOutside(id)
      return refusals.get(id)
    },
    refresh: () => {
      outside.clear()
      refusals.clear()
      outsideIds = new Set(installedFolder === undefined ? [] : installedIds(installedFolder))
    },
  }
}
