/**
 * One package from a county to its city through a storm of faults, with the real courier, the real sweep and a real
 * server; only the clock is played. Afterwards nothing may be lost, doubled or shown otherwise than it is.
 */
import { createHash, createHmac } from 'node:crypto'
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { type CourierPorts, createCourier } from '../../../electron/engine/sync/courier.ts'
import { provingTarget } from '../../../electron/engine/sync/deliver.ts'
import { type SweepPorts, sweep } from '../../../electron/engine/sync/sweep.ts'
import type { RemoteFiles, Target } from '../../../electron/engine/sync/target.ts'
import { packageFileName } from '../../../shared/submission/file-name.ts'
import { newEntry, OutboxEntry } from '../../../shared/sync/outbox-entry.ts'
import type { ReceiptKindName } from '../../../shared/sync/receipt-kinds.ts'
import { dice, type FaultyRun } from './faults.ts'

/** Where a run takes place. */
export interface FaultyPlace {
  /** The folder that the server keeps on this machine: below it, one folder a run. */
  readonly root: string
  readonly open: (name: string, run: FaultyRun, now: () => number) => RemoteFiles
  readonly runs: Map<string, FaultyRun>
  /** Makes the folder of a run. */
  make(name: string): Promise<void>
}
/** `naive`: writes to the final name and believes the answer. */
export type Upload = 'proving' | 'naive'

const packageId = '0'.repeat(26)
const key = 'city'
const macOf = (text: string): string => createHmac('sha256', key).update(text).digest('hex')
const minute = 60_000

