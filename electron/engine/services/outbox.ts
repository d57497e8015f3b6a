import { isAbsolute } from 'node:path'
import type { OutboxItem, SubmissionSummary, TargetView } from '../../../shared/contract/index.ts'
import { AppError } from '../../../shared/model/errors.ts'
import { stateAfter } from '../../../shared/sync/outbox.ts'
import { mayHandOver, mayWithdraw, type OutboxEntry } from '../../../shared/sync/outbox-entry.ts'
import type { EngineContext, Service } from '../context.ts'
import type { Store } from '../store/types.ts'
import type { SyncOffice } from '../sync/office.ts'
import { probeFiles } from '../sync/probe.ts'
import { TargetError } from '../sync/target.ts'
import type { TargetSecret } from '../sync/target-secret.ts'
import { kindOf } from './receipt-state.ts'

type OutboxMethods =
  | 'outbox.list'
  | 'outbox.send'
  | 'outbox.withdraw'
  | 'outbox.markHandedOver'
  | 'target.get'
  | 'target.set'
  | 'target.probe'
  | 'sync.once'

const iso = (ms: number): string => new Date(ms).toISOString()

/** A package that was carried there by hand without a word to the program has no entry: the city's receipt alone tells of it. */
function item(store: Store, summary: SubmissionSummary, entry: OutboxEntry | undefined): OutboxItem {
  const { packageId, period, revision, fileName, bytes } = summary
  const common = { packageId, period, revision, fileName, bytes }
  if (entry === undefined) {
    const nothing = { parked: null, trouble: null, failures: 0, nextAt: null, changedAt: null } as const
    const said = kindOf(store, summary)
    const state = said === undefined ? 'kept' : stateAfter[said]
    return { ...common, ...nothing, receipt: said ?? null, state, mayWithdraw: false, mayHandOver: said === undefined }
  }
  const { state, parked, trouble, failures, since, waitMs, changedAt, receipt } = entry
  return {
    ...common,
    ...{ state, parked, trouble, failures, changedAt: iso(changedAt), receipt: receipt?.kind ?? null },
    nextAt: since === null ? null : iso(since + waitMs),
    mayWithdraw: mayWithdraw(entry),
    mayHandOver: mayHandOver(entry),
  }
}

export function createOutboxService(context: EngineContext, office: SyncOffice, secret: TargetSecret): Service<OutboxMethods> {
  const outbox = () => context.store().outbox
  const now = (): number => context.ports.clock.now().getTime()
  /** What a city puts into its place is for its counties; nobody above looks there. */
  const isCity = (): boolean => context.store().profile.get()?.role === 'city'
  const requireReady = (): void => {
    if (!office.isReady()) throw new AppError('TARGET_MISSING')
  }
  const summaries = (): SubmissionSummary[] => context.store().submissions.list()
  const entryOf = (packageId: string): OutboxEntry => {
    const entry = outbox().get(packageId)
    if (entry === undefined) throw new AppError('OUTBOX_NOT_NOW', { state: 'kept' })
    return entry
  }
  const view = (): TargetView => {
    const { target, folder, wrap, automaticSince, probe } = office.settings()
    return {
      target: office.place() ?? null,
      isOwn: target !== null,
      folder,
      secret: secret.protection() ?? null,
      wrap,
      automatic: automaticSince !== null,
      probe,
      ready: office.isReady(),
    }
  }
  return {
    async 'outbox.list'() {
      await office.heed()
      const store = context.store()
      return {
        items: summaries().map((summary) => item(store, summary, outbox().get(summary.packageId))),
        ready: office.isReady() && !isCity(),
      }
    },
    async 'outbox.send'({ packageId }) {
      if (packageId !== undefined && isCity()) throw new AppError('OUTBOX_BY_HAND')
      requireReady()
      if (packageId !== undefined) await office.enqueue(packageId)
      else await office.hurry()
      return {}
    },
    async 'outbox.withdraw'({ packageId }) {
      const entry = entryOf(packageId)
      if (!mayWithdraw(entry)) throw new AppError('OUTBOX_NOT_NOW', { state: entry.state })
      await office.courier.tell(packageId, { kind: 'withdraw', at: now() })
      return {}
    },
    async 'outbox.markHandedOver'({ packageId }) {
      if (outbox().get(packageId) === undefined) await office.enqueue(packageId)
      const entry = entryOf(packageId)
      if (!mayHandOver(entry)) throw new AppError('OUTBOX_NOT_NOW', { state: entry.state })
      await office.courier.tell(packageId, { kind: 'handedOver', at: now() })
      return {}
    },
    'target.get': view,
    async 'target.set'({ target, folder, secret: word, wrap, automatic }) {
      const before = office.settings()
      if (folder !== undefined && folder !== null && !isAbsolute(folder)) throw new AppError('TARGET_INVALID', { folder })
      if (word !== undefined && word !== '') await secret.keep(word)
      const isMoved = target !== undefined || folder !== undefined
      const since = automatic === undefined ? before.automaticSince : automatic ? (before.automaticSince ?? iso(now())) : null
      outbox().setSettings({
        target: target === undefined ? before.target : target,
        folder: folder === undefined ? before.folder : folder || null,
        wrap: wrap ?? before.wrap,
        automaticSince: since,
        // What was found out holds for the place it was found out at.
        probe: isMoved ? null : before.probe,
      })
      // What waited for a person goes on with what the person has set.
      for (const { packageId, state } of outbox().list())
        if (state === 'parked') await office.courier.tell(packageId, { kind: 'sendNow', at: now() })
      context.ports.emit({ name: 'outbox.changed', payload: {} })
      return view()
    },
    async 'target.probe'({ job }) {
      requireReady()
      const target = office.place()
      const isPlain =
        target !== undefined &&
        [target.kind === 'webdav' ? target.url : '', target.kind === 's3' ? target.endpoint : ''].some((url) => url.startsWith('http:'))
      const listing = context.store().profile.get()?.role === 'city'
      const at = iso(now())
      const probe = await context.jobs.run(job, async ({ signal }) => {
        const files = await office.openPlace().catch((error: unknown) => {
          throw error instanceof TargetError ? new AppError('TARGET_MISSING') : error
        })
        try {
          return await probeFiles(files, { mark: context.ports.newId(), listing, at, isPlain }, signal)
        } finally {
          await files.close()
        }
      })
      outbox().setSettings({ ...office.settings(), probe })
      context.ports.emit({ name: 'outbox.changed', payload: {} })
      return probe
    },
    async 'sync.once'({ job, hurry }) {
      requireReady()
      if (hurry === true) await office.hurry()
      return context.jobs.run(job, async ({ signal }) => ({ ...(await office.round(signal)) }))
    },
  }
}
