import type { ReportHeader as Header } from '../../../shared/contract/index.ts'
import { ReportHeader } from '../../../shared/contract/report.ts'
import type { FormTemplate } from '../../../shared/forms/schema.ts'
import type { EngineContext } from '../context.ts'
import type { Store, StoredReport, StoredRow } from '../store/types.ts'

/** Id of a row that the pack gives, the same in every period. */
export const fixedRowId = (index: number): string => `fixed-${index + 1}`

/** Rows as the form has them: given rows are there before anybody has typed into them. */
function withGivenRows(template: FormTemplate, rows: readonly StoredRow[]): readonly StoredRow[] {
  const { structure } = template
  const given = structure.kind === 'fixed' ? structure.rows.map((row) => row.values) : structure.kind === 'single' ? [{}] : []
  const missing = given.flatMap((values, index) => {
    const id = fixedRowId(index)
    return rows.some((row) => row.id === id) ? [] : [{ id, origin: 'fixed' as const, values }]
  })
  if (missing.length === 0) return rows
  const all = new Map([...rows, ...missing].map((row) => [row.id, row]))
  const inOrder = given.map((_, index) => fixedRowId(index))
  return [...inOrder, ...rows.map((row) => row.id).filter((id) => !inOrder.includes(id))].flatMap((id) => all.get(id) ?? [])
}

/** Form and period as stored, whether or not anything was: an untouched report is empty at version 0. */
export function loadReport(context: EngineContext, template: FormTemplate, period: string): StoredReport {
  const stored = context.store().reports.load(template.id, period)
  const base = stored ?? {
    form: template.id,
    period,
    version: 0,
    packVersion: context.pack().manifest.version,
    header: ReportHeader.parse({}),
    sealed: false,
    rows: [],
    canUndo: false,
    canRedo: false,
  }
  return { ...base, header: withPeople(base.header, context.store()), rows: withGivenRows(template, base.rows) }
}

/** Names that the report does not say are those of the profile. */
function withPeople(header: Header, store: Store): Header {
  const people = store.profile.get()?.people
  if (!people) return header
  return {
    ...header,
    preparer: header.preparer || people.preparer,
    preparerPhone: header.preparerPhone || people.preparerPhone,
    auditor: header.auditor || people.auditor,
    leader: header.leader || people.leader,
  }
}
