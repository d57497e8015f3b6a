/** What may be wrong with a data folder, each on a real file. */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { expect, onTestFinished, test } from 'vitest'
import { dataFolder, prepareFolder } from '../../../electron/engine/store/folder.ts'
import { migrations } from '../../../electron/engine/store/migrations/migrations.ts'
import { readPragmas, setPragmas } from '../../../electron/engine/store/pragmas.ts'
import { AppError } from '../../../shared/model/errors.ts'
import { contentOf, openTestStore, place, row, temporaryFolder, typed } from '../../helpers/test-store.ts'

const refusal = (work: () => unknown): AppError => {
  try {
    work()
  } catch (error) {
    if (error instanceof AppError) return error
    throw error
  }
  throw new Error('it was not refused')
}

/** A closed store with some hundred rows, so that it has pages to damage, and a backup when asked for. */
function filledFolder(withBackup = false): string {
  const folder = temporaryFolder()
  const store = openTestStore(folder)
  store.reports.apply(
    ...place,
    0,
    Array.from({ length: 300 }, (_, at) => row(`r${at}`, at, { name: `第${at}号锅炉`, note: 'x'.repeat(200) })),
    typed,
  )
  if (withBackup) store.backup('manual')
  store.close()
  return folder
}

test('every setting is as asked for at the first open and at each later one', () => {
  const folder = temporaryFolder()
  for (const _open of [1, 2, 3]) {
    const store = openTestStore(folder)
    const settings = Object.fromEntries(readPragmas(store.database, store.journal).map(({ name, found }) => [name, found]))
    expect(settings).toEqual({
      locking_mode: 'exclusive',
      journal_mode: 'wal',
      synchronous: '2',
      foreign_keys: '1',
      trusted_schema: '0',
      cell_size_check: '1',
      mmap_size: '0',
      busy_timeout: '1000',
      fullfsync: '1',
      checkpoint_fullfsync: '1',
    })
    store.close()
  }
})

test('control: the library alone opens an existing database with less than FULL', () => {
  const folder = filledFolder()
  const database = new Database(join(folder, 'store.db'))
  onTestFinished(() => void database.close())
  expect(database.pragma('synchronous', { simple: true })).toBe(1)
})

test('a setting that SQLite does not take stops the program', () => {
  const database = new Database(':memory:')
  onTestFinished(() => void database.close())
  expect(() => setPragmas(database, 'wal')).toThrow('journal_mode is memory')
})

test('no shared-memory file is made and nothing stays beside the database after a close', () => {
  const folder = temporaryFolder()
  const store = openTestStore(folder)
  store.reports.apply(...place, 0, [row('a', 0, { name: '甲' })], typed)
  expect(readdirSync(folder).sort()).toEqual(['store.db', 'store.db-wal'])
  store.close()
  expect(readdirSync(folder)).toEqual(['store.db'])
})

