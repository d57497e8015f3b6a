/** What is remembered for comfort and may be lost without harm: column mappings, the counts of the last check, the looks. */
import type Database from 'better-sqlite3'
import { ColumnView, Looks } from '../../../shared/contract/index.ts'
import type { CheckStore, ColumnViewStore, LooksStore, MappingStore } from './types.ts'

export function createMappingStore(database: Database.Database, write: <T>(work: () => T) => T): MappingStore {
  const get = database.prepare<[string, string], string>('SELECT json FROM mapping WHERE form = ? AND fingerprint = ?').pluck()
  const put = database.prepare<[string, string, string]>(
    'INSERT INTO mapping (form, fingerprint, json) VALUES (?, ?, ?) ON CONFLICT (form, fingerprint) DO UPDATE SET json = excluded.json',
  )
  const list = database.prepare<[string], string>('SELECT json FROM mapping WHERE form = ? ORDER BY fingerprint').pluck()
  return {
    list: (form) => list.all(form),
    get: (form, fingerprint) => get.get(form, fingerprint),
    put: (form, fingerprint, json) => write(() => void put.run(form, fingerprint, json)),
  }
}

interface CheckRecord {
  readonly version: number
  readonly by_level: string
  readonly unexplained: number
}

export function createCheckStore(database: Database.Database, write: <T>(work: () => T) => T): CheckStore {
  const get = database.prepare<[string, string], CheckRecord>(
    'SELECT version, by_level, unexplained FROM check_result WHERE form = ? AND period = ?',
  )
  const put = database.prepare<[string, string, number, string, number]>(
    `INSERT INTO check_result (form, period, version, by_level, unexplained) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (form, period) DO UPDATE SET version = excluded.version, by_level = excluded.by_level, unexplained = excluded.unexplained`,
  )
  return {
    get(form, period) {
      const record = get.get(form, period)
      if (!record) return undefined
      const byLevel = JSON.parse(record.by_level) as Record<string, number> // written below
      return { version: record.version, byLevel, unexplained: record.unexplained }
    },
    put: (form, period, version, byLevel, unexplained) =>
      write(() => void put.run(form, period, version, JSON.stringify(byLevel), unexplained)),
  }
}

export function createLooksStore(database: Database.Database, write: <T>(work: () => T) => T): LooksStore {
  const get = database.prepare<[], string>("SELECT value FROM setting WHERE name = 'looks'").pluck()
  const put = database.prepare<[string]>(
    "INSERT INTO setting (name, value) VALUES ('looks', ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
  )
  return {
    get: () => Looks.safeParse(JSON.parse(get.get() ?? 'null')).data,
    set: (looks) => write(() => void put.run(JSON.stringify(looks))),
  }
}

export function createColumnViewStore(database: Database.Database, write: <T>(work: () => T) => T): ColumnViewStore {
  const get = database.prepare<[string], string>("SELECT value FROM setting WHERE name = 'columns:' || ?").pluck()
  const put = database.prepare<[string, string]>(
    "INSERT INTO setting (name, value) VALUES ('columns:' || ?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
  )
  return {
    get: (form) => ColumnView.safeParse(JSON.parse(get.get(form) ?? 'null')).data,
    put: (form, columns) => write(() => void put.run(form, JSON.stringify(columns))),
  }
}
