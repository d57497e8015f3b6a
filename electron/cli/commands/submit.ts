import { join } from 'node:path'
import { AppError } from '../../../shared/model/errors.ts'
import { cliText } from '../../../shared/text/cli.ts'
import { errorSentence } from '../../../shared/text/errors.ts'
import { optional, outputOption, required } from '../arguments.ts'
import type { Command } from '../command.ts'
import { writeNamedFile } from '../disk.ts'
import { withSession } from '../with-session.ts'
import { checkAccount } from './check.ts'

export const submitCommand: Command = {
  name: 'submit',
  options: { period: { type: 'string' }, ...outputOption, reason: { type: 'string' } },
  async run(context) {
    const period = required(context, 'period')
    const folder = required(context, 'output')
    const revisionReason = optional(context, 'reason')
    return withSession(context, async (session) => {
      try {
        const summary = await session.call('submission.create', {
          period,
          ...(revisionReason === undefined ? {} : { revisionReason }),
          job: session.job,
        })
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
