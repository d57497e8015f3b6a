import pg from 'pg'
import type { Decision, PackageFacts, QuarantineFacts } from '../../../shared/city/package-facts.ts'
import { inOrder } from '../../../shared/city/package-facts.ts'
import type { Waiver } from '../../../shared/submission/signed-files.ts'
import type { CityFilter, CityStore } from './city-store.ts'
import { createTurns } from './in-turn.ts'
import { unreachable } from './postgres-errors.ts'
import { preparePostgres } from './postgres-schema.ts'
import { byArrival, byPlace, read, written } from './stored.ts'

/** More would only wait for each other: the engine that asks is one thread. */
const mostConnections = 8
const connectTimeoutMs = 10_000

const where = 'pack = $1 AND ($2::text IS NULL OR unit = $2) AND period >= $3 AND period <= $4'
const bounds = ({ pack, unit, from, to }: CityFilter): unknown[] => [pack, unit ?? null, from ?? '', to ?? '9999-99']

/** Whoever can run a statement: the pool, or the one connection of a transaction. */
type Runner = Pick<pg.ClientBase, 'query'>
/** Where statements run: on any connection of the pool, or all on the one that holds a place. */
interface Ground {
  readonly runner: Runner
  transaction<T>(work: (runner: Runner) => Promise<T>): Promise<T>
  exclusively<T>(place: string, work: (ground: Ground) => Promise<T>): Promise<T>
}

const ignored = (): void => {}

async function guarded<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw unreachable(error)
  }
}

/** Any number that no other lock has; the second key is the place. */
const placeLock = 0x54616e43
/** The wait for a place ends with an error, and a program that stands still in one loses it with its connection. */
const placeLimits = "SET LOCAL lock_timeout = '30s'; SET LOCAL idle_in_transaction_session_timeout = '60s'"
/** Two places may share a number: then one waits for the other, and nothing else happens. Ends with the transaction. */
const hold = (runner: Runner, place: string) => runner.query('SELECT pg_advisory_xact_lock($1, hashtext($2))', [placeLock, place])

/** The ground inside a transaction: everything comes in with it, or nothing. */
function heldGround(runner: Runner): Ground {
  const ground: Ground = {
    runner,
    transaction: (work) => work(runner),
    async exclusively(place, work) {
      await hold(runner, place)
      return work(ground)
    },
  }
  return ground
}

function poolGround(pool: pg.Pool): Ground {
  const transaction = <T>(work: (runner: Runner) => Promise<T>): Promise<T> =>
    guarded(async () => {
      const client = await pool.connect()
      // A connection that breaks while nothing is asked of it is told by the next statement; unheard, it would end the program.
      client.on('error', ignored)
      let isSound = false
      try {
        await client.query('BEGIN')
        try {
          const result = await work(client)
          await client.query('COMMIT')
          isSound = true
          return result
        } catch (error) {
          await client.query('ROLLBACK')
          isSound = true
          throw error
        }
      } finally {
        client.off('error', ignored)
        // A connection in an unknown state is thrown away: the server undoes what was not committed.
        client.release(!isSound)
      }
    })
  // Those of this program wait here, so that they take no connection from others while they wait.
  const inTurn = createTurns()
  return {
    runner: pool,
    transaction,
    exclusively: (place, work) =>
      inTurn(place, () =>
        transaction(async (runner) => {
          await runner.query(placeLimits)
          await hold(runner, place)
          return work(heldGround(runner))
        }),
      ),
  }
}

const changed = async (runner: Runner, sql: string, values: readonly unknown[]): Promise<boolean> =>
  ((await runner.query(sql, [...values])).rowCount ?? 0) > 0

export interface PostgresCityStore extends CityStore {
  readonly pool: pg.Pool
  close(): Promise<void>
}

