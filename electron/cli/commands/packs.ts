import { cliText } from '../../../shared/text/cli.ts'
import type { Command } from '../command.ts'
import { formatTable } from '../table.ts'
import { withSession } from '../with-session.ts'

export const packsCommand: Command = {
  name: 'packs',
  options: {},
  async run(context) {
    return withSession(context, async (session) => {
      const packs = await session.call('packs.list', {})
      const rows = packs.map((pack) => [
        pack.id,
        pack.version,
        pack.title,
        pack.forms.map((form) => form.id).join('、'),
        String(pack.rules),
        String(pack.indicators),
      ])
      return { exit: 0, json: packs, text: formatTable(cliText.columns.packs, rows) }
    })
  },
}
