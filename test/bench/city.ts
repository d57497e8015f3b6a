/**
 * A city's desk: taking packages in (verify, signatures, store), judging them anew, and what a month is summed up to.
 * Twelve counties over twelve months, and many counties over one month to see how time, memory and the store grow.
 */
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { decide } from '../../electron/engine/city/decide.ts'
import type { CityDesk } from '../../electron/engine/city/desk.ts'
import { receiveFile } from '../../electron/engine/city/receive.ts'
import { createSqliteCityStore } from '../../electron/engine/city/sqlite-city-store.ts'
import { verdictOf } from '../../electron/engine/city/verdict.ts'
import { boardView, rollUpView, weatherLines } from '../../electron/engine/city/views.ts'
import { openStore } from '../../electron/engine/store/open-store.ts'
import type { Pack } from '../../shared/forms/pack-types.ts'
import { shiftPeriod } from '../../shared/model/period.ts'
import { liuzhou } from '../helpers/city-desk.ts'
import { countiesOf } from '../helpers/city-year.ts'
import { boilers, countyPackage, idOf, measures, type Typed, targets } from '../helpers/county-packages.ts'
import { cityOwner, emptyRing, seededSigner } from '../helpers/keys.ts'
import { type BenchTable, rounded } from './measurement.ts'

const megabyte = 1024 * 1024
const first = '2020-01'

interface File {
  readonly fileName: string
  readonly bytes: Uint8Array
  readonly at: string
}
/** What it took in milliseconds: by the clock, and of the processor, which says more on a busy machine. */
async function timed<T>(work: () => Promise<T>): Promise<readonly [T, number, number]> {
  const start = performance.now()
  const before = process.cpuUsage()
  const result = await work()
  const { user, system } = process.cpuUsage(before)
  return [result, performance.now() - start, (user + system) / 1000]
}

/** A plan with as many counties as wanted, all copies of those it has. */
function widened(pack: Pack, count: number): { readonly pack: Pack; readonly units: readonly string[] } {
  const own = countiesOf(pack, 10)
  const units = Array.from({ length: count }, (_, at) => {
    const model = pack.manifest.units.find(({ id }) => id === own[at % own.length])
    if (model === undefined) throw new Error('no county to copy')
    return at < own.length ? model : { ...model, id: `${model.id}-${at}`, name: `${model.name}${at}` }
  })
  return { pack: { ...pack, manifest: { ...pack.manifest, units } }, units: units.map(({ id }) => id) }
}

async function packages(pack: Pack, units: readonly string[], months: number, rows: number): Promise<File[]> {
  const { rules } = liuzhou()
  const files: File[] = []
  for (const unit of units) {
    const before = new Map<string, Typed>()
    for (let month = 0; month < months; month++) {
      const period = shiftPeriod(first, month)
      const own = unit.split('-')[0] ?? unit
      const ledger = boilers(pack, own, rows, month)
      const typed = { F1: null, F2: measures(pack, unit), F3: targets(pack, month % 3 === 0, month + 1), F4: ledger }
      const order = { unit, period, revision: 1, typed, before: new Map(before), supersedes: null, supersedesId: null }
      const { built } = await countyPackage(pack, rules, order)
      before.set(period, typed)
      files.push({ fileName: built.fileName, bytes: built.bytes, at: `${shiftPeriod(period, 1)}-04T02:00:00.000Z` })
    }
  }
  return files
}

interface Desk {
  readonly desk: CityDesk
  setNow(now: string): void
  /** Megabytes on disk. */
  size(): number
  close(): void
}
async function openDesk(pack: Pack): Promise<Desk> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-city-'))
  let time = '2021-01-20T02:00:00.000Z'
  const now = () => new Date(time)
  const store = openStore({ dataDir: join(folder, 'data'), create: true, now, keyFields: () => [] })
  const ring = emptyRing('city', join(folder, 'keys'))
  await ring.create(cityOwner, time)
  const keys = new Map(
    pack.manifest.units.map(({ id }) => {
      const { fingerprint } = seededSigner(id)
      return [fingerprint, { fingerprint, unit: id, isRevoked: false, replacedAt: null }]
    }),
  )
  let count = 0
  return {
    desk: {
      ...{ store: createSqliteCityStore(store.database, store.together), pack: () => pack, now },
      newId: () => idOf(`bench ${count++}`),
      signer: async () => ring.signer(),
      unwrap: (bytes) => ring.unwrap(bytes),
      keyOf: async (fingerprint) => keys.get(fingerprint),
      who: () => 'bench',
    },
    setNow: (next) => {
      time = next
    },
    size() {
      store.checkpoint()
      return statSync(store.folder.database).size / megabyte
    },
    close() {
      store.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** One size in a store of its own. */
async function measure(counties: number, months: number, rows: number): Promise<(string | number)[]> {
  const { pack, units } = widened(liuzhou().pack, counties)
  const files = await packages(pack, units, months, rows)
  const city = await openDesk(pack)
  const [taken, receiveMs, receiveCpuMs] = await timed(async () => {
    const shas: string[] = []
    for (const { at, ...file } of files) {
      city.setNow(at)
      const result = await receiveFile(city.desk, file)
      if (result.outcome !== 'taken') throw new Error(`${file.fileName}: ${result.outcome}`)
      shas.push(result.facts.sha256)
    }
    return shas
  })
  const last = shiftPeriod(first, months - 1)
  const all = await city.desk.store.packages({ pack: 'liuzhou-2020' })
  const [verdicts, verdictMs, verdictCpuMs] = await timed(async () => {
    const same = []
    for (const facts of all) same.push((await verdictOf(city.desk, facts)).verdict)
    return same
  })
  if (verdicts.some((verdict) => verdict !== 'same')) throw new Error('a verdict differs')
  for (const sha256 of taken) await decide(city.desk, sha256, { kind: 'accepted', reason: '' })
  const [, sumMs] = await timed(async () => {
    await boardView(city.desk, first, last)
    await rollUpView(city.desk, last)
    await weatherLines(city.desk, last)
  })
  const size = city.size()
  city.close()
  const read = files.reduce((sum, { bytes }) => sum + bytes.length, 0) / megabyte
  return [
    `${counties} × ${months}`,
    files.length,
    rounded(read),
    rounded(receiveMs),
    rounded(receiveCpuMs),
    rounded((files.length / receiveMs) * 1000),
    rounded(verdictMs),
    rounded(verdictCpuMs),
    rounded(sumMs),
    rounded(size),
    rounded(process.resourceUsage().maxRSS / 1024),
  ]
}

/** @param sizes counties of one month; twelve counties over twelve months come first */
export async function benchCity(sizes: readonly number[], months: number): Promise<BenchTable> {
  const rows = [await measure(12, months, 20)]
  for (const counties of sizes) rows.push(await measure(counties, 1, 20))
  return {
    title: 'A city takes packages in',
    about:
      'Four forms and twenty boilers a package, built beforehand. Taking in: digests, signature, workbook against figures, store, signed receipt. Judging: all rules again, with the months before. Sums: board, roll-up and weather table of the last month.',
    columns: [
      'counties × months',
      'packages',
      'MB',
      'taking in ms',
      'processor ms',
      'a second',
      'judging ms',
      'processor ms',
      'sums ms',
      'store MB',
      'peak MB',
    ],
    rows,
  }
}
