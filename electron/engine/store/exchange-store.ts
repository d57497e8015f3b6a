/** What comes from the other side: keys, receipts with their comments, waivers. Nothing is ever deleted or written over. */
import type Database from 'better-sqlite3'
import { AppError } from '../../../shared/model/errors.ts'
import type { ReturnComment } from '../../../shared/submission/signed-files.ts'
import type { Audit, AuditEntry, AuditSource } from './audit.ts'

export interface StoredPeerKey {
  readonly fingerprint: string
  readonly owner: string
  readonly role: 'county' | 'city'
  /** The unit file, to the letter. */
  readonly file: string
  readonly addedAt: string
  readonly addedBy: string
  readonly revokedAt: string | null
  /** Empty when the owner replaced it: what was signed before still counts. */
  readonly revokedWhy: string | null
}
export interface StoredReceipt {
  readonly id: string
  readonly packageId: string
  readonly kind: string
  /** The receipt to the letter; of a typed code, the code and its place among the receipts. */
  readonly file: string
  readonly takenAt: string
}
export interface StoredComment {
  readonly id: string
  readonly receipt: string
  readonly form: string
  readonly period: string
  readonly rowId: string | null
  readonly rowKey: string | null
  readonly field: string | null
  readonly text: string
  readonly answer: string | null
  readonly answeredBy: string | null
  readonly answeredAt: string | null
}
export interface StoredWaiver {
  readonly id: string
  readonly unit: string
  readonly period: string
  readonly rule: string
  readonly file: string
  readonly takenAt: string
}
/** Who did something, when and why. */
interface Frame {
  readonly who: string
  readonly at: string
  readonly why: string | null
}
export interface ExchangeStore {
  /** Newest first. */
  keys(): StoredPeerKey[]
  addKey(key: Omit<StoredPeerKey, 'revokedAt' | 'revokedWhy'>, replaces: string | null): void
  /** The owner says something newer about itself, under the same key. */
  renewKey(fingerprint: string, file: string, frame: Frame): void
  /** Also of one that was replaced. Throws KEY_UNKNOWN. */
  revokeKey(fingerprint: string, frame: Frame & { readonly why: string }): void
  /** Notes that this folder's own keys were made or replaced. */
  noteOwnKeys(before: string | null, after: string, frame: Frame): void
  /** In the order in which they were taken. */
  receipts(): StoredReceipt[]
  receiptsOf(packageId: string): StoredReceipt[]
  /** False, and nothing done, when it is known. @param place what it is about, for the history of each form */
  addReceipt(
    receipt: StoredReceipt,
    comments: readonly ReturnComment[],
    place: { readonly period: string; readonly forms: readonly string[] },
    frame: Frame,
  ): boolean
  comments(period: string): StoredComment[]
  comment(id: string): StoredComment | undefined
  answer(id: string, answer: string, frame: Frame): void
  waivers(unit: string, period: string): StoredWaiver[]
  /** False, and nothing done, when it is known. */
  addWaiver(waiver: StoredWaiver, form: string | null, frame: Frame): boolean
}

const nowhere = { form: null, period: null, rowId: null, rowKey: null, field: null } as const

