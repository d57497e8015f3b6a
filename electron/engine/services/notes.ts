import type { FormReview, Note } from '../../../shared/contract/index.ts'
import { AppError } from '../../../shared/model/errors.ts'
import { naturalKey } from '../../../shared/model/natural-key.ts'
import type { EngineContext, Service } from '../context.ts'
import type { StoredNote } from '../store/types.ts'
import { requirePeriod, templateOf, whoOf } from './common.ts'
import { fieldNames, readingContext } from './kept-packs.ts'

export interface NewNote {
  readonly form: string
  readonly period: string
  readonly kind: StoredNote['kind']
  readonly row?: string | undefined
  readonly field?: string | undefined
  readonly text: string
  readonly by: string
}

function shown(context: EngineContext, note: StoredNote): Note {
  const { id, thread, form, period, kind, rowId, rowKey, field, text, by, at, resolvedAt, resolvedBy } = note
  const template = readingContext(context, form, period).pack().forms.get(form)
  const named = field === null ? null : (template?.fields.find(({ key }) => key === field)?.label ?? fieldNames(context, form)(field))
  const resolved = resolvedAt === null ? null : { at: resolvedAt, by: resolvedBy ?? '' }
  return { id, thread, kind, row: rowId, rowKey, field, label: named, text, by, at, resolved }
}

/** Stores a note and gives it as it lies there. Throws FIELD_UNKNOWN, INPUT_INVALID (a field without its row), NOTE_UNKNOWN. */
export function addNote(context: EngineContext, note: NewNote, thread?: string): StoredNote {
  const { form, period, kind, row, field, text, by } = note
  const store = context.store()
  const template = templateOf(context.pack(), form)
  requirePeriod(context.pack(), period)
  const begin = thread === undefined ? undefined : store.notes.get(thread)
  if (thread !== undefined && (begin?.thread !== thread || begin.form !== form || begin.period !== period))
    throw new AppError('NOTE_UNKNOWN')
  if (field !== undefined && row === undefined) throw new AppError('INPUT_INVALID', { path: 'row' })
  if (field !== undefined && !template.fields.some(({ key }) => key === field)) throw new AppError('FIELD_UNKNOWN', { form, field })
  const id = context.ports.newId()
  const values = row === undefined ? undefined : store.reports.row(form, period, row)?.values
  const stored = {
    id,
    thread: thread ?? id,
    form,
    period,
    kind: begin ? ('reply' as const) : kind,
    // An answer lies where the thread lies.
    rowId: begin ? begin.rowId : (row ?? null),
    rowKey: begin ? begin.rowKey : values === undefined ? null : naturalKey(template.naturalKey, values) || null,
    field: begin ? begin.field : (field ?? null),
    text,
    by,
    at: context.ports.clock.now().toISOString(),
  }
  store.notes.add(stored)
  return { ...stored, resolvedAt: null, resolvedBy: null }
}

/** Threads that nobody has resolved, and reasons for sending back that nobody has answered either. */
export function countNotes(notes: readonly StoredNote[]): Pick<FormReview, 'openNotes' | 'unanswered'> {
  const answered = new Set(notes.filter(({ kind }) => kind === 'reply').map(({ thread }) => thread))
  const open = notes.filter(({ id, thread, resolvedAt }) => id === thread && resolvedAt === null)
  return { openNotes: open.length, unanswered: open.filter(({ kind, id }) => kind === 'refusal' && !answered.has(id)).length }
}

export function createNoteService(context: EngineContext): Service<'note.list' | 'note.add' | 'note.resolve'> {
  const tell = (period: string): void => context.ports.emit({ name: 'review.changed', payload: { period } })
  return {
    'note.list': ({ form, period }) =>
      context
        .store()
        .notes.list(form, period)
        .map((note) => shown(context, note)),
    'note.add'({ by, thread, ...note }) {
      const added = addNote(context, { ...note, by: by ?? whoOf(context) }, thread)
      tell(note.period)
      return shown(context, added)
    },
    'note.resolve'({ id, resolved, by }) {
      const { notes } = context.store()
      const note = notes.get(id)
      if (note?.thread !== id) throw new AppError('NOTE_UNKNOWN')
      notes.resolve(id, by ?? whoOf(context), context.ports.clock.now().toISOString(), resolved)
      tell(note.period)
      return shown(context, notes.get(id) ?? note)
    },
  }
}
