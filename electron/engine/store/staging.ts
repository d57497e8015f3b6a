/**
 * Rows of an outside workbook between reading and applying: one private table in a temporary database that is not part
 * of the data folder. SQLite keeps the newest pages in memory and the rest in a file that has no name of its own any
 * more once it is open, so nothing stays behind however the program ends.
 */
import Database from 'better-sqlite3'
import { asAppError } from './sqlite-errors.ts'

export interface Staging {
  /** Lays a piece aside; returns its number. Throws DISK_FULL. */
  add(piece: Uint8Array): number
  /** All pieces have come: what was added is kept from now on. */
  seal(): void
  piece(number: number): Uint8Array
  close(): void
}

/** Pages that stay in memory, in KiB. */
const cacheKb = 8 * 1024

/** Opens an empty staging table in a transaction that `seal` ends. */
export function openStaging(): Staging {
  const database = new Database('')
  // Nothing here outlives the program, so nothing has to reach the disk in any order.
  database.pragma('journal_mode = OFF')
  database.pragma('synchronous = OFF')
  database.pragma('temp_store = FILE')
  database.pragma('page_size = 32768')
  database.pragma(`cache_size = -${cacheKb}`)
  database.exec('CREATE TABLE staging (number INTEGER NOT NULL PRIMARY KEY, piece BLOB NOT NULL) STRICT')
  database.exec('BEGIN IMMEDIATE')
  const insert = database.prepare<[Uint8Array]>('INSERT INTO staging (piece) VALUES (?)')
  const select = database.prepare<[number], Uint8Array>('SELECT piece FROM staging WHERE number = ?').pluck()
  const guarded = <T>(work: () => T): T => {
    try {
      return work()
    } catch (error) {
      throw asAppError(error, '')
    }
  }
  return {
    add: (piece) => guarded(() => Number(insert.run(piece).lastInsertRowid)),
    seal: () => guarded(() => void database.exec('COMMIT')),
    piece: (number) =>
      guarded(() => {
        const piece = select.get(number)
        if (piece === undefined) throw new Error('a piece that was laid aside is not there')
        return piece
      }),
    close: () => void database.close(),
  }
}
