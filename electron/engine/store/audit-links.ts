/** Entries of the audit chain as a package tells them: whole, each with the hash before it. */
import type Database from 'better-sqlite3'
import type { AuditLink } from '../../../shared/submission/content.ts'

export interface AuditLinks {
  /**
   * The history of these forms in a period up to entry `last`, oldest first.
   * @param mostBytes only the newest part of a longer one
   */
  of(period: string, forms: readonly string[], last: number, mostBytes: number): AuditLink[]
}

interface LinkRow extends Omit<AuditLink, 'previous' | 'hash'> {
  readonly previous: Buffer | null
  readonly hash: Buffer
}

/** Before the first entry of a chain. */
const start = Buffer.alloc(32)

export function createAuditLinks(database: Database.Database): AuditLinks {
  const newestFirst = database.prepare<[string, string, number], LinkRow>(
    `SELECT entry.seq, entry.at, entry.who, entry.source, entry.step, entry.what, entry.form, entry.period, entry.row_id AS rowId,
       entry.row_key AS rowKey, entry.field, entry.before, entry.after, entry.why, earlier.hash AS previous, entry.hash
     FROM audit entry LEFT JOIN audit earlier ON earlier.seq = entry.seq - 1
     WHERE entry.period = ? AND entry.form IN (SELECT value FROM json_each(?)) AND entry.seq <= ?
     ORDER BY entry.seq DESC`,
  )
  return {
    of(period, forms, last, mostBytes) {
      const links: AuditLink[] = []
      let bytes = 0
      for (const { previous, hash, ...entry } of newestFirst.iterate(period, JSON.stringify(forms), last)) {
        const link = { ...entry, previous: (previous ?? start).toString('hex'), hash: hash.toString('hex') }
        bytes += Buffer.byteLength(JSON.stringify(link))
        if (bytes > mostBytes) break
        links.push(link)
      }
      return links.reverse()
    },
  }
}
