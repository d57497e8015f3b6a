import { type HandOver, handOverLimits, type People } from '../../../shared/contract/index.ts'
import { AppError } from '../../../shared/model/errors.ts'
import { handOverText } from '../../../shared/text/hand-over.ts'
import type { EngineContext, Service } from '../context.ts'
import { bringPacks } from '../packs/carried-packs.ts'
import type { InstalledPacks } from '../packs/packs.ts'
import { backupBytes, listBackups } from '../store/backups.ts'
import { requireFolder } from '../store/folder.ts'
import { copyWithHandOver, inspectCopy } from '../store/inspect-copy.ts'
import { lastVersion } from '../store/migrate.ts'
import { migrations } from '../store/migrations/migrations.ts'
import type { SecondBackups } from '../store/second-backups.ts'
import type { StoreHolder } from '../store-holder.ts'
import { dayOf, whoOf } from './common.ts'
import { whyUnusable } from './pack-status.ts'

export interface BackupServiceParts {
  readonly context: EngineContext
  readonly holder: StoreHolder
  readonly packs: InstalledPacks
  /** Folder of the packs from outside. */
  readonly installed: string
  /** Takes what is installed into the database. */
  readonly carry: () => Promise<void>
  /** Where each form of a month stands. */
  readonly tasks: Service<'tasks.list'>['tasks.list']
  readonly second: SecondBackups
  /** Called as soon as the other data is in place. */
  readonly restored: () => void
}

/** Months that a successor is told about, newest first; older ones are told by the program itself. */
const toldMonths = 24

/** The names from now on: one left empty stays, except that a telephone belongs to its person. */
function succeed(before: People, named: People): People {
  const name = (key: keyof People): string => named[key] || before[key]
  const preparer = name('preparer')
  const phone = preparer === before.preparer ? name('preparerPhone') : named.preparerPhone
  return { preparer, preparerPhone: phone, auditor: name('auditor'), leader: name('leader') }
}

export function createBackupService({
  context,
  holder,
  packs,
  installed,
  carry,
  tasks,
  second,
  restored,
}: BackupServiceParts): Service<
  | 'backup.create'
  | 'backup.folder'
  | 'backup.setFolder'
  | 'backup.list'
  | 'backup.bytes'
  | 'backup.inspect'
  | 'backup.restore'
  | 'handOver.create'
> {
  const inspect = (bytes: Uint8Array) =>
    inspectCopy(bytes, lastVersion(migrations), holder.isOpen() ? holder.current().database : undefined)
  const open = async (): Promise<HandOver['open']> => {
    const { validFrom, validTo } = context.pack().manifest
    // Months of an earlier edition of the plan may lie outside of this one.
    const periods = holder.current().reports.periods()
    const months = periods.filter((period) => period >= validFrom && period <= validTo).slice(0, toldMonths)
    const lists = await Promise.all(months.map((period) => tasks({ period })))
    return lists
      .flatMap(({ period, tasks: forms }) =>
        forms
          .filter(({ state, required, rows }) => state !== '已上报' && state !== '已接收' && (required || rows > 0))
          .map(({ form, title, state }) => ({ period, form, title, state })),
      )
      .slice(0, handOverLimits.open)
  }
  return {
    async 'backup.create'() {
      await carry()
      const made = holder.current().backup('manual')
      // Whoever asks for one looks next whether all is well.
      await second.settled()
      return made
    },
    'backup.folder': second.view,
    async 'backup.setFolder'({ folder }) {
      const profile = holder.current().profile.get()
      if (!profile) throw new AppError('STORE_NOT_INITIALISED')
      if (folder) {
        await second.set(folder, profile)
        const newest = listBackups(holder.folder)[0]
        if (newest) second.copy(newest)
        await second.settled()
      } else second.forget()
      return second.view()
    },
    'backup.list'() {
      // Of a folder that is gone no backup is known: an empty list would say that there never was one.
      if (holder.isOpen()) requireFolder(holder.folder)
      return listBackups(holder.folder)
    },
    'backup.bytes': ({ id }) => ({ fileName: id, bytes: backupBytes(holder.folder, id) }),
    'backup.inspect': ({ bytes, id }) => inspect(bytes ?? backupBytes(holder.folder, id ?? '')),
    async 'backup.restore'({ bytes, evenIfNewer, people }) {
      const { standing, copy, present } = inspect(bytes)
      if (present !== null && (standing === 'older' || standing === 'apart') && !evenIfNewer) {
        throw new AppError('BACKUP_OLDER', { backup: copy.lastChange ?? '', present: present.lastChange ?? '' })
      }
      const replaced = holder.restore(bytes)
      restored()
      const store = holder.current()
      store.together(() => {
        // Left in, it would make every later backup of the successor a hand-over file.
        store.profile.dropHandOver()
        const profile = store.profile.get()
        if (!people || !profile) return
        const after = succeed(profile.people, people)
        store.profile.set({ ...profile, people: after }, after.preparer || profile.unitName)
      })
      const brought = await bringPacks(installed, holder.current().packVersions.carried(), {
        present: packs.version,
        newId: context.ports.newId,
      })
      packs.refresh()
      await carry()
      context.ports.emit({ name: 'profile.changed', payload: {} })
      return { replaced, packs: [...brought.packs], keys: [...brought.keys], missing: whyUnusable(context) }
    },
    async 'handOver.create'({ note }) {
      await carry()
      const store = holder.current()
      const profile = store.profile.get()
      if (!profile) throw new AppError('STORE_NOT_INITIALISED')
      const handOver = { at: context.ports.clock.now().toISOString(), from: whoOf(context), note, open: await open() }
      return {
        fileName: handOverText.fileName(profile.unitName, dayOf(context.ports.clock)),
        bytes: copyWithHandOver(store.database, handOver),
      }
    },
  }
}
