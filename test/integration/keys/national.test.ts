/** The second signature (国密): off until it is asked for, beside the first, and proven by openssl. */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { KeyRing } from '../../../electron/engine/keys/key-ring.ts'
import { buildPackage } from '../../../electron/engine/package/build.ts'
import { verifyPackage } from '../../../electron/engine/package/verify.ts'
import { writePackageZip } from '../../../electron/engine/package/write-zip.ts'
import { countyOwner, emptyRing } from '../../helpers/keys.ts'
import { openPackage } from '../../helpers/open-package.ts'
import { samplePackage } from '../../helpers/package-input.ts'

const folder = mkdtempSync(join(tmpdir(), 'sm2-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
/** SubjectPublicKeyInfo of a key on the SM2 curve. */
const spki = (publicKey: string): string =>
  `-----BEGIN PUBLIC KEY-----\n${Buffer.from(`3059301306072a8648ce3d020106082a811ccf5501822d034200${publicKey}`, 'hex').toString('base64')}\n-----END PUBLIC KEY-----\n`

let ring: KeyRing
let files: ReadonlyMap<string, Uint8Array>
let root: string
beforeAll(async () => {
  ring = emptyRing('county')
  await ring.create(countyOwner, '2020-06-03T02:00:00.000Z')
  expect(ring.signer().national).toBeUndefined()
  await ring.setNational(true)
  ;({ root, files } = await openPackage((await buildPackage({ ...samplePackage(), signer: ring.signer() })).bytes))
})
const problems = async (changed: ReadonlyMap<string, Uint8Array>): Promise<readonly string[]> =>
  (await verifyPackage(await writePackageZip(root, changed))).problems.map(({ kind, file }) => `${kind} ${file}`)

test('openssl proves both the signature and the digests', () => {
  const { national } = ring.signer()
  writeFileSync(join(folder, 'key.pem'), spki(national?.publicKey ?? ''))
  for (const [name, bytes] of files) if (!name.includes('/')) writeFileSync(join(folder, name), bytes)
  const run = (...words: string[]) => execFileSync('openssl', words, { cwd: folder, encoding: 'utf8', stdio: 'pipe' })
  const verify = ['dgst', '-sm3', '-verify', 'key.pem', '-signature', 'signature.sm2', '-sigopt', 'distid:1234567812345678']
  expect(run(...verify, 'manifest-sm3.txt')).toContain('Verified OK')
  expect(() => run(...verify, 'bag-info.txt')).toThrow()
  const lines = Buffer.from(files.get('manifest-sm3.txt') ?? [])
    .toString('utf8')
    .trim()
    .split('\n')
  expect(lines).toHaveLength([...files.keys()].filter((name) => name.startsWith('data/')).length)
  for (const line of lines) {
    writeFileSync(join(folder, 'payload'), files.get(line.slice(66)) ?? new Uint8Array())
    expect(run('dgst', '-sm3', 'payload')).toContain(line.slice(0, 64))
  }
})

test('the verifier asks for it where the package names a key, and refuses it where it names none', async () => {
  expect(await problems(files)).toEqual([])
  const without = (name: string) => new Map([...files].filter(([own]) => own !== name))
  expect(await problems(without('signature.sm2'))).toEqual(['missing signature.sm2'])
  const signature = Uint8Array.from(files.get('signature.sm2') ?? [])
  signature[signature.length - 1] = (signature.at(-1) ?? 0) ^ 1
  expect(await problems(new Map([...files, ['signature.sm2', signature]]))).toEqual(['forged signature.sm2'])
  const plain = (await openPackage((await buildPackage(samplePackage())).bytes)).files
  expect(await problems(new Map([...plain, ['signature.sm2', signature]]))).toEqual(['added signature.sm2'])
})

test('it stays on through new keys, and goes off again', async () => {
  const before = ring.signer().national?.publicKey
  await ring.create(countyOwner, '2020-07-03T02:00:00.000Z')
  expect(ring.signer().national?.publicKey).not.toBe(before)
  expect(ring.own()?.national).toBe(true)
  await ring.setNational(false)
  expect([ring.own()?.national, ring.signer().national]).toEqual([false, undefined])
})
