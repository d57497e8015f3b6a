/**
 * New rows on their way into the database, some dozen in one statement. Their texts are written as bytes once and go along
 * as one value, from which SQLite cuts what belongs into each record: an import hands over a hundred thousand rows, and to
 * hand over each text by itself, for the row and again for the audit, took longer than all that SQLite does with them.
 */
import type Database from 'better-sqlite3'

/** A row of a report with its audit entry. */
export interface NewRow {
  readonly id: string
  readonly key: string | null
  readonly position: number
  readonly origin: string
  /** What the audit keeps: `head`, the cells, `}`. */
  readonly after: string
  /** Characters before the cells; all of them ASCII. */
  readonly head: number
}

/** One statement for so many rows; the rest goes one by one. */
const rowsOfBatch = 64
/** Rows of long texts are written sooner. */
const bytesOfBatch = 1 << 18
const mostBytesOfUnit = 3
const bytesOfHash = 32

/** Entries of the audit as they are cut from a batch: number, row, key, place and length of the text. */
const entriesSql = (rows: number): string =>
  `WITH frame (first, at, who, source, step, form, period, why, texts, hashes) AS (SELECT ?, ?, ?, ?, ?, ?, ?, ?, ?, ?),
     entry (number, row_id, row_key, start, bytes) AS (VALUES ${list(rows, (number) => `(${number}, ?, ?, ?, ?)`)})
   INSERT INTO audit (seq, at, who, source, step, what, form, period, row_id, row_key, field, before, after, why, hash)
   SELECT first + number, at, who, source, step, 'insertRow', form, period, row_id, row_key, NULL, NULL,
     CAST(substr(texts, start, bytes) AS TEXT), why, substr(hashes, ${bytesOfHash} * number + 1, ${bytesOfHash})
   FROM frame CROSS JOIN entry`

const rowsSql = (rows: number): string =>
  `WITH frame (report, texts) AS (SELECT ?, ?),
     entry (id, position, origin, start, bytes) AS (VALUES ${list(rows, () => '(?, ?, ?, ?, ?)')})
   INSERT INTO report_row (report, id, position, origin, cells)
   SELECT report, id, position, origin, CAST(substr(texts, start, bytes) AS TEXT) FROM frame CROSS JOIN entry`

const list = (length: number, item: (at: number) => string): string => Array.from({ length }, (_, at) => item(at)).join(', ')

/** What all entries of a batch have alike. */
interface BatchFrame {
  readonly report: number
  readonly at: string
  readonly who: string
  readonly source: string
  readonly step: number
  readonly form: string
  readonly period: string
  readonly why: string | null
}
type Value = string | number | Buffer | null
type Writing = Database.Statement<[readonly Value[]]>

/** Writes rows and their entries; the caller numbers and chains them. Only inside a transaction. */
export class RowBatch {
  readonly #database: Database.Database
  readonly #statements = new Map<number, { readonly entries: Writing; readonly rows: Writing }>()
  readonly #hashes = Buffer.alloc(bytesOfHash * rowsOfBatch)
  #texts = Buffer.allocUnsafe(bytesOfBatch)
  #used = 0
  #rows: { readonly row: NewRow; readonly start: number; readonly bytes: number }[] = []

  constructor(database: Database.Database) {
    this.#database = database
  }

  /** @param seq number of the row's entry, one more than that of the row before */
  add(frame: BatchFrame, seq: number, row: NewRow, hash: Buffer): void {
    const most = this.#used + mostBytesOfUnit * row.after.length
    if (this.#texts.length < most) {
      const wider = Buffer.allocUnsafe(2 * most)
      this.#texts.copy(wider, 0, 0, this.#used)
      this.#texts = wider
    }
    this.#hashes.set(hash, bytesOfHash * this.#rows.length)
    const bytes = this.#texts.write(row.after, this.#used)
    this.#rows.push({ row, start: this.#used, bytes })
    this.#used += bytes
    if (this.#rows.length === rowsOfBatch || this.#used >= bytesOfBatch) this.flush(frame, seq)
  }

  /** Forgets what was not written, of a transaction that failed. */
  clear(): void {
    this.#rows = []
    this.#used = 0
  }

  /** Writes what was added since the last time. */
  flush(frame: BatchFrame, last: number): void {
    const rows = this.#rows
    const first = last - rows.length + 1
    if (rows.length === rowsOfBatch) this.#write(frame, first, 0, rows.length)
    else for (let at = 0; at < rows.length; at++) this.#write(frame, first + at, at, 1)
    this.clear()
  }

  #write(frame: BatchFrame, first: number, from: number, count: number): void {
    const { report, at, who, source, step, form, period, why } = frame
    const rows = this.#rows.slice(from, from + count)
    const begin = rows[0]?.start ?? 0
    const texts = this.#texts.subarray(begin, begin + rows.reduce((sum, { bytes }) => sum + bytes, 0))
    const hashes = this.#hashes.subarray(bytesOfHash * from)
    const entries: Value[] = [first, at, who, source, step, form, period, why, texts, hashes]
    const stored: Value[] = [report, texts]
    for (const { row, start, bytes } of rows) {
      // SQLite counts from 1.
      const place = start - begin + 1
      entries.push(row.id, row.key, place, bytes)
      stored.push(row.id, row.position, row.origin, place + row.head, bytes - row.head - 1)
    }
    const statements = this.#prepared(count)
    statements.entries.run(entries)
    statements.rows.run(stored)
  }

  #prepared(rows: number): { readonly entries: Writing; readonly rows: Writing } {
    let known = this.#statements.get(rows)
    if (known === undefined) {
      known = {
        entries: this.#database.prepare<[readonly Value[]]>(entriesSql(rows)),
        rows: this.#database.prepare<[readonly Value[]]>(rowsSql(rows)),
      }
      this.#statements.set(rows, known)
    }
    return known
  }
}
