/** The way between county and city as a data folder does it: settings, courier or sweep, one round at a time. */

import { AppError } from '../../../shared/model/errors.ts'
import type { Receipt, SyncTarget } from '../../../shared/submission/signed-files.ts'
import { newEntry, type Trouble } from '../../../shared/sync/outbox-entry.ts'
import type { CityDesk } from '../city/desk.ts'
import { receiptBytes } from '../city/receipts.ts'
import { receiveFile } from '../city/receive.ts'
import type { EngineContext } from '../context.ts'
import { wrap } from '../keys/wrapping.ts'
import { takeFile } from '../services/exchange.ts'
import { unitOfKey } from '../services/keys.ts'
import { receiptOrder, receiptView } from '../services/receipt-state.ts'
import { type Courier, createCourier } from './courier.ts'
import { provingTarget } from './deliver.ts'
import { openFiles } from './open-files.ts'
import { type SignedAnswer, sweep } from './sweep.ts'
import { type RemoteFiles, type Target, TargetError } from './target.ts'
import type { TargetSecret } from './target-secret.ts'
import type { TargetSettings } from './target-settings.ts'

export interface Round {
  readonly role: 'county' | 'city'
  readonly moved: number
  readonly receipts: number
  readonly waiting: number
  readonly trouble: Trouble | null
}
export interface SyncOffice {
  readonly courier: Courier
  settings(): TargetSettings
  /** The target in use: chosen here, or announced by the city. */
  place(): SyncTarget | undefined
  /** Nothing is missing to use it. */
  isReady(): boolean
  /** Throws `TargetError` `noTarget`, `credentials`. To be closed. */
  openPlace(): Promise<RemoteFiles>
  /** Puts a sealed package in line, wrapped where that is wanted. Throws SUBMISSION_UNKNOWN, CITY_KEY_MISSING. */
  enqueue(packageId: string): Promise<void>
  /** Ends every wait; what was taken back stays so. */
  hurry(): Promise<void>
  /** Receipts that came another way are told to the entries. */
  heed(): Promise<void>
  /** One round after the other: a second one waits for the first. */
  round(signal: AbortSignal): Promise<Round>
}
export const noSettings: TargetSettings = { target: null, folder: null, wrap: false, automaticSince: null, probe: null }

const arrived: ReadonlySet<string> = new Set([
  'uploaded',
  'handed',
  'received',
  'accepted',
  'returned',
  'refused',
  'withdrawn',
  'superseded',
])

