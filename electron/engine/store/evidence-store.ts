/**
 * Files beside the figures. A content is stored once under its digest and never taken away again: a file that is removed
 * only goes out of the report. Lists are read without the contents.
 */
import type Database from 'better-sqlite3'
import { AppError } from '../../../shared/model/errors.ts'
import { evidenceLimits } from '../../../shared/submission/evidence.ts'
import { reviewText } from '../../../shared/text/review.ts'
import type { Audit } from './audit.ts'
import type { ReviewTables } from './review-store.ts'

export interface StoredEvidence {
  readonly id: string
  readonly form: string
  readonly period: string
  readonly rowId: string | null
  /** Natural key of the row when the file was added. */
  readonly rowKey: string | null
  readonly field: string | null
  readonly name: string
  readonly bytes: number
  readonly sha256: string
  readonly by: string
  readonly at: string
  /** Number of the audit's entry that tells of it. */
  readonly addedSeq: number
  readonly removedBy: string | null
  readonly removedAt: string | null
  readonly removedSeq: number | null
}
export type NewEvidence = Omit<StoredEvidence, 'addedSeq' | 'removedBy' | 'removedAt' | 'removedSeq'>

export interface EvidenceStore {
  /** Oldest first, removed ones among them. */
  list(form: string, period: string): StoredEvidence[]
  get(id: string): StoredEvidence | undefined
  /** Of all months, without those that were taken out. */
  standing(): StoredEvidence[]
  /** What a month's files take, each content once. */
  month(period: string): { readonly files: number; readonly bytes: number }
  /** By its digest. */
  content(sha256: string): Uint8Array | undefined
  /**
   * Stores file, content and audit entry, and voids what was signed for the form, in one transaction; gives the file that
   * lies at this place with this content already, if there is one: `mended` where its content was damaged. Throws EVIDENCE_FULL, PERIOD_CLOSED, DISK_FULL.
   */
  add(evidence: NewEvidence, content: Uint8Array): { readonly file: StoredEvidence; readonly outcome: 'added' | 'mended' | 'there' }
  /** Throws EVIDENCE_UNKNOWN, PERIOD_CLOSED. Nothing happens to one that was removed already. */
  remove(id: string, by: string, at: string): void
}

const columns = `id, form, period, row_id AS rowId, row_key AS rowKey, field, name, bytes, sha256, by, at, added_seq AS addedSeq,
  removed_by AS removedBy, removed_at AS removedAt, removed_seq AS removedSeq`
const megabyte = 1024 * 1024

