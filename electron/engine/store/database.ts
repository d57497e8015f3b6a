/**
 * Opening the database file: lock, settings, probe, quick check. Everything that can be wrong with a file is found
 * here, before anything reads from it.
 */
import { existsSync, readdirSync, renameSync } from 'node:fs'
import { basename, join } from 'node:path'
import Database from 'better-sqlite3'
import { AppError } from '../../../shared/model/errors.ts'
import { syncFolder } from './durable.ts'
import type { DataFolder } from './folder.ts'
import { isEmptyDatabase, isOurDatabase, requireKnown, schemaVersion } from './migrate.ts'
import { isSqliteNewEnough, type JournalMode, lock, setPragmas, sqliteVersion } from './pragmas.ts'
import { asAppError, isBusy, isDamage, isDiskFull, isReadOnly } from './sqlite-errors.ts'

export interface OpenDatabase {
  readonly database: Database.Database
  readonly journal: JournalMode
}

/** A write that changes nothing but must reach the disk: some folders answer "wal" and fail at the first write. */
function probe(database: Database.Database): void {
  const version = Number(database.pragma('user_version', { simple: true }))
  database.transaction(() => database.pragma(`user_version = ${version}`)).exclusive()
}

/** WAL where it works, else a rollback journal with the settings that make it as safe. */
function settle(database: Database.Database): JournalMode {
  try {
    setPragmas(database, 'wal')
    probe(database)
    return 'wal'
  } catch (error) {
    // These say something about the file or the folder, not about WAL.
    if (isBusy(error) || isDamage(error) || isReadOnly(error) || isDiskFull(error)) throw error
    setPragmas(database, 'delete')
    probe(database)
    return 'delete'
  }
}

/** Looks at a file without writing to it: whose it is, whether it is newer than this program, whether it is whole. */
function isSound(database: Database.Database, knownVersion: number): boolean {
  if (isEmptyDatabase(database)) return true
  if (!isOurDatabase(database)) return false
  requireKnown(schemaVersion(database), knownVersion)
  return database.pragma('quick_check(1)', { simple: true }) === 'ok'
}

/** Opens a connection, settles it and looks for damage. Throws raw SQLite errors; `undefined` = damaged. */
function tryOpen(file: string, knownVersion: number): OpenDatabase | undefined {
  const database = new Database(file)
  try {
    if (!isSqliteNewEnough(sqliteVersion(database))) throw new Error(`SQLite ${sqliteVersion(database)} is too old to be safe`)
    lock(database)
    if (isSound(database, knownVersion)) return { database, journal: settle(database) }
  } catch (error) {
    database.close()
    if (isDamage(error)) return undefined
    throw error
  }
  database.close()
  return undefined
}

const damagedName = (now: Date): string => `store.damaged-${now.toISOString().replace(/[:.]/g, '-')}.db`

/** Damaged databases kept in the folder, newest first. */
export function damagedFiles(folder: DataFolder): string[] {
  if (!existsSync(folder.root)) return []
  return readdirSync(folder.root)
    .filter((name) => /^store\.damaged-.*\.db$/.test(name))
    .sort()
    .reverse()
}

/** Moves the database and its journals aside under a new name. Never deletes. Returns the name. */
export function setAside(folder: DataFolder, now: Date): string {
  const kept = join(folder.root, damagedName(now))
  for (const suffix of ['', '-wal', '-journal']) {
    if (existsSync(folder.database + suffix)) renameSync(folder.database + suffix, kept + suffix)
  }
  syncFolder(folder.root)
  return basename(kept)
}

/**
 * Opens the database of a folder, making the file when there is none.
 * Throws DATA_FOLDER_IN_USE, STORE_READ_ONLY, DISK_FULL, STORE_FROM_FUTURE, STORE_DAMAGED (the file has been moved aside, `kept` names it).
 */
export function openDatabase(folder: DataFolder, now: Date, knownVersion: number): OpenDatabase {
  try {
    const opened = tryOpen(folder.database, knownVersion)
    if (opened) return opened
  } catch (error) {
    throw asAppError(error, folder.root)
  }
  throw new AppError('STORE_DAMAGED', { kept: setAside(folder, now) })
}
