import type { ReportHeader as Header } from '../../../shared/contract/index.ts'
import { ReportHeader } from '../../../shared/contract/report.ts'
import type { FormTemplate } from '../../../shared/forms/form-schema.ts'
import { isRowOf } from '../../../shared/forms/given-rows.ts'
import type { ReportingUnit } from '../../../shared/forms/manifest-schema.ts'
import { rowsUnder } from '../../../shared/forms/pack-upgrade.ts'
import type { EngineContext } from '../context.ts'
import type { Store, StoredReport, StoredRow } from '../store/types.ts'
import { unitOf } from './common.ts'
import { packInVersion } from './kept-packs.ts'

/** The rows that the pack gives, as they are before anybody has typed into them. */
export function givenRows({ structure }: FormTemplate): readonly StoredRow[] {
  if (structure.kind === 'ledger') return []
  const rows = structure.kind === 'fixed' ? structure.rows : [{ key: '1', values: {} }]
  return rows.map(({ key, values }) => ({ id: `fixed-${key}`, origin: 'fixed', values }))
}

/** Ids of the given rows that are not for this unit. */
function rowsOfOthers({ structure }: FormTemplate, unit: ReportingUnit): ReadonlySet<string> {
  if (structure.kind !== 'fixed') return new Set()
  return new Set(structure.rows.filter((row) => !isRowOf(row, unit)).map(({ key }) => `fixed-${key}`))
}

/** Given rows of this unit first, in their order, stored or not; then what the clerk added. Nothing stored is hidden. */
export function withGivenRows(template: FormTemplate, rows: readonly StoredRow[], unit: ReportingUnit): readonly StoredRow[] {
  const given = givenRows(template)
  if (given.length === 0) return rows
  const stored = new Map(rows.map((row) => [row.id, row]))
  const isGiven = new Set(given.map((row) => row.id))
  const others = rowsOfOthers(template, unit)
  const shown = given.flatMap((row) => stored.get(row.id) ?? (others.has(row.id) ? [] : [row]))
  return [...shown, ...rows.filter((row) => !isGiven.has(row.id))]
}

/**
 * Rows of a stored report under the fields of the pack it is read with. A sealed report of another version stays as it
 * is; its values are found where that pack has them now. Drafts are moved by an upgrade only.
 */
export function readableRows(context: EngineContext, report: StoredReport): readonly StoredRow[] {
  const pack = context.pack()
  if (!report.sealed || report.packVersion === pack.manifest.version) return report.rows
  return rowsUnder(packInVersion(context, report.packVersion), pack, report)
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
  return {
    ...base,
    header: base.sealed ? base.header : withPeople(base.header, context.store()),
    rows: withGivenRows(template, readableRows(context, base), unitOf(context)),
  }
}

/** Names that the report does not say are those of the profile. */
export function withPeople(header: Header, store: Store): Header {
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
