import type { Output } from '../../../shared/contract/index.ts'
import { cityText } from '../../../shared/text/city.ts'
import type { CityDesk } from '../city/desk.ts'
import { mergedRows } from '../city/views.ts'
import type { EngineContext } from '../context.ts'
import { announce, requirePeriod, whoOf } from './common.ts'

/**
 * Puts the counties' merged ledgers into the city's own report of the month, which then goes up like a county's. A form
 * that the city has begun already is left alone.
 */
export async function adopt(context: EngineContext, desk: CityDesk, period: string): Promise<Output<'city.adopt'>> {
  const pack = desk.pack()
  requirePeriod(pack, period)
  const { reports } = context.store()
  const forms: Output<'city.adopt'>['forms'] = []
  for (const template of pack.forms.values()) {
    if (template.structure.kind !== 'ledger' || (reports.summary(template.id, period)?.rowCount ?? 0) > 0) continue
    const typed = new Set(
      template.fields.filter(({ computed, overridable }) => computed === undefined || overridable).map(({ key }) => key),
    )
    const rows = await mergedRows(desk, period, template.id)
    if (rows.length === 0) continue
    const edits = rows.map(({ values }, at) => ({
      kind: 'insertRow' as const,
      row: context.ports.newId(),
      at,
      values: Object.fromEntries(Object.entries(values).filter(([key]) => typed.has(key))),
    }))
    const step = {
      source: 'import',
      who: whoOf(context),
      origin: 'imported',
      why: cityText.adopted(new Set(rows.map(({ unit }) => unit)).size),
    } as const
    const { version } = reports.apply(template.id, period, undefined, edits, step)
    announce(context, template.id, period, version)
    forms.push({ form: template.id, rows: rows.length })
  }
  return { forms }
}
