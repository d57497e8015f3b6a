/** Short texts on a cell, a row or a form: comments, evidence, and why a form was sent back. Nothing is ever deleted. */
import type Database from 'better-sqlite3'
import { AppError } from '../../../shared/model/errors.ts'
import type { Audit } from './audit.ts'
import type { NoteStore, StoredNote } from './types.ts'

const columns = `id, thread, form, period, kind, row_id AS rowId, row_key AS rowKey, field, text, by, at,
  resolved_at AS resolvedAt, resolved_by AS resolvedBy`

export function createNoteStore(database: Database.Database, audit: Audit, write: <T>(work: () => T) => T): NoteStore {
  const list = database.prepare<[string, string], StoredNote>(
    `SELECT ${columns} FROM note WHERE form = ? AND period = ? ORDER BY note._rowid_`,
  )
  const ofPeriod = database.prepare<[string], StoredNote>(`SELECT ${columns} FROM note WHERE period = ? ORDER BY note._rowid_`)
  const get = database.prepare<[string], StoredNote>(`SELECT ${columns} FROM note WHERE id = ?`)
  const insert = database.prepare<unknown[]>(
    `INSERT INTO note (id, thread, form, period, kind, row_id, row_key, field, text, by, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  )
  const resolve = database.prepare<[string | null, string | null, string]>('UPDATE note SET resolved_at = ?, resolved_by = ? WHERE id = ?')
  const newStep = database.prepare("INSERT INTO step (state) VALUES ('fixed')")
  const tell = (note: StoredNote, what: 'note' | 'noteResolved' | 'noteReopened', who: string, at: string): void => {
    const { form, period, rowId, rowKey, field, text } = note
    const step = Number(newStep.run().lastInsertRowid)
    audit.append({ at, who, source: 'asked', step, why: null }, [
      { what, form, period, rowId, rowKey, field, before: note.kind, after: text },
    ])
  }
  return {
    list: (form, period) => list.all(form, period),
    ofPeriod: (period) => ofPeriod.all(period),
    get: (id) => get.get(id),
    add: (note) =>
      write(() => {
        const { id, thread, form, period, kind, rowId, rowKey, field, text, by, at } = note
        insert.run(id, thread, form, period, kind, rowId, rowKey, field, text, by, at)
        tell({ ...note, resolvedAt: null, resolvedBy: null }, 'note', by, at)
      }),
    resolve: (id, by, at, resolved) =>
      write(() => {
        const note = get.get(id)
        if (!note) throw new AppError('NOTE_UNKNOWN', {})
        if ((note.resolvedAt !== null) === resolved) return
        resolve.run(resolved ? at : null, resolved ? by : null, id)
        tell(note, resolved ? 'noteResolved' : 'noteReopened', by, at)
      }),
  }
}
