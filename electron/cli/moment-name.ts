import type { MomentName } from '../../shared/contract/index.ts'
import { cliPastText } from '../../shared/text/cli-past.ts'
import { type Session, UsageError } from './command.ts'

const newest = Number.MAX_SAFE_INTEGER

/** `25`, `r1`, `now`, `2020-06-03` (to the end of that day here), `2020-06-03 14:30`. Throws UsageError. */
export async function momentNamed(session: Session, period: string, text: string): Promise<MomentName> {
  if (text === 'now') return { seq: newest }
  if (/^\d{1,12}$/.test(text)) return { seq: Number(text) }
  const revision = /^r(\d{1,6})$/i.exec(text)?.[1]
  if (revision !== undefined) {
    const all = await session.call('submission.list', {})
    const found = all.find((one) => one.period === period && one.revision === Number(revision))
    if (!found) throw new UsageError(cliPastText.noSubmission(Number(revision), period))
    return { submission: found.packageId }
  }
  const [, day, clock] = /^(\d{4}-\d{2}-\d{2})(?:[ T](\d{2}:\d{2}(?::\d{2})?))?$/.exec(text) ?? []
  const moment = new Date(day === undefined ? Number.NaN : `${day}T${clock ?? '23:59:59.999'}`)
  if (Number.isNaN(moment.getTime())) throw new UsageError(cliPastText.badMoment(text))
  return { at: moment.toISOString() }
}
