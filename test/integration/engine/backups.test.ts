/** Losing everything and getting it back, as a county would. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { expect, onTestFinished, test } from 'vitest'
import { boiler, county, openTestEngine } from '../../helpers/test-engine.ts'

const at = { form: 'F4', period: '2020-05' } as const

function dataFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'tanbao-backup-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return join(folder, 'data')
}

async function open(dataDir: string, isNew = true) {
  const engine = openTestEngine({ dataDir })
  onTestFinished(() => engine.close())
  if (isNew) await engine.call('profile.create', county)
  const coal = async () => (await engine.call('report.open', at)).rows.map(({ values }) => values.annualCoal)
  return { ...engine, coal }
}

test('a backup brings back the data as it was, and what it replaced is kept too', async () => {
  const { call, coal } = await open(dataFolder())
  await call('report.edit', { ...at, edits: [boiler(1)] })
  const backup = await call('backup.create', {})
  await call('report.edit', { ...at, edits: [boiler(2), { kind: 'cell', row: 'boiler-1', field: 'annualCoal', value: '999' }] })
  const { replaced } = await call('backup.restore', { bytes: (await call('backup.bytes', { id: backup.id })).bytes })
  expect([await coal(), replaced.reason]).toEqual([['120'], 'restore'])
  expect((await call('backup.list', {})).map(({ id }) => id)).toEqual(expect.arrayContaining([backup.id, replaced.id]))
  await call('report.edit', { ...at, edits: [boiler(3)] })
  await call('backup.restore', { bytes: (await call('backup.bytes', { id: replaced.id })).bytes })
  expect((await coal()).toSorted()).toEqual(['120', '999'])
  expect((await call('doctor.run', {})).healthy).toBe(true)
})

test('after damage the program starts, says so, and the newest backup brings everything back', async () => {
  const dataDir = dataFolder()
  const before = await open(dataDir)
  await before.call('report.edit', { ...at, edits: [boiler(1)] })
  const backup = await before.call('backup.create', {})
  await before.close()
  const file = join(dataDir, 'store.db')
  const broken = readFileSync(file).fill(0x5a, 4096, 40_000)
  writeFileSync(file, broken)

  const { call, coal } = await open(dataDir, false)
  await expect(call('report.open', at)).rejects.toMatchObject({ code: 'STORE_DAMAGED', details: { backup: backup.id } })
  await expect(call('profile.create', county)).rejects.toMatchObject({ code: 'STORE_DAMAGED' })
  expect((await call('packs.list', {})).length).toBeGreaterThan(0)
  const [newest] = await call('backup.list', {})
  const { replaced } = await call('backup.restore', { bytes: (await call('backup.bytes', { id: newest?.id ?? '' })).bytes })
  expect(await coal()).toEqual(['120'])
  expect(readFileSync(join(dataDir, replaced.id)).equals(broken)).toBe(true)
})

test('a backup makes a new computer whole', async () => {
  const old = await open(dataFolder())
  await old.call('report.edit', { ...at, edits: [boiler(1)] })
  const { id } = await old.call('backup.create', {})
  const { bytes } = await old.call('backup.bytes', { id })
  const fresh = await open(dataFolder(), false)
  await fresh.call('backup.restore', { bytes })
  expect([await fresh.coal(), (await fresh.call('app.info', {})).profile?.unit]).toEqual([['120'], '450222'])
})

const spoilt: readonly (readonly [string, (file: string) => void])[] = [
  ['a text', (file) => writeFileSync(file, '这不是备份'.repeat(1000))],
  ['half a file', (file) => writeFileSync(file, readFileSync(file).subarray(0, 20_000))],
  ['a page of noise', (file) => writeFileSync(file, readFileSync(file).fill(0x5a, 8192, 12_288))],
  ['another program’s database', (file) => sql(file, 'PRAGMA application_id = 7')],
  ['a rewritten history', (file) => sql(file, "DROP TRIGGER audit_is_never_changed; UPDATE audit SET who = '别人'")],
]
test.each(spoilt)('%s is no backup: it is refused and nothing changes', async (_what, spoil) => {
  const dataDir = dataFolder()
  const { call, coal } = await open(dataDir)
  await call('report.edit', { ...at, edits: [boiler(1)] })
  const { bytes } = await call('backup.bytes', { id: (await call('backup.create', {})).id })
  const file = join(dataDir, '..', 'copy.db')
  writeFileSync(file, bytes)
  spoil(file)
  await expect(call('backup.restore', { bytes: readFileSync(file) })).rejects.toMatchObject({ code: 'BACKUP_INVALID' })
  expect([await coal(), existsSync(join(dataDir, 'restoring.tmp'))]).toEqual([['120'], false])
})

test('a copy of the live database file is what a backup is not', async () => {
  const dataDir = dataFolder()
  const { call } = await open(dataDir)
  await call('report.edit', { ...at, edits: [boiler(1)] })
  const copy = join(dataDir, '..', 'copied.db')
  writeFileSync(copy, readFileSync(join(dataDir, 'store.db')))
  const database = new Database(copy)
  onTestFinished(() => void database.close())
  const rows = () => database.prepare('SELECT count(*) FROM report_row').pluck().get()
  // Sound by every check of SQLite, and yet the edit is not in it.
  expect([database.pragma('integrity_check', { simple: true }), safely(rows)]).not.toEqual(['ok', 1])
})

test('a clean close leaves a backup of what no backup held', async () => {
  const dataDir = dataFolder()
  const first = await open(dataDir)
  await first.call('report.edit', { ...at, edits: [boiler(1)] })
  await first.close()
  expect(readdirSync(join(dataDir, 'backups'))).toEqual(['tanbao-20200603T020000000Z-close.db'])
})

function sql(file: string, text: string): void {
  const database = new Database(file)
  database.exec(text)
  database.close()
}

function safely(work: () => unknown): unknown {
  try {
    return work()
  } catch (error) {
    return error instanceof Error ? error.message : error
  }
}
