/** The installed packs: read once when the engine starts, a broken one set aside with what is wrong with it. */
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Pack } from '../../../shared/forms/schema.ts'
import type { PackProblem } from '../../../shared/forms/source.ts'
import { AppError } from '../../../shared/model/errors.ts'
import type { CompiledRules } from '../../../shared/rules/compile-rules.ts'
import type { Packs } from '../context.ts'
import { type LoadedPack, libraryFolder, loadPack, packIds, readPackFiles } from './load-pack.ts'

export interface InstalledPacks extends Packs {
  /** Rules of a pack, compiled once. Throws PACK_UNKNOWN. */
  readonly rules: (id: string) => CompiledRules
  /** What is wrong with packs that could not be loaded, by pack. */
  readonly problems: ReadonlyMap<string, readonly PackProblem[]>
}

/** Folder of packs beside the sources; a packed program passes its own resources folder instead. */
export const sourcePacksFolder = (): string => fileURLToPath(new URL('../../../resources/packs', import.meta.url))

/** Reads every pack of a folder. */
export const openPacks = (packsFolder: string): InstalledPacks => {
  const library = readPackFiles(join(packsFolder, libraryFolder))
  const loaded = new Map<string, LoadedPack>()
  const problems = new Map<string, readonly PackProblem[]>()
  for (const id of packIds(packsFolder)) {
    const result = loadPack(id, readPackFiles(join(packsFolder, id)), library)
    if (result.ok) loaded.set(id, result.value)
    else problems.set(id, result.problems)
  }
  const find = (id: string): LoadedPack => {
    const found = loaded.get(id)
    if (found !== undefined) return found
    const [problem] = problems.get(id) ?? []
    if (problem === undefined) throw new AppError('PACK_UNKNOWN', { pack: id })
    throw new AppError('PACK_INVALID', { pack: id, file: problem.file, line: problem.line, message: problem.message })
  }
  return {
    list: (): readonly Pack[] => [...loaded.values()].map(({ pack }) => pack),
    get: (id) => find(id).pack,
    rules: (id) => find(id).compiled,
    problems,
  }
}
