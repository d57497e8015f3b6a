/** Whatever order a year's files come in, the city has the same store, board, sums and verdicts. */
import { createHash } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { decide } from '../../../electron/engine/city/decide.ts'
import type { CityDesk } from '../../../electron/engine/city/desk.ts'
import { rebuild } from '../../../electron/engine/city/rebuild.ts'
import { receiveFile } from '../../../electron/engine/city/receive.ts'
import { tableWorkbook } from '../../../electron/engine/city/tables.ts'
import { verdictOf } from '../../../electron/engine/city/verdict.ts'
import { boardView, rollUpView, scoresView, weatherLines } from '../../../electron/engine/city/views.ts'
import { liuzhou, openTestDesk, type TestDesk } from '../../helpers/city-desk.ts'
import { type Arrival, cityYear, countiesOf, shuffled } from '../../helpers/city-year.ts'

const first = '2020-01'
const last = '2020-12'
const { pack, rules } = liuzhou()
let arrivals: Arrival[]
beforeAll(async () => {
  arrivals = await cityYear({ pack, rules, units: countiesOf(pack, 12), first, months: 12, seed: 7, rows: 3 })
})

const digest = (value: unknown): string => createHash('sha256').update(JSON.stringify(value)).digest('hex')

/** Takes everything in, then accepts every package that speaks for its month. */
async function takeIn(files: readonly Arrival[]): Promise<TestDesk> {
  const city = await openTestDesk()
  for (const { at, reason, ...file } of files) {
    city.setNow(at)
    const result = await receiveFile(city.desk, file)
    const found = result.outcome === 'quarantined' ? result.quarantine.reason : null
    if (found !== reason) throw new Error(`${file.fileName}: ${found} and not ${reason}`)
  }
  city.setNow('2021-01-20T02:00:00.000Z')
  const board = await boardView(city.desk, first, last)
  for (const { periods } of board.units)
    for (const { newest, period } of periods)
      if (newest !== null && period !== last) await decide(city.desk, newest.sha256, { kind: 'accepted', reason: '' })
  return city
}

/** Everything the city has and shows, in an order of its own. */
async function everything({ store, ...desk }: CityDesk): Promise<Record<string, unknown>> {
  const whole = { store, ...desk }
  const all = { pack: 'liuzhou-2020' }
  const packages = await store.packages(all)
  const documents: string[] = []
  for (const { sha256, forms } of packages)
    for (const name of ['submission', 'validation', ...forms.map(({ form }) => `records/${form}`)])
      documents.push(digest((await store.documents([sha256], name)).get(sha256)))
  return {
    packages,
    contents: await Promise.all(
      packages.map(async ({ sha256 }) =>
        createHash('sha256')
          .update((await store.content(sha256)) ?? '')
          .digest('hex'),
      ),
    ),
    documents,
    decisions: await store.decisions(all),
    quarantine: (await store.quarantine()).map((facts) => ({ ...facts })),
    verdicts: await Promise.all(packages.map(async (facts) => (await verdictOf(whole, facts)).verdict)),
    board: await boardView(whole, first, last),
    rollUp: await rollUpView(whole, '2020-11'),
    weather: await weatherLines(whole, '2020-11'),
    scores: await scoresView(whole, '2020-11'),
    workbook: createHash('sha256')
      .update((await tableWorkbook(whole, 'rollUp', '2020-11')).bytes)
      .digest('hex'),
  }
}

describe('a year of twelve counties', () => {
  test('holds every kind of file', () => {
    const reasons = new Set(arrivals.map(({ reason }) => reason))
    expect(reasons).toEqual(new Set([null, 'damaged', 'forged', 'futureVersion', 'unreadable', 'keyUnknown']))
    expect(new Set(arrivals.map(({ bytes }) => createHash('sha256').update(bytes).digest('hex'))).size).toBeLessThan(arrivals.length)
  })

  test('comes to the same in every order, twice over, and built anew from the packages', async () => {
    const straight = await takeIn(arrivals)
    const expected = await everything(straight.desk)
    // Every sound package agrees with the county's findings, and one that lacks its month before says so.
    const { verdicts, board } = expected as { verdicts: string[]; board: Awaited<ReturnType<typeof boardView>> }
    expect(new Set(verdicts)).not.toContain('different')
    expect(verdicts.filter((verdict) => verdict === 'same').length).toBeGreaterThan(120)
    const states = new Set(board.units.flatMap(({ periods }) => periods.map(({ state }) => state)))
    expect(states).toEqual(new Set(['accepted', 'received', 'conflict', 'missing']))

    // Once more: nothing is added, and every receipt is the one that was given before.
    for (const { at: _, reason, ...file } of arrivals.slice(0, 30)) {
      const again = await receiveFile(straight.desk, file)
      expect(again.outcome).toBe(reason === null ? 'duplicate' : 'quarantined')
    }
    expect(await rebuild(straight.desk, () => {})).toEqual({ packages: verdicts.length, damaged: [] })
    expect(await everything(straight.desk)).toEqual(expected)
    straight.close()

    for (const order of [arrivals.toReversed(), shuffled(arrivals, 1)]) {
      const mixed = await takeIn(order)
      expect(await everything(mixed.desk)).toEqual(expected)
      mixed.close()
    }
  })
})
