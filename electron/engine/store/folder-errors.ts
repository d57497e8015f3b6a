/** Why a folder could not be made or read: what stands in its place is looked up on the disk, since every system reports it by another code. */
import { existsSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { AppError } from '../../../shared/model/errors.ts'
import { asAppError } from './sqlite-errors.ts'

/** The path itself, or of the folders above it the first that is there. */
export const nearestExisting = (path: string): string => {
  const parent = dirname(path)
  return existsSync(path) || parent === path ? path : nearestExisting(parent)
}

/** The file that stands where a folder, or one above it, has to be. */
function fileInTheWay(folder: string): string | undefined {
  const nearest = nearestExisting(folder)
  return existsSync(nearest) && !statSync(nearest).isDirectory() ? nearest : undefined
}

/** Throws FOLDER_BLOCKED when a file stands where a folder, or one above it, has to be. */
export function requireNoFileInTheWay(folder: string, cause?: unknown): void {
  const file = fileInTheWay(folder)
  if (file !== undefined) throw new AppError('FOLDER_BLOCKED', { folder, file }, { cause })
}

/** Does what needs a folder. Throws FOLDER_BLOCKED besides what `asAppError` tells. */
export function inFolder<T>(folder: string, work: () => T): T {
  try {
    return work()
  } catch (error) {
    if (!(error instanceof AppError)) requireNoFileInTheWay(folder, error)
    throw asAppError(error, folder)
  }
}
