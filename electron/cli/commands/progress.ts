import type { IndicatorProgress, MonthProgress } from '../../../shared/contract/index.ts'
import { cliText } from '../../../shared/text/cli.ts'
import { thePeriod } from '../arguments.ts'
import type { Command } from '../command.ts'
import { formatTable } from '../table.ts'
import { withSession } from '../with-session.ts'

/** Columns of the table: the figures a bureau looks at first. */
const shown = [
  'yearTarget',
  'actualYTD',
  'cumulative',
  'paceTarget',
  'forecast',
  'forecastLow',
  'forecastHigh',
  'grade',
  'consecutiveBehind',
  'nextMonthLine',
  'warning',
]

function progressTable({ indicators }: MonthProgress): string {
  const forms = [...new Set(indicators.map(({ form }) => form))]
  return forms
    .map((form) => {
      const rows = indicators.filter((one) => one.form === form)
      const labels = new Map(rows.flatMap(({ figures }) => figures.map(({ field, label }) => [field, label] as const)))
      const fields = shown.filter((field) => labels.has(field))
      const cell = ({ figures }: IndicatorProgress, field: string) => figures.find((figure) => figure.field === field)?.shown ?? ''
      const head = [cliText.progressIndicator, ...fields.map((field) => labels.get(field) ?? field)]
      return `${form}\n${formatTable(
        head,
        rows.map((one) => [`${one.title}（${one.unit}）`, ...fields.map((field) => cell(one, field))]),
      )}`
    })
    .join('\n\n')
}

export const progressCommand: Command = {
  name: 'progress',
  options: { period: { type: 'string' } },
  async run(context) {
    const period = thePeriod(context)
    return withSession(context, async (session) => {
      const progress = await session.call('progress.get', { period })
      return { exit: 0, json: progress, text: progress.indicators.length === 0 ? cliText.noProgress : progressTable(progress) }
    })
  },
}
