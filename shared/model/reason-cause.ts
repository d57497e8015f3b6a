/** When a change asks for a reason: somebody has relied on the figures already. */
export const reasonCauses = ['revised', 'imported'] as const
/** The figures were handed up before, or came from a file. */
export type ReasonCause = (typeof reasonCauses)[number]

type Rows = readonly { readonly id: string; readonly origin: string }[]
interface ReportAsked {
  readonly header: { readonly revisionNo: number }
  readonly rows: Rows
}
type Change = { readonly kind: 'cell' | 'deleteRow'; readonly row: string } | { readonly kind: 'insertRow' | 'header' }

interface MadeChanges {
  readonly edits: readonly Change[]
  /** What stood where each change was made: of a cell its text, null for a blank. */
  readonly before: readonly unknown[]
}

const importedRows = new WeakMap<Rows, ReadonlySet<string>>()
/** Looked for once a report: a pasted block asks for thousands of rows. */
function importedOf(rows: Rows): ReadonlySet<string> {
  const known = importedRows.get(rows)
  if (known) return known
  const imported = new Set<string>()
  for (const { id, origin } of rows) if (origin === 'imported') imported.add(id)
  importedRows.set(rows, imported)
  return imported
}

/** Whether changes of this report ask for a reason: it was handed up before, or a value that came from a file gets another. */
export function causeOf(report: ReportAsked, { edits, before }: MadeChanges): ReasonCause | null {
  if (report.header.revisionNo > 0) return 'revised'
  const imported = importedOf(report.rows)
  const changes = edits.some(
    (edit, at) => (edit.kind === 'deleteRow' || (edit.kind === 'cell' && typeof before[at] === 'string')) && imported.has(edit.row),
  )
  return changes ? 'imported' : null
}
