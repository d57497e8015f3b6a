import type Database from 'better-sqlite3'
import { PrintSettings } from '../../../shared/contract/index.ts'
import type { PrintStore } from './types.ts'

/** How each form was put on paper last: a comfort that may be lost without harm. */
export function createPrintStore(database: Database.Database, write: <T>(work: () => T) => T): PrintStore {
  const get = database.prepare<[string], string>('SELECT value FROM setting WHERE name = ?').pluck()
  const put = database.prepare<[string, string]>(
    'INSERT INTO setting (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
  )
  return {
    // What a newer program has written may be of no use here.
    get: (form) => PrintSettings.safeParse(JSON.parse(get.get(`print.${form}`) ?? 'null')).data,
    put: (form, settings) => write(() => void put.run(`print.${form}`, JSON.stringify(settings))),
  }
}
