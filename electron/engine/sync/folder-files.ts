/** A folder, a network share or a stick. */
import { type FileHandle, link, lstat, open, readdir, rename, rm, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import type { Trouble } from '../../../shared/sync/outbox-entry.ts'
import { codeOf } from '../error-code.ts'
import { mostListed, type TransportLimits, uploadMs } from './limits.ts'
import { type RemoteEntry, type RemoteFiles, TargetError } from './target.ts'

const troubles: Readonly<Record<string, Trouble>> = {
  ENOENT: 'unreachable',
  ENODEV: 'unreachable',
  ENXIO: 'unreachable',
  EHOSTDOWN: 'unreachable',
  ENETUNREACH: 'unreachable',
  ESTALE: 'unreachable',
  EIO: 'unreachable',
  EBUSY: 'busy',
  EMFILE: 'busy',
  EACCES: 'forbidden',
  EPERM: 'forbidden',
  EROFS: 'forbidden',
  ENOSPC: 'full',
  EDQUOT: 'full',
  EFBIG: 'tooLarge',
  ENOTDIR: 'missing',
}
const asTrouble = (error: unknown): unknown =>
  error instanceof TargetError ? error : new TargetError(troubles[codeOf(error)] ?? 'answer', { cause: error })
/** Drives without a second name for a file: FAT, exFAT, many shares. */
const withoutLinks: ReadonlySet<string> = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EINVAL', 'EMLINK', 'EACCES', 'UNKNOWN'])

async function syncNames(folder: string): Promise<void> {
  // Windows has no such call: NTFS journals its names.
  if (process.platform === 'win32') return
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } catch (error) {
    // Some shares cannot; what lies there is proven by reading it back.
    if (!withoutLinks.has(codeOf(error))) throw error
  } finally {
    await handle.close()
  }
}

async function readUpTo(handle: FileHandle, most: number): Promise<Uint8Array> {
  const chunks: Buffer[] = []
  let length = 0
  while (length <= most) {
    const { bytesRead, buffer } = await handle.read(Buffer.alloc(Math.min(1024 * 1024, most + 1 - length)))
    if (bytesRead === 0) break
    chunks.push(buffer.subarray(0, bytesRead))
    length += bytesRead
  }
  return new Uint8Array(Buffer.concat(chunks))
}

/** @param folder absolute; it is never made here, because a missing folder is a stick that is not in */
export function folderFiles(folder: string, limits: TransportLimits): RemoteFiles {
  /** A share that hangs answers nothing, not even a refusal. */
  const within = <T>(ms: number, signal: AbortSignal, work: () => Promise<T>): Promise<T> =>
    new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new TargetError('timeout')), ms)
      const stop = (): void => reject(signal.reason)
      signal.addEventListener('abort', stop, { once: true })
      work()
        .then(resolve, (error) => reject(asTrouble(error)))
        .finally(() => {
          clearTimeout(timer)
          signal.removeEventListener('abort', stop)
        })
    })
  const at = (name: string): string => join(folder, name)
  return {
    read: (name, most, signal) =>
      within(uploadMs(limits, Math.min(most, 64 * 1024 * 1024)), signal, async () => {
        let handle: FileHandle
        try {
          handle = await open(at(name), 'r')
        } catch (error) {
          if (codeOf(error) !== 'ENOENT') throw error
          // No file, or no folder: a stick that is out must not look like an empty one.
          await lstat(folder)
          return undefined
        }
        try {
          return await readUpTo(handle, most)
        } finally {
          await handle.close()
        }
      }),
    write: (name, bytes, signal) =>
      within(uploadMs(limits, bytes.length), signal, async () => {
        const handle = await open(at(name), 'wx')
        try {
          await handle.writeFile(bytes)
          await handle.sync()
        } finally {
          await handle.close()
        }
      }),
    rename: (from, to, signal) =>
      within(limits.idleMs, signal, async () => {
        try {
          await link(at(from), at(to))
          await unlink(at(from))
        } catch (error) {
          if (codeOf(error) === 'EEXIST') await rm(at(from), { force: true })
          else if (!withoutLinks.has(codeOf(error))) throw error
          // The moment between looking and naming is open here; the same name means the same bytes.
          else if (await exists(at(to))) await rm(at(from), { force: true })
          else await rename(at(from), at(to))
        }
        await syncNames(folder)
      }),
    remove: (name, signal) => within(limits.idleMs, signal, () => rm(at(name), { force: true })),
    list: (signal) =>
      within(limits.idleMs, signal, async () => {
        const entries: RemoteEntry[] = []
        for (const entry of (await readdir(folder, { withFileTypes: true })).slice(0, mostListed)) {
          if (!entry.isFile()) continue
          const modified = await lstat(at(entry.name)).catch(() => undefined)
          if (modified) entries.push({ name: entry.name, modifiedAt: modified.mtimeMs })
        }
        return entries
      }),
    clockAheadMs: () => undefined,
    close: async () => {},
  }
}

const exists = (path: string): Promise<boolean> =>
  lstat(path).then(
    () => true,
    () => false,
  )
