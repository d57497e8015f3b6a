/**
 * Packs from outside, in the data folder: `packs/<id>/pack` and the library they were signed with in `packs/<id>/common`.
 * They are held against their signature and the list of trusted keys each time they are read, not only when they arrive.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import * as z from 'zod'
import { PackId } from '../../../shared/forms/schema.ts'
import { AppError } from '../../../shared/model/errors.ts'
import { nameFault } from '../../../shared/submission/entry-name.ts'
import { packSignatureText as words } from '../../../shared/text/pack-signature.ts'
import { readPackageZip } from '../package/read-zip.ts'
import { asTexts, readFolderBytes } from './folder-bytes.ts'
import { type LoadResult, libraryFolder, loadPack } from './load-pack.ts'
import { type FileBytes, type Signature, type SignatureFault, verifyPack } from './signature.ts'

const packPart = 'pack'
const trustedFile = 'trusted-keys.json'
const TrustedKeys = z.strictObject({
  keys: z.array(z.strictObject({ fingerprint: z.string().regex(/^[0-9a-f]{64}$/), since: z.string() })),
})

export const installedPacksFolder = (dataDir: string): string => join(dataDir, 'packs')

/** The keys this machine trusts. Throws PACK_SIGNATURE when the list is damaged: then no key is trusted. */
export const trustedKeys = (folder: string): readonly z.infer<typeof TrustedKeys>['keys'][number][] => {
  const file = join(folder, trustedFile)
  if (!existsSync(file)) return []
  try {
    return TrustedKeys.parse(JSON.parse(readFileSync(file, 'utf8'))).keys
  } catch (cause) {
    throw new AppError('PACK_SIGNATURE', { reason: words.listUnreadable }, { cause })
  }
}

const trustKey = (folder: string, fingerprint: string, since: string): void => {
  const keys = trustedKeys(folder)
  if (keys.some((key) => key.fingerprint === fingerprint)) return
  const unfinished = join(folder, `.${trustedFile}`)
  writeFileSync(unfinished, `${JSON.stringify({ keys: [...keys, { fingerprint, since }] })}\n`)
  renameSync(unfinished, join(folder, trustedFile))
}

export const installedIds = (folder: string): string[] =>
  existsSync(folder)
    ? readdirSync(folder, { withFileTypes: true })
        .filter((entry) => entry.isDirectory() && PackId.safeParse(entry.name).success)
        .map((entry) => entry.name)
        .sort()
    : []

/** A fault in words. */
export const faultSentence = (fault: SignatureFault): string => words.fault(words.faults[fault.kind], fault.file)

export interface OutsidePack {
  readonly signature: Signature
  readonly result: LoadResult
}

/** Reads a pack only after everything about its signature is right. Throws PACK_SIGNATURE, PACK_KEY_UNKNOWN. */
export const openOutsidePack = (id: string, files: FileBytes, library: FileBytes, trusted: ReadonlySet<string>): OutsidePack => {
  const verdict = verifyPack(id, files, library)
  if (!verdict.ok) throw new AppError('PACK_SIGNATURE', { reason: faultSentence(verdict.fault) })
  const { signature } = verdict
  if (!trusted.has(signature.key)) throw new AppError('PACK_KEY_UNKNOWN', { pack: id, fingerprint: signature.key })
  const result = loadPack(id, asTexts(files), asTexts(library))
  const written = result.ok ? result.value.pack.manifest.version : signature.version
  if (written !== signature.version) throw new AppError('PACK_SIGNATURE', { reason: words.versionMismatch(signature.version, written) })
  return { signature, result }
}

/** The installed pack as it lies in the data folder. Throws PACK_SIGNATURE, PACK_KEY_UNKNOWN. */
export const openInstalled = (folder: string, id: string): OutsidePack =>
  openOutsidePack(
    id,
    readFolderBytes(join(folder, id, packPart)),
    readFolderBytes(join(folder, id, libraryFolder)),
    new Set(trustedKeys(folder).map((key) => key.fingerprint)),
  )

interface Arrived {
  readonly id: string
  readonly files: FileBytes
  /** Absent when the archive brings none: then the program's own must be the one that was signed. */
  readonly library: FileBytes | undefined
}

/** Takes a zip apart: one folder with a pack, and the library beside it or not. Throws PACK_SIGNATURE, PACKAGE_UNREADABLE. */
export const readPackArchive = async (bytes: Uint8Array): Promise<Arrived> => {
  const { files, problems, cutShort } = await readPackageZip(bytes)
  const refuse = (reason: string): never => {
    throw new AppError('PACK_SIGNATURE', { reason: words.archive(reason) })
  }
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

const part = (version: string, index: number): number => Number(version.split('.')[index] ?? '0')
/** Below 0 when `a` is the older version. */
export const compareVersions = (a: string, b: string): number =>
  part(a, 0) - part(b, 0) || part(a, 1) - part(b, 1) || part(a, 2) - part(b, 2)

const writeAll = (folder: string, files: FileBytes): void => {
  for (const [path, bytes] of files) {
    const full = join(folder, path)
    mkdirSync(dirname(full), { recursive: true })
    writeFileSync(full, bytes)
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
 * Throws PACKAGE_UNREADABLE, PACK_SIGNATURE, PACK_KEY_UNKNOWN, PACK_INVALID, PACK_OLDER.
 */
export const installPack = async (bytes: Uint8Array, options: InstallOptions): Promise<Installed> => {
  const { folder, trust } = options
  const { id, files, library = options.library } = await readPackArchive(bytes)
  const trusted = new Set([...trustedKeys(folder).map((key) => key.fingerprint), ...(trust === undefined ? [] : [trust])])
  const { signature, result } = openOutsidePack(id, files, library, trusted)
  if (!result.ok) {
    const [problem] = result.problems
    throw new AppError('PACK_INVALID', { pack: id, file: problem?.file ?? id, line: problem?.line ?? 1, message: problem?.message ?? '' })
  }
  const present = options.present(id)
  const shipped = options.shipped(id)
  const isOlder = present !== undefined && compareVersions(signature.version, present) < 0
  if (isOlder || (shipped !== undefined && compareVersions(signature.version, shipped) <= 0))
    throw new AppError('PACK_OLDER', { pack: id, offered: signature.version, installed: present ?? '' })
  const incoming = join(folder, `.incoming-${options.newId}`)
  const outgoing = join(folder, `.outgoing-${options.newId}`)
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    writeAll(join(incoming, packPart), files)
    writeAll(join(incoming, libraryFolder), library)
    if (existsSync(join(folder, id))) renameSync(join(folder, id), outgoing)
    renameSync(incoming, join(folder, id))
    trustKey(folder, signature.key, options.now.toISOString())
  } finally {
    rmSync(incoming, { recursive: true, force: true })
    rmSync(outgoing, { recursive: true, force: true })
  }
  return {
    id,
    version: signature.version,
    title: result.value.pack.manifest.title,
    fingerprint: signature.key,
    replaced: present ?? null,
  }
}
