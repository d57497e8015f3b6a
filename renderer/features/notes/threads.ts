import type { EvidenceFile, Note } from '../../../shared/contract/index.ts'
import { evidenceText } from '../../../shared/text/ui-evidence.ts'
import { notesText } from '../../../shared/text/ui-notes.ts'

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

/** Sentences on the open threads and the files by row, then field; what is about a whole row lies under the empty field. */
export function notedCells(
  notes: readonly Note[],
  files: readonly EvidenceFile[],
): ReadonlyMap<string, ReadonlyMap<string, readonly string[]>> {
  const rows = new Map<string, Map<string, readonly string[]>>()
  const tell = (row: string | null, at: string | null, sentence: string): void => {
    if (row === null) return
    const fields = rows.get(row) ?? new Map<string, readonly string[]>()
    rows.set(row, fields)
    const field = at ?? ''
    fields.set(field, [...(fields.get(field) ?? []), sentence])
  }
  for (const { first } of threadsOf(notes)) if (first.resolved === null) tell(first.row, first.field, notesText.cell(first.text))
  for (const { row, field, name, removed } of files) if (removed === null) tell(row, field, evidenceText.cell(name))
  return rows
}
