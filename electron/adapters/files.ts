import { open, rename, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'

/** A virus scanner or a sync program holds a new file for a moment on Windows. */
const retryable = new Set(['EPERM', 'EBUSY', 'EACCES'])
const retryPausesMs = [20, 60, 150, 400, 1000]

/**
 * Writes a whole file or leaves what was there: a new file beside it, made durable, then renamed over it. Throws what
 * the file system says; the unfinished file is then gone.
 */
export async function writeFileAtomically(path: string, bytes: Uint8Array): Promise<void> {
  const folder = dirname(path)
  const unfinished = join(folder, `.${basename(path)}.${process.pid}.part`)
  try {
    const file = await open(unfinished, 'w', 0o666)
    try {
      await file.writeFile(bytes)
      await file.sync()
    } finally {
      await file.close()
    }
    await renameWithRetries(unfinished, path)
  } catch (error) {
    await rm(unfinished, { force: true })
    throw error
  }
  await syncFolder(folder)
}

async function renameWithRetries(from: string, to: string): Promise<void> {
  for (const pauseMs of process.platform === 'win32' ? retryPausesMs : []) {
    try {
      return await rename(from, to)
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && retryable.has(String(error.code)))) throw error
      await pause(pauseMs)
    }
  }
  await rename(from, to)
}

/** Windows has no way to do this; NTFS journals its names. */
async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return
  const folder = await open(path, 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}
