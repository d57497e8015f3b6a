import { closeSync, fsyncSync, openSync, renameSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** Makes the bytes of a file survive a power cut. */
function syncFile(path: string): void {
  const file = openSync(path, 'r+')
  try {
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}

/** Makes names in a folder survive a power cut. Windows has no such call: NTFS journals its names. */
export function syncFolder(path: string): void {
  if (process.platform === 'win32') return
  const folder = openSync(path, 'r')
  try {
    fsyncSync(folder)
  } finally {
    closeSync(folder)
  }
}

/** Gives a finished file its final name: after a power cut either the old file is there or the whole new one. */
export function moveIntoPlace(temporary: string, final: string): void {
  syncFile(temporary)
  renameSync(temporary, final)
  syncFolder(dirname(final))
}

/** A file of JSON that only its owner may read: after a power cut either as it was before or whole. The folder must be there. */
export function writePrivate(folder: string, name: string, value: unknown): void {
  const unfinished = join(folder, `.${name}`)
  writeFileSync(unfinished, `${JSON.stringify(value)}\n`, { mode: 0o600 })
  moveIntoPlace(unfinished, join(folder, name))
}