export function createSyncOffice(context: EngineContext, secret: TargetSecret, desk: CityDesk): SyncOffice {
  const store = () => context.store().outbox
  const now = (): number => context.ports.clock.now().getTime()
  const changed = (): void => context.ports.emit({ name: 'outbox.changed', payload: {} })
  const role = (): 'county' | 'city' => {
    const profile = context.store().profile.get()
    if (!profile) throw new AppError('STORE_NOT_INITIALISED')
    return profile.role
  }
  const settings = (): TargetSettings => store().settings() ?? noSettings
  const cityUnits = () =>
    context
      .store()
      .exchange.keys()
      .filter(({ role: owner, revokedAt }) => owner === 'city' && revokedAt === null)
      .map(unitOfKey)
  const announced = (): SyncTarget | undefined =>
    (role() === 'city' ? context.keys.own()?.unit.target : cityUnits().find(({ target }) => target !== null)?.target) ?? undefined
  const place = (): SyncTarget | undefined => settings().target ?? announced()
  const isReady = (): boolean => {
    const target = place()
    return target !== undefined && (target.kind === 'folder' ? settings().folder !== null : secret.protection() !== undefined)
  }
  const openPlace = async (): Promise<RemoteFiles> => {
    const target = place()
    if (target === undefined) throw new TargetError('noTarget')
    const word = target.kind === 'folder' ? '' : await secret.open()
    if (target.kind !== 'folder' && word === '') throw new TargetError('credentials')
    return openFiles({ target, folder: settings().folder ?? undefined, secret: word, now })
  }

  let open: Promise<Target> | undefined
  const target = (): Promise<Target> => {
    open ??= openPlace().then((files) => provingTarget(files, context.ports.newId))
    return open
  }
  /** A round begins and ends without a connection: what was set meanwhile counts in the next. */
  const hangUp = async (): Promise<void> => {
    const was = open
    open = undefined
    const opened = await was?.catch(() => undefined)
    await opened?.close()
  }

  const summaries = () => context.store().submissions.list()
  const courier = createCourier({
    list: () => store().list(),
    save(entry) {
      store().put(entry)
      changed()
    },
    bytes({ packageId }) {
      const bytes = store().wrapped(packageId) ?? context.store().submissions.bytes(packageId)
      if (bytes === undefined) throw new AppError('SUBMISSION_UNKNOWN', { packageId })
      return bytes
    },
    target,
    async take(bytes, { fileName }) {
      try {
        const taken = await takeFile(context, { fileName, bytes })
        if (taken.kind !== 'receipt') return undefined
        const { packageId, kind: says } = taken.receipt
        return { packageId, says, id: receiptOrder(taken.receipt) }
      } catch (error) {
        // Damaged, forged, of a stranger: whatever is wrong with it, it is no word of the city's.
        if (error instanceof AppError && /^(SIGNED_FILE|RECEIPT|EXCHANGE|KEY|WRAPPED)_/.test(error.code)) return undefined
        throw error
      }
    },
    now,
    chance: () => Math.random(),
  })

  async function enqueue(packageId: string): Promise<void> {
    const summary = summaries().find((one) => one.packageId === packageId)
    const bytes = context.store().submissions.bytes(packageId)
    if (summary === undefined || bytes === undefined) throw new AppError('SUBMISSION_UNKNOWN', { packageId })
    if (store().get(packageId) === undefined) {
      const { fileName, sha256 } = summary
      if (settings().wrap) {
        const recipients = cityUnits().map(({ keys }) => keys.exchange)
        if (recipients.length === 0) throw new AppError('CITY_KEY_MISSING')
        store().put(newEntry({ packageId, fileName: `${fileName}.age`, sha256 }, now()), await wrap(bytes, recipients))
      } else store().put(newEntry({ packageId, fileName, sha256 }, now()))
      changed()
    } else await courier.tell(packageId, { kind: 'sendNow', at: now() })
    for (const earlier of summaries())
      if (earlier.period === summary.period && earlier.revision < summary.revision)
        await courier.tell(earlier.packageId, { kind: 'supersede', at: now() })
  }

  async function heed(): Promise<void> {
    for (const summary of summaries()) {
      if (store().get(summary.packageId) === undefined) continue
      for (const stored of context.store().exchange.receiptsOf(summary.packageId)) {
        const view = receiptView(stored, summary)
        await courier.tell(summary.packageId, { kind: 'receipt', at: now(), id: receiptOrder(view), says: view.kind })
      }
    }
  }

  const countIn = (states: ReadonlySet<string>): number =>
    store()
      .list()
      .filter(({ state }) => states.has(state)).length
  const receiptsIn = (): number =>
    store()
      .list()
      .reduce((sum, { receipts }) => sum + receipts, 0)

  async function countyRound(signal: AbortSignal): Promise<Round> {
    const since = settings().automaticSince
    if (since !== null && isReady())
      // The oldest first, because a later one takes its place.
      for (const { packageId, sealedAt, period, revision } of summaries().toSorted((a, b) => a.revision - b.revision)) {
        const isReplaced = summaries().some(
          (other) => other.period === period && other.revision > revision && store().get(other.packageId) !== undefined,
        )
        if (sealedAt >= since && !isReplaced && store().get(packageId) === undefined) await enqueue(packageId)
      }
    await heed()
    const before = { there: countIn(arrived), receipts: receiptsIn() }
    await courier.turn(signal)
    const entries = store().list()
    return {
      role: 'county',
      moved: countIn(arrived) - before.there,
      receipts: receiptsIn() - before.receipts,
      waiting: entries.length - countIn(arrived),
      trouble: entries.map(({ parked, trouble }) => parked ?? trouble).find((one) => one !== null) ?? null,
    }
  }

  const answerOf = (receipt: Receipt, packageFileName: string): SignedAnswer => ({
    packageFileName,
    id: receipt.id,
    bytes: receiptBytes(receipt),
  })
  async function outgoing(isThere: (packageFileName: string, id: string) => boolean): Promise<SignedAnswer[]> {
    const pack = context.pack().manifest.id
    const names = new Map((await desk.store.packages({ pack })).map(({ sha256, fileName }) => [sha256, fileName]))
    return (await desk.store.decisions({ pack })).flatMap((decision) => {
      const fileName = names.get(decision.sha256)
      return fileName === undefined || isThere(fileName, decision.id) ? [] : [answerOf(decision, fileName)]
    })
  }
  async function cityRound(signal: AbortSignal): Promise<Round> {
    let locked: AppError | undefined
    const { taken, put, odd, trouble } = await sweep(
      {
        target,
        taken: store().taken,
        setTaken: store().setTaken,
        async receive(file) {
          const result = await receiveFile(desk, file)
          if (result.outcome !== 'quarantined') return []
          if (result.quarantine.reason === 'notForUs') return undefined
          const packageFileName = file.fileName.replace(/\.age$/, '')
          return result.receipts.map(({ bytes }) => ({ packageFileName, id: idOf(bytes), bytes }))
        },
        outgoing,
        receiptNumber: store().receiptNumber,
        isAnswered: store().isAnswered,
        isPut: store().isPut,
        setPut: store().setPut,
        failed(error) {
          context.ports.log.error('a file from the target could not be taken', error)
          if (error instanceof AppError && error.code.startsWith('KEYS_')) locked = error
        },
        now,
      },
      signal,
    )
    if (taken > 0) context.ports.emit({ name: 'exchange.changed', payload: { period: null } })
    // Without its keys the city takes nothing and signs nothing: whoever asked for the round has to hear of it.
    if (locked !== undefined) throw locked
    return { role: 'city', moved: taken, receipts: put, waiting: odd, trouble }
  }

  let last: Promise<unknown> = Promise.resolve()
  return {
    courier,
    settings,
    place,
    isReady,
    openPlace,
    enqueue,
    async hurry() {
      for (const { packageId, state } of store().list())
        if (state !== 'withdrawn') await courier.tell(packageId, { kind: 'sendNow', at: now() })
    },
    heed,
    round(signal) {
      const next = last.then(async () => {
        signal.throwIfAborted()
        try {
          return await (role() === 'city' ? cityRound(signal) : countyRound(signal))
        } finally {
          await hangUp()
        }
      })
      last = next.catch(() => undefined)
      return next
    },
  }
}

/** A receipt of our own making. */
const idOf = (bytes: Uint8Array): string => (JSON.parse(new TextDecoder().decode(bytes)) as Receipt).id // signed a moment ago
