/**
 * Packs from outside, in the data folder: `packs/<id>/pack` and the library they were signed with in `packs/<id>/common`.
 * They are held against their signature and the list of trusted keys each time they are read, not only when they arrive.
 */
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { PackId } from '../../../shared/forms/primitives.ts'
import { AppError } from '../../../shared/model/errors.ts'
import { compareVersions } from '../../../shared/model/version.ts'
import { nameFault } from '../../../shared/submission/entry-name.ts'
import { packSignatureText as words } from '../../../shared/text/pack-signature.ts'
import { readPackageZip } from '../package/read-zip.ts'
import { inFolder } from '../store/folder-errors.ts'
import { asTexts, readFolderBytes } from './folder-bytes.ts'
import { type LoadResult, libraryFolder, loadPack } from './load-pack.ts'
import { type FileBytes, type Signature, type SignatureFault, verifyPack } from './signature.ts'
import { readKeyRing, trustKeys } from './trusted-keys.ts'

const packPart = 'pack'

export const installedPacksFolder = (dataDir: string): string => join(dataDir, 'packs')

/** Throws FOLDER_BLOCKED when a file stands in the folder's place: nobody may take its packs for ones that never were. */
export const installedIds = (folder: string): string[] => {
  const entries = existsSync(folder) ? inFolder(folder, () => readdirSync(folder, { withFileTypes: true })) : []
  return entries
    .filter((entry) => entry.isDirectory() && PackId.safeParse(entry.name).success)
    .map((entry) => entry.name)
    .sort()
}

/** A fault in words. */
export const faultSentence = (fault: SignatureFault): string => words.fault(words.faults[fault.kind], fault.file)

export interface KnownKeys {
  readonly trusted: ReadonlySet<string>
  /** Trusted once and no longer. */
  readonly forgotten: ReadonlySet<string>
}
/** Throws PACK_SIGNATURE when the list of keys is damaged. */
const knownKeys = (folder: string, also?: string): KnownKeys => {
  const { keys, forgotten } = readKeyRing(folder)
  return {
    trusted: new Set([...keys.map((key) => key.fingerprint), ...(also === undefined ? [] : [also])]),
    forgotten: new Set(forgotten),
  }
}

export interface OutsidePack {
  readonly signature: Signature
  readonly result: LoadResult
}

/** Whose signature a pack bears. Throws PACK_SIGNATURE, PACK_KEY_UNKNOWN, PACK_KEY_FORGOTTEN. */
const provenSignature = (id: string, files: FileBytes, library: FileBytes, keys: KnownKeys): Signature => {
  const verdict = verifyPack(id, files, library)
  if (!verdict.ok) throw new AppError('PACK_SIGNATURE', { reason: faultSentence(verdict.fault) })
  const { key } = verdict.signature
  if (!keys.trusted.has(key))
    throw new AppError(keys.forgotten.has(key) ? 'PACK_KEY_FORGOTTEN' : 'PACK_KEY_UNKNOWN', { pack: id, fingerprint: key })
  return verdict.signature
}

/** Reads a pack only after everything about its signature is right. Throws PACK_SIGNATURE, PACK_KEY_UNKNOWN, PACK_KEY_FORGOTTEN. */
export const openOutsidePack = (id: string, files: FileBytes, library: FileBytes, keys: KnownKeys): OutsidePack => {
  const signature = provenSignature(id, files, library, keys)
  const result = loadPack(id, asTexts(files), asTexts(library))
  const written = result.ok ? result.value.pack.manifest.version : signature.version
  if (written !== signature.version) throw new AppError('PACK_SIGNATURE', { reason: words.versionMismatch(signature.version, written) })
  return { signature, result }
}

/** What lies in the data folder under an id. */
const filesIn = (folder: string, id: string): { readonly files: FileBytes; readonly library: FileBytes } => ({
  files: readFolderBytes(join(folder, id, packPart)),
  library: readFolderBytes(join(folder, id, libraryFolder)),
})

/** The installed pack as it lies in the data folder. Throws PACK_SIGNATURE, PACK_KEY_UNKNOWN, PACK_KEY_FORGOTTEN. */
export const openInstalled = (folder: string, id: string): OutsidePack => {
  const { files, library } = filesIn(folder, id)
  return openOutsidePack(id, files, library, knownKeys(folder))
}

/** Who says to have signed the pack, trusted or not; undefined when the signature is not genuine. */
export const installedSigner = (folder: string, id: string): string | undefined => {
  try {
    const { files, library } = filesIn(folder, id)
    const verdict = verifyPack(id, files, library)
    return verdict.ok ? verdict.signature.key : undefined
  } catch {
    return undefined
  }
}

/** The same without reading its forms and rules: only who signed it and the files. Throws the same. */
export const signedFiles = (
  folder: string,
  id: string,
): { readonly signature: Signature; readonly files: FileBytes; readonly library: FileBytes } => {
  const { files, library } = filesIn(folder, id)
  return { signature: provenSignature(id, files, library, knownKeys(folder)), files, library }
}

interface Arrived {
  readonly id: string
  readonly files: FileBytes
  /** Absent when the archive brings none: then the program's own must be the one that was signed. */
  readonly library: FileBytes | undefined
}

