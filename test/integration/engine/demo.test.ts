/** Whoever practised in the demo county begins in earnest on the same folder. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { expect, onTestFinished, test } from 'vitest'
import { boiler, county, openTestEngine } from '../../helpers/test-engine.ts'

const at = { form: 'F4', period: '2020-05' } as const

function open(dataDir: string) {
  const engine = openTestEngine({ dataDir })
  onTestFinished(() => engine.close())
  return engine
}
function dataFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'tanbao-demo-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return join(folder, 'data')
}

test('left while its workbooks still come in, the demo county leaves nothing in the data that follow', async () => {
  const { call } = open(dataFolder())
  const opening = call('demo.open', {})
  await expect.poll(async () => (await call('app.info', {})).profile?.demo).toBe(true)
  await call('profile.leave', {})
  await call('profile.create', county)
  await opening
  const { tasks } = await call('tasks.list', { period: at.period })
  expect(tasks.filter(({ state }) => state !== '未填')).toEqual([])
  expect((await call('report.open', at)).rows).toEqual([])
  // Nothing stands in the way of choosing anew.
  await call('profile.leave', {})
})

test('the demo county is left: it is kept as a backup, and a unit of one’s own is chosen on the same folder', async () => {
  const { call, events } = open(dataFolder())
  await call('demo.open', {})
  await expect(call('profile.create', county)).rejects.toMatchObject({ code: 'DATA_FOLDER_NOT_EMPTY' })
  const kept = await call('profile.leave', {})
  expect((await call('app.info', {})).profile).toBeNull()
  expect(events.some(({ name }) => name === 'profile.changed')).toBe(true)
  expect(await call('profile.create', county)).toMatchObject({ unitName: '柳城县', demo: false })
  expect((await call('report.open', at)).rows).toEqual([])
  const { bytes } = await call('backup.bytes', { id: kept.id })
  expect(await call('backup.inspect', { bytes })).toMatchObject({ standing: 'apart', copy: { rows: 44 } })
  expect((await call('doctor.run', {})).healthy).toBe(true)
})

test('what was begun after the demo county is there after a restart, with the pack it was made with', async () => {
  const dataDir = dataFolder()
  const first = open(dataDir)
  await first.call('demo.open', {})
  await first.call('profile.leave', {})
  const { packVersion } = await first.call('profile.create', county)
  await first.call('report.edit', { ...at, edits: [boiler(1)] })
  await first.close()
  const stored = new Database(join(dataDir, 'store.db'), { readonly: true })
  const kept = stored.prepare('SELECT name FROM setting WHERE name = ?').all(`pack liuzhou-2020 ${packVersion}`)
  stored.close()
  expect(kept).toHaveLength(1)
  const again = open(dataDir)
  expect([(await again.call('app.info', {})).profile?.demo, (await again.call('report.open', at)).rows.length]).toEqual([false, 1])
})

test('keys made in play are not those of the unit that begins', async () => {
  const { call } = open(dataFolder())
  await call('demo.open', {})
  const played = (await call('keys.create', {})).own
  await call('profile.leave', {})
  await call('profile.create', { ...county, unit: '450223' })
  const { own } = await call('keys.status', {})
  expect(own?.fingerprint).not.toBe(played?.fingerprint)
  const { bytes } = await call('keys.unitFile', {})
  expect(JSON.parse(new TextDecoder().decode(bytes))).toMatchObject({ id: '450223', name: '鹿寨县', replaces: null })
})

test('a county chosen by mistake is chosen anew while nothing was filled in', async () => {
  const { call } = open(dataFolder())
  await call('profile.create', county)
  const wrong = (await call('keys.status', {})).own?.fingerprint
  await call('profile.leave', {})
  expect(await call('profile.create', { ...county, unit: '450223' })).toMatchObject({ unitName: '鹿寨县', demo: false })
  expect((await call('keys.status', {})).own?.fingerprint).not.toBe(wrong)
})

test('real data are never put aside like this', async () => {
  const { call } = open(dataFolder())
  await call('profile.create', county)
  await call('report.edit', { ...at, edits: [boiler(1)] })
  await expect(call('profile.leave', {})).rejects.toMatchObject({ code: 'PROFILE_IN_USE' })
  expect((await call('report.open', at)).rows).toHaveLength(1)
})
