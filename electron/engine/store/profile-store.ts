import type Database from 'better-sqlite3'
import type { Profile } from '../../../shared/contract/index.ts'
import type { Audit } from './audit.ts'
import type { Store } from './types.ts'

/** Who reports to whom: one row, kept as JSON in the settings. */
export function createProfileStore(
  database: Database.Database,
  audit: Audit,
  write: <T>(work: () => T) => T,
  now: () => Date,
): Store['profile'] {
  const read = database.prepare<[], string>("SELECT value FROM setting WHERE name = 'profile'").pluck()
  const put = database.prepare<[string]>(
    "INSERT INTO setting (name, value) VALUES ('profile', ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
  )
  const dropHandOver = database.prepare("DELETE FROM setting WHERE name = 'handOver'")
  const newStep = database.prepare("INSERT INTO step (state) VALUES ('fixed')")
  return {
    get() {
      const json = read.get()
      return json === undefined ? undefined : (JSON.parse(json) as Profile) // written below, from a parsed profile
    },
    set: (profile, who) =>
      write(() => {
        const before = read.get() ?? null
        const after = JSON.stringify(profile)
        if (before === after) return
        put.run(after)
        const step = Number(newStep.run().lastInsertRowid)
        const entry = { what: 'profile', form: null, period: null, rowId: null, rowKey: null, field: null, before, after } as const
        audit.append({ at: now().toISOString(), who, source: 'command', step, why: null }, [entry])
      }),
    dropHandOver: () => write(() => void dropHandOver.run()),
  }
}