export function createExchangeStore(database: Database.Database, audit: Audit, write: <T>(work: () => T) => T): ExchangeStore {
  const keys = database.prepare<[], StoredPeerKey>(
    `SELECT fingerprint, owner, role, file, added_at AS addedAt, added_by AS addedBy, revoked_at AS revokedAt, revoked_why AS revokedWhy
     FROM peer_key ORDER BY _rowid_ DESC`,
  )
  const insertKey = database.prepare<unknown[]>(
    'INSERT INTO peer_key (fingerprint, owner, role, file, added_at, added_by) VALUES (?, ?, ?, ?, ?, ?)',
  )
  const revoke = database.prepare<[string, string, string]>(
    "UPDATE peer_key SET revoked_at = ?, revoked_why = ? WHERE fingerprint = ? AND (revoked_at IS NULL OR revoked_why = '')",
  )
  const renew = database.prepare<[string, string]>('UPDATE peer_key SET file = ? WHERE fingerprint = ?')
  const replace = database.prepare<[string, string]>(
    "UPDATE peer_key SET revoked_at = ?, revoked_why = '' WHERE fingerprint = ? AND revoked_at IS NULL",
  )
  const receiptColumns = 'id, package_id AS packageId, kind, file, taken_at AS takenAt'
  const receipts = database.prepare<[], StoredReceipt>(`SELECT ${receiptColumns} FROM receipt ORDER BY _rowid_`)
  const receiptsOf = database.prepare<[string], StoredReceipt>(
    `SELECT ${receiptColumns} FROM receipt WHERE package_id = ? ORDER BY _rowid_`,
  )
  const insertReceipt = database.prepare<unknown[]>(
    'INSERT INTO receipt (id, package_id, kind, file, taken_at) VALUES (?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING',
  )
  const insertComment = database.prepare<unknown[]>(
    `INSERT INTO returned_comment (id, receipt, position, form, period, row_id, row_key, field, text)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING`,
  )
  const commentColumns = `id, receipt, form, period, row_id AS rowId, row_key AS rowKey, field, text, answer, answered_by AS answeredBy,
    answered_at AS answeredAt`
  const comments = database.prepare<[string], StoredComment>(
    `SELECT ${commentColumns} FROM returned_comment WHERE period = ? ORDER BY receipt, position`,
  )
  const comment = database.prepare<[string], StoredComment>(`SELECT ${commentColumns} FROM returned_comment WHERE id = ?`)
  const putAnswer = database.prepare<[string, string, string, string]>(
    'UPDATE returned_comment SET answer = ?, answered_by = ?, answered_at = ? WHERE id = ?',
  )
  const waivers = database.prepare<[string, string], StoredWaiver>(
    'SELECT id, unit, period, rule, file, taken_at AS takenAt FROM waiver WHERE unit = ? AND period = ? ORDER BY id',
  )
  const insertWaiver = database.prepare<unknown[]>(
    'INSERT INTO waiver (id, unit, period, rule, file, taken_at) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING',
  )
  const newStep = database.prepare("INSERT INTO step (state) VALUES ('fixed')")
  const tell = ({ who, at, why }: Frame, entries: readonly AuditEntry[], source: AuditSource = 'asked'): void =>
    audit.append({ at, who, source, step: Number(newStep.run().lastInsertRowid), why }, entries)
  return {
    keys: () => keys.all(),
    addKey: ({ fingerprint, owner, role, file, addedAt, addedBy }, replaces) =>
      write(() => {
        insertKey.run(fingerprint, owner, role, file, addedAt, addedBy)
        const replaced = replaces !== null && replace.run(addedAt, replaces).changes > 0 ? replaces : null
        tell({ who: addedBy, at: addedAt, why: null }, [{ ...nowhere, what: 'keys', before: replaced, after: fingerprint }])
      }),
    renewKey: (fingerprint, file, frame) =>
      write(() => {
        renew.run(file, fingerprint)
        tell(frame, [{ ...nowhere, what: 'keys', before: fingerprint, after: fingerprint }])
      }),
    revokeKey: (fingerprint, frame) =>
      write(() => {
        if (revoke.run(frame.at, frame.why, fingerprint).changes === 0) throw new AppError('KEY_UNKNOWN', { fingerprint })
        tell(frame, [{ ...nowhere, what: 'keys', before: fingerprint, after: null }])
      }),
    noteOwnKeys: (before, after, frame) => write(() => tell(frame, [{ ...nowhere, what: 'keys', before, after }])),
    receipts: () => receipts.all(),
    receiptsOf: (packageId) => receiptsOf.all(packageId),
    addReceipt: ({ id, packageId, kind, file, takenAt }, remarks, { period, forms }, frame) =>
      write(() => {
        if (insertReceipt.run(id, packageId, kind, file, takenAt).changes === 0) return false
        remarks.forEach(({ id: own, form, rowId, rowKey, field, text }, position) => {
          insertComment.run(own, id, position, form, period, rowId, rowKey, field, text)
        })
        tell(
          frame,
          forms.map((form) => ({ ...nowhere, what: 'receipt' as const, form, period, before: packageId, after: kind })),
          // The program fetches these; who works with it has asked for nothing.
          'command',
        )
        return true
      }),
    comments: (period) => comments.all(period),
    comment: (id) => comment.get(id),
    answer: (id, answer, frame) =>
      write(() => {
        const found = comment.get(id)
        if (found === undefined) throw new AppError('COMMENT_UNKNOWN')
        putAnswer.run(answer, frame.who, frame.at, id)
        const { form, period, rowId, rowKey, field } = found
        tell(frame, [{ what: 'answer', form, period, rowId, rowKey, field, before: found.text, after: answer }])
      }),
    waivers: (unit, period) => waivers.all(unit, period),
    addWaiver: ({ id, unit, period, rule, file, takenAt }, form, frame) =>
      write(() => {
        if (insertWaiver.run(id, unit, period, rule, file, takenAt).changes === 0) return false
        tell(frame, [{ ...nowhere, what: 'waiver', form, period, before: null, after: rule }], 'command')
        return true
      }),
  }
}
