/** When a change asks for a reason: somebody has relied on the figures already. */
import type { Edit, Report } from '../../shared/contract/index.ts'
import type { Before } from './rebase.ts'

/** The figures were handed up before, or came from a file. */
export type ReasonCause = 'revised' | 'imported'

const importedRows = new WeakMap<Report['rows'], ReadonlySet<string>>()
/** Looked for once a report: a pasted block asks for thousands of rows. */
function importedOf(rows: Report['rows']): ReadonlySet<string> {
  const known = importedRows.get(rows)
  if (known) return known
  const imported = new Set<string>()
  for (const { id, origin } of rows) if (origin === 'imported') imported.add(id)
  importedRows.set(rows, imported)
  return imported
}

/** Whether changes of this report ask for a reason: it was handed up before, or a value that came from a file gets another. */
export function causeOf(report: Report, edits: readonly Edit[], before: readonly Before[]): ReasonCause | null {
  if (report.header.revisionNo > 0) return 'revised'
  const imported = importedOf(report.rows)
  const changes = edits.some(
    (edit, at) => (edit.kind === 'deleteRow' || (edit.kind === 'cell' && typeof before[at] === 'string')) && imported.has(edit.row),
  )
  return changes ? 'imported' : null
}
