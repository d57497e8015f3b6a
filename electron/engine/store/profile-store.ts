import type Database from 'better-sqlite3'
import { Profile } from '../../../shared/contract/index.ts'
import type { Audit } from './audit.ts'
import type { Store } from './types.ts'

const WithPeople = Profile.pick({ people: true })

/** An entry may have been rewritten by somebody: what is not a profile names nobody. */
function peopleIn(json: string): Profile['people'] | undefined {
  try {
    return WithPeople.safeParse(JSON.parse(json)).data?.people
  } catch {
    return undefined
  }
}

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
  // The index of the audit begins with the form.
  const before = database
    .prepare<[], string>("SELECT before FROM audit WHERE form IS NULL AND what = 'profile' AND before IS NOT NULL ORDER BY seq")
    .pluck()
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
        audit.append({ at: now().toISOString(), who, source: 'asked', step, why: null }, [entry])
      }),
    formerPeople: () => before.all().flatMap((json) => peopleIn(json) ?? []),
    dropHandOver: () => write(() => void dropHandOver.run()),
  }
}
