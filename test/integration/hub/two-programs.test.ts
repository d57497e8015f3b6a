/** Two programs on one database: what people decide at the same moment is decided one after the other. */
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import type { CityStore } from '../../../electron/engine/city/city-store.ts'
import { type DecisionOrder, decide } from '../../../electron/engine/city/decide.ts'
import type { CityDesk } from '../../../electron/engine/city/desk.ts'
import { openPostgresCityStore } from '../../../electron/engine/city/postgres-city-store.ts'
import { type ReceivedFile, receiveFile } from '../../../electron/engine/city/receive.ts'
import { liuzhou, openTestDesk } from '../../helpers/city-desk.ts'
import { boilers, countyPackage, idOf, measures, type Order, targets } from '../../helpers/county-packages.ts'
import { type PostgresServer, startPostgres } from '../../helpers/postgres-server.ts'

const { pack, rules } = liuzhou()
const unit = '450222'
const typed = { F1: null, F2: measures(pack, unit), F3: targets(pack, false, 5), F4: boilers(pack, unit, 2, 1) }
const order: Order = { unit, period: '2020-05', revision: 1, typed, before: new Map(), supersedes: null, supersedesId: null }
let server: PostgresServer
let file: ReceivedFile
beforeAll(async () => {
  file = (await countyPackage(pack, rules, order)).built
  server = await startPostgres()
})
afterAll(() => server?.close())

/** One program: its own connections to the database, its own ids. */
async function openProgram(name: string, url: string, around: (store: CityStore) => CityStore = (store) => store) {
  const store = await openPostgresCityStore(url)
  const { desk, close } = await openTestDesk({ elsewhere: around(store) })
  onTestFinished(async () => {
    close()
    await store.close()
  })
  let count = 0
  const own: CityDesk = { ...desk, newId: () => idOf(`${name} ${count++}`), who: () => name }
  return own
}
const accepted: DecisionOrder = { kind: 'accepted', reason: '' }
const reopened: DecisionOrder = { kind: 'reopened', reason: '县里来函更正' }
const outcome = (way: PromiseSettledResult<unknown>): string => (way.status === 'fulfilled' ? 'done' : String(way.reason.details?.reason))

test('of decisions from two programs one is heard and the others told, every time', async () => {
  const url = await server.newDatabase()
  const programs = [await openProgram('甲', url), await openProgram('乙', url)]
  const taken = await Promise.all(programs.map((desk) => receiveFile(desk, file)))
  expect(taken.map(({ outcome: what }) => what).sort()).toEqual(['duplicate', 'taken'])
  const [{ sha256 } = { sha256: '' }] = await (programs[0]?.store.packages({ pack: pack.manifest.id }) ?? [])
  const rounds = 12
  for (let round = 0; round < rounds; round++) {
    for (const wanted of [accepted, reopened]) {
      const ways = await Promise.allSettled([...programs, ...programs].map((desk) => decide(desk, sha256, wanted)))
      expect(ways.map(outcome).sort()).toEqual(['already', 'already', 'already', 'done'])
    }
  }
  const said = (await programs[0]?.store.decisionsOf(sha256)) ?? []
  expect(said.map(({ sequence }) => sequence)).toEqual(Array.from({ length: 1 + 2 * rounds }, (_, at) => at + 1))
})

test('without a place held on the server both would be heard', async () => {
  const url = await server.newDatabase()
  const unguarded = (store: CityStore): CityStore => ({ ...store, exclusively: (_, work) => work(store) })
  const programs = [await openProgram('甲', url, unguarded), await openProgram('乙', url, unguarded)]
  for (const desk of programs) await receiveFile(desk, file)
  const [{ sha256 } = { sha256: '' }] = await (programs[0]?.store.packages({ pack: pack.manifest.id }) ?? [])
  // Nobody signs before the other, too, has found that it may.
  let met = 0
  const { promise: both, resolve } = Promise.withResolvers<void>()
  const meeting = programs.map((desk) => ({
    ...desk,
    signer: async () => {
      if (++met === programs.length) resolve()
      await both
      return desk.signer()
    },
  }))
  const ways = await Promise.allSettled(meeting.map((desk) => decide(desk, sha256, accepted)))
  expect(ways.map(outcome)).toEqual(['done', 'done'])
  const said = (await programs[0]?.store.decisionsOf(sha256)) ?? []
  expect(said.map(({ kind, sequence }) => [kind, sequence])).toEqual([
    ['received', 1],
    ['accepted', 2],
    ['accepted', 2],
  ])
})

test('a server that dies while a place is held takes nothing in, and the place is free when it is back', async () => {
  const url = await server.newDatabase()
  const desk = await openProgram('甲', url)
  await receiveFile(desk, file)
  const [{ sha256 } = { sha256: '' }] = await desk.store.packages({ pack: pack.manifest.id })
  const dying: CityDesk = {
    ...desk,
    signer: async () => {
      await server.kill()
      return desk.signer()
    },
  }
  await expect(decide(dying, sha256, accepted)).rejects.toMatchObject({ code: 'CITY_DATABASE_AWAY' })
  await server.start()
  expect((await desk.store.decisionsOf(sha256)).map(({ kind }) => kind)).toEqual(['received'])
  expect((await decide(desk, sha256, accepted)).receipt.sequence).toBe(2)
})
