import type Database from 'better-sqlite3'
import { AppError } from '../../../shared/model/errors.ts'
import { applicationId, createSql } from './create.ts'
import type { Migration } from './migrations/migration.ts'

export const schemaVersion = (database: Database.Database): number => Number(database.pragma('user_version', { simple: true }))

/** True for a file that SQLite has just made and nobody has written to. */
export function isEmptyDatabase(database: Database.Database): boolean {
  return schemaVersion(database) === 0 && database.prepare('SELECT count(*) FROM sqlite_schema').pluck().get() === 0
}

export function isOurDatabase(database: Database.Database): boolean {
  return Number(database.pragma('application_id', { simple: true })) === applicationId
}

export const lastVersion = (migrations: readonly Migration[]): number => migrations.at(-1)?.version ?? 0

export function createSchema(database: Database.Database, migrations: readonly Migration[]): void {
  database
    .transaction(() => {
      database.exec(createSql)
      database.pragma(`application_id = ${applicationId}`)
      database.pragma(`user_version = ${lastVersion(migrations)}`)
    })
    .immediate()
}

/** Throws STORE_FROM_FUTURE. */
export function requireKnown(found: number, known: number): void {
  if (found > known) throw new AppError('STORE_FROM_FUTURE', { found, known })
}

/** The migrations that lead from the version found to today's. */
export function planMigrations(found: number, migrations: readonly Migration[]): readonly Migration[] {
  return migrations.filter((migration) => migration.version > found)
}

/** The schema as text, for comparison: names and SQL without the white space people set. */
export function describeSchema(database: Database.Database): string[] {
  const rows = database
    .prepare("SELECT type || ' ' || name || ' ' || coalesce(sql, '') FROM sqlite_schema ORDER BY type, name")
    .pluck()
    .all()
  return rows.map((row) => String(row).replace(/\s+/g, ' '))
}

/**
 * Brings an older database up to date in one transaction: all of it or none. The caller has made a backup.
 * Foreign keys are checked at the end, because a table that is rebuilt breaks them on the way.
 */
export function migrate(database: Database.Database, pending: readonly Migration[]): void {
  if (pending.length === 0) return
  // Cannot be changed inside a transaction.
  database.pragma('foreign_keys = OFF')
  try {
    database
      .transaction(() => {
        for (const migration of pending) {
          database.exec(migration.sql)
          database.pragma(`user_version = ${migration.version}`)
        }
        const broken = database.pragma('foreign_key_check')
        if (Array.isArray(broken) && broken.length > 0) throw new Error(`a migration left ${broken.length} broken references`)
      })
      .exclusive()
  } finally {
    database.pragma('foreign_keys = ON')
  }
}
