/** Open drafts under a new version of their plan's pack: shown first, done as one step, taken back as one step. */
import { createHash } from 'node:crypto'
import * as z from 'zod'
import type { UpgradeRecord } from '../../../shared/contract/contract.ts'
import { UpgradeRecord as UpgradeRecordSchema } from '../../../shared/contract/contract.ts'
import { packData, packFromData } from '../../../shared/forms/pack.ts'
import { type Draft, planUpgrade, type UpgradePlan, type UpgradeReport } from '../../../shared/forms/pack-upgrade.ts'
import type { Pack, PackData } from '../../../shared/forms/schema.ts'
import { AppError } from '../../../shared/model/errors.ts'
import { naturalKey } from '../../../shared/model/natural-key.ts'
import { packUpgradeText } from '../../../shared/text/pack-upgrade.ts'
import type { EngineContext, Service } from '../context.ts'
import { compareVersions } from '../packs/installed.ts'
import type { Store, StoreEdit } from '../store/types.ts'
import { announce, whoOf } from './common.ts'

const StoredUpgrade = UpgradeRecordSchema.extend({
  pack: z.string(),
  /** Each draft with the pack version it had before, and the version of the report that the upgrade left (null: not touched). */
  drafts: z.array(z.object({ form: z.string(), period: z.string(), packVersion: z.string(), left: z.int().nullable() })),
})
type StoredUpgrade = z.infer<typeof StoredUpgrade>

const lastUpgrade = (store: Store): StoredUpgrade | undefined => {
  const json = store.packVersions.lastUpgrade()
  return json === undefined ? undefined : StoredUpgrade.parse(JSON.parse(json))
}
const recordOf = ({ from, to, kept, entries, at, undoneAt }: StoredUpgrade): UpgradeRecord => ({ from, to, kept, entries, at, undoneAt })

/** The pack as it was in a version that reports were made with; undefined when it was not kept. */
export const keptPack = (store: Store, id: string, version: string): PackData | undefined => {
  const json = store.packVersions.kept(id, version)
  return json === undefined ? undefined : (JSON.parse(json) as PackData) // written by keepPack
}

/** Keeps what is needed to read reports made with this version. Rules judge only with the version that counts. */
export const keepPack = (store: Store, pack: Pack): void => {
  const { id, version } = pack.manifest
  const json = JSON.stringify({ ...packData(pack), rules: [] })
  if (store.packVersions.kept(id, version) !== json) store.packVersions.keep(id, version, json)
}

/** What has to happen before the drafts are right under the pack that counts; undefined when nothing has. */
export const pendingUpgrade = (context: EngineContext): UpgradePlan | undefined => {
  const store = context.store()
  const profile = store.profile.get()
  if (profile === undefined) return undefined
  const pack = context.pack()
  const { id, version } = pack.manifest
  if (compareVersions(version, profile.packVersion) <= 0) return undefined
  const before = keptPack(store, id, profile.packVersion)
  const oldPack = before === undefined ? undefined : packFromData(before)
  const drafts: Draft[] = store.packVersions.drafts().flatMap(({ form, period }) => {
    const stored = store.reports.load(form, period)
    const keyFields = oldPack?.forms.get(form)?.naturalKey ?? pack.forms.get(form)?.naturalKey ?? []
    return stored === undefined
      ? []
      : [{ form, period, version: stored.version, rows: stored.rows.map((row) => ({ ...row, key: naturalKey(keyFields, row.values) })) }]
  })
  return planUpgrade(oldPack, profile.packVersion, pack, drafts)
}

const basisOf = (plan: UpgradePlan): string => createHash('sha256').update(JSON.stringify(plan)).digest('hex')

const editsOf = ({ rows }: UpgradeReport): StoreEdit[] =>
  rows.flatMap(({ row, cells, drop }): StoreEdit[] =>
    drop ? [{ kind: 'deleteRow', row }] : Object.entries(cells).map(([field, value]) => ({ kind: 'cell', row, field, value })),
  )

