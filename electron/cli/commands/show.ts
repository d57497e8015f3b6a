import type { Report } from '../../../shared/contract/index.ts'
import type { FormTemplate } from '../../../shared/forms/form-schema.ts'
import { cliText } from '../../../shared/text/cli.ts'
import { formAt, formOptions } from '../arguments.ts'
import type { Command } from '../command.ts'
import { formatTable } from '../table.ts'
import { withSession } from '../with-session.ts'

/** Core columns and whatever else holds a value: a terminal cannot show sixty columns. */
export function reportTable(report: Report, template: FormTemplate): string {
  const used = new Set(report.rows.flatMap((row) => [...Object.keys(row.values), ...Object.keys(row.computed)]))
  const fields = template.fields.filter((field) => field.group === 'core' || used.has(field.key))
  const head = [cliText.columns.row, ...fields.map((field) => (field.unit ? `${field.label}（${field.unit}）` : field.label))]
  const rows = report.rows.map((row, index) => [
    `#${index + 1}`,
    ...fields.map((field) => row.values[field.key] ?? row.computed[field.key] ?? ''),
  ])
  const totals = report.totals.map((total) => [total.label, ...fields.map((field) => total.values[field.key] ?? '')])
  return formatTable(head, [...rows, ...totals])
}

export const showCommand: Command = {
  name: 'show',
  options: formOptions,
  async run(context) {
    const at = formAt(context)
    return withSession(context, async (session) => {
      const report = await session.call('report.open', at)
      const pack = await session.call('pack.get', { id: report.packId })
      const template = pack.forms.find((form) => form.id === report.form)
      const title = `${template?.title ?? report.form} ${report.period} ${report.unit} · ${report.state} · v${report.version}`
      return { exit: 0, json: report, text: template ? `${title}\n${reportTable(report, template)}` : title }
    })
  },
}
