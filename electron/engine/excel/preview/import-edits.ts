import type { StoredRow, StoreEdit } from '../../store/types.ts'
import type { ImportPlan } from './plan-import.ts'

/**
 * The plan as edits of one step.
 * @param shown rows of the report as shown
 * @param stored ids of the rows that the store has; given rows come into being when they are first filled
 */
export function importEdits(plan: ImportPlan, shown: readonly StoredRow[], stored: ReadonlySet<string>, newId: () => string): StoreEdit[] {
  const edits: StoreEdit[] = plan.deletes.map((row) => ({ kind: 'deleteRow', row }))
  const byId = new Map(shown.map((row, at) => [row.id, { row, at }]))
  const here = new Set(stored)
  for (const { id, cells } of plan.updates) {
    const known = byId.get(id)
    if (here.has(id) || known === undefined) {
      for (const [field, value] of Object.entries(cells)) edits.push({ kind: 'cell', row: id, field, value })
      continue
    }
    const filled = Object.entries({ ...known.row.values, ...cells }).filter((entry): entry is [string, string] => entry[1] !== null)
    const at = shown.slice(0, known.at).filter((row) => here.has(row.id)).length
    edits.push({ kind: 'insertRow', row: id, at, values: Object.fromEntries(filled), origin: 'fixed' })
    here.add(id)
  }
  // New rows follow the old ones in the order of the file.
  let at = here.size - plan.deletes.length
  for (const values of plan.inserts) edits.push({ kind: 'insertRow', row: newId(), at: at++, values })
  return edits
}
