/** The folder of second backups on the disk: may it be used, what hinders, how one copy comes to lie there. */
import { createHash, type Hash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { lstat, mkdir, mkdtemp, open, readdir, realpath, rename, rm, rmdir, stat } from 'node:fs/promises'
import { isAbsolute, join, relative, sep } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { Profile } from '../../../shared/contract/index.ts'
import type { BackupFolderFault } from '../../../shared/model/backup-fault.ts'
import { backupFolderText } from '../../../shared/text/backup-folder.ts'
import { codeOf } from '../error-code.ts'
import { type BackupInfo, backupNamed } from './backups.ts'
import { backupsToDrop } from './rotation.ts'
import { isDiskFull, isReadOnly } from './sqlite-errors.ts'

export class FolderFault extends Error {
  override readonly name = 'FolderFault'
  readonly fault: BackupFolderFault
  constructor(fault: BackupFolderFault) {
    super(fault)
    this.fault = fault
  }
}

const gone: ReadonlySet<string> = new Set(['ENOENT', 'ENODEV', 'ENXIO', 'EIO', 'EHOSTDOWN', 'EHOSTUNREACH', 'ENETUNREACH', 'ESTALE'])

/** What a failure in the folder means to a person. */
export function faultOf(error: unknown): BackupFolderFault {
  if (error instanceof FolderFault) return error.fault
  if (isDiskFull(error)) return 'full'
  if (isReadOnly(error)) return 'forbidden'
  if (codeOf(error) === 'ENOTDIR') return 'notFolder'
  return gone.has(codeOf(error)) ? 'away' : 'other'
}

/** Whether a folder is another one or lies in it; both whole, with links resolved. */
export function liesIn(inner: string, outer: string): boolean {
  const way = relative(outer, inner)
  return way === '' || !(isAbsolute(way) || way === '..' || way.startsWith(`..${sep}`))
}

const longestUnit = 40
/** Of its unit, so that a person finds it; of one data folder, so that no other program on the same stick is meant by it. */
export function placeName({ unitName, demo }: Pick<Profile, 'unitName' | 'demo'>, mark: string): string {
  const unit = unitName
    .normalize('NFC')
    .replaceAll(/[\p{C}\s\\/:*?"<>|.]+/gu, '')
    .slice(0, longestUnit)
  return backupFolderText.placeName(unit, demo, mark)
}

/** Throws a FolderFault, or what the system says. Whether something may be written is learnt by writing. */
export async function requireUsable(folder: string, dataDir: string): Promise<void> {
  if (!isAbsolute(folder)) throw new FolderFault('relative')
  const real = await realpath(folder)
  if (!(await stat(real)).isDirectory()) throw new FolderFault('notFolder')
  // A data folder that is still to be made cannot hold one that is there.
  if (liesIn(real, await realpath(dataDir).catch(() => dataDir))) throw new FolderFault('inside')
  await rmdir(await mkdtemp(join(folder, '.tanbao-')))
}

/** A drive that cannot make names safe against a power cut is still better than none. */
async function syncNames(folder: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(folder, 'r')
  await handle.sync().catch(() => undefined)
  await handle.close()
}

/**
 * Asked before each copy: an empty drive where the stick was is not the stick, and lacks what was made on it. The place must be a
 * folder itself, too: what a link leads to is somebody else's.
 */
export async function requirePlace(place: string): Promise<void> {
  if (!(await lstat(place)).isDirectory()) throw new FolderFault('notFolder')
}

/** Makes the place that copies go to. Throws what hinders. */
export async function makePlace(place: string): Promise<void> {
  await mkdir(place, { recursive: true })
  await requirePlace(place)
}

/** The same chunks, counted into a hash on their way. */
async function* passing(chunks: AsyncIterable<Buffer>, hash: Hash): AsyncGenerator<Buffer> {
  for await (const chunk of chunks) {
    hash.update(chunk)
    yield chunk
  }
}

interface CopyOrder {
  readonly made: BackupInfo
  /** Where it lies. */
  readonly backups: string
  /** Where it goes. */
  readonly place: string
  readonly signal: AbortSignal
}

/** Writes one backup beside under a name that counts for nothing, reads it back, gives it its own, and lets go of the oldest of the same place. */
export async function copyInto({ made, backups, place, signal }: CopyOrder): Promise<void> {
  await makePlace(place)
  const unfinished = join(place, 'unfinished.tmp')
  try {
    const sent = createHash('sha256')
    const source = createReadStream(join(backups, made.id))
    await pipeline(source, (chunks) => passing(chunks, sent), createWriteStream(unfinished, { flush: true }), { signal })
    if ((await stat(unfinished)).size !== made.bytes) throw new FolderFault('other')
    const arrived = createHash('sha256')
    await pipeline(createReadStream(unfinished), arrived, { signal })
    if (!arrived.digest().equals(sent.digest())) throw new FolderFault('differs')
    await rename(unfinished, join(place, made.id))
  } catch (error) {
    await rm(unfinished, { force: true }).catch(() => undefined)
    throw error
  }
  await syncNames(place)
  // Only what bears the name of a backup is ours to delete, and only here.
  const entries = await readdir(place, { withFileTypes: true })
  const ours = entries.flatMap((entry) => (entry.isFile() ? (backupNamed(entry.name) ?? []) : []))
  const newestFirst = ours.sort((a, b) => (a.id < b.id ? 1 : -1))
  for (const id of backupsToDrop(newestFirst)) if (id !== made.id) await rm(join(place, id), { force: true })
}
