import { isAbsolute } from 'node:path'
import type { SyncTarget } from '../../../shared/submission/signed-files.ts'
import { folderFiles } from './folder-files.ts'
import { type TransportLimits, usualLimits } from './limits.ts'
import { s3Files } from './s3-files.ts'
import { sftpFiles } from './sftp-files.ts'
import { type RemoteFiles, TargetError } from './target.ts'
import { webdavFiles } from './webdav-files.ts'

/** What this computer knows of a target besides what everybody may know. */
export interface TargetAccess {
  readonly target: SyncTarget
  /** Of a folder target: chosen at each computer. */
  readonly folder: string | undefined
  /** Password or key; empty where none is needed. Never logged. */
  readonly secret: string
  /** ms since 1970 */
  readonly now: () => number
  readonly limits?: TransportLimits
}

/** Throws `TargetError` `noTarget` while no folder is chosen. Connects to nothing yet. */
export function openFiles({ target, folder, secret, now, limits = usualLimits }: TargetAccess): RemoteFiles {
  switch (target.kind) {
    case 'folder':
      if (folder === undefined || !isAbsolute(folder)) throw new TargetError('noTarget')
      return folderFiles(folder, limits)
    case 'webdav':
      return webdavFiles(target, secret, limits, now)
    case 'sftp':
      return sftpFiles(target, secret, limits)
    case 's3':
      return s3Files(target, secret, limits, now)
  }
}
