/**
 * Copies of the database. A live file is never copied: the copy could lack everything that is still in the journal
 * and look sound. `VACUUM INTO` a temporary name, read it back, then give it its name.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import type * as z from 'zod'
import type { BackupInfo as BackupInfoSchema } from '../../../shared/contract/index.ts'
import { AppError } from '../../../shared/model/errors.ts'
import { backupFault } from '../../../shared/text/doctor.ts'
import { createAudit } from './audit.ts'
import { isAsSealed, sealCopy } from './copy-digest.ts'
import { moveIntoPlace } from './durable.ts'
import { type DataFolder, requireFolder } from './folder.ts'
import { inFolder } from './folder-errors.ts'
import { isOurDatabase, schemaVersion } from './migrate.ts'
import { backupsToDrop } from './rotation.ts'

export type BackupInfo = z.infer<typeof BackupInfoSchema>
type BackupReason = BackupInfo['reason']

const namePattern = /^tanbao-(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})(\d{3})Z-(manual|hourly|close|migration|restore|seal)\.db$/

/** A backup as its file name tells it; undefined for any other file. */
export function backupNamed(name: string): Omit<BackupInfo, 'bytes'> | undefined {
  const match = namePattern.exec(name)
  if (!match) return undefined
  const [, year, month, day, hour, minute, second, milli, reason] = match
  const at = `${year}-${month}-${day}T${hour}:${minute}:${second}.${milli}Z`
  return { id: name, at, reason: reason as BackupReason } // one of the pattern's words
}

function describe(folder: DataFolder, name: string): BackupInfo | undefined {
  const named = backupNamed(name)
  return named && { ...named, bytes: statSync(join(folder.backups, name)).size }
}

/** Newest first. Throws FOLDER_BLOCKED when a file stands in the place of the folder of backups. */
export function listBackups(folder: DataFolder): BackupInfo[] {
  if (!existsSync(folder.backups)) return []
  return inFolder(folder.backups, () => readdirSync(folder.backups))
    .map((name) => describe(folder, name))
    .filter((info) => info !== undefined)
    .sort((a, b) => (a.id < b.id ? 1 : -1))
}

/** What a copy holds, once it has been found whole. */
export interface CopyReading {
  readonly schemaVersion: number
  readonly auditHead: { readonly seq: number; readonly hash: string }
}

/**
 * Opens a copy on its own and looks at all of it: structure, indexes, owner, contents, audit chain.
 * Throws BACKUP_INVALID with the reason.
 */
export function readCopy(file: string): CopyReading {
  let copy: Database.Database | undefined
  try {
    copy = new Database(file, { readonly: true, fileMustExist: true })
    if (copy.pragma('integrity_check(1)', { simple: true }) !== 'ok') throw new AppError('BACKUP_INVALID', { reason: backupFault.damaged })
    if (!isOurDatabase(copy)) throw new AppError('BACKUP_INVALID', { reason: backupFault.foreign })
    if (!isAsSealed(copy)) throw new AppError('BACKUP_INVALID', { reason: backupFault.damaged })
    const audit = createAudit(copy)
    const { firstBad } = audit.verify()
    if (firstBad !== null) throw new AppError('BACKUP_INVALID', { reason: backupFault.audit })
    return { schemaVersion: schemaVersion(copy), auditHead: audit.head() }
  } catch (error) {
    throw error instanceof AppError ? error : new AppError('BACKUP_INVALID', { reason: backupFault.damaged }, { cause: error })
  } finally {
    copy?.close()
  }
}

/**
 * Makes, verifies and names a backup, then lets the oldest ones go.
 * Throws DISK_FULL, STORE_READ_ONLY, DATA_FOLDER_MISSING, FOLDER_BLOCKED, BACKUP_INVALID.
 */
export function makeBackup(database: Database.Database, folder: DataFolder, reason: BackupReason, now: Date): BackupInfo {
  const temporary = join(folder.backups, 'unfinished.tmp')
  try {
    return inFolder(folder.backups, () => {
      mkdirSync(folder.backups, { recursive: true })
      rmSync(temporary, { force: true })
      database.prepare('VACUUM INTO ?').run(temporary)
      sealCopy(temporary)
      readCopy(temporary)
      const name = freeName(folder, reason, now)
      moveIntoPlace(temporary, join(folder.backups, name))
      const kept = listBackups(folder)
      for (const id of backupsToDrop(kept)) rmSync(join(folder.backups, id), { force: true })
      const made = kept.find((backup) => backup.id === name)
      if (!made) throw new Error('a backup that was just made is not there')
      return made
    })
  } catch (error) {
    requireFolder(folder)
    // A file in the place of the folder cannot hold anything to clear, and asking to would hide why.
    if (existsSync(temporary)) rmSync(temporary, { force: true })
    throw error
  }
}

function freeName(folder: DataFolder, reason: BackupReason, now: Date): string {
  for (let time = now.getTime(); ; time++) {
    const name = `tanbao-${new Date(time).toISOString().replace(/[-:.]/g, '')}-${reason}.db`
    if (!existsSync(join(folder.backups, name))) return name
  }
}

/** The bytes of a backup of this folder. Throws BACKUP_INVALID for a name that is not one. */
export function backupBytes(folder: DataFolder, id: string): Uint8Array {
  const known = listBackups(folder).some((backup) => backup.id === id)
  if (!known) throw new AppError('BACKUP_INVALID', { reason: backupFault.unknown })
  return new Uint8Array(readFileSync(join(folder.backups, id)))
}
