import type { Log } from './ports.ts'
import { listBackups } from './store/backups.ts'
import type { StoreHolder } from './store-holder.ts'

const idleMs = 30_000
const lookMs = 5 * 60_000
const hourMs = 60 * 60_000
/** Short runs of the command line must not push older backups out one by one. */
const closeBackupAfterMs = 10 * 60_000

export interface Upkeep {
  /** Something was asked of the engine. */
  touch(): void
  /** Last work before the store is closed. */
  finish(): void
}

/** Keeps the journal short while nobody types, and backs up every hour of use and after a clean close. */
export function startUpkeep(holder: StoreHolder, now: () => Date, log: Log): Upkeep {
  const backupOlderThan = (ageMs: number): boolean => {
    const newest = listBackups(holder.folder)[0]
    return newest === undefined || now().getTime() - Date.parse(newest.at) > ageMs
  }
  const backUp = (reason: 'hourly' | 'close', ageMs: number): void => {
    if (!holder.isOpen()) return
    try {
      const store = holder.current()
      if (store.profile.get() && store.unsavedInBackup() && backupOlderThan(ageMs)) store.backup(reason)
    } catch (error) {
      // The data itself is safe; the health check tells how old the newest backup is.
      log.error('backup failed', error)
    }
  }
  const shortenJournal = (): void => {
    if (!holder.isOpen()) return
    try {
      holder.current().checkpoint()
    } catch (error) {
      // A full or unplugged disk: what was acknowledged stands in the journal, and whoever stores next is told.
      log.error('checkpoint failed', error)
    }
  }
  let idle: NodeJS.Timeout | undefined
  const hourly = setInterval(() => backUp('hourly', hourMs), lookMs)
  hourly.unref()
  return {
    touch() {
      clearTimeout(idle)
      idle = setTimeout(shortenJournal, idleMs)
      idle.unref()
    },
    finish() {
      clearTimeout(idle)
      clearInterval(hourly)
      backUp('close', closeBackupAfterMs)
    },
  }
}
