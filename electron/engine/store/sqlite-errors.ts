import { existsSync } from 'node:fs'
import { AppError } from '../../../shared/model/errors.ts'
import { codeOf } from '../error-code.ts'

/** True when SQLite or the operating system says that the disk, or the space allowed on it, is used up. */
export function isDiskFull(error: unknown): boolean {
  return ['SQLITE_FULL', 'ENOSPC', 'EDQUOT', 'EFBIG'].includes(codeOf(error))
}

export function isBusy(error: unknown): boolean {
  return /^SQLITE_(BUSY|LOCKED)/.test(codeOf(error))
}

export function isDamage(error: unknown): boolean {
  return /^SQLITE_(CORRUPT|NOTADB)/.test(codeOf(error))
}

export function isReadOnly(error: unknown): boolean {
  const code = codeOf(error)
  return /^SQLITE_(READONLY|PERM|AUTH)/.test(code) || isForbidden(error)
}

const isForbidden = (error: unknown): boolean => ['EROFS', 'EACCES', 'EPERM'].includes(codeOf(error))

/** A folder that is not there any more explains every failure of the system in it; one that may not be made was never there. */
const isAway = (error: unknown, folder: string): boolean =>
  folder !== '' && codeOf(error) !== '' && !isForbidden(error) && !existsSync(folder)

/** What a failure of SQLite or of the file system means to a person; anything unknown stays as it is. */
export function asAppError(error: unknown, folder: string): unknown {
  if (error instanceof AppError) return error
  if (isDiskFull(error)) return new AppError('DISK_FULL', {}, { cause: error })
  if (isBusy(error)) return new AppError('DATA_FOLDER_IN_USE', { folder }, { cause: error })
  if (isAway(error, folder)) return new AppError('DATA_FOLDER_MISSING', { folder }, { cause: error })
  // Without a folder it is of a file of passing use, elsewhere.
  if (isReadOnly(error) || (folder !== '' && codeOf(error) === 'SQLITE_CANTOPEN'))
    return new AppError('STORE_READ_ONLY', { folder }, { cause: error })
  if (isDamage(error)) return new AppError('STORE_DAMAGED', {}, { cause: error })
  return error
}
