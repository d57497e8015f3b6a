/** Keys for tests: a ring in a folder of its own, and what a city would sign. */
import { createHash } from 'node:crypto'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type KeyRing, type Owner, openKeyRing } from '../../electron/engine/keys/key-ring.ts'
import { fingerprintOfKey, publicHalf, signRaw } from '../../electron/engine/keys/raw-keys.ts'
import type { PackageSigner } from '../../electron/engine/package/minisign.ts'
import type { SecretBox } from '../../electron/engine/ports.ts'

/** Bytes that look like chance and are the same each time. */
export const seeded = (seed: string) => {
  let count = 0
  return (length: number): Uint8Array => new Uint8Array(createHash('sha512').update(`${seed} ${count++}`).digest().subarray(0, length))
}

export const cityOwner: Owner = {
  role: 'city',
  id: 'liuzhou-sthjj',
  name: '柳州市生态环境局',
  pack: 'liuzhou-2020',
  target: { kind: 'folder' },
}
export const countyOwner: Owner = { role: 'county', id: '450222', name: '柳城县', pack: 'liuzhou-2020', target: null }

/** Signs as the holder of a key that comes from `seed`. */
export function seededSigner(seed: string): PackageSigner {
  const secret = seeded(seed)(32)
  const signing = Buffer.from(publicHalf('ed25519', secret)).toString('hex')
  return { fingerprint: fingerprintOfKey(signing), signing, sign: async (bytes) => signRaw(secret, bytes) }
}

/** A ring without keys in a folder of its own. */
export const emptyRing = (seed = 'test', folder = join(mkdtempSync(join(tmpdir(), 'keys-')), 'keys'), secrets?: SecretBox): KeyRing =>
  openKeyRing({ folder, secrets, random: seeded(seed) })
