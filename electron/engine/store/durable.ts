import { closeSync, fsyncSync, openSync, renameSync } from 'node:fs'
import { dirname } from 'node:path'

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
