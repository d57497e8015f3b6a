import { cliText } from '../../../shared/text/cli.ts'
import { formAt, formOptions, required } from '../arguments.ts'
import { type Command, UsageError } from '../command.ts'
import { withSession } from '../with-session.ts'

/** Why changes were made that `set` stored without a reason: written into the history after them. */
export const reasonCommand: Command = {
  name: 'reason',
  options: { ...formOptions, why: { type: 'string' } },
  async run(context) {
    const at = formAt(context)
    const why = required(context, 'why').trim()
    if (why === '') throw new UsageError(cliText.missing('--why'))
    return withSession(context, async (session) => {
      // A slip in the form or the month must not leave a reason where nothing was ever changed.
      if ((await session.call('report.open', at)).version === 0) throw new UsageError(cliText.nothingChanged)
      await session.call('report.giveReason', { ...at, why })
      return { exit: 0, json: { ...at, why }, text: cliText.reasonGiven }
    })
  },
}
