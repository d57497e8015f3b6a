/** The ledger that every grid shows: a real form of thirty columns, every cell filled with something of its kind. */
import { displayText } from '../../../../renderer/features/grid/cell-rules.ts'
import { type ColumnLayout, layoutColumns } from '../../../../renderer/features/grid/columns.ts'
import type { Report } from '../../../../shared/contract/index.ts'
import type { FormTemplate } from '../../../../shared/forms/form-schema.ts'
import { packFromData } from '../../../../shared/forms/pack.ts'
import type { Pack, PackData } from '../../../../shared/forms/pack-types.ts'
import { blankHeader } from '../../../../shared/rules/input.ts'
import { plausibleRows } from '../../plausible-rows.ts'

const form = 'F12'
const period = '2020-07'

export interface Ledger {
  readonly pack: Pack
  readonly template: FormTemplate
  readonly layout: ColumnLayout
  readonly report: Report
}

export function makeLedger(data: PackData, rowCount: number): Ledger {
  const pack = packFromData(data)
  const template = pack.forms.get(form)
  if (!template) throw new Error(`the pack has lost its form ${form}`)
  const rows = plausibleRows(pack, template, period, rowCount).map(
    ({ id, key, values }) => ({ id, key, origin: 'typed', values: { ...values }, computed: {} }) as const,
  )
  const report: Report = {
    form,
    period,
    unit: pack.manifest.units[0]?.id ?? '',
    packId: pack.manifest.id,
    packVersion: pack.manifest.version,
    version: 1,
    state: '填报中',
    open: true,
    header: blankHeader,
    rows,
    totals: [],
    yearRows: [],
    canUndo: false,
    canRedo: false,
  }
  return { pack, template, report, layout: layoutColumns(template, pack.codes, false) }
}

/** A row as the libraries take it: the shown text of each column. */
export type FlatRow = Readonly<Record<string, string>>

export const flatRows = ({ report, layout }: Ledger): FlatRow[] =>
  report.rows.map(({ id, values }) => {
    const row: Record<string, string> = { id }
    for (const column of layout.columns) row[column.field.key] = displayText(column, values[column.field.key] ?? null)
    return row
  })
