/**
 * The settings on which "nothing acknowledged is ever lost" rests. better-sqlite3 is built so that an existing WAL
 * database opens with synchronous=NORMAL, which loses acknowledged commits in a power cut, and says nothing. So every
 * setting is set at each open and read back, and an answer that differs stops the program.
 */
import type Database from 'better-sqlite3'

export type JournalMode = 'wal' | 'delete'

/** Another program may be closing down; longer waiting would look like a hang. */
const busyTimeoutMs = 1000
/** Before this version two connections could lose committed data when a checkpoint met a write (the WAL-reset bug). */
const oldestSqlite = [3, 51, 3] as const

const settings = (mode: JournalMode): Readonly<Record<string, string | number>> => ({
  locking_mode: 'exclusive',
  journal_mode: mode,
  // With a rollback journal FULL is not enough: the deletion of the journal itself must be durable.
  synchronous: mode === 'wal' ? 2 : 3,
  foreign_keys: 1,
  trusted_schema: 0,
  cell_size_check: 1,
  mmap_size: 0,
  busy_timeout: busyTimeoutMs,
  fullfsync: 1,
  checkpoint_fullfsync: 1,
})

export interface PragmaReading {
  readonly name: string
  readonly wanted: string
  readonly found: string
}

/** Takes the file for this process alone, before the first read. */
export function lock(database: Database.Database): void {
  database.pragma(`busy_timeout = ${busyTimeoutMs}`)
  database.pragma('locking_mode = exclusive')
}

/** Every setting as it stands on this connection. */
export function readPragmas(database: Database.Database, mode: JournalMode): PragmaReading[] {
  return Object.entries(settings(mode)).map(([name, wanted]) => ({
    name,
    wanted: String(wanted),
    found: String(database.pragma(name, { simple: true })),
  }))
}

/** Sets every setting and reads it back. Throws when SQLite answers something else. */
export function setPragmas(database: Database.Database, mode: JournalMode): void {
  for (const [name, value] of Object.entries(settings(mode))) database.pragma(`${name} = ${value}`)
  const wrong = readPragmas(database, mode).filter((reading) => reading.found !== reading.wanted)
  const first = wrong[0]
  if (first) throw new Error(`SQLite refused a setting: ${first.name} is ${first.found} instead of ${first.wanted}`)
}

export function sqliteVersion(database: Database.Database): string {
  return String(database.prepare('SELECT sqlite_version()').pluck().get())
}

/** True for a version that is free of the WAL-reset bug. */
export function isSqliteNewEnough(version: string): boolean {
  const parts = version.split('.').map(Number)
  for (const [index, least] of oldestSqlite.entries()) {
    const part = parts[index] ?? 0
    if (part !== least) return part > least
  }
  return true
}
