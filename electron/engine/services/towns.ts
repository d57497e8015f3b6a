/** The month by town: forms that name a town in each row, counted and summed. */
import type { Report, TownForm } from '../../../shared/contract/index.ts'
import type { Field, FormTemplate } from '../../../shared/forms/form-schema.ts'
import type { Pack } from '../../../shared/forms/pack-types.ts'
import { canonicalNumber, sumTexts } from '../../../shared/model/decimal.ts'
import { isNumeric, showValue } from '../../../shared/model/value.ts'
import { progressText } from '../../../shared/text/ui-progress.ts'
import type { EngineContext, Service } from '../context.ts'
import { requirePeriod } from './common.ts'
import { hasContent } from './form-state.ts'
import { readingContext } from './kept-packs.ts'
import { viewReport } from './report-view.ts'

/** More cells than this nobody follows by hand; the form itself can be filtered. */
const mostRows = 200
/** Columns of a form that says nothing of its totals. */
const mostColumns = 6

type Row = Report['rows'][number]
const cellOf = ({ values, computed }: Row, key: string): string | undefined => values[key] ?? computed[key]

/** Columns that may be added up: those the form's own grand total adds. */
function summed({ fields, totals }: FormTemplate): readonly Field[] {
  const grand = totals.find(({ where, by }) => where === undefined && by === undefined)
  const named = grand?.fields.flatMap((key) => fields.find((field) => field.key === key) ?? []) ?? []
  if (named.length > 0) return named
  return fields.filter(({ type, unit }) => isNumeric(type) && type !== 'percent' && unit !== undefined).slice(0, mostColumns)
}

/** The sum of what can be read as numbers; null where there is nothing. */
function sumOf(rows: readonly Row[], key: string): string | null {
  const texts = rows.flatMap((row) => cellOf(row, key) ?? []).filter((text) => canonicalNumber.test(text))
  return texts.length === 0 ? null : sumTexts(texts)
}

function townForm(pack: Pack, template: FormTemplate, rows: readonly Row[]): TownForm | undefined {
  const townField = template.fields.find(({ type }) => type === 'town')
  if (townField === undefined) return undefined
  const codes = townField.codes === undefined ? undefined : pack.codes.get(townField.codes)
  const fields = summed(template)
  const keys = fields.map(({ key }) => key)
  const known = new Set(codes?.items.map(({ code }) => code))
  const townOf = (row: Row): string | null => {
    const code = cellOf(row, townField.key) ?? ''
    return known.has(code) ? code : null
  }
  const groups = Map.groupBy(rows, townOf)
  // In the order of the list, as the county knows it; what belongs nowhere comes last.
  const towns = [...known].filter((code) => groups.has(code))
  const labelOf = (row: Row): string => template.rowLabel.flatMap((key) => cellOf(row, key) ?? []).join(' ') || row.key || row.id
  const grand = template.totals.find(({ count }) => count !== undefined)
  return {
    form: template.id,
    title: template.title,
    townField: townField.key,
    unit: grand?.count?.unit ?? progressText.towns.rows,
    columns: fields.map(({ key, label, unit }) => ({ field: key, label, unit: unit ?? '' })),
    towns: [...towns, ...(groups.has(null) ? [null] : [])].map((town) => {
      const own = groups.get(town) ?? []
      return {
        town,
        name: town === null ? progressText.towns.unknown : showValue(townField, town, codes),
        count: own.length,
        sums: keys.map((key) => sumOf(own, key)),
        rows: own.slice(0, mostRows).map((row) => ({
          row: row.id,
          label: labelOf(row),
          values: keys.map((key) => cellOf(row, key) ?? null),
        })),
      }
    }),
    count: rows.length,
    sums: keys.map((key) => sumOf(rows, key)),
  }
}

export function createTownService(context: EngineContext): Service<'progress.towns'> {
  return {
    'progress.towns'({ period }) {
      const pack = context.pack()
      requirePeriod(pack, period)
      const { reports } = context.store()
      const begun = [...pack.forms.keys()].filter((form) => hasContent(reports.summary(form, period)))
      return {
        forms: begun.flatMap((form) => {
          const reading = readingContext(context, form, period).pack()
          const template = reading.forms.get(form)
          return (template && townForm(reading, template, viewReport(context, form, period).rows)) ?? []
        }),
      }
    },
  }
}
