import { cliText } from '../../../shared/text/cli.ts'
import { required, thePeriod } from '../arguments.ts'
import type { Command } from '../command.ts'
import { withSession } from '../with-session.ts'

export const reviseCommand: Command = {
  name: 'revise',
  options: { period: { type: 'string' }, reason: { type: 'string' } },
  async run(context) {
    const period = thePeriod(context)
    const reason = required(context, 'reason')
    return withSession(context, async (session) => {
      const opened = await session.call('submission.revise', { period, reason })
      return { exit: 0, json: opened, text: cliText.revising(opened.revision) }
    })
  },
}
