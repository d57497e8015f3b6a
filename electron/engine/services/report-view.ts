import type { Report, ReportRow } from '../../../shared/contract/index.ts'
import { naturalKey } from '../../../shared/model/natural-key.ts'
import type { EngineContext } from '../context.ts'
import { calculate } from './calculator.ts'
import { requirePeriod, templateOf } from './common.ts'
import { stateOf } from './form-state.ts'
import { readingContext } from './kept-packs.ts'
import { loadReport } from './report-load.ts'

/**
 * A report as the screens, the exports and the packages show it: a sealed one with the pack it was sealed with.
 * Throws FORM_UNKNOWN, PERIOD_OUTSIDE_PLAN.
 */
export const viewReport = (context: EngineContext, form: string, period: string): Report =>
  viewWith(readingContext(context, form, period), form, period)

/** The same with the pack of the context, whatever the report was sealed with. Throws FORM_UNKNOWN, PERIOD_OUTSIDE_PLAN. */
export function viewWith(context: EngineContext, form: string, period: string): Report {
  const pack = context.pack()
  const template = templateOf(pack, form)
  requirePeriod(pack, period)
  const stored = loadReport(context, template, period)
  const { computed, totals, yearRows } = calculate(context, template, stored)
  const rows: ReportRow[] = stored.rows.map(({ id, origin, values }) => ({
    id,
    key: naturalKey(template.naturalKey, values),
    origin,
    values,
    computed: computed.get(id) ?? {},
  }))
  const store = context.store()
  return {
    form,
    period,
    unit: store.profile.get()?.unit ?? '',
    packId: pack.manifest.id,
    packVersion: stored.packVersion,
    version: stored.version,
    state: stateOf(store, stored),
    open: !stored.sealed,
    header: stored.header,
    rows,
    totals,
    yearRows,
    canUndo: stored.canUndo && !stored.sealed,
    canRedo: stored.canRedo && !stored.sealed,
  }
}
