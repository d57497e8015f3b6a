/**
 * One data folder, one `store.db`, one connection. Opening is where everything that can be wrong with a folder is
 * found; once a store is open its methods either do what they say or throw an `AppError`.
 */
import { existsSync } from 'node:fs'
import Database from 'better-sqlite3'
import { AppError } from '../../../shared/model/errors.ts'
import { createKeyBook, createSqliteCityStore } from '../city/sqlite-city-store.ts'
import type { Log } from '../ports.ts'
import { type Audit, createAudit } from './audit.ts'
import { createAuditLinks } from './audit-links.ts'
import { type BackupInfo, listBackups, makeBackup } from './backups.ts'
import { type BallastSize, dropBallast, layBallast, usualBallast } from './ballast.ts'
import { createSql } from './create.ts'
import { damagedFiles, type OpenDatabase, openDatabase, setAside } from './database.ts'
import { createEvidenceStore } from './evidence-store.ts'
import { createExchangeStore } from './exchange-store.ts'
import { createExplanationStore } from './explanation-store.ts'
import { type DataFolder, dataFolder, prepareFolder } from './folder.ts'
import { createSchema, describeSchema, isEmptyDatabase, lastVersion, migrate, planMigrations, schemaVersion } from './migrate.ts'
import type { Migration } from './migrations/migration.ts'
import { migrations as releasedMigrations } from './migrations/migrations.ts'
import { createNoteStore } from './note-store.ts'
import { createOutboxStore } from './outbox-store.ts'
import { createPackVersionStore } from './pack-version-store.ts'
import { createPasswordStore } from './password-store.ts'
import { createPastStore } from './past-store.ts'
import { createPlanDocumentStore } from './plan-document-store.ts'
import type { JournalMode } from './pragmas.ts'
import { createPrintStore } from './print-store.ts'
import { createProfileStore } from './profile-store.ts'
import { createReportStore } from './report-store.ts'
import { createReviewStore } from './review-store.ts'
import { createCheckStore, createColumnViewStore, createLooksStore, createMappingStore } from './small-stores.ts'
import { asAppError, isDiskFull } from './sqlite-errors.ts'
import { createSubmissionStore } from './submission-store.ts'
import type { Store } from './types.ts'

export interface StoreOptions {
  readonly dataDir: string
  /** Makes the folder and the database when there is none. */
  readonly create: boolean
  readonly now: () => Date
  /** Key fields of a form, for the names of rows in the audit. */
  readonly keyFields: (form: string) => readonly string[]
  readonly log?: Pick<Log, 'error'>
  /** How people ask for what is done here; absent: by a button. */
  readonly asked?: 'button' | 'command'
  readonly ballast?: BallastSize
  readonly migrations?: readonly Migration[]
  /** Told of each backup as soon as it is whole. */
  readonly onBackup?: (made: BackupInfo) => void
}

export interface OpenStore extends Store {
  readonly folder: DataFolder
  readonly database: Database.Database
  readonly journal: JournalMode
  /** True once the reserve of disk space had to be given up in this session. */
  spaceRanOut(): boolean
  backup(reason: BackupInfo['reason']): BackupInfo
  /** Changes that no backup holds yet. */
  unsavedInBackup(): boolean
  /** Brings the journal into the database file, so that a copy made by hand is usually whole. */
  checkpoint(): void
  close(): void
}

/** None where the backups cannot be read: that must not hide the damage. */
function newestBackup(folder: DataFolder): BackupInfo | undefined {
  try {
    return listBackups(folder)[0]
  } catch {
    return undefined
  }
}

/** A database that could not be used: where it went, and the backup to go back to. */
function withNewestBackup(error: unknown, folder: DataFolder): unknown {
  if (!(error instanceof AppError) || error.code !== 'STORE_DAMAGED') return error
  const newest = newestBackup(folder)
  return new AppError('STORE_DAMAGED', { ...error.details, ...(newest ? { backup: newest.id } : {}) }, { cause: error })
}

/** Refuses to begin anew in a folder whose database went missing or was moved aside. */
function openFile(folder: DataFolder, options: StoreOptions): OpenDatabase {
  if (!existsSync(folder.database)) {
    const kept = damagedFiles(folder)[0]
    if (kept !== undefined || listBackups(folder).length > 0) throw new AppError('STORE_DAMAGED', kept === undefined ? {} : { kept })
    if (!options.create) throw new AppError('DATA_FOLDER_MISSING', { folder: folder.root })
  }
  const opened = openDatabase(folder, options.now(), lastVersion(options.migrations ?? releasedMigrations))
  if (isEmptyDatabase(opened.database) && listBackups(folder).length > 0) {
    // Once there was data here: an empty file is damage, not a beginning.
    opened.database.close()
    throw new AppError('STORE_DAMAGED', { kept: setAside(folder, options.now()) })
  }
  return opened
}

/** Creates the schema or brings it up to date, a verified backup first. */
function bringUpToDate(database: Database.Database, folder: DataFolder, options: StoreOptions): void {
  const migrations = options.migrations ?? releasedMigrations
  if (isEmptyDatabase(database)) {
    createSchema(database, migrations)
    return
  }
  const pending = planMigrations(schemaVersion(database), migrations)
  if (pending.length === 0) return
  const made = makeBackup(database, folder, 'migration', options.now())
  options.onBackup?.(made)
  migrate(database, pending)
}

