/** The review as it crosses the boundary: who signed what, what was sent back, and the notes on cells. */
import * as z from 'zod'
import { Key, Month } from '../forms/primitives.ts'
import { reviewStages } from '../model/state.ts'
import { FormAt, type MethodTable } from './parts.ts'
import { Profile } from './program.ts'
import { RowId } from './report.ts'

export const PersonName = z.string().trim().min(1).max(40)
export const Password = z.string().min(4).max(200)

export const ReviewAct = z.enum(['handIn', 'pass', 'sign', 'refuse'])
export type ReviewActName = z.infer<typeof ReviewAct>

const ReviewEntry = z.object({
  act: ReviewAct,
  by: z.string(),
  at: z.string(),
  /** Version of the report that was before the person. */
  version: z.int(),
  /** SHA-256 of the report as it goes into a package (`data/records/<form>.json`). */
  digest: z.string(),
  /** Since when, and why, it counts no longer; null while it does. */
  voided: z.object({ at: z.string(), why: z.string() }).nullable(),
})
export type ReviewEntry = z.infer<typeof ReviewEntry>

export const FormReview = z.object({
  form: z.string(),
  title: z.string(),
  /** False when there is nothing in it now, though something was signed or noted. */
  filled: z.boolean(),
  stage: z.enum(reviewStages),
  /** Names in the head of the report: only they can sign for it. */
  preparer: z.string(),
  auditor: z.string(),
  leader: z.string(),
  /** Everything that was done, oldest first. */
  entries: z.array(ReviewEntry),
  /** Why it was sent back last; null unless it stands sent back. */
  refusal: z.object({ by: z.string(), at: z.string(), text: z.string() }).nullable(),
  /** Threads of notes that nobody has resolved. */
  openNotes: z.int(),
  /** Reasons for sending it back that nobody has answered or resolved: it cannot be handed in before. */
  unanswered: z.int(),
})
export type FormReview = z.infer<typeof FormReview>

export const MonthReview = z.object({
  period: Month,
  /** False: the month is handed up without anybody signing in the program. */
  enabled: z.boolean(),
  /** Forms with data, and those that something was signed for or noted on. */
  forms: z.array(FormReview),
  /** Names that have a password. */
  guarded: z.array(z.string()),
})
export type MonthReview = z.infer<typeof MonthReview>

export const SignIn = { by: PersonName, password: z.string().max(200).optional() }
export const ReviewForms = z.strictObject({ period: Month, forms: z.array(Key).min(1).max(100), ...SignIn })
/** What lay before the person: digest of the last signature of each form. A form that was handed in anew meanwhile is not signed unseen. */
const Seen = { seen: z.record(Key, z.string().max(64)).optional() }

export const NoteKindName = z.enum(['comment', 'evidence', 'refusal', 'reply'])
export type NoteKind = z.infer<typeof NoteKindName>
export const NoteText = z.string().trim().min(1).max(1000)

export const Note = z.object({
  id: z.string(),
  /** Id of the note that began the thread. */
  thread: z.string(),
  kind: NoteKindName,
  /** Null for a note on the form as a whole. */
  row: RowId.nullable(),
  rowKey: z.string().nullable(),
  /** Null for a note on a whole row, or on the form. */
  field: z.string().nullable(),
  /** How people know the field. */
  label: z.string().nullable(),
  text: z.string(),
  by: z.string(),
  at: z.string(),
  /** Of a thread's first note only. */
  resolved: z.object({ by: z.string(), at: z.string() }).nullable(),
})
export type Note = z.infer<typeof Note>

export const reviewMethods = {
  /** Who has signed for what in a month, what was sent back, and which names are guarded by a password. */
  'review.get': { kind: 'query', input: z.strictObject({ period: Month }), output: MonthReview },
  /** Whether months are checked and signed in the program; switching it off asks for the leader's password, if there is one. */
  'review.setUp': {
    kind: 'command',
    input: z.strictObject({ enabled: z.boolean(), password: z.string().max(200).optional() }),
    output: Profile,
  },
  /** The preparer hands forms to review: from now on every change voids what is signed. All of them or none. */
  'review.handIn': { kind: 'command', input: ReviewForms, output: MonthReview },
  /** The auditor finds forms in order. All of them or none. */
  'review.pass': { kind: 'command', input: ReviewForms.extend(Seen), output: MonthReview },
  /** The auditor or the leader sends a form back, with a comment on the form, a row or a cell. */
  'review.refuse': {
    kind: 'command',
    input: FormAt.extend({ ...SignIn, text: NoteText, row: RowId.optional(), field: Key.optional() }),
    output: FormReview,
  },
  /** The leader signs the month: every form with data that is not signed yet. */
  'review.sign': { kind: 'command', input: z.strictObject({ period: Month, ...SignIn, ...Seen }), output: MonthReview },
  /** Sets, changes or (null) takes away the password of a name; answers with the names that have one. */
  'password.set': {
    kind: 'command',
    input: z.strictObject({ name: PersonName, current: z.string().max(200).optional(), next: Password.nullable() }),
    output: z.array(z.string()),
  },
  'note.list': { kind: 'query', input: FormAt, output: z.array(Note) },
  /** A note on the form, a row or a cell; `thread` = an answer to the note of this id. */
  'note.add': {
    kind: 'command',
    input: FormAt.extend({
      kind: NoteKindName.extract(['comment', 'evidence']).default('comment'),
      row: RowId.optional(),
      field: Key.optional(),
      thread: z.string().max(64).optional(),
      text: NoteText,
      by: PersonName.optional(),
    }),
    output: Note,
  },
  /** Marks a thread as dealt with, or opens it again. */
  'note.resolve': {
    kind: 'command',
    input: z.strictObject({ id: z.string().max(64), resolved: z.boolean(), by: PersonName.optional() }),
    output: Note,
  },
} as const satisfies MethodTable
