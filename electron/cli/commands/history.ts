import type { HistoryEntry } from '../../../shared/contract/index.ts'
import type { FormTemplate } from '../../../shared/forms/form-schema.ts'
import { cliText } from '../../../shared/text/cli.ts'
import { formAt, formOptions } from '../arguments.ts'
import type { Command } from '../command.ts'
import { formatTable } from '../table.ts'
import { withSession } from '../with-session.ts'

/** A moment as the clock on the wall showed it; the engine keeps moments in UTC. The Swedish way of writing is the ISO one. */
const localTime = (moment: string): string => new Date(moment).toLocaleString('sv-SE')

/** The cells of a row that came or went, by their labels; the engine gives them as one JSON object. */
const cellsInWords = (json: string, template: FormTemplate | undefined): string => {
  const cells: unknown = JSON.parse(json)
  if (typeof cells !== 'object' || cells === null) return json
  const labels = new Map(template?.fields.map(({ key, label }) => [key, label]))
  return Object.entries(cells)
    .map(([key, value]) => cliText.cell(labels.get(key) ?? key, String(value)))
    .join('')
}

const valueInWords = (entry: HistoryEntry, value: string | null, template: FormTemplate | undefined): string => {
  if (value === null) return ''
  return entry.what === 'insertRow' || entry.what === 'deleteRow' ? cellsInWords(value, template) : value
}

export const historyCommand: Command = {
  name: 'history',
  options: formOptions,
  async run(context) {
    const at = formAt(context)
    return withSession(context, async (session) => {
      const entries = await session.call('report.history', { ...at, limit: 1000 })
      const { packId } = await session.call('report.open', at)
      const template = (await session.call('pack.get', { id: packId })).forms.find(({ id }) => id === at.form)
      const rows = entries.map((entry) => [
        localTime(entry.at),
        entry.who,
        cliText.columns.what[entry.what],
        entry.rowKey ?? '',
        entry.label ?? entry.field ?? '',
        valueInWords(entry, entry.before, template),
        valueInWords(entry, entry.after, template),
        entry.why ?? '',
      ])
      return { exit: 0, json: entries, text: rows.length === 0 ? cliText.none : formatTable(cliText.columns.history, rows) }
    })
  },
}
