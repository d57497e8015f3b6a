/**
 * A second copy of each backup in a folder on another disk: one dead disk must not take data and backups. It is made in the
 * background; nothing here fails a backup or an edit, what hinders is remembered and told. The folder is kept in a file beside the
 * database: it is this computer's, so no backup carries it away, and no restore takes it back.
 */
import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod'
import type { BackupFolder, Profile } from '../../../shared/contract/index.ts'
import { backupFolderFaults } from '../../../shared/model/backup-fault.ts'
import { AppError } from '../../../shared/model/errors.ts'
import type { Log } from '../ports.ts'
import { type BackupInfo, listBackups } from './backups.ts'
import { writePrivate } from './durable.ts'
import { type DataFolder, dataFolder } from './folder.ts'
import { profileOfCopy } from './inspect-copy.ts'
import { copyInto, FolderFault, faultOf, makePlace, placeName, requirePlace, requireUsable } from './second-place.ts'
import { asAppError } from './sqlite-errors.ts'

const Kept = z.strictObject({
  format: z.literal('tanbao-backup-folder'),
  formatVersion: z.literal(1),
  folder: z.string(),
  /** Drawn once: tells data folders of one unit apart. */
  mark: z.string(),
  /** The folder in the folder that the last copy went to. */
  place: z.string(),
  /** The newest backup when the folder was set: no older one is missed there. */
  since: z.string(),
  /** The newest backup that lies there. */
  copied: z.strictObject({ id: z.string(), at: z.string() }).nullable(),
  fault: z.enum(backupFolderFaults).nullable(),
})
type Kept = z.infer<typeof Kept>

/** A stick that hangs answers nothing, not even a refusal. */
const mostMs = 30 * 60_000
/** Whoever asks for a backup, or closes the program, waits so long for a slow stick and no longer. */
const waitMs = 20_000

export interface SecondBackups {
  /** Throws FOLDER_BLOCKED, as listing the backups does. */
  view(): BackupFolder
  /** Throws BACKUP_FOLDER when a folder cannot be used. */
  check(folder: string): Promise<void>
  /** Takes a folder and makes the place in it. Throws BACKUP_FOLDER; nothing is changed then. */
  set(folder: string, profile: Profile): Promise<void>
  /** No second backups from now on; those that were made stay. */
  forget(): void
  /** Begins to copy a backup, or notes it for as soon as the one before is through. Never throws. */
  copy(made: BackupInfo): void
  /** Until nothing is being copied, or it takes too long to wait for. */
  settled(): Promise<void>
  /** The same, and gives up what takes too long. */
  close(): Promise<void>
}

interface SecondBackupParts {
  readonly dataDir: string
  readonly log: Pick<Log, 'error'>
  /** Told when `view` has something new to say. */
  readonly changed: () => void
}

const fileName = 'backup-folder.json'
/** The file with the folder, beside the database. */
function folderFile(root: string) {
  const path = join(root, fileName)
  return {
    read(): Kept | undefined {
      if (!existsSync(path)) return undefined
      try {
        return Kept.safeParse(JSON.parse(readFileSync(path, 'utf8'))).data
      } catch {
        // Half a file names no folder; the settings show that none is set.
        return undefined
      }
    },
    write(kept: Kept): void {
      try {
        writePrivate(root, fileName, kept)
      } catch (error) {
        throw asAppError(error, root)
      }
    },
    remove: () => rmSync(path, { force: true }),
  }
}

const refused = (folder: string, error: unknown): AppError =>
  new AppError('BACKUP_FOLDER', { folder, reason: faultOf(error) }, { cause: error })

async function inTime<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new FolderFault('slow')), waitMs)
  })
  return Promise.race([work, late]).finally(() => clearTimeout(timer))
}

