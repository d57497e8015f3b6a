import { existsSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { readCopy } from './backups.ts'
import { moveIntoPlace } from './durable.ts'
import type { DataFolder } from './folder.ts'
import { requireKnown } from './migrate.ts'
import { asAppError } from './sqlite-errors.ts'

/** A copy that has been written beside the database and found whole, but is not in use yet. */
export interface StagedCopy {
  readonly file: string
}

/**
 * Writes the bytes of a backup into the folder and looks at all of them; the database in use is not touched.
 * Throws BACKUP_INVALID, STORE_FROM_FUTURE, DISK_FULL.
 */
export function stageCopy(folder: DataFolder, bytes: Uint8Array, knownVersion: number): StagedCopy {
  const file = join(folder.root, 'restoring.tmp')
  try {
    writeFileSync(file, bytes)
    const { schemaVersion } = readCopy(file)
    requireKnown(schemaVersion, knownVersion)
    return { file }
  } catch (error) {
    rmSync(file, { force: true })
    throw asAppError(error, folder.root)
  }
}

/** Puts a staged copy in the place of the database. The database must be closed and its journal empty. */
export function putInPlace(folder: DataFolder, copy: StagedCopy): void {
  for (const suffix of ['-wal', '-journal']) {
    // The old journal over the new file would be replayed into it.
    if (existsSync(folder.database + suffix)) throw new Error(`the database was not closed cleanly: ${suffix} is still there`)
  }
  moveIntoPlace(copy.file, folder.database)
}
