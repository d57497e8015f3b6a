import type Database from 'better-sqlite3'
import type { Decision, PackageFacts, QuarantineFacts } from '../../../shared/city/package-facts.ts'
import { inOrder } from '../../../shared/city/package-facts.ts'
import type { Waiver } from '../../../shared/submission/signed-files.ts'
import type { CityFilter, CityStore } from './city-store.ts'
import type { KnownKey } from './desk.ts'
import { createTurns } from './in-turn.ts'
import { byArrival, byPlace, read, written } from './stored.ts'

const where = 'pack = ? AND (? IS NULL OR unit = ?) AND period >= ? AND period <= ?'
const bounds = ({ pack, unit, from, to }: CityFilter): unknown[] => [pack, unit ?? null, unit ?? null, from ?? '', to ?? '9999-99']

/** The set in the tables `city_…` of the data folder's own database. */
export function createSqliteCityStore(database: Database.Database, write: <T>(work: () => T) => T): CityStore {
  const text = (sql: string) => database.prepare<unknown[], string>(sql).pluck()
  const insertPackage = database.prepare<unknown[]>(
    'INSERT INTO city_package (sha256, package_id, unit, pack, period, facts, content) VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING',
  )
  const insertDocument = database.prepare<unknown[]>(
    'INSERT INTO city_document (sha256, name, json) VALUES (?, ?, ?) ON CONFLICT DO NOTHING',
  )
  const insertDecision = database.prepare<unknown[]>(
    'INSERT INTO city_decision (id, sha256, unit, pack, period, file) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING',
  )
  const insertWaiver = database.prepare<unknown[]>(
    'INSERT INTO city_waiver (id, unit, pack, period, file) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING',
  )
  const insertQuarantine = database.prepare<unknown[]>(
    `INSERT INTO city_quarantine (sha256, facts, content) VALUES (?, ?, ?)
     ON CONFLICT (sha256) DO UPDATE SET facts = excluded.facts WHERE city_quarantine.facts <> excluded.facts`,
  )
  const packages = text(`SELECT facts FROM city_package WHERE ${where}`)
  const onePackage = text('SELECT facts FROM city_package WHERE sha256 = ?')
  const content = database.prepare<[string], Buffer>('SELECT content FROM city_package WHERE sha256 = ?').pluck()
  const document = text('SELECT json FROM city_document WHERE sha256 = ? AND name = ?')
  const decisions = text(`SELECT file FROM city_decision WHERE ${where}`)
  const decisionsOf = text('SELECT file FROM city_decision WHERE sha256 = ?')
  const waivers = text(`SELECT file FROM city_waiver WHERE ${where}`)
  const quarantine = text('SELECT facts FROM city_quarantine')
  const quarantineCount = database.prepare<[], number>('SELECT count(*) FROM city_quarantine').pluck()
  const quarantined = database.prepare<[string], { facts: string; content: Buffer }>(
    'SELECT facts, content FROM city_quarantine WHERE sha256 = ?',
  )
  const dropQuarantine = database.prepare<[string]>('DELETE FROM city_quarantine WHERE sha256 = ?')
  const plan = text('SELECT json FROM city_pack WHERE digest = ?')
  const keepPlan = database.prepare<unknown[]>('INSERT INTO city_pack (digest, json) VALUES (?, ?) ON CONFLICT DO NOTHING')
  const verdict = text('SELECT json FROM city_verdict WHERE sha256 = ?')
  const keepVerdict = database.prepare<unknown[]>(
    'INSERT INTO city_verdict (sha256, json) VALUES (?, ?) ON CONFLICT (sha256) DO UPDATE SET json = excluded.json',
  )
  const setting = text('SELECT value FROM city_setting WHERE name = ?')
  const keepSetting = database.prepare<unknown[]>(
    'INSERT INTO city_setting (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
  )
  const digests = text('SELECT sha256 FROM city_package ORDER BY sha256')
  const dropVerdicts = database.prepare('DELETE FROM city_verdict')
  const dropDocuments = database.prepare<[string]>('DELETE FROM city_document WHERE sha256 = ?')

  const addDecision = (decision: Decision): boolean =>
    insertDecision.run(decision.id, decision.sha256, decision.unit, decision.pack, decision.period, written(decision)).changes > 0
  const addDocuments = (sha256: string, documents: ReadonlyMap<string, string>): void => {
    for (const [name, json] of documents) insertDocument.run(sha256, name, json)
  }
  const known = (sha256s: readonly string[], find: (sha256: string) => string | undefined): ReadonlyMap<string, string> =>
    new Map(
      sha256s.flatMap((sha256) => {
        const json = find(sha256)
        return json === undefined ? [] : [[sha256, json] as const]
      }),
    )
  // No other program can open this data folder meanwhile: turns within this one are enough.
  const inTurn = createTurns()
  const store: CityStore = {
    exclusively: (place, work) => inTurn(place, () => work(store)),
    addPackage: async ({ facts, content: bytes, documents, receipt }) =>
      write(() => {
        const { sha256, packageId, unit, pack, period } = facts
        if (insertPackage.run(sha256, packageId, unit, pack, period, written(facts), bytes).changes === 0) return false
        addDocuments(sha256, documents)
        addDecision(receipt)
        return true
      }),
    packages: async (filter) =>
      packages
        .all(...bounds(filter))
        .map((json) => read<PackageFacts>(json))
        .sort(byPlace),
    async package(sha256) {
      const json = onePackage.get(sha256)
      return json === undefined ? undefined : read(json)
    },
    async content(sha256) {
      const bytes = content.get(sha256)
      return bytes && new Uint8Array(bytes)
    },
    documents: async (sha256s, name) => known(sha256s, (sha256) => document.get(sha256, name)),
    addDecision: async (decision) => write(() => addDecision(decision)),
    decisions: async (filter) => inOrder(decisions.all(...bounds(filter)).map((json) => read<Decision>(json))),
    decisionsOf: async (sha256) => inOrder(decisionsOf.all(sha256).map((json) => read<Decision>(json))),
    addWaiver: async (waiver) =>
      write(() => insertWaiver.run(waiver.id, waiver.unit, waiver.pack, waiver.period, written(waiver)).changes > 0),
    waivers: async (filter) => inOrder(waivers.all(...bounds(filter)).map((json) => read<Waiver>(json))),
    addQuarantine: async (facts, bytes) => write(() => insertQuarantine.run(facts.sha256, written(facts), bytes).changes > 0),
    quarantine: async () =>
      quarantine
        .all()
        .map((json) => read<QuarantineFacts>(json))
        .sort(byArrival),
    quarantineCount: async () => quarantineCount.get() ?? 0,
    async quarantined(sha256) {
      const found = quarantined.get(sha256)
      return found && { facts: read<QuarantineFacts>(found.facts), content: new Uint8Array(found.content) }
    },
    dropQuarantine: async (sha256) => write(() => void dropQuarantine.run(sha256)),
    plan: async (digest) => plan.get(digest),
    keepPlan: async (digest, json) => write(() => void keepPlan.run(digest, json)),
    verdicts: async (sha256s) => known(sha256s, (sha256) => verdict.get(sha256)),
    keepVerdict: async (sha256, json) => write(() => void keepVerdict.run(sha256, json)),
    setting: async (name) => setting.get(name),
    keepSetting: async (name, value) => write(() => void keepSetting.run(name, value)),
    digests: async () => digests.all(),
    dropVerdicts: async () => write(() => void dropVerdicts.run()),
    putDocuments: async (sha256, documents) =>
      write(() => {
        dropDocuments.run(sha256)
        addDocuments(sha256, documents)
      }),
  }
  return store
}

/** Whose keys are known here. */
export function createKeyBook(database: Database.Database): (fingerprint: string) => KnownKey | undefined {
  const find = database.prepare<[string], { owner: string; revoked_at: string | null; revoked_why: string | null }>(
    'SELECT owner, revoked_at, revoked_why FROM peer_key WHERE fingerprint = ?',
  )
  return (fingerprint) => {
    const found = find.get(fingerprint)
    if (found === undefined) return undefined
    const isReplaced = found.revoked_why === ''
    return {
      fingerprint,
      unit: found.owner,
      isRevoked: found.revoked_at !== null && !isReplaced,
      replacedAt: isReplaced ? found.revoked_at : null,
    }
  }
}
