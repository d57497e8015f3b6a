import { join } from 'node:path'
import type { SubmissionSummary } from '../../../shared/contract/index.ts'
import { AppError } from '../../../shared/model/errors.ts'
import { cliText } from '../../../shared/text/cli.ts'
import { errorSentence } from '../../../shared/text/errors.ts'
import { optional, outputOption, required, thePeriod } from '../arguments.ts'
import type { Command, Session } from '../command.ts'
import { requireWritableFolder, writeNamedFile } from '../disk.ts'
import { withSession } from '../with-session.ts'
import { checkAccount } from './check.ts'

/** The package of a month: made now, or the one that was made when the month was closed. */
async function sealed(session: Session, period: string, revisionReason: string | undefined): Promise<SubmissionSummary> {
  const reason = revisionReason === undefined ? {} : { revisionReason }
  try {
    return await session.call('submission.create', { period, ...reason, job: session.job })
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'PERIOD_CLOSED') throw error
    const made = (await session.call('submission.list', {})).filter((one) => one.period === period)
    const [newest] = made.sort((a, b) => b.revision - a.revision)
    if (!newest) throw error
    return newest
  }
}

export const submitCommand: Command = {
  name: 'submit',
  options: { period: { type: 'string' }, ...outputOption, reason: { type: 'string' } },
  async run(context) {
    const period = thePeriod(context)
    const folder = required(context, 'output')
    const revisionReason = optional(context, 'reason')
    return withSession(context, async (session) => {
      try {
        // Before anything is sealed: a month must not be closed for a package that cannot be handed over.
        await requireWritableFolder(folder)
        const summary = await sealed(session, period, revisionReason)
        const { bytes } = await session.call('submission.bytes', { packageId: summary.packageId })
        const file = await writeNamedFile(join(folder, summary.fileName), bytes)
        return { exit: 0, json: { ...summary, file }, text: cliText.submitted(file, summary.sha256) }
      } catch (error) {
        if (!(error instanceof AppError) || error.code !== 'SUBMISSION_BLOCKED') throw error
        const check = await session.call('check.run', { period })
        const json = { refused: true, code: error.code, details: error.details, check }
        return { exit: 1, json, text: `${checkAccount(check)}\n\n${errorSentence(error.code, error.details)}` }
      }
    })
  },
}