/** Takes a zip apart: one folder with a pack, and the library beside it or not. Throws PACK_SIGNATURE. */
export const readPackArchive = async (bytes: Uint8Array): Promise<Arrived> => {
  const refuse = (reason: string): never => {
    throw new AppError('PACK_SIGNATURE', { reason: words.archive(reason) })
  }
  const { files, problems, cutShort } = await readPackageZip(bytes).catch((error: unknown) => {
    if (error instanceof AppError && error.code === 'PACKAGE_UNREADABLE') return refuse(words.noZip)
    throw error
  })
  // Many programs write folders as entries of their own; they hold nothing.
  const wrong = problems.find(({ file }) => !file.endsWith('/') || nameFault(file.slice(0, -1)) !== undefined)
  if (wrong !== undefined) refuse(`${wrong.file} ${wrong.message}`)
  if (cutShort) refuse(words.tooMuch)
  const roots = new Map<string, Map<string, Uint8Array>>()
  for (const [name, content] of files) {
    const [root = '', ...rest] = name.split('/')
    const known = roots.get(root) ?? new Map<string, Uint8Array>()
    roots.set(root, known.set(rest.join('/'), content))
  }
  const library = roots.get(libraryFolder)
  roots.delete(libraryFolder)
  const [only, ...more] = roots
  if (only === undefined || more.length > 0 || !only[1].has('pack.yaml') || !PackId.safeParse(only[0]).success) return refuse(words.noRoot)
  return { id: only[0], files: only[1], library }
}

const writeAll = (folder: string, files: FileBytes): void => {
  for (const [path, bytes] of files) {
    const full = join(folder, path)
    mkdirSync(dirname(full), { recursive: true })
    writeFileSync(full, bytes)
  }
}

/** Whole or not at all. */
const putInPlace = (folder: string, id: string, parts: { readonly files: FileBytes; readonly library: FileBytes }, newId: string): void => {
  const incoming = join(folder, `.incoming-${newId}`)
  const outgoing = join(folder, `.outgoing-${newId}`)
  try {
    inFolder(folder, () => mkdirSync(folder, { recursive: true, mode: 0o700 }))
    writeAll(join(incoming, packPart), parts.files)
    writeAll(join(incoming, libraryFolder), parts.library)
    if (existsSync(join(folder, id))) renameSync(join(folder, id), outgoing)
    renameSync(incoming, join(folder, id))
  } finally {
    rmSync(incoming, { recursive: true, force: true })
    rmSync(outgoing, { recursive: true, force: true })
  }
}

export interface InstallOptions {
  readonly folder: string
  /** The program's own library. */
  readonly library: FileBytes
  /** Version of a pack of this id that is there already. */
  readonly present: (id: string) => string | undefined
  /** Version that the program itself brings: only a higher one can take its place. */
  readonly shipped: (id: string) => string | undefined
  /** Fingerprint that the person has compared and trusts from now on. */
  readonly trust?: string
  readonly now: Date
  readonly newId: string
}
export interface Installed {
  readonly id: string
  readonly version: string
  readonly title: string
  readonly fingerprint: string
  readonly replaced: string | null
}

/**
 * Judges a pack from outside and puts it into the data folder, whole or not at all.
 * Throws PACK_SIGNATURE, PACK_KEY_UNKNOWN, PACK_KEY_FORGOTTEN, PACK_INVALID, PACK_OLDER.
 */
export const installPack = async (bytes: Uint8Array, options: InstallOptions): Promise<Installed> => {
  const { folder, trust } = options
  const { id, files, library = options.library } = await readPackArchive(bytes)
  const { signature, result } = openOutsidePack(id, files, library, knownKeys(folder, trust))
  if (!result.ok) {
    const [problem] = result.problems
    throw new AppError('PACK_INVALID', { pack: id, file: problem?.file ?? id, line: problem?.line ?? 1, message: problem?.message ?? '' })
  }
  const present = options.present(id)
  const shipped = options.shipped(id)
  const isOlder = present !== undefined && compareVersions(signature.version, present) < 0
  if (isOlder || (shipped !== undefined && compareVersions(signature.version, shipped) <= 0))
    throw new AppError('PACK_OLDER', { pack: id, offered: signature.version, installed: present ?? '' })
  putInPlace(folder, id, { files, library }, options.newId)
  trustKeys(folder, [{ fingerprint: signature.key, since: options.now.toISOString() }])
  return {
    id,
    version: signature.version,
    title: result.value.pack.manifest.title,
    fingerprint: signature.key,
    replaced: present ?? null,
  }
}

/**
 * Puts a pack that was in this data before back into the data folder. It needs a trusted signature and its own library.
 * Throws PACK_SIGNATURE, PACK_KEY_UNKNOWN, PACK_KEY_FORGOTTEN.
 */
export const placeArchive = async (folder: string, id: string, bytes: Uint8Array, newId: string): Promise<void> => {
  const arrived = await readPackArchive(bytes)
  const library = arrived.library ?? new Map<string, Uint8Array>()
  provenSignature(id, arrived.files, library, knownKeys(folder))
  putInPlace(folder, id, { files: arrived.files, library }, newId)
}
