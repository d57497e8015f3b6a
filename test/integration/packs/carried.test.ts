/** A backup brings packs from outside to another computer, held against their signature; what is missing is said. */
import { existsSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeAll, expect, it } from 'vitest'
import { newKeyPair } from '../../../electron/engine/packs/signature.ts'
import { unsealCopy } from '../../../electron/engine/store/copy-digest.ts'
import { miniPack, signed, zipOf } from '../../helpers/pack-folders.ts'
import { openTestEngine, type TestEngine } from '../../helpers/test-engine.ts'

const key = newKeyPair()
const at = { form: 'B', period: '2020-05' } as const
const profile = { role: 'county', packId: 'mini', unit: '450222' } as const
const zipped = (version: string) => zipOf(signed(miniPack(version), key, version))
const newFolder = (): string => join(mkdtempSync(join(tmpdir(), 'carried-')), 'data')

const open: TestEngine[] = []
const engineOn = (dataDir: string): TestEngine => {
  const engine = openTestEngine({ dataDir })
  open.push(engine)
  return engine
}
afterEach(async () => {
  for (const engine of open.splice(0)) await engine.close()
})
const values = async ({ call }: TestEngine) => (await call('report.open', at)).rows.map((row) => row.values)

let backup: Uint8Array
beforeAll(async () => {
  const { call, close } = openTestEngine({ dataDir: newFolder() })
  await call('pack.install', { bytes: await zipped('1.0.0'), trust: key.fingerprint })
  await call('profile.create', profile)
  await call('report.edit', { ...at, edits: [{ kind: 'insertRow', row: 'x', at: 0, values: { key: 'x', amount: '10' } }] })
  const { id } = await call('backup.create', {})
  backup = (await call('backup.bytes', { id })).bytes
  await close()
})
/** A copy of the backup to be changed: whoever changes it on purpose takes its digest out. */
const openCopy = (): string => {
  const file = join(mkdtempSync(join(tmpdir(), 'changed-')), 'backup.db')
  writeFileSync(file, backup)
  unsealCopy(file)
  return file
}
/** The backup with what it carries changed. */
const changed = (sql: string): Uint8Array => {
  const database = new Database(openCopy())
  expect(database.prepare(sql).run().changes).toBe(1)
  const bytes = database.serialize()
  database.close()
  return new Uint8Array(bytes)
}
/** The carried archive with one byte of the pack's own text in the place of another. */
const tampered = (): Uint8Array => {
  const database = new Database(openCopy())
  const json = database.prepare<[], string>("SELECT value FROM setting WHERE name = 'carried packs'").pluck().get() ?? ''
  const carried = JSON.parse(json) as { packs: { archive: string }[] } // written by carriedPacks
  const [pack] = carried.packs
  if (pack === undefined) throw new Error('the backup carries a pack')
  const bytes = Buffer.from(pack.archive, 'base64')
  const middle = Math.floor(bytes.length / 3)
  bytes[middle] = (bytes[middle] ?? 0) ^ 1
  pack.archive = bytes.toString('base64')
  database.prepare("UPDATE setting SET value = ? WHERE name = 'carried packs'").run(JSON.stringify(carried))
  const result = new Uint8Array(database.serialize())
  database.close()
  return result
}

it('opens on another computer, pack, trust and all, also after a restart', async () => {
  const folder = newFolder()
  const there = engineOn(folder)
  expect(await there.call('backup.restore', { bytes: backup })).toMatchObject({
    packs: [{ id: 'mini', version: '1.0.0', state: 'brought', reason: null }],
    keys: [key.fingerprint],
    missing: null,
  })
  expect(await values(there)).toEqual([{ key: 'x', amount: '10' }])
  await there.close()
  open.length = 0
  const later = engineOn(folder)
  expect(await values(later)).toEqual([{ key: 'x', amount: '10' }])
  expect(await later.call('pack.install', { bytes: await zipped('1.1.0') })).toMatchObject({ version: '1.1.0' })
})

it('without its pack says which one is missing and what to do, and opens once it is put in', async () => {
  const there = engineOn(newFolder())
  const { missing, packs } = await there.call('backup.restore', { bytes: changed("DELETE FROM setting WHERE name = 'carried packs'") })
  expect([packs, missing]).toEqual([[], expect.stringMatching(/“mini” 1\.0\.0 版.*没有安装.*数据没有任何改动.*安装 1\.0\.0 版/)])
  await expect(there.call('report.open', at)).rejects.toMatchObject({ code: 'PACK_VERSION_MISSING' })
  expect((await there.call('app.info', {})).warnings).toEqual([missing])
  await there.call('pack.install', { bytes: await zipped('1.0.0'), trust: key.fingerprint })
  expect(await values(there)).toEqual([{ key: 'x', amount: '10' }])
})

it('brings no pack that was changed, and no word that cannot be read', async () => {
  const folder = newFolder()
  const there = engineOn(folder)
  const { packs, missing } = await there.call('backup.restore', { bytes: tampered() })
  expect(packs).toEqual([{ id: 'mini', version: '1.0.0', state: 'refused', reason: expect.stringContaining('没有') }])
  expect([missing, existsSync(join(folder, 'packs', 'mini'))]).toEqual([expect.stringContaining('没有安装'), false])
  const bytes = changed("UPDATE setting SET value = '{' WHERE name = 'carried packs'")
  expect(await there.call('backup.restore', { bytes })).toMatchObject({ packs: [], missing: expect.stringContaining('没有安装') })
})

it('does not trust again a key that was forgotten here', async () => {
  const there = engineOn(newFolder())
  await there.call('pack.install', { bytes: await zipped('1.0.0'), trust: key.fingerprint })
  await there.call('pack.forgetKey', { fingerprint: key.fingerprint })
  const { packs, keys, missing } = await there.call('backup.restore', { bytes: backup })
  expect([packs[0]?.state, packs[0]?.reason, keys]).toEqual(['refused', expect.stringContaining('不再信任'), []])
  expect(missing).toContain('不再信任')
  expect((await there.call('pack.status', {})).keys).toEqual([])
})

it('leaves a newer pack where it is', async () => {
  const there = engineOn(newFolder())
  await there.call('pack.install', { bytes: await zipped('1.1.0'), trust: key.fingerprint })
  expect(await there.call('backup.restore', { bytes: backup })).toMatchObject({ packs: [{ state: 'present' }], keys: [], missing: null })
  expect((await there.call('pack.upgradePreview', {})).pending).toMatchObject({ from: '1.0.0', to: '1.1.0' })
})

it('refuses to work with an older pack than the data were made with', async () => {
  const there = engineOn(newFolder())
  await there.call('pack.install', { bytes: await zipped('0.9.0'), trust: key.fingerprint })
  const { missing } = await there.call('backup.restore', { bytes: changed("DELETE FROM setting WHERE name = 'carried packs'") })
  expect(missing).toContain('本机只有 0.9.0 版')
  await expect(
    there.call('report.edit', { ...at, edits: [{ kind: 'cell', row: 'x', field: 'amount', value: '1' }] }),
  ).rejects.toMatchObject({
    code: 'PACK_VERSION_MISSING',
  })
})
