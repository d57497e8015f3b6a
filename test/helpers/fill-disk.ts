import { closeSync, openSync, writeSync } from 'node:fs'

/** Writes into a file until its file system says that it is full. */
export function fillDisk(filler: string): void {
  const file = openSync(filler, 'a')
  try {
    for (const size of [1024 * 1024, 4096, 64]) {
      const block = Buffer.alloc(size)
      try {
        for (;;) if (writeSync(file, block) < size) break
      } catch {
        // Full for blocks of this size.
      }
    }
  } finally {
    closeSync(file)
  }
}
