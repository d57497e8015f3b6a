import type Database from 'better-sqlite3'
import type { Audit } from './audit.ts'
import type { PasswordStore, StoredPassword } from './types.ts'

const columns = 'name, salt, hash, cost, block_size AS blockSize, parallel, failures, wait_until AS waitUntil'

/** What is kept of a person's password: never the password, always how its digest was made. */
export function createPasswordStore(database: Database.Database, audit: Audit, write: <T>(work: () => T) => T): PasswordStore {
  const get = database.prepare<[string], StoredPassword>(`SELECT ${columns} FROM person_password WHERE name = ?`)
  const names = database.prepare<[], string>('SELECT name FROM person_password ORDER BY name').pluck()
  const put = database.prepare<unknown[]>(
    `INSERT OR REPLACE INTO person_password (name, salt, hash, cost, block_size, parallel, failures, wait_until)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
  )
  const remove = database.prepare<[string]>('DELETE FROM person_password WHERE name = ?')
  const count = database.prepare<[number, string | null, string]>('UPDATE person_password SET failures = ?, wait_until = ? WHERE name = ?')
  const newStep = database.prepare("INSERT INTO step (state) VALUES ('fixed')")
  const said = (has: boolean): string | null => (has ? 'set' : null)
  return {
    names: () => names.all(),
    get: (name) => get.get(name),
    set: (name, password, { who, at }) =>
      write(() => {
        const before = said(get.get(name) !== undefined)
        if (password === null) remove.run(name)
        else {
          const { salt, hash, cost, blockSize, parallel, failures, waitUntil } = password
          put.run(name, salt, hash, cost, blockSize, parallel, failures, waitUntil)
        }
        const entry = { what: 'password', form: null, period: null, rowId: null, rowKey: name, field: null } as const
        const step = Number(newStep.run().lastInsertRowid)
        audit.append({ at, who, source: 'asked', step, why: null }, [{ ...entry, before, after: said(password !== null) }])
      }),
    count: (name, failures, waitUntil) => write(() => void count.run(failures, waitUntil, name)),
  }
}
