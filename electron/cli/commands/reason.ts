import type { HistoryEntry } from '../../../shared/contract/index.ts'
import { cliText } from '../../../shared/text/cli.ts'
import { formAt, formOptions, required } from '../arguments.ts'
import { type Command, UsageError } from '../command.ts'
import { withSession } from '../with-session.ts'

const mostLookedAt = 1000

/** Whether somebody changed a value without saying why since a reason was given last. @param entries newest first */
function owesReason(entries: readonly HistoryEntry[]): boolean {
  const given = entries.findIndex(({ what }) => what === 'reason')
  const since = given < 0 ? entries : entries.slice(0, given)
  return since.some(
    ({ what, source, before, why }) => (what === 'cell' || what === 'deleteRow') && source !== 'import' && before !== null && why === null,
  )
}

/** Why changes were made that `set` stored without a reason: written into the history after them. */
export const reasonCommand: Command = {
  name: 'reason',
  options: { ...formOptions, why: { type: 'string' } },
  async run(context) {
    const at = formAt(context)
    const why = required(context, 'why').trim()
    if (why === '') throw new UsageError(cliText.missing('--why'))
    return withSession(context, async (session) => {
      // It cannot be taken back: a slip in the form or the month must not leave a reason for nothing, nor a second call another.
      if (!owesReason(await session.call('report.history', { ...at, limit: mostLookedAt }))) throw new UsageError(cliText.nothingChanged)
      await session.call('report.giveReason', { ...at, why })
      return { exit: 0, json: { ...at, why }, text: cliText.reasonGiven }
    })
  },
}
