import { describe, expect, test } from 'vitest'
import { systemSecretBox } from '../../electron/shell/secrets.ts'

type Backend = 'basic_text' | 'gnome_libsecret' | 'kwallet' | 'kwallet5' | 'kwallet6' | 'unknown'

const storage = (isAvailable: boolean, backend: Backend) => ({
  isEncryptionAvailable: () => isAvailable,
  getSelectedStorageBackend: () => backend,
  encryptStringAsync: async (text: string) => Buffer.from(text).reverse(),
  decryptStringAsync: async (bytes: Buffer) => ({ result: Buffer.from(bytes).reverse().toString(), shouldReEncrypt: false }),
})

describe('secrets', () => {
  test('come back as they were sealed', async () => {
    const box = systemSecretBox(storage(true, 'gnome_libsecret'), 'linux')
    const sealed = await box.seal('token')
    expect(Buffer.from(sealed).toString()).not.toContain('token')
    expect(await box.open(sealed)).toBe('token')
  })

  test.each([
    ['linux', true, 'gnome_libsecret', 'system'],
    ['linux', true, 'kwallet6', 'system'],
    ['linux', true, 'basic_text', 'unprotected'],
    ['linux', true, 'unknown', 'unprotected'],
    ['linux', false, 'gnome_libsecret', 'unprotected'],
    ['win32', true, 'unknown', 'system'],
    ['win32', false, 'unknown', 'unprotected'],
  ] as const)('on %s (available %s, backend %s) are %s', async (platform, isAvailable, backend, protection) => {
    const box = systemSecretBox(storage(isAvailable, backend), platform)
    expect(await box.protection()).toBe(protection)
    const sealing = box.seal('token')
    if (protection === 'unprotected') await expect(sealing).rejects.toThrow('cannot protect')
    else expect(await sealing).toBeInstanceOf(Uint8Array)
  })
})
