import type { EngineContext, Service } from '../context.ts'
import { bringPacks } from '../packs/carried-packs.ts'
import type { InstalledPacks } from '../packs/packs.ts'
import { backupBytes, listBackups } from '../store/backups.ts'
import type { StoreHolder } from '../store-holder.ts'
import { whyUnusable } from './pack-status.ts'

export interface BackupServiceParts {
  readonly context: EngineContext
  readonly holder: StoreHolder
  readonly packs: InstalledPacks
  /** Folder of the packs from outside. */
  readonly installed: string
  /** Takes what is installed into the database. */
  readonly carry: () => Promise<void>
}

export function createBackupService({
  context,
  holder,
  packs,
  installed,
  carry,
}: BackupServiceParts): Service<'backup.create' | 'backup.list' | 'backup.bytes' | 'backup.restore'> {
  return {
    async 'backup.create'() {
      await carry()
      return holder.current().backup('manual')
    },
    'backup.list': () => listBackups(holder.folder),
    'backup.bytes': ({ id }) => ({ fileName: id, bytes: backupBytes(holder.folder, id) }),
    async 'backup.restore'({ bytes }) {
      const replaced = holder.restore(bytes)
      const brought = await bringPacks(installed, holder.current().packVersions.carried(), {
        present: packs.version,
        newId: context.ports.newId,
      })
      packs.refresh()
      await carry()
      context.ports.emit({ name: 'profile.changed', payload: {} })
      return { replaced, packs: [...brought.packs], keys: [...brought.keys], missing: whyUnusable(context) }
    },
  }
}