function storeOn(ground: Ground): CityStore {
  const { runner } = ground
  const texts = (sql: string, values: readonly unknown[]): Promise<string[]> =>
    guarded(async () => (await runner.query<{ json: string }>(sql, [...values])).rows.map(({ json }) => json))
  const run = (sql: string, values: readonly unknown[]): Promise<boolean> => guarded(() => changed(runner, sql, values))
  const mapped = (sql: string, values: readonly unknown[]): Promise<ReadonlyMap<string, string>> =>
    guarded(async () => {
      const { rows } = await runner.query<{ sha256: string; json: string }>(sql, [...values])
      return new Map(rows.map(({ sha256, json }) => [sha256, json]))
    })

  const addDecision = (on: Runner, decision: Decision): Promise<boolean> =>
    changed(on, 'INSERT INTO city_decision (id, sha256, unit, pack, period, file) VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING', [
      decision.id,
      decision.sha256,
      decision.unit,
      decision.pack,
      decision.period,
      written(decision),
    ])
  const addDocuments = async (on: Runner, sha256: string, documents: ReadonlyMap<string, string>): Promise<void> => {
    if (documents.size === 0) return
    await on.query(
      'INSERT INTO city_document (sha256, name, json) SELECT $1, * FROM unnest($2::text[], $3::text[]) ON CONFLICT DO NOTHING',
      [sha256, [...documents.keys()], [...documents.values()]],
    )
  }

  return {
    exclusively: (place, work) => ground.exclusively(place, (held) => work(storeOn(held))),
    addPackage: ({ facts, content, documents, receipt }) =>
      ground.transaction(async (on) => {
        const { sha256, packageId, unit, pack, period } = facts
        const isNew = await changed(
          on,
          `INSERT INTO city_package (sha256, package_id, unit, pack, period, facts, content)
           VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING`,
          [sha256, packageId, unit, pack, period, written(facts), Buffer.from(content)],
        )
        if (!isNew) return false
        await addDocuments(on, sha256, documents)
        await addDecision(on, receipt)
        return true
      }),
    packages: async (filter) =>
      (await texts(`SELECT facts AS json FROM city_package WHERE ${where}`, bounds(filter)))
        .map((json) => read<PackageFacts>(json))
        .sort(byPlace),
    async package(sha256) {
      const [json] = await texts('SELECT facts AS json FROM city_package WHERE sha256 = $1', [sha256])
      return json === undefined ? undefined : read(json)
    },
    content: (sha256) =>
      guarded(async () => {
        const { rows } = await runner.query<{ content: Buffer }>('SELECT content FROM city_package WHERE sha256 = $1', [sha256])
        return rows[0] && new Uint8Array(rows[0].content)
      }),
    documents: (sha256s, name) =>
      mapped('SELECT sha256, json FROM city_document WHERE sha256 = ANY($1) AND name = $2', [[...sha256s], name]),
    addDecision: (decision) => guarded(() => addDecision(runner, decision)),
    decisions: async (filter) =>
      inOrder((await texts(`SELECT file AS json FROM city_decision WHERE ${where}`, bounds(filter))).map((json) => read<Decision>(json))),
    decisionsOf: async (sha256) =>
      inOrder((await texts('SELECT file AS json FROM city_decision WHERE sha256 = $1', [sha256])).map((json) => read<Decision>(json))),
    addWaiver: (waiver) =>
      run('INSERT INTO city_waiver (id, unit, pack, period, file) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING', [
        waiver.id,
        waiver.unit,
        waiver.pack,
        waiver.period,
        written(waiver),
      ]),
    waivers: async (filter) =>
      inOrder((await texts(`SELECT file AS json FROM city_waiver WHERE ${where}`, bounds(filter))).map((json) => read<Waiver>(json))),
    addQuarantine: (facts, content) =>
      run(
        `INSERT INTO city_quarantine (sha256, facts, content) VALUES ($1, $2, $3)
         ON CONFLICT (sha256) DO UPDATE SET facts = excluded.facts WHERE city_quarantine.facts <> excluded.facts`,
        [facts.sha256, written(facts), Buffer.from(content)],
      ),
    quarantine: async () =>
      (await texts('SELECT facts AS json FROM city_quarantine', [])).map((json) => read<QuarantineFacts>(json)).sort(byArrival),
    quarantineCount: async () => Number((await texts('SELECT count(*)::text AS json FROM city_quarantine', []))[0] ?? 0),
    quarantined: (sha256) =>
      guarded(async () => {
        const sql = 'SELECT facts, content FROM city_quarantine WHERE sha256 = $1'
        const { rows } = await runner.query<{ facts: string; content: Buffer }>(sql, [sha256])
        return rows[0] && { facts: read<QuarantineFacts>(rows[0].facts), content: new Uint8Array(rows[0].content) }
      }),
    dropQuarantine: async (sha256) => void (await run('DELETE FROM city_quarantine WHERE sha256 = $1', [sha256])),
    plan: async (digest) => (await texts('SELECT json FROM city_pack WHERE digest = $1', [digest]))[0],
    keepPlan: async (digest, json) =>
      void (await run('INSERT INTO city_pack (digest, json) VALUES ($1, $2) ON CONFLICT DO NOTHING', [digest, json])),
    verdicts: (sha256s) => mapped('SELECT sha256, json FROM city_verdict WHERE sha256 = ANY($1)', [[...sha256s]]),
    keepVerdict: async (sha256, json) =>
      void (await run('INSERT INTO city_verdict (sha256, json) VALUES ($1, $2) ON CONFLICT (sha256) DO UPDATE SET json = excluded.json', [
        sha256,
        json,
      ])),
    setting: async (name) => (await texts('SELECT value AS json FROM city_setting WHERE name = $1', [name]))[0],
    keepSetting: async (name, value) =>
      void (await run('INSERT INTO city_setting (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = excluded.value', [
        name,
        value,
      ])),
    digests: () => texts('SELECT sha256 AS json FROM city_package ORDER BY sha256', []),
    dropVerdicts: async () => void (await run('DELETE FROM city_verdict', [])),
    putDocuments: (sha256, documents) =>
      ground.transaction(async (on) => {
        await on.query('DELETE FROM city_document WHERE sha256 = $1', [sha256])
        await addDocuments(on, sha256, documents)
      }),
  }
}

/**
 * The same set in a PostgreSQL database, for a city whose desk is opened from several computers.
 * @param url `postgres://user@host:port/database`; a password is better kept in PGPASSWORD or the password file
 * Throws CITY_DATABASE_AWAY, STORE_FROM_FUTURE.
 */
export async function openPostgresCityStore(url: string): Promise<PostgresCityStore> {
  const pool = new pg.Pool({ connectionString: url, max: mostConnections, connectionTimeoutMillis: connectTimeoutMs })
  // A connection that breaks while nobody uses it is replaced by the pool; the next statement says what is wrong.
  pool.on('error', ignored)
  try {
    await guarded(() => preparePostgres(pool))
  } catch (error) {
    await pool.end()
    throw error
  }
  return { ...storeOn(poolGround(pool)), pool, close: () => pool.end() }
}
