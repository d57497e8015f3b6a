/** Packs from outside, put into the data folder of a real engine. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { newKeyPair, signatureFile } from '../../../electron/engine/packs/signature.ts'
import { rawZip } from '../../helpers/hostile-zip.ts'
import { miniLibrary, miniPack, signed, zipOf } from '../../helpers/pack-folders.ts'
import { openTestEngine, type TestEngine } from '../../helpers/test-engine.ts'

const key = newKeyPair()
const stranger = newKeyPair()
const good = await zipOf(signed(miniPack(), key))
const profile = { role: 'county', packId: 'mini', unit: '450222' } as const

const open: TestEngine[] = []
const engineOn = (dataDir: string): TestEngine => {
  const engine = openTestEngine({ dataDir })
  open.push(engine)
  return engine
}
const newFolder = (): string => join(mkdtempSync(join(tmpdir(), 'install-')), 'data')
/** Whether the pack of this id can be used. Asking for one pack does not read all the others. */
const has = ({ call }: TestEngine, id = 'mini'): Promise<boolean> =>
  call('pack.get', { id }).then(
    () => true,
    () => false,
  )
afterEach(async () => {
  for (const engine of open.splice(0)) await engine.close()
})

describe('a signed pack', () => {
  it('is not taken before its key is trusted, and then is found beside the others, also after a restart', async () => {
    const folder = newFolder()
    const first = engineOn(folder)
    await expect(first.call('pack.install', { bytes: good })).rejects.toMatchObject({ code: 'PACK_KEY_UNKNOWN' })
    expect(await has(first)).toBe(false)
    const installed = await first.call('pack.install', { bytes: good, trust: key.fingerprint })
    expect(installed).toMatchObject({ id: 'mini', version: '1.0.0', fingerprint: key.fingerprint, replaced: null })
    expect((await first.call('packs.list', {})).map(({ id }) => id)).toEqual(expect.arrayContaining(['mini', 'liuzhou-2020']))
    await first.call('profile.create', profile)
    await first.close()
    open.length = 0
    const second = engineOn(folder)
    expect((await second.call('report.open', { form: 'A', period: '2020-05' })).packVersion).toBe('1.0.0')
    // The key is known now.
    const next = await zipOf(signed(miniPack('1.1.0'), key, '1.1.0'))
    expect(await second.call('pack.install', { bytes: next })).toMatchObject({ version: '1.1.0', replaced: '1.0.0' })
    expect((await second.call('pack.get', { id: 'mini' })).manifest.version).toBe('1.1.0')
  })
  it('does not make room for an older one', async () => {
    const { call } = engineOn(newFolder())
    await call('pack.install', { bytes: await zipOf(signed(miniPack('1.1.0'), key, '1.1.0')), trust: key.fingerprint })
    await expect(call('pack.install', { bytes: good })).rejects.toMatchObject({ code: 'PACK_OLDER' })
  })
  it('with a mistake in it is refused with the place of the mistake', async () => {
    const { call } = engineOn(newFolder())
    const bytes = await zipOf(signed(miniPack('1.0.0', { 'forms/B.yaml': 'id: B\n' }), key))
    await expect(call('pack.install', { bytes, trust: key.fingerprint })).rejects.toMatchObject({
      code: 'PACK_INVALID',
      details: { file: 'mini/forms/B.yaml' },
    })
  })
})

