/** The audit chain against somebody who edits the database with another tool. */

import { createHash } from 'node:crypto'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { expect, test } from 'vitest'
import { cell, openTestStore, place, row, temporaryFolder, typed } from '../../helpers/test-store.ts'

const entries = 12

/** A store with a short history, closed. */
function writtenFolder(): string {
  const folder = temporaryFolder()
  const store = openTestStore(folder)
  store.reports.apply(...place, 0, [row('a', 0, { name: '甲' })], typed)
  for (let edit = 1; edit < entries; edit++) store.reports.apply(...place, edit, [cell('a', 'tons', String(edit))], typed)
  expect(store.verifyAudit()).toEqual({ entries, firstBad: null })
  store.close()
  return folder
}

test.each([
  ['a value rewritten', "UPDATE audit SET after = '99' WHERE seq = 5", 5],
  ['a name rewritten', "UPDATE audit SET who = '别人' WHERE seq = 1", 1],
  ['a moment moved', "UPDATE audit SET at = '2020-01-01' WHERE seq = 12", 12],
  ['an entry taken out', 'DELETE FROM audit WHERE seq = 7', 7],
  [
    'two entries exchanged',
    'UPDATE audit SET seq = 100 WHERE seq = 3; UPDATE audit SET seq = 3 WHERE seq = 4; UPDATE audit SET seq = 4 WHERE seq = 100',
    3,
  ],
  [
    'an entry put in',
    "INSERT INTO audit SELECT 13, at, who, source, step, what, form, period, row_id, row_key, field, before, 'x', why, hash FROM audit WHERE seq = 12",
    13,
  ],
])('finds %s and says where', (_what, sql, firstBad) => {
  const folder = writtenFolder()
  const attacker = new Database(join(folder, 'store.db'))
  attacker.exec('DROP TRIGGER audit_is_never_changed; DROP TRIGGER audit_is_never_deleted')
  attacker.exec(sql)
  attacker.close()
  expect(openTestStore(folder).verifyAudit().firstBad).toBe(firstBad)
})

test('each hash is the one that anybody can work out from the entry and the hash before it, whatever the entry holds', () => {
  const folder = temporaryFolder()
  const store = openTestStore(folder)
  const texts = ['甲\u{20000}', '锅'.repeat(40_000), 'after a long one', '"quoted"\n']
  store.reports.apply(...place, 0, [row('a', 0, { name: '甲' })], typed)
  for (const [at, text] of texts.entries())
    store.reports.apply(...place, at + 1, [cell('a', 'name', text)], { ...typed, why: text.slice(0, 9) })
  store.close()
  const database = new Database(join(folder, 'store.db'), { readonly: true })
  const entries = database
    .prepare(
      'SELECT seq, at, who, source, step, what, form, period, row_id, row_key, field, before, after, why, hash FROM audit ORDER BY seq',
    )
    .raw()
    .all() as (string | number | Buffer | null)[][] // the columns named
  database.close()
  let previous = Buffer.alloc(32)
  for (const entry of entries) {
    const [hash, fields] = [entry.at(-1), entry.slice(0, -1)]
    previous = createHash('sha256').update(previous).update(JSON.stringify(fields)).digest()
    expect(hash).toEqual(previous)
  }
  expect(entries).toHaveLength(texts.length + 1)
})

test('the newest entry taken out is noticed by whoever holds the older head', () => {
  const folder = writtenFolder()
  const before = openTestStore(folder)
  const head = before.auditHead()
  before.close()
  const attacker = new Database(join(folder, 'store.db'))
  attacker.exec('DROP TRIGGER audit_is_never_deleted; DELETE FROM audit WHERE seq = 12')
  attacker.close()
  const after = openTestStore(folder)
  expect([after.verifyAudit().firstBad, after.auditHead().seq < head.seq]).toEqual([null, true])
})

test('what was added since is looked at, and an old entry again when the folder is opened anew', () => {
  const folder = writtenFolder()
  const store = openTestStore(folder)
  expect(store.past.firstBad()).toBeNull()
  store.reports.apply(...place, entries, [cell('a', 'tons', '甲')], typed)
  expect(store.past.firstBad()).toBeNull()
  store.database.exec('DROP TRIGGER audit_is_never_changed')
  store.reports.apply(...place, entries + 1, [cell('a', 'tons', '乙')], typed)
  store.database.exec("UPDATE audit SET after = '99' WHERE seq = 14")
  expect(store.past.firstBad()).toBe(14)
  store.database.exec("UPDATE audit SET after = '98' WHERE seq = 2")
  store.close()
  const again = openTestStore(folder)
  expect(again.past.firstBad()).toBe(2)
  again.close()
})

test.each(["UPDATE audit SET after = '99'", 'DELETE FROM audit'])('the database itself refuses %s', (sql) => {
  const store = openTestStore(writtenFolder())
  expect(() => store.database.exec(sql)).toThrow('append only')
})
