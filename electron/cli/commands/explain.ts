import type { Finding, FindingDetail } from '../../../shared/rules/finding.ts'
import { cliText } from '../../../shared/text/cli.ts'
import { optional, periodGiven, required } from '../arguments.ts'
import type { Command } from '../command.ts'
import { findFinding } from '../find-finding.ts'
import { withSession } from '../with-session.ts'

/** The sentence, by how much it fails, how the plan was read, and what would mend it. */
export function detailAccount(finding: Finding, { imbalance, readings, repair, alternatives }: FindingDetail): string {
  return [
    `${finding.level}  ${finding.ruleId}  ${finding.message}`,
    cliText.clause(finding.clause),
    ...(imbalance === null ? [] : [cliText.imbalance(imbalance.text)]),
    ...readings.map(cliText.reading),
    ...(repair === null ? [cliText.noRepair] : [cliText.repair(repair)]),
    ...alternatives.map(cliText.alternative),
  ].join('\n')
}

/** Without `--text` it explains the finding to the clerk; with it, the clerk explains the data to the bureau. */
export const explainCommand: Command = {
  name: 'explain',
  options: { finding: { type: 'string' }, text: { type: 'string' }, period: { type: 'string' } },
  async run(context) {
    const id = required(context, 'finding')
    const text = optional(context, 'text')
    return withSession(context, async (session) => {
      const { period, finding } = await findFinding(session, id, periodGiven(context))
      if (text === undefined) {
        const detail = await session.call('finding.detail', { period, finding: id })
        return { exit: 0, json: { finding, detail }, text: detailAccount(finding, detail) }
      }
      const explained = await session.call('finding.explain', { period, finding: id, text })
      return { exit: 0, json: explained, text: cliText.explained }
    })
  },
}