/** @returns what was wrong; empty when nothing was */
export async function faultRun(place: FaultyPlace, seed: number, upload: Upload): Promise<string[]> {
  const roll = dice(seed)
  const name = `run-${seed}-${upload}`
  const folder = join(place.root, name)
  await place.make(name)
  let now = 1_600_000_000_000
  let stop = new AbortController()
  const run: FaultyRun = {
    roll,
    stormy: true,
    mayKillServer: seed % 40 === 7,
    held: [],
    kill: () => stop.abort(new Error('killed')),
    lastListing: undefined,
  }
  place.runs.set(name, run)
  const wrongs = new Set<string>()

  const bytes = new Uint8Array(Math.floor(roll() ** 3 * 60_000) + 30)
  for (let at = 0; at < bytes.length; at += 1) bytes[at] = (seed + at * 7) % 251
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const fileName = packageFileName({ unit: '450222', period: '2020-05', pack: 'liuzhou-2020', revision: 1, packageId }, sha256)
  const isWhole = (): boolean => existsSync(join(folder, fileName)) && Buffer.compare(readFileSync(join(folder, fileName)), bytes) === 0

  // What each side has on its disk.
  let stored = JSON.stringify(newEntry({ packageId, fileName, sha256 }, now))
  const imports: string[] = []
  const decisions: ReceiptKindName[] = []
  const taken = new Map<string, string>()
  const published = new Set<string>()
  const numbers = new Map<string, number>()

  const openTarget = (): Target => {
    const files = place.open(name, run, () => now)
    let tries = 0
    const proving = provingTarget(files, () => `${Math.floor(roll() * 1e9)}x${++tries}`)
    if (upload === 'proving') return proving
    return { ...proving, put: (to, what, signal) => files.write(to, what, signal) }
  }
  const entry = (): OutboxEntry => OutboxEntry.parse(JSON.parse(stored))
  const county: CourierPorts = {
    list: () => [entry()],
    save(next) {
      if (next.state === 'uploaded' && entry().state !== 'uploaded' && !isWhole()) wrongs.add('uploaded, but not whole at the target')
      stored = JSON.stringify(next)
    },
    bytes: () => bytes,
    target: async () => openTarget(),
    async take(file) {
      try {
        const { text, mac } = JSON.parse(new TextDecoder().decode(file)) as { text: string; mac: string } // tried below
        return macOf(text) === mac ? JSON.parse(text) : undefined
      } catch {
        return undefined
      }
    },
    now: () => now,
    chance: roll,
  }
  const city: SweepPorts = {
    target: async () => openTarget(),
    taken: (file) => taken.get(file),
    setTaken: (file, digest) => void taken.set(file, digest),
    async receive(file) {
      const digest = createHash('sha256').update(file.bytes).digest('hex')
      if (!imports.includes(digest)) imports.push(digest)
      if (decisions.length === 0) decisions.push('received')
      // The city, too, may be killed between taking a package and remembering that it was taken.
      if (run.stormy && roll() < 0.2) run.kill()
      stop.signal.throwIfAborted()
      return []
    },
    outgoing: async () => {
      const answers = decisions.map((says, at) => {
        const text = JSON.stringify({ id: String(at), packageId, says })
        return { packageFileName: fileName, id: String(at), bytes: new TextEncoder().encode(JSON.stringify({ text, mac: macOf(text) })) }
      })
      // In any order: the numbers are given once.
      return roll() < 0.5 ? answers : answers.toReversed()
    },
    receiptNumber(_, id) {
      const number = numbers.get(id) ?? numbers.size + 1
      numbers.set(id, number)
      return number
    },
    isAnswered: () => numbers.size > 0,
    isPut: (id) => published.has(id),
    setPut: (id) => void published.add(id),
    failed: (error) => wrongs.add(`the city failed: ${String(error)}`),
    now: () => now,
  }
  const look = (): void => {
    const { state } = entry()
    if (imports.length > 1) wrongs.add('counted twice')
    if (imports.some((digest) => digest !== sha256)) wrongs.add('something else was taken')
    if (['received', 'accepted'].includes(state) && !decisions.includes(state as ReceiptKindName)) wrongs.add(`${state}, which nobody said`) // both are kinds
  }
  /** A program that is killed starts anew from its disk. */
  const life = async (work: (signal: AbortSignal) => Promise<unknown>): Promise<void> => {
    stop = new AbortController()
    try {
      await work(stop.signal)
    } catch (error) {
      if (!stop.signal.aborted) wrongs.add(`stopped: ${String(error)}`)
    }
  }

  const storm = 2 + Math.floor(roll() * 6)
  for (let round = 0; round < storm + 40 && (run.stormy || entry().state !== 'accepted'); round += 1) {
    run.stormy = round < storm
    now += Math.floor(roll() * 20) * minute
    if (run.stormy && roll() < 0.15) now += (roll() < 0.5 ? -1 : 1) * 24 * 60 * minute
    await life(async (signal) => {
      const courier = createCourier(county)
      courier.restarted()
      // What waits for a person is sent again by one.
      if (entry().state === 'parked') await courier.tell(packageId, { kind: 'sendNow', at: now })
      await courier.turn(signal)
    })
    look()
    await life((signal) => sweep(city, signal))
    if (imports.length > 0 && !decisions.includes('accepted') && (!run.stormy || roll() < 0.3)) decisions.push('accepted')
    look()
  }
  if (entry().state !== 'accepted') wrongs.add(`ended ${entry().state}`)
  if (imports.length !== 1) wrongs.add(`${imports.length} copies counted`)
  place.runs.delete(name)
  rmSync(folder, { recursive: true, force: true })
  return [...wrongs]
}

/** Runs of consecutive seeds, some at a time; the wrong ones with what was wrong. */
export async function faultRuns(
  place: FaultyPlace,
  { from, count, upload, lanes = 6 }: { readonly from: number; readonly count: number; readonly upload: Upload; readonly lanes?: number },
): Promise<string[]> {
  const found: string[] = []
  let next = from
  const lane = async (): Promise<void> => {
    while (next < from + count) {
      const seed = next
      next += 1
      const wrongs = await faultRun(place, seed, upload)
      if (wrongs.length > 0) found.push(`seed ${seed}: ${wrongs.join('; ')}`)
    }
  }
  await Promise.all(Array.from({ length: lanes }, lane))
  return found
}
