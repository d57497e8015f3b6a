import Database from 'better-sqlite3'
import { openStore } from '../../electron/engine/store/open-store.ts'

const noBallast = { bytes: 0, whenFree: Number.POSITIVE_INFINITY }

/** What `edit-stream.ts` left behind. */
export interface EditedStore {
  /** Edits that are in the store: the version of its one report. */
  readonly version: number
  /** What does not hold together; empty = whole. */
  readonly faults: readonly string[]
}

const isNewest = (text: string, version: number) => text === `v${version}${'x'.repeat(version % 300)}`

/** Opens the store with the program's own code. */
export function readEditedStore(dataDir: string): EditedStore {
  const store = openStore({ dataDir, create: true, now: () => new Date(0), keyFields: () => ['name'], ballast: noBallast })
  try {
    const report = store.reports.load('F4', '2020-05')
    const version = report?.version ?? 0
    const faults: string[] = []
    if (store.verifyAudit().firstBad !== null) faults.push('audit chain')
    if (version > 1 && !isNewest(report?.rows[0]?.values[`f${version % 20}`] ?? '', version)) faults.push('newest edit')
    return { version, faults }
  } finally {
    store.database.close()
  }
}

/** The same by bare SQL, quick enough for tens of thousands of states. */
export function readEditedDatabase(file: string): EditedStore {
  const database = new Database(file)
  try {
    const faults: string[] = []
    if (database.pragma('integrity_check', { simple: true }) !== 'ok') faults.push('integrity')
    const known = database.prepare("SELECT count(*) FROM sqlite_schema WHERE name = 'report'").pluck().get()
    const version = known === 1 ? Number(database.prepare('SELECT max(version) FROM report').pluck().get() ?? 0) : 0
    return { version, faults }
  } catch (error) {
    return { version: 0, faults: [error instanceof Error ? error.message : String(error)] }
  } finally {
    database.close()
  }
}
