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
import { libraryFolder, loadPack, type PackFiles, packIds, type ReadPack, type ReadResult, readPackFiles } from './load-pack.ts'
import { preparedPack } from './prepared-packs.ts'

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
const refused = (id: string, error: unknown): ReadResult => {
  const message = error instanceof AppError ? errorSentence(error.code, error.details) : String(error)
  return { ok: false, problems: [{ file: `${id}/${packSignatureText.installedFile}`, line: 1, message }] }
}

const versionIn = (result: ReadResult | undefined): string | undefined =>
  result?.ok === true ? result.value.pack.manifest.version : undefined

/** Where packs lie besides the program's own folder of them. */
export interface PackPlaces {
  /** Packs from outside, in the data folder. */
  readonly installed?: string
  /** What the build has read already. */
  readonly prepared?: string | undefined
}

/** Opens a folder of packs. One takes most of a second to read and judge when it is not prepared, so nothing is read in advance. */
export const openPacks = (packsFolder: string, { installed: installedFolder, prepared }: PackPlaces = {}): InstalledPacks => {
  const ownIds = new Set(packIds(packsFolder))
  let outsideIds = new Set(installedFolder === undefined ? [] : installedIds(installedFolder))
  const own = new Map<string, ReadResult>()
  const outside = new Map<string, ReadResult>()
  const refusals = new Map<string, AppError>()
  let library: PackFiles | undefined
  const ids = (): string[] => [...new Set([...ownIds, ...outsideIds])].sort()
  const once = (results: Map<string, ReadResult>, id: string, read: () => ReadResult): ReadResult => {
    const result = results.get(id) ?? read()
    results.set(id, result)
    return result
  }
  const readOwn = (id: string): ReadResult | undefined =>
    ownIds.has(id)
      ? once(own, id, () => {
          library ??= readPackFiles(join(packsFolder, libraryFolder))
          const files = readPackFiles(join(packsFolder, id))
          const known = prepared === undefined ? undefined : preparedPack(prepared, id, files, library)
          return known === undefined ? loadPack(id, files, library) : { ok: true, value: known }
        })
      : undefined
  const readOutside = (id: string): ReadResult | undefined =>
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
  const read = (id: string): ReadResult | undefined => {
    const installed = readOutside(id)
    const shipped = readOwn(id)
    if (installed === undefined || shipped === undefined) return installed ?? shipped
    if (!installed.ok || !shipped.ok) return shipped.ok ? shipped : installed
    const { version } = installed.value.pack.manifest
    return compareVersions(version, shipped.value.pack.manifest.version) > 0 ? installed : shipped
  }
  const find = (id: string): ReadPack => {
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
