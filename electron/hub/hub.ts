import pg from 'pg'
import { AppError } from '../../shared/model/errors.ts'
import { unreachable } from '../engine/city/postgres-errors.ts'
import { preparePostgres } from '../engine/city/postgres-schema.ts'
import { startEngineThread } from '../engine/thread.ts'
import { openPages } from '../host/pages.ts'
import { type Accounts, createAccounts } from './accounts.ts'
import { type HubServer, startHubServer } from './server.ts'
import { createSessions } from './sessions.ts'

export interface HubOptions {
  /** The city's data folder on the server: its plan, its keys, its targets. Packages lie in the database. */
  readonly dataDir: string
  readonly packsDir: string
  readonly rendererDir: string
  readonly databaseUrl: string
  readonly certificate: string
  readonly privateKey: string
  readonly address: string
  readonly port: number
  readonly names: readonly string[]
}

/** Opens the accounts of a hub's database, and makes its tables when they are not there. Throws CITY_DATABASE_AWAY. */
export async function openAccounts(databaseUrl: string): Promise<{ readonly accounts: Accounts; close(): Promise<void> }> {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 4, connectionTimeoutMillis: 10_000 })
  pool.on('error', () => {})
  try {
    await preparePostgres(pool)
  } catch (error) {
    await pool.end()
    throw unreachable(error)
  }
  return { accounts: createAccounts(pool, Date.now), close: () => pool.end() }
}

/**
 * The city's desk for several computers. Throws CITY_DATABASE_AWAY, and the store's errors when the data folder cannot be
 * opened; STORE_NOT_INITIALISED when it is not a city's.
 */
export async function startHub(options: HubOptions): Promise<HubServer> {
  const { accounts, close: closeAccounts } = await openAccounts(options.databaseUrl)
  try {
    const { dataDir, packsDir, databaseUrl: cityDatabase } = options
    const engine = await startEngineThread({ dataDir, packsDir, cityDatabase })
    const closeAll = async (): Promise<void> => {
      await engine.close()
      await closeAccounts()
    }
    try {
      const info = await engine.send('app.info', {})
      const profile = info.ok ? (info.value as { readonly profile: { readonly role: string } | null }).profile : null // as the contract has it
      if (profile?.role !== 'city') throw new AppError('STORE_NOT_INITIALISED')
      const server = await startHubServer({
        ...options,
        accounts,
        pages: await openPages(options.rendererDir),
        sessions: createSessions(),
        sendAs: engine.sendEncoded,
        subscribe: engine.onEvent,
        now: Date.now,
      })
      return {
        ...server,
        close: async () => {
          await server.close()
          await closeAll()
        },
      }
    } catch (error) {
      await engine.close()
      throw error
    }
  } catch (error) {
    await closeAccounts()
    throw error
  }
}
