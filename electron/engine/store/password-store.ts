import type Database from 'better-sqlite3'
import type { PasswordStore, StoredPassword } from './types.ts'

const columns = 'name, salt, hash, cost, block_size AS blockSize, parallel, failures, wait_until AS waitUntil'

/** What is kept of a person's password: never the password, always how its digest was made. */
export function createPasswordStore(database: Database.Database, write: <T>(work: () => T) => T): PasswordStore {
  const get = database.prepare<[string], StoredPassword>(`SELECT ${columns} FROM person_password WHERE name = ?`)
  const names = database.prepare<[], string>('SELECT name FROM person_password ORDER BY name').pluck()
  const put = database.prepare<unknown[]>(
    `INSERT OR REPLACE INTO person_password (name, salt, hash, cost, block_size, parallel, failures, wait_until)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
  )
  const remove = database.prepare<[string]>('DELETE FROM person_password WHERE name = ?')
  return {
    names: () => names.all(),
    get: (name) => get.get(name),
    put: ({ name, salt, hash, cost, blockSize, parallel, failures, waitUntil }) =>
      write(() => void put.run(name, salt, hash, cost, blockSize, parallel, failures, waitUntil)),
    remove: (name) => write(() => void remove.run(name)),
  }
}
