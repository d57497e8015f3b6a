import { existsSync, mkdirSync, readFileSync, realpathSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { AppError } from '../../../shared/model/errors.ts'
import { inFolder, nearestExisting, requireNoFileInTheWay } from './folder-errors.ts'

/** Everything that lies in a data folder. */
export interface DataFolder {
  readonly root: string
  readonly database: string
  readonly backups: string
  readonly ballast: string
}

export function dataFolder(root: string): DataFolder {
  const whole = resolve(root)
  return { root: whole, database: join(whole, 'store.db'), backups: join(whole, 'backups'), ballast: join(whole, 'ballast.bin') }
}

const networkTypes = /^(nfs\d?|cifs|smb\d?|smbfs|ncpfs|afs|davfs|fuse\.(sshfs|rclone|davfs2?|gvfsd-fuse|smbnetfs|curlftpfs|s3fs|juicefs))$/

/** `\040` and the like, as the kernel writes blanks in mount points. */
const unescapeMount = (text: string) => text.replace(/\\([0-7]{3})/g, (_, octal: string) => String.fromCharCode(Number.parseInt(octal, 8)))

/**
 * Whether a folder lies on a network drive, where SQLite's locks and write-ahead log cannot be trusted.
 * @param path absolute, with links resolved
 * @param mounts text of `/proc/mounts`, empty where there is none
 */
export function isOnNetwork(path: string, mounts: string): boolean {
  if (path.startsWith('\\\\') || path.startsWith('//')) return !/^[\\/]{2}[?.][\\/](?!UNC[\\/])/i.test(path)
  let deepest = ''
  let type = ''
  for (const line of mounts.split('\n')) {
    const [, escaped, mountType] = line.split(' ')
    if (escaped === undefined || mountType === undefined) continue
    const point = unescapeMount(escaped)
    const inside = point === '/' || path === point || path.startsWith(`${point}/`)
    if (inside && point.length >= deepest.length) {
      deepest = point
      type = mountType
    }
  }
  return networkTypes.test(type)
}

const mountsText = (): string => {
  try {
    return readFileSync('/proc/mounts', 'utf8')
  } catch {
    // Only Linux has the list; Windows shows network drives in the resolved path itself.
    return ''
  }
}

/**
 * Looks at the folder before anything is written to it.
 * Throws DATA_FOLDER_MISSING (unless `create`, and where it cannot be made), FOLDER_BLOCKED, DATA_FOLDER_NETWORK, STORE_READ_ONLY.
 * @param mounts text of `/proc/mounts`
 */
export function prepareFolder(folder: DataFolder, create: boolean, mounts: string = mountsText()): void {
  const shown = { folder: folder.root }
  if (isOnNetwork(folder.root, '') || isOnNetwork(realpathSync.native(nearestExisting(folder.root)), mounts)) {
    throw new AppError('DATA_FOLDER_NETWORK', shown)
  }
  requireNoFileInTheWay(folder.root)
  if (existsSync(folder.root)) return
  if (!create) throw new AppError('DATA_FOLDER_MISSING', shown)
  try {
    inFolder(folder.root, () => mkdirSync(folder.root, { recursive: true, mode: 0o700 }))
  } catch (error) {
    // Nothing was ever saved in a folder that cannot be made.
    if (error instanceof AppError && error.code === 'DATA_FOLDER_MISSING')
      throw new AppError(error.code, { ...shown, fresh: true }, { cause: error })
    throw error
  }
}

/** Throws DATA_FOLDER_MISSING once the folder of an open store is gone: a stick pulled out, a folder moved away. */
export function requireFolder({ root }: DataFolder): void {
  if (!existsSync(root)) throw new AppError('DATA_FOLDER_MISSING', { folder: root })
}
