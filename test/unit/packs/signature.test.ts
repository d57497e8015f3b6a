import { generateKeyPairSync } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import {
  type FileBytes,
  fingerprintOfPem,
  newKeyPair,
  signatureFile,
  signPack,
  verifyPack,
} from '../../../electron/engine/packs/signature.ts'
import { miniLibrary, miniPack, signed } from '../../helpers/pack-folders.ts'

const key = newKeyPair()
const good = signed(miniPack(), key)
const faultOf = (files: FileBytes, library: FileBytes = miniLibrary, id = 'mini'): string | undefined => {
  const verdict = verifyPack(id, files, library)
  return verdict.ok ? undefined : verdict.fault.kind
}
const flipped = (bytes: Uint8Array, at: number): Uint8Array => bytes.map((byte, index) => (index === at ? byte ^ 1 : byte))
const changed = (change: (files: Map<string, Uint8Array>) => void): Map<string, Uint8Array> => {
  const files = new Map(good)
  change(files)
  return files
}

describe('a signed pack', () => {
  it('is what was signed, by the key that signed it', () => {
    const verdict = verifyPack('mini', good, miniLibrary)
    expect(verdict.ok && verdict.signature.key).toBe(key.fingerprint)
    expect(fingerprintOfPem(key.publicKey)).toBe(key.fingerprint)
    expect(fingerprintOfPem(key.privateKey)).toBe(key.fingerprint)
  })
  it('is signed the same way each time', () => expect(signed(miniPack(), key).get(signatureFile)).toEqual(good.get(signatureFile)))
})

describe('is refused', () => {
  it('when one byte anywhere is another', () => {
    let tried = 0
    for (const [path, bytes] of good) {
      // Each byte of the signature, and some of every other file, the first and the last among them.
      const step = path === signatureFile ? 1 : Math.max(1, Math.floor(bytes.length / 7))
      for (let at = 0; at < bytes.length; at = at === bytes.length - 1 ? bytes.length : Math.min(at + step, bytes.length - 1)) {
        expect(faultOf(changed((files) => files.set(path, flipped(bytes, at)))), `${path} byte ${at}`).toBeDefined()
        tried++
      }
    }
    // The signature alone has that many bytes.
    expect(tried).toBeGreaterThan(good.get(signatureFile)?.length ?? 0)
  })
  it('when a file was added, removed or renamed', () => {
    expect(faultOf(changed((files) => files.set('rules/new.yaml', new Uint8Array())))).toBe('added')
    expect(faultOf(changed((files) => files.set('readme.txt', new Uint8Array())))).toBe('added')
    expect(faultOf(changed((files) => files.delete('forms/B.yaml')))).toBe('removed')
    expect(
      faultOf(
        changed((files) => {
          files.set('forms/C.yaml', files.get('forms/B.yaml') ?? new Uint8Array())
          files.delete('forms/B.yaml')
        }),
      ),
    ).toBe('removed')
    expect(faultOf(changed((files) => files.set('FORMS/B.yaml', files.get('forms/B.yaml') ?? new Uint8Array())))).toBe('added')
  })
  it('without a signature, or with one cut short', () => {
    expect(faultOf(changed((files) => files.delete(signatureFile)))).toBe('missing')
    expect(faultOf(changed((files) => files.set(signatureFile, (good.get(signatureFile) ?? new Uint8Array()).slice(0, -2))))).toBe('format')
    expect(faultOf(changed((files) => files.set(signatureFile, new TextEncoder().encode('{}\n'))))).toBe('format')
  })
  it('with the signature of another pack, of another version, or under another id', () => {
    const other = signed(miniPack('1.1.0'), key, '1.1.0').get(signatureFile) ?? new Uint8Array()
    expect(faultOf(changed((files) => files.set(signatureFile, other)))).toBe('changed')
    expect(faultOf(good, miniLibrary, 'other')).toBe('otherPack')
  })
  it('when another key is named than the one that signed', () => {
    const text = new TextDecoder().decode(good.get(signatureFile))
    const stranger = JSON.parse(new TextDecoder().decode(signed(miniPack(), newKeyPair()).get(signatureFile))) as Record<string, string>
    for (const part of ['key', 'publicKey', 'signature']) {
      const own = JSON.parse(text) as Record<string, string>
      const replaced = text.replace(own[part] ?? '?', stranger[part] ?? '?')
      expect(faultOf(changed((files) => files.set(signatureFile, new TextEncoder().encode(replaced)))), part).toBe('forged')
    }
  })
  it('when the same words are laid out in another way', () => {
    const text = new TextDecoder().decode(good.get(signatureFile))
    for (const same of [text.trimEnd(), `${text}\n`, text.replace(',', ', '), JSON.stringify(JSON.parse(text), null, 1), `\uFEFF${text}`])
      expect(faultOf(changed((files) => files.set(signatureFile, new TextEncoder().encode(same))))).toBe('format')
  })
  it('with another library', () => {
    expect(faultOf(good, new Map())).toBe('libraryChanged')
    expect(faultOf(good, new Map([...miniLibrary, ['rules/more.yaml', new Uint8Array()]]))).toBe('libraryChanged')
  })
})

it('only Ed25519 keys sign', () => {
  const rsa = generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey.export({ type: 'pkcs8', format: 'pem' })
  const parts = { id: 'mini', version: '1.0.0', files: miniPack(), library: miniLibrary }
  expect(signPack(parts, String(rsa))).toBeUndefined()
  expect(signPack(parts, 'no key')).toBeUndefined()
  expect(signPack(parts, key.publicKey)).toBeUndefined()
  expect(fingerprintOfPem(String(rsa))).toBeUndefined()
})
