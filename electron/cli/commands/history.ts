import { cliText } from '../../../shared/text/cli.ts'
import { formAt, formOptions } from '../arguments.ts'
import type { Command } from '../command.ts'
import { formatTable } from '../table.ts'
import { withSession } from '../with-session.ts'

export const historyCommand: Command = {
  name: 'history',
  options: formOptions,
  async run(context) {
    const at = formAt(context)
    return withSession(context, async (session) => {
      const entries = await session.call('report.history', { ...at, limit: 1000 })
      const rows = entries.map((entry) => [
        entry.at,
        entry.who,
        cliText.columns.what[entry.what],
        entry.rowKey ?? '',
        entry.label ?? entry.field ?? '',
        entry.before ?? '',
        entry.after ?? '',
        entry.why ?? '',
      ])
      return { exit: 0, json: entries, text: rows.length === 0 ? cliText.none : formatTable(cliText.columns.history, rows) }
    })
  },
}
