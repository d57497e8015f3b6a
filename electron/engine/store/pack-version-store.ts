import type Database from 'better-sqlite3'
import type { PackVersionStore } from './types.ts'

/** Versions of packs that reports of this folder were made with, and what the last upgrade did. */
export function createPackVersionStore(database: Database.Database, write: <T>(work: () => T) => T): PackVersionStore {
  const get = database.prepare<[string], string>('SELECT value FROM setting WHERE name = ?').pluck()
  const put = database.prepare<[string, string]>(
    'INSERT INTO setting (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
  )
  const drafts = database.prepare<[], { form: string; period: string; packVersion: string }>(
    'SELECT form, period, pack_version AS packVersion FROM report WHERE sealed_in IS NULL ORDER BY period, form',
  )
  const setVersion = database.prepare<[string, string, string]>('UPDATE report SET pack_version = ? WHERE form = ? AND period = ?')
  const names = database.prepare<[string], string>("SELECT name FROM setting WHERE name LIKE ? || '%' ORDER BY name").pluck()
  const upgrades = database.prepare<[], string>("SELECT value FROM setting WHERE name LIKE 'upgrade %' ORDER BY name DESC").pluck()
  // Numbered from 0, with zeros in front so that they sort.
  const upgradeName = (number: number): string => `upgrade ${String(number).padStart(6, '0')}`
  const nameOf = (pack: string, version: string): string => `pack ${pack} ${version}`
  return {
    kept: (pack, version) => get.get(nameOf(pack, version)),
    keep: (pack, version, json) => write(() => void put.run(nameOf(pack, version), json)),
    drafts: () => drafts.all(),
    setVersion: (form, period, version) => write(() => void setVersion.run(version, form, period)),
    keptVersions: (pack) => names.all(nameOf(pack, '')).map((name) => name.slice(nameOf(pack, '').length)),
    upgrades: () => upgrades.all(),
    addUpgrade: (json) => write(() => void put.run(upgradeName(upgrades.all().length), json)),
    changeLastUpgrade: (json) => write(() => void put.run(upgradeName(upgrades.all().length - 1), json)),
    carried: () => get.get('carried packs'),
    setCarried: (json) => write(() => void put.run('carried packs', json)),
  }
}
