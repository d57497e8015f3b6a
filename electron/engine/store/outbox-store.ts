/** What is on its way: packages of a county, and what a city has taken from its target and put there. */
import type Database from 'better-sqlite3'
import { OutboxEntry } from '../../../shared/sync/outbox-entry.ts'
import { TargetSettings } from '../sync/target-settings.ts'

export interface OutboxStore {
  /** In the order in which packages were made. */
  list(): OutboxEntry[]
  get(packageId: string): OutboxEntry | undefined
  /** @param wrapped what travels instead of the package; kept, because wrapping anew makes other bytes */
  put(entry: OutboxEntry, wrapped?: Uint8Array): void
  wrapped(packageId: string): Uint8Array | undefined
  settings(): TargetSettings | undefined
  setSettings(settings: TargetSettings): void
  /** Digest of what the city took under a name. */
  taken(name: string): string | undefined
  setTaken(name: string, sha256: string): void
  /** The number of a receipt among those of its package: given once, in the order in which they are asked for, and kept. */
  receiptNumber(packageFileName: string, id: string): number
  /** Whether any receipt of a package has a number. */
  isAnswered(packageFileName: string): boolean
  isPut(id: string): boolean
  setPut(id: string): void
}

export function createOutboxStore(database: Database.Database, write: <T>(work: () => T) => T): OutboxStore {
  const list = database.prepare<[], string>('SELECT entry FROM outbox ORDER BY package_id').pluck()
  const get = database.prepare<[string], string>('SELECT entry FROM outbox WHERE package_id = ?').pluck()
  const put = database.prepare<[string, string, Uint8Array | null]>(
    `INSERT INTO outbox (package_id, entry, wrapped) VALUES (?, ?, ?)
     ON CONFLICT (package_id) DO UPDATE SET entry = excluded.entry, wrapped = COALESCE(outbox.wrapped, excluded.wrapped)`,
  )
  const wrapped = database.prepare<[string], Buffer | null>('SELECT wrapped FROM outbox WHERE package_id = ?').pluck()
  const settings = database.prepare<[], string>("SELECT value FROM setting WHERE name = 'syncTarget'").pluck()
  const setSettings = database.prepare<[string]>(
    "INSERT INTO setting (name, value) VALUES ('syncTarget', ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
  )
  const taken = database.prepare<[string], string>('SELECT sha256 FROM sync_taken WHERE name = ?').pluck()
  const setTaken = database.prepare<[string, string]>(
    'INSERT INTO sync_taken (name, sha256) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET sha256 = excluded.sha256',
  )
  const number = database.prepare<[string], number>('SELECT number FROM sync_receipt WHERE id = ?').pluck()
  const last = database.prepare<[string], number>('SELECT COALESCE(MAX(number), 0) FROM sync_receipt WHERE package = ?').pluck()
  const addNumber = database.prepare<[string, string, number]>('INSERT INTO sync_receipt (id, package, number, is_put) VALUES (?, ?, ?, 0)')
  const isPut = database.prepare<[string], number>('SELECT is_put FROM sync_receipt WHERE id = ?').pluck()
  const setPut = database.prepare<[string]>('UPDATE sync_receipt SET is_put = 1 WHERE id = ?')
  const read = (json: string): OutboxEntry => OutboxEntry.parse(JSON.parse(json))
  return {
    list: () => list.all().map(read),
    get(packageId) {
      const json = get.get(packageId)
      return json === undefined ? undefined : read(json)
    },
    put: (entry, bytes) => write(() => void put.run(entry.packageId, JSON.stringify(entry), bytes ?? null)),
    wrapped(packageId) {
      const bytes = wrapped.get(packageId)
      return bytes ? new Uint8Array(bytes) : undefined
    },
    settings() {
      const json = settings.get()
      return json === undefined ? undefined : TargetSettings.parse(JSON.parse(json))
    },
    setSettings: (next) => write(() => void setSettings.run(JSON.stringify(next))),
    taken: (name) => taken.get(name),
    setTaken: (name, sha256) => write(() => void setTaken.run(name, sha256)),
    receiptNumber: (packageFileName, id) =>
      write(() => {
        const known = number.get(id)
        if (known !== undefined) return known
        const next = (last.get(packageFileName) ?? 0) + 1
        addNumber.run(id, packageFileName, next)
        return next
      }),
    isAnswered: (packageFileName) => (last.get(packageFileName) ?? 0) > 0,
    isPut: (id) => isPut.get(id) === 1,
    setPut: (id) => write(() => void setPut.run(id)),
  }
}
