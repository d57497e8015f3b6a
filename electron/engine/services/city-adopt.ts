import type { Output } from '../../../shared/contract/index.ts'
import type { FormTemplate } from '../../../shared/forms/form-schema.ts'
import { parseDecimal } from '../../../shared/model/decimal.ts'
import { cityText } from '../../../shared/text/city.ts'
import type { CityDesk } from '../city/desk.ts'
import { mergedRows, ownIndicators } from '../city/views.ts'
import type { EngineContext } from '../context.ts'
import type { StoreEdit } from '../store/types.ts'
import { announce, requirePeriod, templateOf, whoOf } from './common.ts'
import { prepareEdits } from './report-edits.ts'
import { viewReport } from './report-view.ts'

type Adopted = Output<'city.adopt'>

/**
 * Puts what can be made of the counties' packages into the city's own report of the month, which then goes up like a
 * county's: their merged ledgers, and the sums that its progress form allows. What the city has begun already is left alone.
 */
export async function adopt(context: EngineContext, desk: CityDesk, period: string): Promise<Adopted> {
  const pack = desk.pack()
  requirePeriod(pack, period)
  const { reports } = context.store()
  const apply = (form: string, edits: readonly StoreEdit[], why: string): void => {
    const step = { source: 'import', who: whoOf(context), origin: 'imported', why } as const
    announce(context, form, period, reports.apply(form, period, undefined, edits, step).version)
  }
  const forms: Adopted['forms'] = []
  for (const template of pack.forms.values()) {
    if (template.structure.kind !== 'ledger' || (reports.summary(template.id, period)?.rowCount ?? 0) > 0) continue
    const rows = await mergedRows(desk, period, template.id)
    if (rows.length === 0) continue
    const typed = typedFields(template)
    const edits = rows.map(({ values }, at) => ({
      kind: 'insertRow' as const,
      row: context.ports.newId(),
      at,
      values: Object.fromEntries(Object.entries(values).filter(([key]) => typed.has(key))),
    }))
    apply(template.id, edits, cityText.adopted(new Set(rows.map(({ unit }) => unit)).size))
    forms.push({ form: template.id, rows: rows.length })
  }
  return { forms, indicators: await addUp(context, desk, period, apply) }
}

const typedFields = (template: FormTemplate): ReadonlySet<string> =>
  new Set(template.fields.filter(({ computed, overridable }) => computed === undefined || overridable).map(({ key }) => key))

async function addUp(
  context: EngineContext,
  desk: CityDesk,
  period: string,
  apply: (form: string, edits: readonly StoreEdit[], why: string) => void,
): Promise<Adopted['indicators']> {
  const own = await ownIndicators(desk, period)
  if (own === undefined) return []
  const { form, indicators } = own
  const pack = desk.pack()
  const template = templateOf(pack, form)
  const { reports } = context.store()
  const stored = (row: string) => reports.row(form, period, row)
  // Sums that the form works out by itself need no typing over: those are put in a second time round, where they differ.
  const rows = () => new Map(viewReport(context, form, period).rows.map((row) => [row.key, row]))
  const before = rows()
  const isBegun = (key: string): boolean => before.get(key)?.values.actualMonth !== undefined
  const added = indicators.filter(({ indicator, way }) => way === 'added' && before.has(indicator) && !isBegun(indicator))
  const fill = (wanted: (field: string) => boolean): void => {
    const now = rows()
    const edits = added.flatMap(({ indicator, values }) => {
      const row = now.get(indicator)
      if (row === undefined) return []
      return Object.entries(values).flatMap(([field, value]) => {
        const shown = parseDecimal(row.values[field] ?? row.computed[field] ?? '')
        const isThere = !wanted(field) || (shown !== undefined && parseDecimal(value)?.eq(shown))
        return isThere ? [] : [{ kind: 'cell' as const, row: row.id, field, value }]
      })
    })
    if (edits.length > 0) apply(form, prepareEdits(pack, template, edits, stored), cityText.addedUp)
  }
  const isWorkedOut = (field: string): boolean => template.fields.some(({ key, computed }) => key === field && computed !== undefined)
  fill((field) => !isWorkedOut(field))
  fill(isWorkedOut)
  return indicators.map(({ indicator, title, way, missing }) => ({
    ...{ indicator, title, missing: [...missing] },
    way: way === 'added' && isBegun(indicator) ? 'kept' : way,
  }))
}