/** Refuses to seal what the new version would change. Throws SUBMISSION_BLOCKED. */
export const refuseWhileUpgradePending = (context: EngineContext): void => {
  const plan = pendingUpgrade(context)
  if (plan?.entries.some((entry) => entry.kind !== 'new') === true)
    throw new AppError('SUBMISSION_BLOCKED', { failing: 0, unexplained: 0, reason: packUpgradeText.pendingReason(plan.from, plan.to) })
}

export function createPackUpgradeService(context: EngineContext): Service<'pack.upgradePreview' | 'pack.upgrade' | 'pack.undoUpgrade'> {
  const setProfileVersion = (version: string): void => {
    const { profile } = context.store()
    const before = profile.get()
    if (!before) throw new AppError('STORE_NOT_INITIALISED')
    profile.set({ ...before, packVersion: version }, whoOf(context))
  }
  return {
    'pack.upgradePreview'() {
      const plan = pendingUpgrade(context)
      const last = lastUpgrade(context.store())
      return {
        pending:
          plan === undefined ? null : { from: plan.from, to: plan.to, kept: plan.kept, entries: [...plan.entries], basis: basisOf(plan) },
        last: last === undefined ? null : recordOf(last),
      }
    },
    'pack.upgrade'({ basis }) {
      const store = context.store()
      const plan = pendingUpgrade(context)
      if (plan === undefined || basisOf(plan) !== basis) throw new AppError('PACK_UPGRADE_STALE')
      const changed: { form: string; period: string; version: number }[] = []
      const done = store.together(() => {
        const why = packUpgradeText.why(plan.from, plan.to)
        const drafts = store.packVersions.drafts().map((draft) => {
          const report = plan.reports.find(({ form, period }) => form === draft.form && period === draft.period)
          let left: number | null = null
          if (report !== undefined) {
            const info = { source: 'command', who: whoOf(context), why, origin: 'typed', byProgram: true } as const
            left = store.reports.apply(draft.form, draft.period, report.version, editsOf(report), info).version
            changed.push({ form: draft.form, period: draft.period, version: left })
          }
          store.packVersions.setVersion(draft.form, draft.period, plan.to)
          return { ...draft, left }
        })
        setProfileVersion(plan.to)
        const stored: StoredUpgrade = {
          pack: context.pack().manifest.id,
          from: plan.from,
          to: plan.to,
          kept: plan.kept,
          entries: [...plan.entries],
          at: context.ports.clock.now().toISOString(),
          undoneAt: null,
          drafts,
        }
        store.packVersions.setLastUpgrade(JSON.stringify(stored))
        return stored
      })
      keepPack(store, context.pack())
      for (const { form, period, version } of changed) announce(context, form, period, version)
      context.ports.emit({ name: 'profile.changed', payload: {} })
      return recordOf(done)
    },
    'pack.undoUpgrade'() {
      const store = context.store()
      const last = lastUpgrade(store)
      if (last === undefined || last.undoneAt !== null || store.profile.get()?.packVersion !== last.to)
        throw new AppError('PACK_UPGRADE_NONE')
      for (const { form, period, left } of last.drafts) {
        const now = store.reports.summary(form, period)
        if (left !== null && (now === undefined || now.sealed || now.version !== left))
          throw new AppError('PACK_UPGRADE_STALE', { form, period })
      }
      const changed: { form: string; period: string; version: number }[] = []
      const undone = store.together(() => {
        for (const { form, period, packVersion, left } of last.drafts) {
          if (left !== null) changed.push({ form, period, version: store.reports.undo(form, period, whoOf(context)).version })
          if (store.reports.summary(form, period)?.sealed !== true) store.packVersions.setVersion(form, period, packVersion)
        }
        setProfileVersion(last.from)
        const stored: StoredUpgrade = { ...last, undoneAt: context.ports.clock.now().toISOString() }
        store.packVersions.setLastUpgrade(JSON.stringify(stored))
        return stored
      })
      for (const { form, period, version } of changed) announce(context, form, period, version)
      context.ports.emit({ name: 'profile.changed', payload: {} })
      return recordOf(undone)
    },
  }
}
