import { mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { MessageChannel } from 'node:worker_threads'
import { describe, expect, test } from 'vitest'
import { openKeyRing } from '../../../electron/engine/keys/key-ring.ts'
import { isSignedBy } from '../../../electron/engine/keys/raw-keys.ts'
import { secretsOverRelay, serveSecrets } from '../../../electron/engine/keys/secret-relay.ts'
import { readUnitFile } from '../../../electron/engine/keys/signed-file.ts'
import { wrap } from '../../../electron/engine/keys/wrapping.ts'
import type { SecretBox } from '../../../electron/engine/ports.ts'
import { cityOwner, countyOwner, emptyRing, seeded } from '../../helpers/keys.ts'

const at = '2020-06-03T02:00:00.000Z'
const bytes = new TextEncoder().encode('五月报表')
const newFolder = () => join(mkdtempSync(join(tmpdir(), 'keys-')), 'keys')
const refused = (code: string) => expect.objectContaining({ code })

/** A secret store as a system would have one; another computer has another. */
const store = (name: string, protection: 'system' | 'unprotected' = 'system'): SecretBox => ({
  protection: async () => protection,
  seal: async (secret) => Buffer.from(`${name}|${Buffer.from(secret).toString('base64')}`),
  open: async (sealed) => {
    const [owner, secret = ''] = Buffer.from(sealed).toString().split('|')
    if (owner !== name) throw new Error('sealed elsewhere')
    return Buffer.from(secret, 'base64').toString()
  },
})

describe('a key ring', () => {
  test('has no keys until it is told to make them, and then signs what others can prove', async () => {
    const ring = emptyRing()
    expect(ring.own()).toBeUndefined()
    await expect(ring.sign(bytes)).rejects.toEqual(refused('KEYS_MISSING'))
    const unit = await ring.create(countyOwner, at)
    expect(unit).toMatchObject({ role: 'county', id: '450222', replaces: null, createdAt: at })
    expect(ring.own()).toMatchObject({ fingerprint: unit.key, protection: 'file', unit })
    const signature = await ring.sign(bytes)
    expect(isSignedBy(unit.keys.signing, bytes, signature)).toBe(true)
    expect(isSignedBy(unit.keys.signing, new Uint8Array([...bytes, 0]), signature)).toBe(false)
    expect(readUnitFile(Buffer.from(`${JSON.stringify(sorted(unit))}\n`))).toEqual(unit)
  })

  test('keeps the private halves from other users where no store seals them', async () => {
    const folder = newFolder()
    await emptyRing('one', folder).create(countyOwner, at)
    for (const name of readdirSync(folder)) expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600)
    expect(statSync(folder).mode & 0o777).toBe(0o700)
  })

  test('seals them where a store can, and says so where it cannot open them again', async () => {
    const folder = newFolder()
    await emptyRing('one', folder, store('this computer')).create(countyOwner, at)
    const secret = Buffer.from(seeded('one')(32)).toString('hex')
    for (const name of readdirSync(folder)) expect(readFileSync(join(folder, name), 'utf8')).not.toContain(secret)
    expect(emptyRing('two', folder, store('this computer')).own()?.protection).toBe('system')
    expect(await emptyRing('two', folder, store('this computer')).sign(bytes)).toHaveLength(64)
    await expect(emptyRing('two', folder, store('another computer')).sign(bytes)).rejects.toEqual(refused('KEYS_LOCKED'))
    await expect(emptyRing('two', folder).sign(bytes)).rejects.toEqual(refused('KEYS_LOCKED'))
    const plain = newFolder()
    await emptyRing('one', plain, store('scrambled', 'unprotected')).create(countyOwner, at)
    expect(emptyRing('one', plain).own()?.protection).toBe('file')
  })

  test('replaces its keys, names those before and still opens what was wrapped for them', async () => {
    const ring = emptyRing()
    const first = await ring.create(cityOwner, at)
    const wrapped = await wrap(bytes, [first.keys.exchange])
    const second = await ring.create(cityOwner, '2020-07-03T02:00:00.000Z')
    expect(second.replaces).toBe(first.key)
    expect(second.keys.exchange).not.toBe(first.keys.exchange)
    expect(await ring.unwrap(wrapped)).toEqual(bytes)
    expect(await ring.unwrap(await wrap(bytes, [second.keys.exchange]))).toEqual(bytes)
    expect(isSignedBy(first.keys.signing, bytes, await ring.sign(bytes))).toBe(false)
    const stranger = emptyRing('stranger')
    await stranger.create(countyOwner, at)
    expect(await stranger.unwrap(wrapped)).toBeUndefined()
    wrapped[wrapped.length - 1] = (wrapped.at(-1) ?? 0) ^ 1
    expect(await ring.unwrap(wrapped)).toBeUndefined()
  })

  test('says that it is locked rather than that something is not for it', async () => {
    const folder = newFolder()
    const sealed = emptyRing('one', folder, store('this computer'))
    const first = await sealed.create(cityOwner, at)
    const wrapped = await wrap(bytes, [first.keys.exchange])
    const elsewhere = emptyRing('two', folder)
    await expect(elsewhere.unwrap(wrapped)).rejects.toEqual(refused('KEYS_LOCKED'))
    const second = await elsewhere.create(cityOwner, at)
    expect(await elsewhere.unwrap(await wrap(bytes, [second.keys.exchange]))).toEqual(bytes)
    await expect(elsewhere.unwrap(wrapped)).rejects.toEqual(refused('KEYS_LOCKED'))
    expect(await emptyRing('two', folder, store('this computer')).unwrap(wrapped)).toEqual(bytes)
  })

  test('announces the same keys with other words', async () => {
    const ring = emptyRing()
    const first = await ring.create(cityOwner, at)
    const target = { kind: 'webdav', url: 'https://cloud.example/dav', user: 'tanbao' } as const
    const again = await ring.announce({ ...cityOwner, target }, '2020-07-03T02:00:00.000Z')
    expect(again).toMatchObject({ key: first.key, keys: first.keys, replaces: null, target })
    expect(ring.own()?.unit).toEqual(again)
  })

  test('shares a secret with another ring, and with no third', async () => {
    const [one, other, third] = [emptyRing('one'), emptyRing('other'), emptyRing('third')]
    const [a, b, c] = [await one.create(countyOwner, at), await other.create(cityOwner, at), await third.create(cityOwner, at)]
    expect(await one.sharedWith(b.keys.exchange)).toEqual(await other.sharedWith(a.keys.exchange))
    expect(await one.sharedWith(c.keys.exchange)).not.toEqual(await other.sharedWith(a.keys.exchange))
    // A point of small order gives a secret that everybody knows.
    await expect(one.sharedWith('age1qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqsyqrhda')).rejects.toEqual(
      refused('KEY_UNSUITABLE'),
    )
  })

  test('says when its files are damaged, and can be given new keys then', async () => {
    const folder = newFolder()
    const ring = openKeyRing({ folder, secrets: undefined, random: seeded('one') })
    await ring.create(countyOwner, at)
    writeFileSync(join(folder, 'own.json'), '{')
    expect(() => ring.own()).toThrow(refused('KEYS_UNREADABLE'))
    expect(await ring.create(countyOwner, at)).toMatchObject({ replaces: null })
    expect(await ring.sign(bytes)).toHaveLength(64)
  })

  test('asks the secret store of another thread', async () => {
    const { port1, port2 } = new MessageChannel()
    serveSecrets(port2, store('main thread'))
    const box = secretsOverRelay(port1)
    expect(await box.protection()).toBe('system')
    const [one, other] = await Promise.all([box.seal('first'), box.seal('second')])
    expect(await Promise.all([box.open(other), box.open(one)])).toEqual(['second', 'first'])
    await expect(box.open(Buffer.from('other|x'))).rejects.toThrow('refused')
    port1.close()
  })
})

/** The members in the order of canonical JSON. */
function sorted(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, member]) => [key, sorted(member)]),
  )
}