export function createSecondBackups({ dataDir, log, changed }: SecondBackupParts): SecondBackups {
  const folder: DataFolder = dataFolder(dataDir)
  const file = folderFile(folder.root)
  /** Ends the copy under way. */
  let cut = (): void => undefined
  let next: BackupInfo | undefined
  let running: Promise<void> | undefined

  const copyOne = async (kept: Kept, made: BackupInfo): Promise<string> => {
    const stop = new AbortController()
    cut = () => stop.abort()
    const signal = AbortSignal.any([stop.signal, AbortSignal.timeout(mostMs)])
    const late = new Promise<never>((_, reject) => signal.addEventListener('abort', () => reject(signal.reason), { once: true }))
    const work = async (): Promise<string> => {
      await requireUsable(kept.folder, folder.root)
      await requirePlace(join(kept.folder, kept.place))
      // After a restore the data may be another unit's.
      const profile = profileOfCopy(join(folder.backups, made.id))
      const place = profile ? placeName(profile, kept.mark) : kept.place
      await copyInto({ made, backups: folder.backups, place: join(kept.folder, place), signal })
      return place
    }
    return Promise.race([work(), late])
  }
  /** What came of a copy counts only while the same folder is set. */
  const note = (kept: Kept, what: Partial<Kept>): void => {
    const now = file.read()
    if (now?.folder !== kept.folder || now.mark !== kept.mark) return
    file.write({ ...now, ...what })
  }
  const attempt = async (kept: Kept, made: BackupInfo): Promise<void> => {
    try {
      const place = await copyOne(kept, made)
      note(kept, { place, copied: { id: made.id, at: made.at }, fault: null })
    } catch (error) {
      const name = error instanceof Error ? error.name : ''
      // Cut short by the end of the program, or for another folder: nothing hinders the next one.
      if (name === 'AbortError') return
      log.error('the second backup failed', error)
      note(kept, { fault: name === 'TimeoutError' ? 'slow' : faultOf(error) })
    }
  }
  const workOff = async (first: BackupInfo, set: Kept): Promise<void> => {
    for (let made: BackupInfo | undefined = first, kept: Kept | undefined = set; made && kept; made = next, kept = file.read()) {
      next = undefined
      try {
        await attempt(kept, made)
      } catch (error) {
        log.error('what came of the second backup could not be kept', error)
      }
    }
    running = undefined
    changed()
  }
  const copy = (made: BackupInfo): void => {
    const kept = file.read()
    if (kept === undefined) return
    if (running === undefined) running = workOff(made, kept)
    else next = made
  }
  const settled = (): Promise<void> => inTime(running ?? Promise.resolve()).catch(() => undefined)
  const check = async (typed: string): Promise<void> => {
    try {
      await inTime(requireUsable(typed, folder.root))
    } catch (error) {
      throw refused(typed, error)
    }
  }
  return {
    check,
    copy,
    settled,
    view() {
      const kept = file.read()
      if (kept === undefined) return { data: folder.root, second: null }
      const newest = listBackups(folder)[0]
      const isBehind = newest !== undefined && newest.id > kept.since && newest.id !== kept.copied?.id
      const state = running !== undefined ? 'copying' : kept.fault ? 'failed' : isBehind ? 'behind' : 'done'
      const { fault, copied } = kept
      return { data: folder.root, second: { folder: kept.folder, place: kept.place, copiedAt: copied?.at ?? null, state, fault } }
    },
    async set(typed, profile) {
      await check(typed)
      const before = file.read()
      const mark = before?.mark ?? randomBytes(3).toString('hex')
      const place = placeName(profile, mark)
      try {
        await inTime(makePlace(join(typed, place)))
      } catch (error) {
        throw refused(typed, error)
      }
      const same = before?.folder === typed ? before : undefined
      const since = same?.since ?? listBackups(folder)[0]?.id ?? ''
      const named = { format: 'tanbao-backup-folder', formatVersion: 1, folder: typed } as const
      file.write({ ...named, mark, place, since, copied: same?.copied ?? null, fault: null })
      if (!same) cut()
      changed()
    },
    forget() {
      file.remove()
      changed()
    },
    async close() {
      await settled()
      next = undefined
      cut()
      await running
    },
  }
}
