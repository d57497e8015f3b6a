/** Open drafts under a new version of their plan's pack: shown first, done as one step, taken back as one step. */
import * as z from 'zod'
import type { UpgradeRecord } from '../../../shared/contract/pack.ts'
import { UpgradeRecord as UpgradeRecordSchema } from '../../../shared/contract/pack.ts'
import { type Draft, joinUpgrades, planUpgrade, type UpgradePlan, type UpgradeReport } from '../../../shared/forms/pack-upgrade.ts'
import { AppError } from '../../../shared/model/errors.ts'
import { naturalKey } from '../../../shared/model/natural-key.ts'
import { compareVersions } from '../../../shared/model/version.ts'
import { packUpgradeText } from '../../../shared/text/pack-upgrade.ts'
import type { EngineContext, Service } from '../context.ts'
import { sha256Hex } from '../sha256-hex.ts'
import type { Store, StoreEdit } from '../store/types.ts'
import { announce, whoOf } from './common.ts'
import { keepPack, keptPack } from './kept-packs.ts'

const StoredUpgrade = UpgradeRecordSchema.extend({
  pack: z.string(),
  /** Each draft with the pack version it had before, and the version of the report that the upgrade left (null: not touched). */
  drafts: z.array(z.object({ form: z.string(), period: z.string(), packVersion: z.string(), left: z.int().nullable() })),
  /** Version that new drafts were made with before. */
  profileVersion: z.string(),
})
type StoredUpgrade = z.infer<typeof StoredUpgrade>

/** Newest first. */
const upgradesOf = (store: Store): StoredUpgrade[] => store.packVersions.upgrades().map((json) => StoredUpgrade.parse(JSON.parse(json)))
/** The version of a report at an earlier moment: `now` is its version today, `at` the moment (ISO time). */
export function versionsOver(store: Store, now: string, at: string): string {
  const turns = upgradesOf(store).flatMap(({ from, to, at: done, undoneAt }) => [
    { at: done, before: from, after: to },
    ...(undoneAt === null ? [] : [{ at: undoneAt, before: to, after: from }]),
  ])
  turns.sort((a, b) => (a.at < b.at ? 1 : -1))
  return turns.reduce((version, turn) => (turn.at > at && turn.after === version ? turn.before : version), now)
}

const recordOf = ({ from, to, kept, entries, at, undoneAt }: StoredUpgrade): UpgradeRecord => ({ from, to, kept, entries, at, undoneAt })

/** What has to happen before the drafts are right under the pack that counts; undefined when nothing has. */
export const pendingUpgrade = (context: EngineContext): UpgradePlan | undefined => {
  const store = context.store()
  const profile = store.profile.get()
  if (profile === undefined) return undefined
  const pack = context.pack()
  const { id, version } = pack.manifest
  // A month opened again for a revision is a draft of the version it was sealed with.
  const behind = store.packVersions.drafts().filter((draft) => compareVersions(draft.packVersion, version) < 0)
  const versions = [...new Set([...behind.map(({ packVersion }) => packVersion), profile.packVersion])]
    .filter((candidate) => compareVersions(candidate, version) < 0)
    .sort(compareVersions)
  const [oldest] = versions
  if (oldest === undefined) return undefined
  const plans = versions.map((from) => {
    const before = keptPack(store, id, from)
    const drafts: Draft[] = behind
      .filter(({ packVersion }) => packVersion === from)
      .flatMap(({ form, period }) => {
        const stored = store.reports.load(form, period)
        const keyFields = before?.forms.get(form)?.naturalKey ?? pack.forms.get(form)?.naturalKey ?? []
        return stored === undefined
          ? []
          : [
              {
                form,
                period,
                version: stored.version,
                rows: stored.rows.map((row) => ({ ...row, key: naturalKey(keyFields, row.values) })),
              },
            ]
      })
    return planUpgrade(before, from, pack, drafts)
  })
  return joinUpgrades(oldest, version, plans)
}

const basisOf = (plan: UpgradePlan): string => sha256Hex(JSON.stringify(plan))

const editsOf = ({ rows }: UpgradeReport): StoreEdit[] =>
  rows.flatMap(({ row, cells, drop }): StoreEdit[] =>
    drop ? [{ kind: 'deleteRow', row }] : Object.entries(cells).map(([field, value]) => ({ kind: 'cell', row, field, value })),
  )

/** Refuses to hand out a draft whose values have yet to be moved. Throws PACK_UPGRADE_PENDING. */
export const refuseUnmoved = (context: EngineContext, form: string, period: string): void => {
  const plan = pendingUpgrade(context)
  if (plan?.entries.some((entry) => entry.kind !== 'new' && entry.form === form && entry.period === period) === true)
    throw new AppError('PACK_UPGRADE_PENDING', { from: plan.from, to: plan.to })
}

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
      const [last, ...earlier] = upgradesOf(context.store())
      return {
        pending:
          plan === undefined ? null : { from: plan.from, to: plan.to, kept: plan.kept, entries: [...plan.entries], basis: basisOf(plan) },
        last: last === undefined ? null : recordOf(last),
        earlier: earlier.map(recordOf),
      }
    },
    'pack.upgrade'({ basis }) {
      const store = context.store()
      const plan = pendingUpgrade(context)
      if (plan === undefined || basisOf(plan) !== basis) throw new AppError('PACK_UPGRADE_STALE')
      const changed: { form: string; period: string; version: number }[] = []
      const done = store.together(() => {
        const why = packUpgradeText.why(plan.from, plan.to)
        const behind = store.packVersions.drafts().filter((draft) => compareVersions(draft.packVersion, plan.to) < 0)
        const drafts = behind.map((draft) => {
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
        const profileVersion = store.profile.get()?.packVersion ?? plan.from
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
          profileVersion,
        }
        store.packVersions.addUpgrade(JSON.stringify(stored))
        return stored
      })
      keepPack(store, context.pack())
      for (const { form, period, version } of changed) announce(context, form, period, version)
      context.ports.emit({ name: 'profile.changed', payload: {} })
      return recordOf(done)
    },
    'pack.undoUpgrade'() {
      const store = context.store()
      const [last] = upgradesOf(store)
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
        setProfileVersion(last.profileVersion)
        const stored: StoredUpgrade = { ...last, undoneAt: context.ports.clock.now().toISOString() }
        store.packVersions.changeLastUpgrade(JSON.stringify(stored))
        return stored
      })
      for (const { form, period, version } of changed) announce(context, form, period, version)
      context.ports.emit({ name: 'profile.changed', payload: {} })
      return recordOf(undone)
    },
  }
}
