import { mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { expect, onTestFinished, test } from 'vitest'
import { readCopy } from '../../electron/engine/store/backups.ts'
import { createSql } from '../../electron/engine/store/create.ts'
import { describeSchema, schemaVersion } from '../../electron/engine/store/migrate.ts'
import { migrations } from '../../electron/engine/store/migrations/migrations.ts'
import { hasCurrentSchema } from '../../electron/engine/store/open-store.ts'
import { openTestStore, temporaryFolder } from '../helpers/test-store.ts'

const fixtures = join(import.meta.dirname, 'fixtures')
const stored = readdirSync(fixtures).map((name) => Number(/^version-(\d+)\.sql$/.exec(name)?.[1]))
const newest = migrations.at(-1)?.version ?? 0

function memory(...sql: readonly string[]): Database.Database {
  const database = new Database(':memory:')
  onTestFinished(() => void database.close())
  for (const part of sql) database.exec(part)
  return database
}

/** A data folder with the stored database of a version. */
function folderOf(version: number): string {
  const folder = temporaryFolder()
  mkdirSync(folder, { recursive: true })
  const database = new Database(join(folder, 'store.db'))
  database.exec(readFileSync(join(fixtures, `version-${version}.sql`), 'utf8'))
  database.close()
  return folder
}

test('migrations are numbered without gaps, and every version but the newest has a stored database', () => {
  const versions = migrations.map(({ version }) => version)
  expect(versions).toEqual(versions.map((_, index) => index + 1))
  expect(stored.sort()).toEqual(expect.arrayContaining(versions.slice(0, -1)))
  expect(stored).toContain(1)
})

test('a new database has the schema that the migrations lead to', () => {
  expect(describeSchema(memory(createSql))).toEqual(describeSchema(memory(...migrations.map(({ sql }) => sql))))
})

test.each(stored)('a stored database of version %i comes up to date with everything in it', (version) => {
  const store = openTestStore(folderOf(version), { keyFields: () => ['boilerId'] })
  expect([schemaVersion(store.database), hasCurrentSchema(store.database), store.verifyAudit().firstBad]).toEqual([newest, true, null])
  expect(store.profile.get()).toMatchObject({ unit: '450222', people: { leader: '韦志强' } })
  const may = store.reports.load('F4', '2020-05')
  expect([may?.version, may?.rows.map(({ id, origin }) => [id, origin])]).toEqual([
    3,
    [
      ['boiler0', 'imported'],
      ['boiler1', 'imported'],
    ],
  ])
  expect(store.reports.load('F4', '2020-04')).toMatchObject({ sealed: true, rows: [{}, { values: { capacityTph: '1.5' } }, {}] })
  expect(store.explanations.all('2020-05').get('finding1')?.text).toBe('企业五月停产检修，已核对记录')
  expect([store.submissions.bytes('P1'), store.mappings.get('F4', 'fingerprint')]).toEqual([new Uint8Array([1, 2, 3]), '{"A":"boilerId"}'])
  // Version 1 had no room for a document; the later ones kept one.
  expect([store.planDocuments.get('liuzhou-2020')?.paragraphs, store.planDocuments.content('liuzhou-2020')]).toEqual(
    version === 1 ? [undefined, undefined] : [[{ text: '一、目标' }], new Uint8Array([4, 5, 6])],
  )
  // Version 3 brought the review; nobody had signed anything before.
  const signed = store.review.list('2020-05').map(({ act, by, voidedAt }) => [act, by, voidedAt])
  expect([signed, store.notes.list('F4', '2020-05').map(({ text }) => text), store.passwords.names()]).toEqual(
    version < 3 ? [[], [], []] : [[['handIn', '覃小梅', null]], ['铭牌照片存镇办'], ['韦志强']],
  )
  // Version 4 brought files beside the figures.
  expect([store.evidence.list('F4', '2020-05').map(({ name }) => name), store.evidence.content('00')]).toEqual(
    version < 4 ? [[], undefined] : [['铭牌.jpg'], new Uint8Array([7, 8, 9])],
  )
  // What could be brought back before the migration still can.
  store.reports.redo('F4', '2020-05', '韦志强')
  expect(store.reports.load('F4', '2020-05')?.rows.map(({ id }) => id)).toEqual(['boiler1'])
})

const next = newest + 1

test('a backup is made before a migration and holds the database as it was', () => {
  const folder = folderOf(newest)
  const store = openTestStore(folder, { migrations: [...migrations, { version: next, sql: 'ALTER TABLE mapping ADD COLUMN note TEXT' }] })
  expect([schemaVersion(store.database), store.reports.load('F4', '2020-05')?.rows.length]).toEqual([next, 2])
  const [backup = ''] = readdirSync(join(folder, 'backups'))
  expect([backup, readCopy(join(folder, 'backups', backup)).schemaVersion]).toEqual(['tanbao-20200603T020000000Z-migration.db', newest])
})

test.each([
  ['stops half way', 'ALTER TABLE mapping ADD COLUMN note TEXT; INSERT INTO nowhere VALUES (1)', 'nowhere'],
  ['leaves broken references', 'UPDATE report_row SET report = report + 90', 'broken references'],
])('a migration that %s changes nothing', (_what, sql, message) => {
  const folder = folderOf(newest)
  const before = openTestStore(folder)
  const [schema, reports] = [describeSchema(before.database), before.reports.load('F4', '2020-05')]
  before.close()
  expect(() => openTestStore(folder, { migrations: [...migrations, { version: next, sql }] })).toThrow(message)
  const after = openTestStore(folder)
  expect([describeSchema(after.database), after.reports.load('F4', '2020-05')]).toEqual([schema, reports])
})
