import type { SafeStorage } from 'electron'

/** Keeps a credential for the next start. */
export interface SecretBox {
  /** `unprotected`: this system has no place for secrets; whoever can read the profile can read what is sealed. */
  protection(): 'system' | 'unprotected'
  /** Throws when the secret could not be protected, so that it is never written down readably by accident. */
  seal(secret: string): Promise<Uint8Array>
  open(sealed: Uint8Array): Promise<string>
}

/** The system's own secret store. On Linux without one Electron only scrambles: that counts as unprotected and is refused. */
export function systemSecretBox(
  storage: Pick<SafeStorage, 'isEncryptionAvailable' | 'getSelectedStorageBackend' | 'encryptStringAsync' | 'decryptStringAsync'>,
  platform: NodeJS.Platform,
): SecretBox {
  const protection = () => {
    if (!storage.isEncryptionAvailable()) return 'unprotected'
    if (platform !== 'linux') return 'system'
    return ['basic_text', 'unknown'].includes(storage.getSelectedStorageBackend()) ? 'unprotected' : 'system'
  }
  return {
    protection,
    async seal(secret) {
      if (protection() === 'unprotected') throw new Error('this system cannot protect a secret')
      return new Uint8Array(await storage.encryptStringAsync(secret))
    },
    async open(sealed) {
      return (await storage.decryptStringAsync(Buffer.from(sealed))).result
    },
  }
}