/** True when a database has exactly the schema that a new one gets today. */
export function hasCurrentSchema(database: Database.Database): boolean {
  const fresh = new Database(':memory:')
  try {
    fresh.exec(createSql)
    return JSON.stringify(describeSchema(fresh)) === JSON.stringify(describeSchema(database))
  } finally {
    fresh.close()
  }
}

/**
 * Opens the store of a data folder.
 * Throws DATA_FOLDER_MISSING, FOLDER_BLOCKED, DATA_FOLDER_IN_USE, DATA_FOLDER_NETWORK, STORE_DAMAGED,
 * STORE_FROM_FUTURE, STORE_READ_ONLY, DISK_FULL.
 */
export function openStore(options: StoreOptions): OpenStore {
  const folder = dataFolder(options.dataDir)
  prepareFolder(folder, options.create)
  let opened: OpenDatabase
  try {
    opened = openFile(folder, options)
  } catch (error) {
    throw withNewestBackup(error, folder)
  }
  try {
    bringUpToDate(opened.database, folder, options)
    layReserve(folder, options.ballast ?? usualBallast)
    return assemble(opened, folder, options)
  } catch (error) {
    opened.database.close()
    throw asAppError(error, folder.root)
  }
}

function layReserve(folder: DataFolder, size: BallastSize): void {
  try {
    layBallast(folder, size)
  } catch (error) {
    // The reserve is a comfort: without room for it the program still opens, and warns about the space.
    if (!isDiskFull(error)) throw error
    dropBallast(folder)
  }
}

function assemble(opened: OpenDatabase, folder: DataFolder, options: StoreOptions): OpenStore {
  const { database, journal } = opened
  let ranOut = false
  const write = <T>(work: () => T): T => {
    const transaction = database.transaction(work)
    try {
      return transaction.immediate()
    } catch (error) {
      if (!isDiskFull(error) || !dropBallast(folder)) throw asAppError(error, folder.root)
    }
    ranOut = true
    try {
      return transaction.immediate()
    } catch (error) {
      throw asAppError(error, folder.root)
    }
  }
  /** For what can wait until there is room: a photograph must not use up what is kept for the next cell. */
  const writeWithinRoom = <T>(work: () => T): T => {
    try {
      return database.transaction(work).immediate()
    } catch (error) {
      throw asAppError(error, folder.root)
    }
  }
  const audit: Audit = createAudit(database, options.asked)
  const profile = createProfileStore(database, audit, write, options.now)
  const backedUp = database.prepare<[], string>("SELECT value FROM setting WHERE name = 'backedUpSeq'").pluck()
  const setBackedUp = database.prepare<[string]>(
    "INSERT INTO setting (name, value) VALUES ('backedUpSeq', ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
  )
  const cityRows = database
    .prepare<[], number>(
      `SELECT (SELECT count(*) FROM city_package) + (SELECT count(*) FROM city_decision) + (SELECT count(*) FROM city_waiver)`,
    )
    .pluck()
  /** All that a backup can lack: the county's chain, and what a city took in and decided. Nothing of either is ever taken back. */
  const standing = (): string => {
    const rows = cityRows.get() ?? 0
    return rows === 0 ? String(audit.head().seq) : `${audit.head().seq} ${rows}`
  }
  const review = createReviewStore(database, audit, write)
  const reports = createReportStore({
    database,
    audit,
    write,
    now: options.now,
    packVersion: () => profile.get()?.packVersion ?? '',
    keyFields: options.keyFields,
    voidSignatures: review.voidWithin,
  })
  const checkpoint = () => void database.pragma('wal_checkpoint(TRUNCATE)')
  const backup: OpenStore['backup'] = (reason) => {
    const before = backedUp.get() ?? '0'
    // The copy must say of itself that it holds everything.
    write(() => void setBackedUp.run(standing()))
    let made: BackupInfo
    try {
      made = makeBackup(database, folder, reason, options.now())
    } catch (error) {
      write(() => void setBackedUp.run(before))
      throw error
    }
    options.onBackup?.(made)
    return made
  }
  const submissions = createSubmissionStore(database, audit, write)
  const seal: Store['submissions']['seal'] = (...sealing) => {
    submissions.seal(...sealing)
    try {
      checkpoint()
      backup('seal')
    } catch (error) {
      // The package is sealed and stored; the health check tells how old the newest backup is.
      options.log?.error('backup after sealing failed', error)
    }
  }
  return {
    folder,
    database,
    journal,
    profile,
    reports,
    explanations: createExplanationStore(database, audit, write),
    submissions: { ...submissions, seal },
    mappings: createMappingStore(database, write),
    checks: createCheckStore(database, write),
    looks: createLooksStore(database, write),
    columnViews: createColumnViewStore(database, write),
    prints: createPrintStore(database, write),
    past: createPastStore(database, audit),
    packVersions: createPackVersionStore(database, write),
    planDocuments: createPlanDocumentStore(database, audit, write),
    review,
    notes: createNoteStore(database, audit, write),
    evidence: createEvidenceStore(database, audit, writeWithinRoom, review.voidWithin),
    passwords: createPasswordStore(database, audit, write),
    city: createSqliteCityStore(database, write),
    outbox: createOutboxStore(database, write),
    knownKey: createKeyBook(database),
    together: write,
    exchange: createExchangeStore(database, audit, write),
    auditHead: audit.head,
    auditLinks: createAuditLinks(database),
    verifyAudit: audit.verify,
    spaceRanOut: () => ranOut,
    unsavedInBackup: () => standing() !== (backedUp.get() ?? '0'),
    backup,
    checkpoint,
    close() {
      try {
        checkpoint()
      } finally {
        database.close()
      }
    },
  }
}
