import { cliText } from '../../../shared/text/cli.ts'
import { formAt, formOptions, required } from '../arguments.ts'
import type { Command } from '../command.ts'
import { withSession } from '../with-session.ts'

export const zeroCommand: Command = {
  name: 'zero',
  options: { ...formOptions, reason: { type: 'string' } },
  async run(context) {
    const at = formAt(context)
    const zeroReason = required(context, 'reason')
    return withSession(context, async (session) => {
      const header = { zeroReport: true, zeroReason }
      const saved = await session.call('report.edit', { ...at, edits: [{ kind: 'header', header }], source: 'command' })
      return { exit: 0, json: saved, text: cliText.zero }
    })
  },
}
