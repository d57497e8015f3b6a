/** Packs as folders of YAML: read, put together, judged as a whole. A pack with one mistake is not loaded. */
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { type AssembledPack, assemblePack, type PackSources } from '../../../shared/forms/pack.ts'
import type { Pack } from '../../../shared/forms/pack-types.ts'
import type { PackProblem, SourceFile } from '../../../shared/forms/source.ts'
import { type CompiledRules, tryCompileRules } from '../../../shared/rules/compile-rules.ts'
import { packText, packThings } from '../../../shared/text/pack.ts'
import { sha256Hex } from '../sha256-hex.ts'
import { readYaml } from './yaml-source.ts'

/** The folder of forms, rules and code lists that packs share. */
export const libraryFolder = 'common'

const mostBytes = 2 * 1024 * 1024
const mostFiles = 500

/** Texts by path inside the folder, with `/` between the parts. */
export type PackFiles = ReadonlyMap<string, string>
/** What is worked with. */
export interface ReadPack {
  readonly pack: Pack
  readonly compiled: CompiledRules
}
export interface LoadedPack extends AssembledPack, ReadPack {}
type Result<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problems: readonly PackProblem[] }
export type LoadResult = Result<LoadedPack>
export type ReadResult = Result<ReadPack>

const isYaml = (path: string): boolean => path.endsWith('.yaml') || path.endsWith('.yml')

/** Sorts parsed files by what their place says they hold. */
const sortSources = (zone: string, files: PackFiles, problems: PackProblem[]): PackSources => {
  const byKind = {
    forms: [] as SourceFile[],
    rules: [] as SourceFile[],
    codes: [] as SourceFile[],
    parameters: [] as SourceFile[],
    clauses: [] as SourceFile[],
    mappings: [] as SourceFile[],
  }
  let manifest: SourceFile | undefined
  let indicators: SourceFile | undefined
  let targets: SourceFile | undefined
  let holidays: SourceFile | undefined
  if (files.size > mostFiles) problems.push({ file: zone, line: 1, message: packText.tooLarge(packThings.fileCount, String(mostFiles)) })
  for (const [path, text] of [...files].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const file = `${zone}/${path}`
    if (text.length > mostBytes) {
      problems.push({ file, line: 1, message: packText.tooLarge(packThings.file, '2 MB') })
      continue
    }
    const parsed = readYaml(file, text)
    if ('problems' in parsed) {
      problems.push(...parsed.problems)
      continue
    }
    const [folder, ...rest] = path.split('/')
    if (rest.length === 1 && (folder === 'forms' || folder === 'rules' || folder === 'codes')) byKind[folder].push(parsed.source)
    else if (rest.length === 1 && folder === 'parameters' && zone === libraryFolder) byKind.parameters.push(parsed.source)
    else if (rest.length === 1 && folder === 'clauses' && zone === libraryFolder) byKind.clauses.push(parsed.source)
    else if (rest.length === 1 && folder === 'mappings' && zone !== libraryFolder) byKind.mappings.push(parsed.source)
    else if (path === 'clauses.yaml' && zone !== libraryFolder) byKind.clauses.push(parsed.source)
    else if (path === 'pack.yaml' && zone !== libraryFolder) manifest = parsed.source
    else if (path === 'indicators.yaml' && zone !== libraryFolder) indicators = parsed.source
    else if (path === 'targets.yaml' && zone !== libraryFolder) targets = parsed.source
    else if (path === 'holidays.yaml') holidays = parsed.source
    else problems.push({ file, line: 1, message: packText.unknownFile })
  }
  return { ...byKind, manifest, indicators, targets, holidays }
}

interface SortedLibrary {
  readonly sources: PackSources
  readonly problems: readonly PackProblem[]
}
const libraries = new WeakMap<PackFiles, SortedLibrary>()

/** The library is parsed once for all packs that are loaded with the same texts. */
const sortedLibrary = (files: PackFiles): SortedLibrary => {
  let known = libraries.get(files)
  if (known === undefined) {
    const problems: PackProblem[] = []
    known = { sources: sortSources(libraryFolder, files, problems), problems }
    libraries.set(files, known)
  }
  return known
}

interface KnownPack {
  readonly texts: string
  readonly result: LoadResult
}
const lastLoaded = new Map<string, KnownPack>()

/** Puts the pack in folder `id` together from its texts and the library's; the same texts again give the same pack, at once. */
export const loadPack = (id: string, files: PackFiles, library: PackFiles): LoadResult => {
  const texts = sha256Hex(JSON.stringify([[...files], [...library]]))
  const known = lastLoaded.get(id)
  if (known?.texts === texts) return known.result
  const result = putTogether(id, files, library)
  lastLoaded.set(id, { texts, result })
  return result
}

const putTogether = (id: string, files: PackFiles, library: PackFiles): LoadResult => {
  const problems: PackProblem[] = []
  const own = sortSources(id, files, problems)
  const shared = sortedLibrary(library)
  problems.push(...shared.problems)
  const assembly = assemblePack(own, shared.sources, sha256Hex)
  if (!assembly.ok) return { ok: false, problems: unique([...problems, ...assembly.problems]) }
  const { pack, locateForm, locateRule } = assembly.value
  if (pack.manifest.id !== id) problems.push({ file: `${id}/pack.yaml`, line: 1, message: packText.idMismatch(pack.manifest.id, id) })
  const { compiled, problems: wrong } = tryCompileRules(pack)
  for (const problem of wrong) {
    const locate = problem.kind === 'form' ? locateForm(problem.id) : locateRule(problem.id)
    problems.push({ ...locate(problem.path), message: problem.message })
  }
  return problems.length === 0 ? { ok: true, value: { ...assembly.value, compiled } } : { ok: false, problems: unique(problems) }
}

/** The texts of one folder; other kinds of files are left alone. */
export const readPackFiles = (folder: string): Map<string, string> => {
  const files = new Map<string, string>()
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    if (!entry.isFile() || !isYaml(entry.name)) continue
    const full = join(entry.parentPath, entry.name)
    const path = full.slice(folder.length + 1).replaceAll('\\', '/')
    files.set(path, statSync(full).size > mostBytes ? ' '.repeat(mostBytes + 1) : readFileSync(full, 'utf8'))
  }
  return files
}

/** Ids of the packs in a folder of packs. */
export const packIds = (packsFolder: string): string[] =>
  readdirSync(packsFolder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== libraryFolder)
    .map((entry) => entry.name)
    .sort()

const unique = (problems: readonly PackProblem[]): PackProblem[] => [
  ...new Map(problems.map((problem) => [`${problem.file}:${problem.line}:${problem.message}`, problem])).values(),
]
