/**
 * What a copy of the database holds, as one digest that stands in the copy itself. SQLite finds a damaged structure, and
 * the chain of changes a damaged log; a byte that changed inside a cell, a package or a piece of evidence neither of them sees.
 */
import { createHash, type Hash } from 'node:crypto'
import Database from 'better-sqlite3'

const name = 'copyDigest'

/** Writes the digest into a copy that nobody uses yet. */
export function sealCopy(file: string): void {
  writing(file, (copy) => copy.prepare('INSERT OR REPLACE INTO setting (name, value) VALUES (?, ?)').run(name, digestOf(copy)))
}

/** Takes it out of a copy that is to be worked on: from then on it would be wrong. */
export function unsealCopy(file: string): void {
  writing(file, (copy) => copy.prepare('DELETE FROM setting WHERE name = ?').run(name))
}

/** False when the copy does not hold what it held when it was made; one without a digest is of an earlier version. */
export function isAsSealed(copy: Database.Database): boolean {
  const said = copy.prepare<[string], string>('SELECT value FROM setting WHERE name = ?').pluck().get(name)
  return said === undefined || said === digestOf(copy)
}

/** Without a journal beside it: one left by a power cut would be played into the next copy of the same name. */
function writing(file: string, write: (copy: Database.Database) => void): void {
  const copy = new Database(file, { fileMustExist: true })
  try {
    copy.pragma('journal_mode = MEMORY')
    write(copy)
  } finally {
    copy.close()
  }
}

/** SHA-256 over every row of every table, but the log of changes, which has its own chain. */
function digestOf(database: Database.Database): string {
  const hash = createHash('sha256')
  const tables = database
    .prepare<[], string>(
      "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name <> 'audit' ORDER BY name",
    )
    .pluck()
    .all()
  for (const table of tables) {
    add(hash, table)
    const where = table === 'setting' ? ` WHERE name <> '${name}'` : ''
    const rows = database.prepare(`SELECT * FROM "${table}"${where}`).raw()
    for (const row of rows.iterate() as IterableIterator<readonly unknown[]>) for (const value of row) add(hash, value) // `raw` gives arrays
  }
  return hash.digest('hex')
}

/** Kind and length first, so that no two rows read alike. */
function add(hash: Hash, value: unknown): void {
  if (Buffer.isBuffer(value)) hash.update(`b${value.length}:`).update(value)
  else if (typeof value === 'string') hash.update(`s${value.length}:${value}`)
  else hash.update(`${value === null ? 'null' : `n${Number(value)}`};`)
}