test('a second process is refused while the first holds the folder, and let in afterwards', () => {
  const folder = filledFolder()
  const holder = openTestStore(folder)
  const script = `import { openStore } from ${JSON.stringify(join(import.meta.dirname, '../../../electron/engine/store/open-store.ts'))}
    try { openStore({ dataDir: process.argv[1], create: false, now: () => new Date(0), keyFields: () => [] }).close(); process.exitCode = 0 }
    catch (error) { process.stdout.write(error.code ?? String(error)); process.exitCode = 2 }`
  const tryOpen = () => {
    const { status, stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', script, folder], { encoding: 'utf8' })
    return [status, stdout]
  }
  expect(tryOpen()).toEqual([2, 'DATA_FOLDER_IN_USE'])
  // Readers too: bare SQLite gets nothing.
  const reader = new Database(join(folder, 'store.db'), { readonly: true, timeout: 50 })
  onTestFinished(() => void reader.close())
  expect(() => reader.prepare('SELECT count(*) FROM report').get()).toThrow('locked')
  reader.close()
  holder.close()
  expect(tryOpen()).toEqual([0, ''])
})

test('a missing folder is refused, and made only when asked for', () => {
  const folder = join(temporaryFolder(), 'a', 'b')
  expect(refusal(() => openTestStore(folder, { create: false })).code).toBe('DATA_FOLDER_MISSING')
  expect(existsSync(folder)).toBe(false)
  openTestStore(folder)
  expect(existsSync(join(folder, 'store.db'))).toBe(true)
})

test('a file in the place of the folder is refused', () => {
  const file = join(temporaryFolder(), 'data')
  writeFileSync(file, 'not a folder')
  const refusals = [file, join(file, 'year', 'data')].flatMap((folder) =>
    [true, false].map((create) => refusal(() => openTestStore(folder, { create }))),
  )
  expect(refusals.map(({ code, details }) => [code, details.file])).toEqual(refusals.map(() => ['FOLDER_BLOCKED', file]))
  expect(readFileSync(file, 'utf8')).toBe('not a folder')
})

test('a folder on a network drive is refused before anything is written', () => {
  const root = temporaryFolder()
  const mounts = `/dev/sda1 / ext4 rw 0 0\n//nas/office ${root} cifs rw 0 0`
  const folder = dataFolder(join(root, 'tanbao', 'data'))
  expect(refusal(() => prepareFolder(folder, true, mounts)).code).toBe('DATA_FOLDER_NETWORK')
  expect(readdirSync(root)).toEqual([])
})

test('a database from a newer program is refused and left as it is', () => {
  const folder = filledFolder()
  const database = new Database(join(folder, 'store.db'))
  database.pragma('user_version = 999')
  database.close()
  const before = readFileSync(join(folder, 'store.db'))
  const error = refusal(() => openTestStore(folder))
  expect([error.code, error.details]).toEqual(['STORE_FROM_FUTURE', { found: 999, known: migrations.at(-1)?.version }])
  expect(readFileSync(join(folder, 'store.db')).equals(before)).toBe(true)
})

const damages: readonly (readonly [string, (file: string) => void])[] = [
  ['a page of noise', (file) => overwrite(file, 4096 * 3, Buffer.alloc(4096, 0x5a))],
  ['its header gone', (file) => overwrite(file, 0, Buffer.alloc(100))],
  ['half of it gone', (file) => truncateSync(file, Math.floor(statSync(file).size / 2 / 4096) * 4096)],
  ['another program’s database', (file) => replaceByForeign(file)],
  ['a text file', (file) => writeFileSync(file, '这不是数据库'.repeat(100))],
]
test.each(damages)('a damaged database (%s) is moved aside, never deleted, and the newest backup is named', (_what, damage) => {
  const folder = filledFolder(true)
  damage(join(folder, 'store.db'))
  const broken = readFileSync(join(folder, 'store.db'))
  const error = refusal(() => openTestStore(folder))
  expect(error.code).toBe('STORE_DAMAGED')
  expect(error.details).toEqual({ kept: 'store.damaged-2020-06-03T02-00-00-000Z.db', backup: 'tanbao-20200603T020000000Z-manual.db' })
  expect(readFileSync(join(folder, String(error.details.kept))).equals(broken)).toBe(true)
  expect(existsSync(join(folder, 'store.db'))).toBe(false)
  // The next start does not begin anew as if nothing had been there.
  expect(refusal(() => openTestStore(folder)).code).toBe('STORE_DAMAGED')
})

test('an emptied database is damage where there are backups, a beginning where there are none', () => {
  const folder = filledFolder(true)
  truncateSync(join(folder, 'store.db'), 0)
  expect(refusal(() => openTestStore(folder)).code).toBe('STORE_DAMAGED')
  const fresh = temporaryFolder()
  writeFileSync(join(fresh, 'store.db'), '')
  expect(contentOf(openTestStore(fresh))).toEqual([])
})

test('control: an undamaged copy of the same store opens', () => {
  expect(contentOf(openTestStore(filledFolder(true))).length).toBe(300)
})

test('with a rollback journal the deletion of the journal is durable too', () => {
  const folder = temporaryFolder()
  mkdirSync(folder, { recursive: true })
  const database = new Database(join(folder, 'journal.db'))
  onTestFinished(() => void database.close())
  setPragmas(database, 'delete')
  expect([database.pragma('journal_mode', { simple: true }), database.pragma('synchronous', { simple: true })]).toEqual(['delete', 3])
})

function overwrite(file: string, at: number, bytes: Buffer): void {
  const content = readFileSync(file)
  bytes.copy(content, at)
  writeFileSync(file, content)
}

function replaceByForeign(file: string): void {
  writeFileSync(file, '')
  const foreign = new Database(file)
  foreign.exec('CREATE TABLE contact (name TEXT)')
  foreign.close()
}
