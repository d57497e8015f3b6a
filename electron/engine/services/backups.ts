import type { EngineContext, Service } from '../context.ts'
import { backupBytes, listBackups } from '../store/backups.ts'
import type { StoreHolder } from '../store-holder.ts'

export function createBackupService(
  context: EngineContext,
  holder: StoreHolder,
): Service<'backup.create' | 'backup.list' | 'backup.bytes' | 'backup.restore'> {
  return {
    'backup.create': () => holder.current().backup('manual'),
    'backup.list': () => listBackups(holder.folder),
    'backup.bytes': ({ id }) => ({ fileName: id, bytes: backupBytes(holder.folder, id) }),
    'backup.restore'({ bytes }) {
      const replaced = holder.restore(bytes)
      context.ports.emit({ name: 'profile.changed', payload: {} })
      return { replaced }
    },
  }
}
