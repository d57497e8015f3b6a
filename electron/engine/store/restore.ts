import { existsSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { readCopy } from './backups.ts'
import { unsealCopy } from './copy-digest.ts'
import { moveIntoPlace } from './durable.ts'
import type { DataFolder } from './folder.ts'
import { createSchema, requireKnown } from './migrate.ts'
import { migrations } from './migrations/migrations.ts'
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
    unsealCopy(file)
    return { file }
  } catch (error) {
    rmSync(file, { force: true })
    throw asAppError(error, folder.root)
  }
}

/** A database that nobody has worked on yet, for a folder that begins afresh: one without any, beside its backups, would count as damaged. */
export function stageNew(folder: DataFolder): StagedCopy {
  const file = join(folder.root, 'restoring.tmp')
  try {
    rmSync(file, { force: true })
    const database = new Database(file)
    try {
      createSchema(database, migrations)
    } finally {
      database.close()
    }
    return { file }
  } catch (error) {
    rmSync(file, { force: true })
    throw asAppError(error, folder.root)
  }
}

/** Leaves everything as it was before the copy was staged. */
export const discard = ({ file }: StagedCopy): void => rmSync(file, { force: true })

/** Puts a staged copy in the place of the database. The database must be closed and its journal empty. */
export function putInPlace(folder: DataFolder, copy: StagedCopy): void {
  requireNoJournal(folder)
  moveIntoPlace(copy.file, folder.database)
}

/** The old journal over the next file would be replayed into it. */
function requireNoJournal(folder: DataFolder): void {
  for (const suffix of ['-wal', '-journal']) {
    if (existsSync(folder.database + suffix)) throw new Error(`the database was not closed cleanly: ${suffix} is still there`)
  }
}
