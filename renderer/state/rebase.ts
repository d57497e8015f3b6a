/**
 * What becomes of edits that were not stored yet when somebody else changed the report. An edit whose cell still holds
 * what the clerk saw goes on; one whose cell has another value now is kept aside with both values, for a person to choose.
 */
import type { Edit, Report, ReportHeader, StepSource } from '../../shared/contract/index.ts'

/** What stood where an edit was made: text of a cell, values of a row, fields of the header; null for nothing. */
export type Before = string | null | Readonly<Record<string, unknown>>

export interface MadeEdits {
  readonly edits: readonly Edit[]
  /** For each edit what stood there; null also for rows that are new. */
  readonly before: readonly Before[]
  /** The edits of a large block are worked out when they are first asked for, which may wait until the block is drawn; there may be none. */
  readonly isLate?: boolean
}
export interface EditStep extends MadeEdits {
  readonly kind: 'edits'
  readonly source: StepSource
}
/** Edits that are not worked out yet stay so. */
export const stepOf = (made: MadeEdits, source: StepSource): EditStep => ({
  kind: 'edits',
  source,
  isLate: made.isLate === true,
  get edits() {
    return made.edits
  },
  get before() {
    return made.before
  },
})

export type Conflict =
  | { readonly kind: 'cell'; readonly row: string; readonly field: string; readonly mine: string | null; readonly theirs: string | null }
  | { readonly kind: 'lostRow'; readonly row: string; readonly field: string; readonly mine: string | null }
  | { readonly kind: 'deleteRow'; readonly row: string }
  | { readonly kind: 'header'; readonly field: keyof ReportHeader; readonly mine: string; readonly theirs: string }

interface Ground {
  readonly rows: Map<string, Record<string, string>>
  readonly header: ReportHeader
}
type Judged = { readonly keep: Edit } | { readonly conflict: Conflict } | { readonly done: true }

/** Splits waiting steps into what may be sent again on the fresh report and what a person must decide. */
export function rebase(steps: readonly EditStep[], fresh: Report): { readonly steps: EditStep[]; readonly conflicts: Conflict[] } {
  const ground: Ground = { rows: new Map(fresh.rows.map((row) => [row.id, { ...row.values }])), header: { ...fresh.header } }
  const conflicts: Conflict[] = []
  const kept: EditStep[] = []
  for (const step of steps) {
    const edits: Edit[] = []
    const before: Before[] = []
    step.edits.forEach((edit, index) => {
      const was = step.before[index] ?? null
      for (const judged of judge(edit, was, ground)) {
        if ('conflict' in judged) conflicts.push(judged.conflict)
        if (!('keep' in judged)) continue
        edits.push(judged.keep)
        before.push(was)
      }
    })
    if (edits.length > 0) kept.push({ ...step, edits, before })
  }
  return { steps: kept, conflicts }
}

function judge(edit: Edit, was: Before, ground: Ground): readonly Judged[] {
  switch (edit.kind) {
    case 'insertRow':
      // The answer was lost, not the row.
      if (ground.rows.has(edit.row)) return [{ done: true }]
      ground.rows.set(edit.row, { ...edit.values })
      return [{ keep: edit }]
    case 'cell':
      return [judgeCell(edit, was, ground)]
    case 'deleteRow': {
      const row = ground.rows.get(edit.row)
      if (!row) return [{ done: true }]
      if (!sameValues(row, was)) return [{ conflict: { kind: 'deleteRow', row: edit.row } }]
      ground.rows.delete(edit.row)
      return [{ keep: edit }]
    }
    case 'header':
      return judgeHeader(edit.header, was, ground)
  }
}

function judgeCell(edit: Edit & { kind: 'cell' }, was: Before, ground: Ground): Judged {
  const row = ground.rows.get(edit.row)
  if (!row) return { conflict: { kind: 'lostRow', row: edit.row, field: edit.field, mine: edit.value } }
  const theirs = row[edit.field] ?? null
  if (theirs === edit.value) return { done: true }
  if (theirs !== was) return { conflict: { kind: 'cell', row: edit.row, field: edit.field, mine: edit.value, theirs } }
  if (edit.value === null) delete row[edit.field]
  else row[edit.field] = edit.value
  return { keep: edit }
}

function judgeHeader(header: Readonly<Record<string, unknown>>, was: Before, ground: Ground): readonly Judged[] {
  const saw: Readonly<Record<string, unknown>> = typeof was === 'object' && was !== null ? was : {}
  const free: Record<string, unknown> = {}
  const judged: Judged[] = []
  for (const [name, mine] of Object.entries(header)) {
    const field = name as keyof ReportHeader // the edit is typed by the contract
    const theirs = ground.header[field]
    if (theirs === mine) continue
    if (theirs === saw[name]) free[name] = mine
    else judged.push({ conflict: { kind: 'header', field, mine: String(mine), theirs: String(theirs) } })
  }
  if (Object.keys(free).length > 0) judged.push({ keep: { kind: 'header', header: free } })
  return judged
}

function sameValues(row: Readonly<Record<string, string>>, was: Before): boolean {
  if (typeof was !== 'object' || was === null) return false
  const keys = new Set([...Object.keys(row), ...Object.keys(was)])
  return [...keys].every((key) => row[key] === was[key])
}

/** Stored text of a cell; null for a blank, and where there is no such row. */
export const valueIn = (report: Report, { row, field }: { readonly row: string; readonly field: string }): string | null =>
  report.rows.find(({ id }) => id === row)?.values[field] ?? null

/** The clerk's own value put over the other one, knowingly; null where there is nothing left to put it in. */
export function editFor(conflict: Conflict): EditStep | null {
  const step = (edit: Edit, before: Before): EditStep => ({ kind: 'edits', edits: [edit], before: [before], source: 'typing' })
  switch (conflict.kind) {
    case 'cell':
      return step({ kind: 'cell', row: conflict.row, field: conflict.field, value: conflict.mine }, conflict.theirs)
    case 'deleteRow':
      return step({ kind: 'deleteRow', row: conflict.row }, null)
    case 'header':
      return step({ kind: 'header', header: { [conflict.field]: conflict.mine } }, { [conflict.field]: conflict.theirs })
    case 'lostRow':
      return null
  }
}
