/** Losing everything and getting it back, as a county would. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { expect, onTestFinished, test } from 'vitest'
import { unsealCopy } from '../../../electron/engine/store/copy-digest.ts'
import { inspectCopy } from '../../../electron/engine/store/inspect-copy.ts'
import { backupFault } from '../../../shared/text/doctor.ts'
import { rawZip } from '../../helpers/hostile-zip.ts'
import { boiler, county, openTestEngine } from '../../helpers/test-engine.ts'

const samplesDir = join(import.meta.dirname, '..', '..', '..', 'resources', 'samples')
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
  const { bytes } = await call('backup.bytes', { id: backup.id })
  const { replaced } = await call('backup.restore', { bytes, evenIfNewer: true })
  expect([await coal(), replaced.reason]).toEqual([['120'], 'restore'])
  expect((await call('backup.list', {})).map(({ id }) => id)).toEqual(expect.arrayContaining([backup.id, replaced.id]))
  await call('report.edit', { ...at, edits: [boiler(3)] })
  await call('backup.restore', { bytes: (await call('backup.bytes', { id: replaced.id })).bytes, evenIfNewer: true })
  expect((await coal()).toSorted()).toEqual(['120', '999'])
  expect((await call('doctor.run', {})).healthy).toBe(true)
})

test('newer data are not overwritten silently: both dates are told, nothing happens, and a yes keeps what was there', async () => {
  const { call, coal } = await open(dataFolder())
  await call('report.edit', { ...at, edits: [boiler(1)] })
  const { bytes } = await call('backup.bytes', { id: (await call('backup.create', {})).id })
  // As it is: nothing to lose, nothing to ask.
  expect(await call('backup.inspect', { bytes })).toMatchObject({ standing: 'same' })
  await call('backup.restore', { bytes })
  await call('report.edit', { ...at, edits: [boiler(2)] })
  const found = await call('backup.inspect', { bytes })
  expect(found).toMatchObject({ standing: 'older', copy: { unitName: '柳城县', reports: 1, rows: 1, months: 1 }, present: { rows: 2 } })
  const before = (await call('backup.list', {})).length
  const refused = call('backup.restore', { bytes })
  await expect(refused).rejects.toMatchObject({
    code: 'BACKUP_OLDER',
    details: { backup: found.copy.lastChange, present: found.present?.lastChange },
  })
  expect([(await coal()).length, (await call('backup.list', {})).length]).toEqual([2, before])
  const { replaced } = await call('backup.restore', { bytes, evenIfNewer: true })
  expect([(await coal()).length, replaced.reason]).toEqual([1, 'restore'])
  // Back to what was put aside: it holds everything that is here and more, so nobody is asked.
  const aside = (await call('backup.bytes', { id: replaced.id })).bytes
  expect(await call('backup.inspect', { bytes: aside })).toMatchObject({ standing: 'newer' })
  await call('backup.restore', { bytes: aside })
  expect((await coal()).length).toBe(2)
})

test('data of another folder are told apart by their history, however new they are', async () => {
  const one = await open(dataFolder())
  const other = await open(dataFolder())
  await other.call('report.edit', { ...at, edits: [boiler(5)] })
  const { bytes } = await other.call('backup.bytes', { id: (await other.call('backup.create', {})).id })
  await one.call('report.edit', { ...at, edits: [boiler(1)] })
  expect(await one.call('backup.inspect', { bytes })).toMatchObject({ standing: 'apart' })
  await expect(one.call('backup.restore', { bytes })).rejects.toMatchObject({ code: 'BACKUP_OLDER' })
  expect(await one.coal()).toEqual(['120'])
})

test('a rehearsal proves the backup and leaves no trace; a spoilt one does not pass it', async () => {
  const dataDir = dataFolder()
  const { call } = await open(dataDir)
  await call('report.edit', { ...at, edits: [boiler(1)] })
  const { id } = await call('backup.create', {})
  const inFolder = readdirSync(dataDir).sort()
  expect(await call('backup.inspect', { id })).toMatchObject({ standing: 'same', handOver: null })
  expect(readdirSync(dataDir).sort()).toEqual(inFolder)
  const { bytes } = await call('backup.bytes', { id })
  await expect(call('backup.inspect', { bytes: bytes.slice().fill(0x5a, 8192, 12_288) })).rejects.toMatchObject({ code: 'BACKUP_INVALID' })
})

test('where the database went missing, what a restore leaves behind is the newest backup, as the list has it', async () => {
  const dataDir = dataFolder()
  const first = await open(dataDir)
  await first.call('report.edit', { ...at, edits: [boiler(1)] })
  await first.close()
  for (const name of readdirSync(dataDir)) if (name.startsWith('store.db')) rmSync(join(dataDir, name))
  const { call, setNow } = await open(dataDir, false)
  const [newest] = await call('backup.list', {})
  const { bytes } = await call('backup.bytes', { id: newest?.id ?? '' })
  setNow('2020-06-04T02:00:00.000Z')
  expect((await call('backup.restore', { bytes })).replaced).toEqual(newest)
})

test('a byte that changed inside a row is found, and whatever else changed; a copy from before there was a digest is taken as it is', async () => {
  const dataDir = dataFolder()
  const { call, close } = await open(dataDir)
  await call('report.edit', { ...at, edits: [boiler(1, { ownerName: '第33豆腐坊' })] })
  const { id } = await call('backup.create', {})
  const { bytes } = await call('backup.bytes', { id })
  await call('report.edit', { ...at, edits: [boiler(2)] })
  const changed = (what: string, by: string): Uint8Array => {
    const spoilt = Buffer.from(bytes)
    const places: number[] = []
    for (let place = spoilt.indexOf(what); place >= 0; place = spoilt.indexOf(what, place + 1)) places.push(place)
    expect(places.length).toBeGreaterThan(0)
    // The log of changes has a chain of its own.
    const file = join(dataDir, '..', 'spoilt.db')
    for (const place of places) {
      Buffer.from(bytes).copy(spoilt)
      spoilt.write(by, place)
      writeFileSync(file, spoilt)
      const copy = new Database(file, { readonly: true })
      const isOfRow = copy.prepare('SELECT count(*) FROM report_row WHERE cells LIKE ?').pluck().get(`%${by}%`)
      copy.close()
      if (isOfRow === 1) return spoilt
    }
    throw new Error(`no row holds ${what}`)
  }
  const spoilt = changed('第33豆', '第93豆')
  const damaged = { code: 'BACKUP_INVALID', details: { reason: backupFault.damaged } }
  await expect(call('backup.inspect', { bytes: spoilt })).rejects.toMatchObject(damaged)
  await expect(call('backup.restore', { bytes: spoilt, evenIfNewer: true })).rejects.toMatchObject(damaged)
  const file = join(dataDir, '..', 'former.db')
  for (const change of [
    "UPDATE setting SET value = replace(value, '柳城', '柳江')",
    'DELETE FROM report_row',
    'UPDATE report SET version = version + 1',
  ]) {
    writeFileSync(file, bytes)
    sql(file, change)
    await expect(call('backup.inspect', { bytes: readFileSync(file) })).rejects.toMatchObject(damaged)
  }
  await call('backup.restore', { bytes, evenIfNewer: true })
  writeFileSync(file, spoilt)
  unsealCopy(file)
  expect(await call('backup.inspect', { bytes: readFileSync(file) })).toMatchObject({ copy: { rows: 1 } })
  // What was restored carries no digest into the data in use, whose plain copy would soon belie it.
  await close()
  const live = new Database(join(dataDir, 'store.db'), { readonly: true })
  expect(live.prepare("SELECT count(*) FROM setting WHERE name = 'copyDigest'").pluck().get()).toBe(0)
  live.close()
})

test.each(['F4.xlsx', 'F4-GBK.csv'])('%s chosen as a backup is refused, and a workbook is told to be one', async (name) => {
  const { call } = await open(dataFolder())
  const bytes = new Uint8Array(readFileSync(join(samplesDir, name)))
  const reason = name.endsWith('.xlsx') ? backupFault.workbook : backupFault.damaged
  const refused = { code: 'BACKUP_INVALID', details: { reason } }
  await expect(call('backup.inspect', { bytes })).rejects.toMatchObject(refused)
  await expect(call('backup.restore', { bytes })).rejects.toMatchObject(refused)
})

test('a package with workbooks in it is no workbook', async () => {
  const { call } = await open(dataFolder())
  const bytes = rawZip([{ name: 'data/F4.xlsx', bytes: readFileSync(join(samplesDir, 'F4.xlsx')) }])
  expect(Buffer.from(bytes).includes('xl/workbook.')).toBe(true)
  await expect(call('backup.inspect', { bytes })).rejects.toMatchObject({
    code: 'BACKUP_INVALID',
    details: { reason: backupFault.damaged },
  })
})

test('a successor opens the hand-over file on a new computer, under new names, and knows what is open', async () => {
  const old = await open(dataFolder())
  await old.call('report.edit', { ...at, edits: [boiler(1)] })
  const { fileName, bytes } = await old.call('handOver.create', { note: '还差两家的用煤量' })
  expect(fileName).toMatch(/^交接-柳城县-\d{4}-\d{2}-\d{2}\.db$/)
  const fresh = await open(dataFolder(), false)
  const found = await fresh.call('backup.inspect', { bytes })
  expect(found).toMatchObject({ standing: 'alone', present: null, handOver: { from: '覃小梅', note: '还差两家的用煤量' } })
  expect(found.handOver?.open.map(({ period, form, state }) => `${period} ${form} ${state}`)).toContain('2020-05 F4 填报中')
  expect(found.copy.people).toEqual(county.people)
  await fresh.call('backup.restore', { bytes, people: { preparer: '黄丽', preparerPhone: '', auditor: '', leader: '  ' } })
  // Names left empty stay; the telephone goes with the person it belonged to.
  const successor = { ...county.people, preparer: '黄丽', preparerPhone: '' }
  expect([await fresh.coal(), (await fresh.call('app.info', {})).profile?.people]).toEqual([['120'], successor])
  // What the successor saves from now on is a backup, no hand-over.
  const { id } = await fresh.call('backup.create', {})
  expect(await fresh.call('backup.inspect', { id })).toMatchObject({ standing: 'same', handOver: null })
  await fresh.call('report.edit', { ...at, edits: [boiler(2)] })
  const who = (await fresh.call('report.history', at)).map((entry) => entry.who)
  expect([who[0], who.at(-1)]).toEqual(['黄丽', '覃小梅'])
  expect((await fresh.call('doctor.run', {})).steps.find(({ id }) => id === 'audit')?.ok).toBe(true)
})

test('neither a note that cannot be read, nor a month outside the plan, nor damaged data in use stand in the way', async () => {
  const dataDir = dataFolder()
  const { call } = await open(dataDir)
  await call('report.edit', { ...at, edits: [boiler(1)] })
  const file = join(dataDir, '..', 'copy.db')
  writeFileSync(file, (await call('handOver.create', { note: '' })).bytes)
  expect(await call('backup.inspect', { bytes: readFileSync(file) })).toMatchObject({ handOver: { from: '覃小梅' } })
  // What a copy of an earlier version held when it was made is not known.
  unsealCopy(file)
  for (const note of ['{', '{"at":1}', JSON.stringify({ at: '', from: '', note: 'x'.repeat(4001), open: [] })]) {
    sql(file, `UPDATE setting SET value = '${note}' WHERE name = 'handOver'`)
    expect(await call('backup.inspect', { bytes: readFileSync(file) })).toMatchObject({ standing: 'same', handOver: null })
  }
  sql(
    file,
    "INSERT INTO report (form, period, version, pack_version, header) SELECT form, '2019-01', 1, pack_version, header FROM report LIMIT 1",
  )
  await call('backup.restore', { bytes: readFileSync(file) })
  const { bytes } = await call('handOver.create', { note: '照旧' })
  const { handOver } = await call('backup.inspect', { bytes })
  expect([handOver?.note, [...new Set(handOver?.open.map(({ period }) => period))]]).toEqual(['照旧', ['2020-05']])

  const whole = readFileSync(file)
  const inUse = (spoil: boolean) => {
    writeFileSync(file, spoil ? Buffer.from(whole).fill(0x5a, 4096) : whole)
    const present = new Database(file)
    onTestFinished(() => void present.close())
    const { standing, present: told } = inspectCopy(bytes, 99, present)
    return [standing, told?.unitName]
  }
  expect([inUse(false), inUse(true)]).toEqual([
    ['same', '柳城县'],
    ['alone', undefined],
  ])
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