describe('nothing is installed', () => {
  const refused = async (bytes: Uint8Array, trust = key.fingerprint): Promise<string> => {
    const folder = newFolder()
    const engine = engineOn(folder)
    const code = await engine.call('pack.install', { bytes, trust }).then(
      () => 'installed',
      (error: { code: string }) => error.code,
    )
    expect(await has(engine)).toBe(false)
    return code
  }
  const files = signed(miniPack(), key)
  const text = (words: string): Uint8Array => new TextEncoder().encode(words)

  it('from a pack without a signature, or tampered with', async () => {
    expect(await refused(await zipOf(miniPack()))).toBe('PACK_SIGNATURE')
    expect(await refused(await zipOf(new Map([...files, ['forms/B.yaml', text('id: B')]])))).toBe('PACK_SIGNATURE')
    expect(await refused(await zipOf(new Map([...files, ['notes.txt', text('x')]])))).toBe('PACK_SIGNATURE')
    expect(await refused(await zipOf(files, new Map([...miniLibrary, ['rules/none.yaml', text('rules: [] ')]])))).toBe('PACK_SIGNATURE')
  })
  it('from a pack whose library is not the one it was signed with', async () => {
    const alone = rawZip([...files].map(([path, bytes]) => ({ name: `mini/${path}`, bytes })))
    expect(await refused(alone)).toBe('PACK_SIGNATURE')
  })
  it('when the trusted fingerprint is another', async () => {
    expect(await refused(good, stranger.fingerprint)).toBe('PACK_KEY_UNKNOWN')
    const swapped = new Map([...files, [signatureFile, signed(miniPack(), stranger).get(signatureFile) ?? new Uint8Array()] as const])
    expect(await refused(await zipOf(swapped))).toBe('PACK_KEY_UNKNOWN')
  })
  it('when the version signed is not the version written', async () => {
    expect(await refused(await zipOf(signed(miniPack('1.0.0'), key, '9.0.0')))).toBe('PACK_SIGNATURE')
  })
  it('from zips that mean harm', async () => {
    const entries = [...files].map(([path, bytes]) => ({ name: `mini/${path}`, bytes }))
    const library = [...miniLibrary].map(([path, bytes]) => ({ name: `common/${path}`, bytes }))
    const whole = [...entries, ...library]
    expect(await refused(rawZip([...whole, { name: 'mini/../../evil.yaml', bytes: text('x') }]))).toBe('PACK_SIGNATURE')
    expect(await refused(rawZip([...whole, { name: '/etc/evil', bytes: text('x') }]))).toBe('PACK_SIGNATURE')
    expect(await refused(rawZip([...whole, { name: 'mini/link.yaml', bytes: text('/etc/passwd'), mode: 0o120777 }]))).toBe('PACK_SIGNATURE')
    expect(await refused(rawZip([...whole, { name: 'mini/pack.yaml', bytes: text('x') }]))).toBe('PACK_SIGNATURE')
    expect(await refused(rawZip([...whole, { name: 'other/pack.yaml', bytes: text('x') }]))).toBe('PACK_SIGNATURE')
    expect(await refused(rawZip([...whole, { name: 'mini/big.yaml', bytes: new Uint8Array(8e6), deflate: true }]))).toBe('PACK_SIGNATURE')
    expect(await refused(text('PK no zip'))).toBe('PACK_SIGNATURE')
    // The same entries without the harm are taken: it was the harm that was refused.
    const { call } = engineOn(newFolder())
    expect(
      await call('pack.install', { bytes: rawZip([{ name: 'mini/', bytes: text('') }, ...whole]), trust: key.fingerprint }),
    ).toMatchObject({ id: 'mini' })
  })
})

describe('an installed pack is set aside', () => {
  const installedThen = async (spoil: (folder: string) => void): Promise<readonly boolean[]> => {
    const folder = newFolder()
    const first = engineOn(folder)
    await first.call('pack.install', { bytes: good, trust: key.fingerprint })
    await first.close()
    open.length = 0
    spoil(join(folder, 'packs'))
    const second = engineOn(folder)
    return [await has(second), await has(second, 'maxi')]
  }
  it('after a change in the data folder, and not without one', async () => {
    expect(await installedThen(() => {})).toEqual([true, false])
    expect(await installedThen((packs) => writeFileSync(join(packs, 'mini/pack/forms/B.yaml'), 'id: B'))).toEqual([false, false])
    expect(await installedThen((packs) => writeFileSync(join(packs, 'mini/common/rules/none.yaml'), 'rules: [] '))).toEqual([false, false])
    expect(await installedThen((packs) => mkdirSync(join(packs, 'mini/pack/forms/empty')))).toEqual([true, false])
    expect(await installedThen((packs) => rmSync(join(packs, 'mini/pack', signatureFile)))).toEqual([false, false])
    expect(await installedThen((packs) => renameSync(join(packs, 'mini'), join(packs, 'maxi')))).toEqual([false, false])
    expect(
      await installedThen((packs) => {
        const file = join(packs, 'mini/pack/forms/B.yaml')
        const elsewhere = join(packs, 'B.yaml')
        renameSync(file, elsewhere)
        symlinkSync(elsewhere, file)
      }),
    ).toEqual([false, false])
  })
  it('when its key is no longer trusted, or nobody can say whose keys are', async () => {
    const list = (packs: string): string => join(packs, 'trusted-keys.json')
    expect(await installedThen((packs) => rmSync(list(packs)))).toEqual([false, false])
    expect(await installedThen((packs) => writeFileSync(list(packs), 'x'))).toEqual([false, false])
    expect(
      await installedThen((packs) =>
        writeFileSync(list(packs), readFileSync(list(packs), 'utf8').replace(key.fingerprint, stranger.fingerprint)),
      ),
    ).toEqual([false, false])
  })
})

it('nothing unfinished stays behind', async () => {
  const folder = newFolder()
  const { call } = engineOn(folder)
  await call('pack.install', { bytes: good, trust: key.fingerprint })
  await call('pack.install', { bytes: good })
  expect(readdirSync(join(folder, 'packs')).sort()).toEqual(['mini', 'trusted-keys.json'])
})
