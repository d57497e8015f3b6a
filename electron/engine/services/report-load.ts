import type { ReportHeader as Header } from '../../../shared/contract/index.ts'
import { ReportHeader } from '../../../shared/contract/report.ts'
import type { FormTemplate } from '../../../shared/forms/schema.ts'
import type { EngineContext } from '../context.ts'
import type { Store, StoredReport, StoredRow } from '../store/types.ts'

/** The rows that the pack gives, as they are before anybody has typed into them. */
export function givenRows({ structure }: FormTemplate): readonly StoredRow[] {
  if (structure.kind === 'ledger') return []
  const rows = structure.kind === 'fixed' ? structure.rows : [{ key: '1', values: {} }]
  return rows.map(({ key, values }) => ({ id: `fixed-${key}`, origin: 'fixed', values }))
}

/** Given rows first, in their order, stored or not; then what the clerk added. */
function withGivenRows(template: FormTemplate, rows: readonly StoredRow[]): readonly StoredRow[] {
  const given = givenRows(template)
  if (given.length === 0) return rows
  const stored = new Map(rows.map((row) => [row.id, row]))
  const isGiven = new Set(given.map((row) => row.id))
  return [...given.map((row) => stored.get(row.id) ?? row), ...rows.filter((row) => !isGiven.has(row.id))]
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
  return { ...base, header: base.sealed ? base.header : withPeople(base.header, context.store()), rows: withGivenRows(template, base.rows) }
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
