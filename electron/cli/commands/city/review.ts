import type { Output } from '../../../../shared/contract/index.ts'
import { cityText } from '../../../../shared/text/city.ts'
import { cityCliText as text } from '../../../../shared/text/cli-city.ts'
import type { CommandContext, CommandResult, Session } from '../../command.ts'
import { chosenPackage } from './chosen-package.ts'

function account({ standing, verdict, findings, comparisons, duplicates }: Output<'city.package'>): string {
  const reason = verdict.reason === null ? '' : cityText.verdictReason[verdict.reason](verdict.detail)
  return [
    standing.shown,
    text.verdict(`${cityText.verdict[verdict.verdict]}${reason === '' ? '' : `（${reason}）`}`),
    ...verdict.differences.map(({ ruleId, form, rowKey, county, city }) =>
      text.difference(ruleId, `${form} ${rowKey ?? ''}`, county, city),
    ),
    text.findings(findings.length),
    ...findings.map(({ form, message, explanation }) => text.finding(form, message, explanation?.text ?? '')),
    ...comparisons.flatMap(({ form, label, field, value, before, change, median, isJump, isOutlier }) => [
      ...(isJump ? [text.jump(form, label, field, before ?? '', value, change ?? '')] : []),
      ...(isOutlier ? [text.outlier(form, label, field, value, median ?? '')] : []),
    ]),
    ...duplicates.map(({ form, key, places }) => text.duplicate(form, key, [...new Set(places.map(({ unitName }) => unitName))])),
  ].join('\n')
}

/** What the city sees of a unit's month; ends with 1 when its own check came out otherwise. */
export async function reviewPackage(context: CommandContext, session: Session): Promise<CommandResult> {
  const view = await session.call('city.package', { sha256: await chosenPackage(context, session) })
  return { exit: view.verdict.verdict === 'different' ? 1 : 0, json: view, text: account(view) }
}
