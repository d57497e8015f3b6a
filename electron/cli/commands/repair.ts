import { AppError } from '../../../shared/model/errors.ts'
import { cliText } from '../../../shared/text/cli.ts'
import { optional, periodGiven, theFile } from '../arguments.ts'
import type { Command } from '../command.ts'
import { findFinding } from '../find-finding.ts'
import { withSession } from '../with-session.ts'

/** Applies the first repair of a finding, or the n-th of those that `explain` lists. */
export const repairCommand: Command = {
  name: 'repair',
  options: { period: { type: 'string' }, choice: { type: 'string' } },
  async run(context) {
    const id = theFile(context, cliText.findingId)
    const choice = optional(context, 'choice')
    return withSession(context, async (session) => {
      const { period } = await findFinding(session, id, periodGiven(context))
      const at = { period, finding: id }
      if (choice === undefined) {
        const done = await session.call('finding.repair', at)
        return { exit: 0, json: done, text: cliText.repaired(done.repair) }
      }
      const { alternatives } = await session.call('finding.detail', at)
      const chosen = alternatives[Number(choice) - 1]
      if (chosen === undefined) throw new AppError('REPAIR_UNKNOWN', { finding: id })
      const { row, field, to } = chosen
      const done = await session.call('finding.repair', { ...at, choice: { row, field, to } })
      return { exit: 0, json: done, text: cliText.repaired(done.repair) }
    })
  },
}
