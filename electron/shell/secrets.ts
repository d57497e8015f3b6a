import type { SafeStorage } from 'electron'
import type { SecretBox } from '../engine/ports.ts'

type Storage = Pick<SafeStorage, 'isEncryptionAvailable' | 'getSelectedStorageBackend' | 'encryptStringAsync' | 'decryptStringAsync'>

/** The system's own secret store. On Linux without one Electron only scrambles: that counts as unprotected and is refused. */
export function systemSecretBox(storage: Storage, platform: NodeJS.Platform): SecretBox {
  const protection = () => {
    if (!storage.isEncryptionAvailable()) return 'unprotected'
    if (platform !== 'linux') return 'system'
    return ['basic_text', 'unknown'].includes(storage.getSelectedStorageBackend()) ? 'unprotected' : 'system'
  }
  return {
    protection: async () => protection(),
    async seal(secret) {
      if (protection() === 'unprotected') throw new Error('this system cannot protect a secret')
      return new Uint8Array(await storage.encryptStringAsync(secret))
    },
    async open(sealed) {
      return (await storage.decryptStringAsync(Buffer.from(sealed))).result
    },
  }
}
