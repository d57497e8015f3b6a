import { AppError } from '../../shared/model/errors.ts'
import { type BackupInfo, listBackups } from './store/backups.ts'
import { damagedFiles, setAside } from './store/database.ts'
import { type DataFolder, dataFolder, prepareFolder } from './store/folder.ts'
import { lastVersion } from './store/migrate.ts'
import { migrations } from './store/migrations/migrations.ts'
import { type OpenStore, openStore, type StoreOptions } from './store/open-store.ts'
import { discard, putInPlace, stageCopy, stageNew } from './store/restore.ts'

/** The store of this engine over its whole life: not there yet, open, or unusable until a backup is restored. */
export interface StoreHolder {
  readonly folder: DataFolder
  /** Throws why there is none: STORE_NOT_INITIALISED, DATA_FOLDER_MISSING or STORE_DAMAGED. */
  current(): OpenStore
  isOpen(): boolean
  /** Makes the store of a new data folder. Throws DATA_FOLDER_NOT_EMPTY and whatever opening throws. */
  createNew(): OpenStore
  /** Replaces the data by a backup; what was there is kept as a backup or under its damaged name. */
  restore(bytes: Uint8Array): BackupInfo
  /** Keeps the data as a backup and leaves the folder as before its first use. Throws what a backup throws; the data stay then. */
  vacate(): BackupInfo
  close(): void
}

type State = { readonly kind: 'open'; readonly store: OpenStore } | { readonly kind: 'none'; readonly reason: AppError }

/** With these the program still starts, so that a person can set up or restore; anything else stops it. */
const startable = new Set(['DATA_FOLDER_MISSING', 'STORE_DAMAGED'])

/** Why a backup could not be made of data that are whole. */
const noFaultOfTheData: ReadonlySet<string> = new Set(['DISK_FULL', 'STORE_READ_ONLY', 'DATA_FOLDER_MISSING', 'FOLDER_BLOCKED'])

/** Throws FOLDER_BLOCKED, DATA_FOLDER_IN_USE, DATA_FOLDER_NETWORK, STORE_FROM_FUTURE, STORE_READ_ONLY, DISK_FULL. */
export function holdStore(options: StoreOptions): StoreHolder {
  const folder = dataFolder(options.dataDir)
  const open = (create: boolean): State => {
    try {
      return { kind: 'open', store: openStore({ ...options, create }) }
    } catch (error) {
      if (!(error instanceof AppError) || !startable.has(error.code)) throw error
      // Plan and unit have been chosen: a folder that could not be made now is said to be so, and may be tried again.
      if (error.code === 'DATA_FOLDER_MISSING' && create) throw error
      // Nothing is written to a new folder before plan and unit are chosen.
      const isNew = error.code === 'DATA_FOLDER_MISSING' && options.create
      return { kind: 'none', reason: isNew ? new AppError('STORE_NOT_INITIALISED') : error }
    }
  }
  let state = open(false)
  const current = (): OpenStore => {
    if (state.kind === 'open') return state.store
    throw state.reason
  }
  /** What was there before a restore, so that nothing is ever thrown away. */
  const keepOld = (): BackupInfo => {
    if (state.kind === 'open') {
      try {
        const kept = state.store.backup('restore')
        state.store.close()
        return kept
      } catch (error) {
        if (error instanceof AppError && noFaultOfTheData.has(error.code)) throw error
        // What is there cannot be backed up, so it is damaged: it must not stand in the way of the backup that is whole.
        options.log?.error('no backup of the data before a restore', error)
        state.store.close()
        return { id: setAside(folder, options.now()), at: options.now().toISOString(), bytes: 0, reason: 'restore' }
      }
    }
    const kept = damagedFiles(folder)[0]
    const newest = kept === undefined ? listBackups(folder)[0] : undefined
    if (newest !== undefined) return newest
    const id = kept ?? ''
    return { id, at: options.now().toISOString(), bytes: 0, reason: 'restore' }
  }
  return {
    folder,
    current,
    isOpen: () => state.kind === 'open',
    createNew() {
      if (state.kind === 'open') {
        if (state.store.profile.get()) throw new AppError('DATA_FOLDER_NOT_EMPTY', { folder: folder.root })
        return state.store
      }
      if (state.reason.code !== 'STORE_NOT_INITIALISED') throw state.reason
      state = open(true)
      return current()
    },
    restore(bytes) {
      prepareFolder(folder, true)
      const copy = stageCopy(folder, bytes, lastVersion(migrations))
      let replaced: BackupInfo
      try {
        replaced = keepOld()
      } catch (error) {
        discard(copy)
        throw error
      }
      try {
        putInPlace(folder, copy)
      } finally {
        state = open(false)
      }
      return replaced
    },
    vacate() {
      const store = current()
      const kept = store.backup('restore')
      const empty = stageNew(folder)
      store.close()
      try {
        putInPlace(folder, empty)
      } finally {
        state = open(false)
      }
      return kept
    },
    close() {
      if (state.kind === 'open') state.store.close()
      state = { kind: 'none', reason: new AppError('STORE_NOT_INITIALISED') }
    },
  }
}
