import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { openPostgresCityStore } from '../../../electron/engine/city/postgres-city-store.ts'
import { createSqliteCityStore } from '../../../electron/engine/city/sqlite-city-store.ts'
import { cityStoreSuite } from '../../helpers/city-store-suite.ts'
import { type PostgresServer, startPostgres } from '../../helpers/postgres-server.ts'
import { openTestStore, temporaryFolder } from '../../helpers/test-store.ts'

let server: PostgresServer

beforeAll(async () => {
  server = await startPostgres()
})
afterAll(() => server?.close())

const openPostgres = async (url: string) => {
  const store = await openPostgresCityStore(url)
  onTestFinished(() => store.close())
  return store
}

cityStoreSuite('the data folder’s own database', async () => {
  const { database } = openTestStore(temporaryFolder())
  return createSqliteCityStore(database, (work) => database.transaction(work)())
})
cityStoreSuite('PostgreSQL', async () => openPostgres(await server.newDatabase()))

test('a database that several programs open at once is made once, and one of a later version is left alone', async () => {
  const url = await server.newDatabase()
  const stores = await Promise.all([openPostgres(url), openPostgres(url), openPostgres(url)])
  expect(await Promise.all(stores.map((store) => store.digests()))).toEqual([[], [], []])
  await stores[0]?.pool.query('UPDATE tanbao_schema SET version = version + 1')
  await expect(openPostgresCityStore(url)).rejects.toMatchObject({ code: 'STORE_FROM_FUTURE' })
})

test('a server that is away is said so; what was acknowledged is there when it is back, and the store goes on', async () => {
  const store = await openPostgres(await server.newDatabase())
  await store.keepSetting('weights', '1')
  await server.kill()
  await expect(store.keepSetting('weights', '2')).rejects.toMatchObject({ code: 'CITY_DATABASE_AWAY' })
  await server.start()
  expect(await store.setting('weights')).toBe('1')
  await store.keepSetting('weights', '3')
  expect(await store.setting('weights')).toBe('3')
})

test('an address that leads nowhere', async () => {
  await expect(openPostgresCityStore('postgres://nobody@127.0.0.1:1/none')).rejects.toMatchObject({ code: 'CITY_DATABASE_AWAY' })
})
