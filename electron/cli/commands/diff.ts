import type { Differing } from '../../../shared/contract/index.ts'
import { cliPastText } from '../../../shared/text/cli-past.ts'
import { formAt, formOptions, optional, required } from '../arguments.ts'
import type { Command } from '../command.ts'
import { momentNamed } from '../moment-name.ts'
import { formatTable } from '../table.ts'
import { withSession } from '../with-session.ts'

const page = 5000

export const diffCommand: Command = {
  name: 'diff',
  options: { ...formOptions, from: { type: 'string' }, to: { type: 'string' } },
  async run(context) {
    const at = formAt(context)
    return withSession(context, async (session) => {
      const earlier = await momentNamed(session, at.period, required(context, 'from'))
      const later = await momentNamed(session, at.period, optional(context, 'to') ?? 'now')
      const ask = (from: number) => session.call('report.difference', { ...at, earlier, later, from, limit: page })
      const first = await ask(0)
      const changes: Differing[] = [...first.changes]
      while (changes.length < first.count) changes.push(...(await ask(changes.length)).changes)
      const rows = changes.map(({ kind, rowName, label, before, after }) => [
        rowName,
        label ?? '',
        cliPastText.kinds[kind],
        before ?? '',
        after ?? '',
      ])
      const lines = [
        ...(first.brokenAt === null ? [] : [cliPastText.broken(first.brokenAt)]),
        ...(rows.length === 0 ? [cliPastText.same] : [formatTable(cliPastText.difference, rows), cliPastText.count(first.count)]),
      ]
      return { exit: 0, json: { ...first, changes }, text: lines.join('\n') }
    })
  },
}
