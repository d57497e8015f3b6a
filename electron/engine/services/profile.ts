import { People, type Profile } from '../../../shared/contract/index.ts'
import type { Pack } from '../../../shared/forms/pack-types.ts'
import { AppError } from '../../../shared/model/errors.ts'
import { compareVersions } from '../../../shared/model/version.ts'
import { doctorText } from '../../../shared/text/doctor.ts'
import { packUpgradeText } from '../../../shared/text/pack-upgrade.ts'
import type { EngineContext, Service } from '../context.ts'
import { freeBytes, lowSpaceBytes } from '../store/ballast.ts'
import type { SecondBackups } from '../store/second-backups.ts'
import type { StoreHolder } from '../store-holder.ts'
import { programVersion } from '../version.ts'
import { dayOf, whoOf } from './common.ts'
import { whyUnusable } from './pack-status.ts'
import { requirePassword } from './passwords.ts'

/** Name of a unit of the plan; a city's desk is the receiver's own, or its superior's. Throws UNIT_UNKNOWN. */
function unitName(pack: Pack, unit: string, role: Profile['role']): string {
  const { receiver, superior, units, id } = pack.manifest
  const found = units.find((candidate) => candidate.id === unit)
  if (found) return found.name
  if (role === 'city' && unit === receiver.id) return receiver.name
  if (role === 'city' && unit === superior?.id) return superior.name
  throw new AppError('UNIT_UNKNOWN', { unit, pack: id })
}

/** Version of the plan's pack when it is higher than the one the drafts were made with. A pack that cannot be used has none. */
function newerVersion(context: EngineContext, profile: Profile): string | undefined {
  try {
    const { version } = context.packs.get(profile.packId).manifest
    return compareVersions(version, profile.packVersion) > 0 ? version : undefined
  } catch (error) {
    if (error instanceof AppError) return undefined
    throw error
  }
}

/** What people should know as soon as a window opens. */
function warnings(context: EngineContext, holder: StoreHolder): string[] {
  const said: string[] = []
  if (!holder.isOpen()) return said
  if (holder.current().spaceRanOut()) said.push(doctorText.spaceRanOut)
  else if (freeBytes(holder.folder) < lowSpaceBytes) said.push(doctorText.spaceLow(freeBytes(holder.folder)))
  const profile = holder.current().profile.get()
  const version = profile && newerVersion(context, profile)
  const unusable = whyUnusable(context)
  if (unusable !== null) said.push(unusable)
  if (profile && version !== undefined) said.push(packUpgradeText.pendingWarning(profile.packVersion, version))
  return said
}

export function createProfileService(
  context: EngineContext,
  holder: StoreHolder,
  second: SecondBackups,
): Service<'app.info' | 'profile.create' | 'profile.leave' | 'profile.setPeople'> {
  return {
    'app.info': () => ({
      version: programVersion,
      today: dayOf(context.ports.clock),
      profile: (holder.isOpen() && holder.current().profile.get()) || null,
      warnings: warnings(context, holder),
    }),
    async 'profile.create'({ role, packId, unit, people, demo, backupFolder }) {
      // Everything that can be refused is refused before a folder is made.
      const pack = context.packs.get(packId)
      const profile: Profile = {
        role,
        packId,
        packVersion: pack.manifest.version,
        unit,
        unitName: unitName(pack, unit, role),
        people: People.parse(people ?? {}),
        demo: demo === true,
        createdAt: context.ports.clock.now().toISOString(),
      }
      if (backupFolder) await second.check(backupFolder)
      holder.createNew().profile.set(profile, profile.people.preparer || profile.unitName)
      // It was usable a moment ago; the unit is chosen in any case, and the settings show that no folder is set.
      if (backupFolder)
        await second.set(backupFolder, profile).catch((error: unknown) => context.ports.log.error('no second backups', error))
      context.ports.emit({ name: 'profile.changed', payload: {} })
      return profile
    },
    async 'profile.leave'() {
      const store = holder.current()
      // Whoever practised first, or chose another county by mistake, must be able to begin in earnest; real data are never put aside so.
      const isUsed = store.reports.periods().length > 0 || (await store.city.digests()).length > 0
      if (store.profile.get()?.demo !== true && isUsed) throw new AppError('PROFILE_IN_USE')
      const kept = holder.vacate()
      // Keys made for one unit must not sign for another.
      context.keys.setAside()
      // Who begins afresh is asked again.
      second.forget()
      context.ports.emit({ name: 'profile.changed', payload: {} })
      return kept
    },
    async 'profile.setPeople'({ password, ...people }) {
      const stored = (): Profile => {
        const profile = context.store().profile.get()
        if (!profile) throw new AppError('STORE_NOT_INITIALISED')
        return profile
      }
      const { leader } = stored().people
      // Whoever could name another leader could sign as that one.
      if (leader !== people.leader) await requirePassword(context, leader, password)
      // Trying a password takes a while: it was given for the leader of before.
      const before = stored()
      if (before.people.leader !== leader) throw new AppError('PASSWORD_NEEDED', { name: before.people.leader })
      const profile = { ...before, people }
      context.store().profile.set(profile, whoOf(context))
      context.ports.emit({ name: 'profile.changed', payload: {} })
      return profile
    },
  }
}
