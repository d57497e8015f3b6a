import type { CheckResult } from '../../../shared/contract/index.ts'
import { levels } from '../../../shared/model/level.ts'
import { checkText } from '../../../shared/text/check.ts'
import { cliText } from '../../../shared/text/cli.ts'
import { optional, thePeriod } from '../arguments.ts'
import type { Command } from '../command.ts'
import { withSession } from '../with-session.ts'

/** Findings by level, gravest first, each with its place, sentence and clause. */
export function checkAccount(result: CheckResult): string {
  const lines = [cliText.checkSummary(result.counts)]
  for (const level of levels) {
    const findings = result.findings.filter((finding) => finding.level === level)
    if (findings.length === 0) continue
    lines.push('', cliText.levelTitle(level, findings.length))
    for (const finding of findings) {
      const place = [finding.form, finding.rowLabel ?? finding.rowKey, finding.cell].filter((part) => part !== null).join(' ')
      lines.push(`  ${finding.id}  ${finding.ruleId}  ${place}`, `      ${finding.message}（${finding.clause}）`)
      if (finding.explanation) lines.push(`      ✓ ${finding.explanation.text}`)
      if (finding.waiver) lines.push(`      ✓ ${checkText.waived(finding.waiver.by, finding.waiver.reason)}`)
    }
  }
  lines.push('', result.blocked ? cliText.blocked : result.unexplained > 0 ? cliText.needsExplanation(result.unexplained) : cliText.clean)
  return lines.join('\n')
}

export const checkCommand: Command = {
  name: 'check',
  options: { form: { type: 'string' }, period: { type: 'string' } },
  async run(context) {
    const period = thePeriod(context)
    const form = optional(context, 'form')
    return withSession(context, async (session) => {
      const result = await session.call('check.run', { period, ...(form === undefined ? {} : { form }), job: session.job })
      return { exit: result.blocked || result.unexplained > 0 ? 1 : 0, json: result, text: checkAccount(result) }
    })
  },
}
