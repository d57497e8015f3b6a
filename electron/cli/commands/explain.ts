import { AppError } from '../../../shared/model/errors.ts'
import { cliText } from '../../../shared/text/cli.ts'
import { optional, required } from '../arguments.ts'
import type { Command, Session } from '../command.ts'
import { withSession } from '../with-session.ts'

/** A finding belongs to one period; without `--period` the periods that hold data are searched, newest first. */
async function periodOf(session: Session, finding: string): Promise<string> {
  const { profile } = await session.call('app.info', {})
  if (!profile) throw new AppError('STORE_NOT_INITIALISED')
  const { manifest } = await session.call('pack.get', { id: profile.packId })
  const { periods } = await session.call('tasks.list', { period: manifest.validFrom })
  for (const period of periods) {
    const result = await session.call('check.run', { period })
    if (result.findings.some((candidate) => candidate.id === finding)) return period
  }
  throw new AppError('FINDING_UNKNOWN', { finding })
}

export const explainCommand: Command = {
  name: 'explain',
  options: { finding: { type: 'string' }, text: { type: 'string' }, period: { type: 'string' } },
  async run(context) {
    const finding = required(context, 'finding')
    const text = required(context, 'text')
    return withSession(context, async (session) => {
      const period = optional(context, 'period') ?? (await periodOf(session, finding))
      const explained = await session.call('finding.explain', { period, finding, text })
      return { exit: 0, json: explained, text: cliText.explained }
    })
  },
}
