import { cliPastText } from '../../../shared/text/cli-past.ts'
import { printText } from '../../../shared/text/ui-print.ts'
import { theFile, thePeriod } from '../arguments.ts'
import type { Command } from '../command.ts'
import { localTime } from '../local-time.ts'
import { withSession } from '../with-session.ts'

const text = printText.verify

/** Whether a printed report, by the code on it, still agrees with the data or with a package. */
export const verifyCodeCommand: Command = {
  name: 'verify-code',
  options: { period: { type: 'string' } },
  async run(context) {
    const code = theFile(context, cliPastText.code)
    const period = thePeriod(context)
    return withSession(context, async (session) => {
      const verdict = await session.call('print.verify', { period, code })
      const lines = verdict.matches.map(({ title, submission }) =>
        submission === null ? text.current(title) : text.submitted(title, submission.revision, localTime(submission.sealedAt).slice(0, 10)),
      )
      const isCurrent = verdict.matches.some(({ submission }) => submission === null)
      const nothing = verdict.readable ? text.none(period) : text.misread
      return {
        exit: verdict.matches.length > 0 ? 0 : 1,
        json: verdict,
        text: lines.length === 0 ? nothing : [...lines, ...(isCurrent ? [] : [text.notCurrent])].join('\n'),
      }
    })
  },
}