export function createEvidenceStore(
  database: Database.Database,
  audit: Audit,
  write: <T>(work: () => T) => T,
  voidSignatures: ReviewTables['voidWithin'],
): EvidenceStore {
  const list = database.prepare<[string, string], StoredEvidence>(
    `SELECT ${columns} FROM evidence WHERE form = ? AND period = ? ORDER BY added_seq`,
  )
  const get = database.prepare<[string], StoredEvidence>(`SELECT ${columns} FROM evidence WHERE id = ?`)
  const standing = database.prepare<[], StoredEvidence>(`SELECT ${columns} FROM evidence WHERE removed_at IS NULL ORDER BY added_seq`)
  const same = database.prepare<[string, string, string | null, string | null, string], StoredEvidence>(
    `SELECT ${columns} FROM evidence WHERE form = ? AND period = ? AND row_id IS ? AND field IS ? AND sha256 = ? AND removed_at IS NULL`,
  )
  const month = database.prepare<[string], { files: number; bytes: number }>(
    `SELECT coalesce(sum(files), 0) AS files, coalesce(sum(bytes), 0) AS bytes
     FROM (SELECT count(*) AS files, bytes FROM evidence WHERE period = ? AND removed_at IS NULL GROUP BY sha256)`,
  )
  const inMonth = database
    .prepare<[string, string], number>('SELECT count(*) FROM evidence WHERE period = ? AND sha256 = ? AND removed_at IS NULL')
    .pluck()
  const content = database.prepare<[string], Buffer>('SELECT content FROM evidence_content WHERE sha256 = ?').pluck()
  const sealedForm = database
    .prepare<[string], string>('SELECT form FROM report WHERE period = ? AND sealed_in IS NOT NULL LIMIT 1')
    .pluck()
  const insert = database.prepare<unknown[]>(
    `INSERT INTO evidence (id, form, period, row_id, row_key, field, name, bytes, sha256, by, at, added_seq)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  )
  /** A content that was damaged on the disk is whole again once somebody adds the file anew. */
  const putContent = database.prepare<[string, Uint8Array]>(
    `INSERT INTO evidence_content (sha256, content) VALUES (?, ?)
     ON CONFLICT DO UPDATE SET content = excluded.content WHERE content <> excluded.content`,
  )
  const mark = database.prepare<[string, string, number, string]>(
    'UPDATE evidence SET removed_by = ?, removed_at = ?, removed_seq = ? WHERE id = ?',
  )
  const newStep = database.prepare("INSERT INTO step (state) VALUES ('fixed')")
  const requireOpen = (period: string): void => {
    const form = sealedForm.get(period)
    if (form !== undefined) throw new AppError('PERIOD_CLOSED', { form, period })
  }
  /** The digest stands in the chain as well: a content that somebody exchanged is found out. */
  const told = (file: NewEvidence): string => `${file.name} (${file.sha256})`
  const tell = (what: 'evidenceAdded' | 'evidenceRemoved', file: NewEvidence, who: string, at: string): number => {
    const { form, period, rowId, rowKey, field } = file
    voidSignatures(form, period, { at, who, why: reviewText.voidedByEvidence })
    const step = Number(newStep.run().lastInsertRowid)
    const words = what === 'evidenceAdded' ? { before: null, after: told(file) } : { before: told(file), after: null }
    audit.append({ at, who, source: 'asked', step, why: null }, [{ what, form, period, rowId, rowKey, field, ...words }])
    return audit.head().seq
  }
  const requireRoom = ({ period, name, bytes, sha256 }: NewEvidence): void => {
    const { monthFiles: limitFiles, monthBytes, monthMb: limitMb } = evidenceLimits
    const used = month.get(period) ?? { files: 0, bytes: 0 }
    const after = used.bytes + (inMonth.get(period, sha256) === 0 ? bytes : 0)
    if (used.files < limitFiles && after <= monthBytes) return
    const usedMb = (used.bytes / megabyte).toFixed(1)
    throw new AppError('EVIDENCE_FULL', { period, file: name, files: used.files, usedMb, limitMb, limitFiles })
  }
  return {
    list: (form, period) => list.all(form, period),
    get: (id) => get.get(id),
    standing: () => standing.all(),
    month: (period) => month.get(period) ?? { files: 0, bytes: 0 },
    content: (sha256) => {
      const found = content.get(sha256)
      return found && new Uint8Array(found)
    },
    add: (file, bytes) =>
      write(() => {
        const { id, form, period, rowId, rowKey, field, name, sha256, by, at } = file
        requireOpen(period)
        const known = same.get(form, period, rowId, field, sha256)
        if (known === undefined) requireRoom(file)
        const isWritten = putContent.run(sha256, bytes).changes > 0
        if (known !== undefined) return { file: known, outcome: isWritten ? 'mended' : 'there' }
        const seq = tell('evidenceAdded', file, by, at)
        insert.run(id, form, period, rowId, rowKey, field, name, file.bytes, sha256, by, at, seq)
        return { file: { ...file, addedSeq: seq, removedBy: null, removedAt: null, removedSeq: null }, outcome: 'added' }
      }),
    remove: (id, by, at) =>
      write(() => {
        const file = get.get(id)
        if (!file) throw new AppError('EVIDENCE_UNKNOWN')
        if (file.removedAt !== null) return
        requireOpen(file.period)
        mark.run(by, at, tell('evidenceRemoved', file, by, at), id)
      }),
  }
}
