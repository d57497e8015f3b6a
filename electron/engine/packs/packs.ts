/** The installed packs: each is read once, when it is first asked for; a broken one is set aside with what is wrong with it. */
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Pack } from '../../../shared/forms/schema.ts'
import type { PackProblem } from '../../../shared/forms/source.ts'
import { AppError } from '../../../shared/model/errors.ts'
import type { CompiledRules } from '../../../shared/rules/compile-rules.ts'
import type { Packs } from '../context.ts'
import { type LoadedPack, type LoadResult, libraryFolder, loadPack, type PackFiles, packIds, readPackFiles } from './load-pack.ts'

export interface InstalledPacks extends Packs {
  /** Rules of a pack, compiled once. Throws PACK_UNKNOWN. */
  readonly rules: (id: string) => CompiledRules
  /** What is wrong with packs that could not be loaded, by pack. Reads them all. */
  readonly problems: () => ReadonlyMap<string, readonly PackProblem[]>
}

/** Folder of packs beside the sources; a packed program passes its own resources folder instead. */
export const sourcePacksFolder = (): string => fileURLToPath(new URL('../../../resources/packs', import.meta.url))

/** Opens a folder of packs. One pack takes a third of a second to read and judge, so nothing is read in advance. */
export const openPacks = (packsFolder: string): InstalledPacks => {
  const ids = packIds(packsFolder)
  const results = new Map<string, LoadResult>()
  let library: PackFiles | undefined
  const read = (id: string): LoadResult => {
    const known = results.get(id)
    if (known !== undefined) return known
    library ??= readPackFiles(join(packsFolder, libraryFolder))
    const result = loadPack(id, readPackFiles(join(packsFolder, id)), library)
    results.set(id, result)
    return result
  }
  const find = (id: string): LoadedPack => {
    if (!ids.includes(id)) throw new AppError('PACK_UNKNOWN', { pack: id })
    const result = read(id)
    if (result.ok) return result.value
    const [problem] = result.problems
    throw new AppError('PACK_INVALID', { pack: id, file: problem?.file ?? id, line: problem?.line ?? 1, message: problem?.message ?? '' })
  }
  return {
    list: (): readonly Pack[] =>
      ids.flatMap((id) => {
        const result = read(id)
        return result.ok ? [result.value.pack] : []
      }),
    get: (id) => find(id).pack,
    rules: (id) => find(id).compiled,
    problems: () =>
      new Map(
        ids.flatMap((id) => {
          const result = read(id)
          return result.ok ? [] : [[id, result.problems] as const]
        }),
      ),
  }
}
