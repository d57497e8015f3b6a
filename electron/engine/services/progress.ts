import type { IndicatorProgress, MonthProgress, ProgressCell, ProgressFigure } from '../../../shared/contract/index.ts'
import type { Field, FormTemplate } from '../../../shared/forms/form-schema.ts'
import { isNumeric, showValue } from '../../../shared/model/value.ts'
import { compileTemplate } from '../../../shared/rules/compute.ts'
import type { EngineContext, Service } from '../context.ts'
import { computeInput } from './check-input.ts'
import { requirePeriod } from './common.ts'
import { readOnce } from './read-once.ts'
import { loadReport } from './report-load.ts'

/** Columns of forms made from indicators that say how far the target has come; `docs/pack-authors.md` names them. */
const figureFields: readonly string[] = [
  'targetValue',
  'yearTarget',
  'actualYTD',
  'cumulative',
  'timeProgress',
  'paceTarget',
  'progressRate',
  'behind',
  'forecast',
  'forecastLow',
  'forecastHigh',
  'intervalNote',
  'gap',
  'required',
  'nextMonthLine',
  'paceGrade',
  'forecastGrade',
  'grade',
  'consecutiveBehind',
  'unreported',
  'warning',
]

/** The column of a form that names the indicator; undefined for forms that are not made from indicators. */
function indicatorField({ structure }: FormTemplate): string | undefined {
  const values = structure.kind === 'fixed' ? structure.indicators?.values : undefined
  return Object.entries(values ?? {}).find(([, source]) => source === 'key')?.[0]
}

function formProgress(context: EngineContext, template: FormTemplate, period: string): IndicatorProgress[] {
  const named = indicatorField(template)
  if (named === undefined) return []
  const pack = context.pack()
  const compiled = compileTemplate(pack, template)
  const report = loadReport(context, template, period)
  const input = computeInput(context, template, report)
  const computed = compiled.computeReport(input)
  const fields = figureFields.flatMap((key) => template.fields.find((field) => field.key === key) ?? [])
  const codesOf = ({ codes }: Field) => (codes === undefined ? undefined : pack.codes.get(codes))
  return report.rows.map(({ id, values }) => {
    const all: Readonly<Record<string, string>> = { ...computed.get(id), ...values }
    const indicator = all[named] ?? ''
    const unit = all.unit ?? ''
    const figures = fields.flatMap((field): ProgressFigure[] => {
      const value = all[field.key]
      if (value === undefined || value === '') return []
      const cells = compiled.cellsBehind(input, id, field.key).map((cell): ProgressCell => ({ ...cell }))
      const ownUnit = isNumeric(field.type) ? (field.unit ?? unit) : null
      return [{ field: field.key, label: field.label, unit: ownUnit, value, shown: showValue(field, value, codesOf(field)), cells }]
    })
    const title = pack.indicators.find(({ key }) => key === indicator)?.title ?? indicator
    return { form: template.id, row: id, indicator, title, unit, pace: all.kindCalc ?? '', direction: all.direction ?? '', figures }
  })
}

/** Answers how far each target has come, with the numbers as the forms show them. */
export function createProgressService(context: EngineContext): Service<'progress.get'> {
  return {
    'progress.get'({ period }): MonthProgress {
      const pack = context.pack()
      requirePeriod(pack, period)
      // Forms made from indicators look at the same ledgers, and at each other.
      const reading = readOnce(context)
      return { period, indicators: [...pack.forms.values()].flatMap((template) => formProgress(reading, template, period)) }
    },
  }
}
