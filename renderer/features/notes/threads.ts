import type { Note } from '../../../shared/contract/index.ts'

export interface Thread {
  readonly first: Note
  readonly replies: readonly Note[]
}

/** Notes as conversations, open ones first, each group newest last. */
export function threadsOf(notes: readonly Note[]): readonly Thread[] {
  const firsts = notes.filter(({ id, thread }) => id === thread)
  const threads = firsts.map((first) => ({ first, replies: notes.filter(({ thread, id }) => thread === first.id && id !== first.id) }))
  return [...threads.filter(({ first }) => first.resolved === null), ...threads.filter(({ first }) => first.resolved !== null)]
}

/** Texts of the open threads by row, then field; a note on a whole row lies under the empty field. */
export function notedCells(notes: readonly Note[]): ReadonlyMap<string, ReadonlyMap<string, readonly string[]>> {
  const rows = new Map<string, Map<string, readonly string[]>>()
  for (const { first } of threadsOf(notes)) {
    if (first.row === null || first.resolved !== null) continue
    const fields = rows.get(first.row) ?? new Map<string, readonly string[]>()
    rows.set(first.row, fields)
    const field = first.field ?? ''
    fields.set(field, [...(fields.get(field) ?? []), first.text])
  }
  return rows
}
