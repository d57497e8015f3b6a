/** Each backup once more on another disk: copied, rotated, told when it fails, and nobody else's file touched. */
import { spawnSync } from 'node:child_process'
import {
  closeSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { open as openFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { expect, onTestFinished, test } from 'vitest'
import { copyInto, faultOf } from '../../../electron/engine/store/second-place.ts'
import { boiler, county, openTestEngine, people } from '../../helpers/test-engine.ts'

const at = { form: 'F4', period: '2020-05' } as const

function place(): string {
  const folder = mkdtempSync(join(tmpdir(), 'tanbao-second-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

async function open({
  dataDir = join(place(), 'data'),
  isNew = true,
  folder,
}: {
  dataDir?: string
  isNew?: boolean
  folder?: string
} = {}) {
  const engine = openTestEngine({ dataDir })
  onTestFinished(() => engine.close())
  const { call } = engine
  if (isNew) await call('profile.create', { ...county, ...(folder === undefined ? {} : { backupFolder: folder }) })
  const second = async () => {
    const { second } = await call('backup.folder', {})
    if (second === null) throw new Error('no folder is set')
    return { ...second, whole: join(second.folder, second.place) }
  }
  const health = async () => (await call('doctor.run', {})).steps.find(({ id }) => id === 'secondBackup')
  return { ...engine, dataDir, second, health }
}
const refusal = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    ({ code, details }: { code: string; details: { reason?: string } }) => `${code} ${details.reason}`,
  )

test('a backup lies in both folders byte for byte, and the copy brings everything back on a new computer', async () => {
  const { call, dataDir, second, health, setNow, close } = await open({ folder: place() })
  expect(await second()).toMatchObject({ state: 'done', copiedAt: null })
  await call('report.edit', { ...at, edits: [boiler(1)] })
  const made = await call('backup.create', {})
  const { whole, ...view } = await second()
  expect(view).toMatchObject({ state: 'done', copiedAt: made.at, fault: null })
  expect(view.place).toMatch(/^碳报备份-柳城县-[0-9a-f]{6}$/)
  expect(readdirSync(whole)).toEqual([made.id])
  const bytes = readFileSync(join(whole, made.id))
  expect(bytes.equals(readFileSync(join(dataDir, 'backups', made.id)))).toBe(true)
  expect(await health()).toMatchObject({ ok: true })
  // The last one, made while the program closes, is there too.
  await call('report.edit', { ...at, edits: [boiler(2)] })
  setNow('2020-06-03T03:00:00.000Z')
  await close()
  expect(readdirSync(whole).map((name) => /Z-(\w+)\.db$/.exec(name)?.[1])).toEqual(['manual', 'close'])
  const fresh = await open({ isNew: false })
  await fresh.call('backup.restore', { bytes })
  expect((await fresh.call('report.open', at)).rows).toHaveLength(1)
  // The folder is this computer's: it neither came along nor is one missed.
  expect(await fresh.call('backup.folder', {})).toEqual({ data: fresh.dataDir, second: null })
  expect((await fresh.health())?.ok).toBe(true)
})

test('the backup before a migration, made while the store opens, is copied like any other', async () => {
  const { dataDir, second, close } = await open({ folder: place() })
  const { whole } = await second()
  await close()
  const file = join(dataDir, 'store.db')
  rmSync(file)
  const earlier = new Database(file)
  earlier.exec(readFileSync(join(import.meta.dirname, '..', '..', 'migrations', 'fixtures', 'version-1.sql'), 'utf8'))
  earlier.close()
  const again = await open({ dataDir, isNew: false })
  await again.close()
  expect(readdirSync(whole).filter((name) => name.endsWith('-migration.db'))).toHaveLength(1)
})

test('a restore neither takes the folder back nor mixes the backups of two units', async () => {
  const folder = place()
  const { call, second } = await open()
  const before = await call('backup.create', {})
  await call('backup.setFolder', { folder })
  expect(await second()).toMatchObject({ folder, state: 'done', copiedAt: before.at })
  const own = (await second()).whole
  await call('backup.restore', { bytes: (await call('backup.bytes', { id: before.id })).bytes, evenIfNewer: true })
  expect(await second()).toMatchObject({ folder })
  const other = openTestEngine({ dataDir: join(place(), 'data') })
  onTestFinished(() => other.close())
  await other.call('profile.create', { ...county, unit: '450223', people })
  const { bytes } = await other.call('backup.bytes', { id: (await other.call('backup.create', {})).id })
  await call('backup.restore', { bytes, evenIfNewer: true })
  const made = await call('backup.create', {})
  const { whole } = await second()
  expect([whole === own, readdirSync(whole), readdirSync(own).includes(made.id)]).toEqual([false, [made.id], false])
})

test('the copies are let go by the rule of the backups, and only they', async () => {
  const folder = place()
  const { call, second } = await open({ folder })
  await call('backup.create', {})
  const { whole } = await second()
  const name = (minute: number) => `tanbao-20200101T00${String(minute).padStart(2, '0')}00000Z-hourly.db`
  const old = Array.from({ length: 30 }, (_, minute) => join(whole, name(minute)))
  const sealed = join(whole, 'tanbao-20190101T000000000Z-seal.db')
  const neighbour = join(folder, '碳报备份-柳江区-000000')
  mkdirSync(join(whole, name(58)), { recursive: true })
  mkdirSync(neighbour)
  const strangers = [
    join(whole, `${name(1)}.txt`),
    join(whole, `my ${name(1)}`),
    join(whole, '照片.jpg'),
    join(whole, 'store.db'),
    join(folder, name(1)),
    ...Array.from({ length: 30 }, (_, minute) => join(neighbour, name(minute))),
  ]
  for (const file of [...old, sealed, ...strangers]) writeFileSync(file, 'x')
  const lost = () => [...strangers, sealed, join(whole, name(58))].filter((file) => !existsSync(file))
  const made = await call('backup.create', {})
  expect(await second()).toMatchObject({ state: 'done', copiedAt: made.at })
  // It did delete: of the thirty that bear our names, here and nowhere else.
  expect(old.filter((file) => existsSync(file)).length).toBeLessThan(12)
  expect(lost()).toEqual([])
  // The look itself finds what is gone.
  rmSync(strangers[3] ?? '')
  expect(lost()).toEqual([join(whole, 'store.db')])
})

test('a stick that is out is told, the backup is there, and the next one is written as soon as it is in again', async () => {
  const stick = join(place(), 'stick')
  mkdirSync(stick)
  const { call, second, health, errors } = await open({ folder: stick })
  const first = await call('backup.create', {})
  renameSync(stick, `${stick}-out`)
  // Where it is mounted, an empty folder is left: nothing may be written into that.
  mkdirSync(stick)
  await call('report.edit', { ...at, edits: [boiler(1)] })
  const made = await call('backup.create', {})
  expect((await call('backup.list', {})).map(({ id }) => id)).toContain(made.id)
  expect(await second()).toMatchObject({ state: 'failed', fault: 'away', copiedAt: first.at })
  expect(readdirSync(stick)).toEqual([])
  const { ok, text, advice } = (await health()) ?? {}
  expect([ok, text?.startsWith('第二份备份没有写成：'), text?.includes('主备份完好'), advice?.includes('请插好')]).toEqual([
    false,
    true,
    true,
    true,
  ])
  // The self-check goes to technicians: whose computer it is, is not in it.
  expect(`${text}${advice}`.includes(stick)).toBe(false)
  expect(errors.length).toBeGreaterThan(0)
  rmSync(stick, { recursive: true })
  renameSync(`${stick}-out`, stick)
  const again = await call('backup.create', {})
  expect(await second()).toMatchObject({ state: 'done', fault: null, copiedAt: again.at })
  expect((await health())?.ok).toBe(true)
})

test('what was left half written is written anew, and a link in the place leads nowhere', async () => {
  const folder = place()
  const { call, second, dataDir } = await open({ folder })
  const { whole } = await second()
  writeFileSync(join(whole, 'unfinished.tmp'), 'half')
  const made = await call('backup.create', {})
  expect(readdirSync(whole)).toEqual([made.id])
  rmSync(whole, { recursive: true })
  symlinkSync(join(dataDir, 'backups'), whole)
  await call('backup.create', {})
  expect(await second()).toMatchObject({ state: 'failed', fault: 'notFolder' })
  expect(await call('backup.list', {})).toHaveLength(2)
})

test('a disk that gives back other bytes than it was given is found out, and nothing there is called a backup', async () => {
  const [backups, folder] = [place(), place()]
  const made = { id: 'tanbao-20200602T030000000Z-manual.db', at: '2020-06-02T03:00:00.000Z', bytes: 8, reason: 'manual' } as const
  // What comes out of a pipe can be held up in the middle.
  const pipe = join(backups, made.id)
  expect(spawnSync('mkfifo', [pipe]).status).toBe(0)
  const copy = async (meanwhile: (unfinished: string) => void) => {
    const copying = copyInto({ made, backups, place: folder, signal: AbortSignal.timeout(20_000) }).then(() => 'done', faultOf)
    const writer = await openFile(pipe, 'w')
    await writer.write('half')
    const unfinished = join(folder, 'unfinished.tmp')
    await expect.poll(() => existsSync(unfinished) && readFileSync(unfinished, 'utf8')).toBe('half')
    meanwhile(unfinished)
    await writer.write('rest')
    await writer.close()
    return copying
  }
  const spoil = (file: string) => {
    const at = openSync(file, 'r+')
    writeSync(at, 'H', 0)
    closeSync(at)
  }
  expect([await copy(spoil), readdirSync(folder)]).toEqual(['differs', []])
  expect([await copy(() => undefined), readdirSync(folder)]).toEqual(['done', [made.id]])
})

test('a folder that cannot be used is refused with its reason before anything is made or changed', async () => {
  const base = place()
  const dataDir = join(base, 'data')
  const file = join(base, 'file')
  writeFileSync(file, 'x')
  const engine = await open({ dataDir, isNew: false })
  expect(await refusal(engine.call('profile.create', { ...county, backupFolder: join(base, 'nowhere') }))).toBe('BACKUP_FOLDER away')
  expect(existsSync(dataDir)).toBe(false)
  await engine.call('profile.create', county)
  await engine.call('backup.create', {})
  symlinkSync(join(dataDir, 'backups'), join(base, 'link'))
  const kept = place()
  await engine.call('backup.setFolder', { folder: kept })
  const reasons = []
  for (const folder of ['backups', join(base, 'nowhere'), file, dataDir, join(dataDir, 'backups'), join(base, 'link')]) {
    reasons.push(await refusal(engine.call('backup.setFolder', { folder })))
  }
  expect(reasons.map((reason) => reason.replace('BACKUP_FOLDER ', ''))).toEqual([
    'relative',
    'away',
    'notFolder',
    'inside',
    'inside',
    'inside',
  ])
  expect((await engine.second()).folder).toBe(kept)
  expect(readdirSync(dataDir).filter((name) => name.startsWith('.tanbao-'))).toEqual([])
  const { whole } = await engine.second()
  expect((await engine.call('backup.setFolder', { folder: '' })).second).toBeNull()
  // What was written is never taken away by that.
  expect(readdirSync(whole)).toHaveLength(1)
})

test('who begins afresh is asked for the folder again; two programs share a stick', async () => {
  const stick = place()
  const one = await open({ folder: stick })
  const two = await open({ folder: stick })
  await one.call('backup.create', {})
  await two.call('backup.create', {})
  expect(new Set([(await one.second()).whole, (await two.second()).whole]).size).toBe(2)
  expect(readdirSync(stick)).toHaveLength(2)
  await one.call('profile.leave', {})
  expect((await one.call('backup.folder', {})).second).toBeNull()
})
