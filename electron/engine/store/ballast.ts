/**
 * A reserve of disk space. When the disk is full, giving it up lets the form that is open be saved once more; the
 * person is told to make room. It is written out for real: a sparse file would reserve nothing.
 */
import { closeSync, existsSync, openSync, rmSync, statfsSync, writeSync } from 'node:fs'
import type { DataFolder } from './folder.ts'
import { inFolder } from './folder-errors.ts'

export interface BallastSize {
  readonly bytes: number
  /** It is only laid in while this much is free, so that it never is what fills the disk. */
  readonly whenFree: number
}

const megabyte = 1024 * 1024
/** Below this much free space people are warned. */
export const lowSpaceBytes = 500 * megabyte
export const usualBallast: BallastSize = { bytes: 16 * megabyte, whenFree: lowSpaceBytes }

/** Throws DATA_FOLDER_MISSING once the folder is gone. */
export function freeBytes({ root }: DataFolder): number {
  const space = inFolder(root, () => statfsSync(root))
  return space.bavail * space.bsize
}

export function hasBallast(folder: DataFolder): boolean {
  return existsSync(folder.ballast)
}

/** Lays the reserve in when there is room and it is missing. */
export function layBallast(folder: DataFolder, size: BallastSize): void {
  if (hasBallast(folder) || freeBytes(folder) < size.whenFree) return
  const block = Buffer.alloc(megabyte, 'tanbao ')
  const file = openSync(folder.ballast, 'w')
  try {
    for (let left = size.bytes; left > 0; left -= block.length) writeSync(file, block, 0, Math.min(left, block.length))
  } finally {
    closeSync(file)
  }
}

/** Gives the reserve up; true when there was one. */
export function dropBallast(folder: DataFolder): boolean {
  if (!hasBallast(folder)) return false
  rmSync(folder.ballast)
  return true
}
