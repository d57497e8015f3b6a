import { cliText } from '../../../shared/text/cli.ts'
import { required } from '../arguments.ts'
import type { Command } from '../command.ts'

export const reviseCommand: Command = {
  name: 'revise',
  options: { period: { type: 'string' }, reason: { type: 'string' } },
  async run(context) {
    const period = required(context, 'period')
    const reason = required(context, 'reason')
    const session = await context.open()
    try {
      const opened = await session.call('submission.revise', { period, reason })
      return { exit: 0, json: opened, text: cliText.revising(opened.revision) }
    } finally {
      await session.close()
    }
  },
}
