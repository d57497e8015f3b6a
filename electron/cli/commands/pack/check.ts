import { packToolsText } from '../../../../shared/text/pack-tools.ts'
import { checkPackFolder } from '../../../engine/packs/check-pack.ts'
import type { Command } from '../../command.ts'
import { thePackFolder } from './pack-folder.ts'

/** Everything wrong with a pack, with file, line and what to do. Exits 1 while anything is wrong. */
export const packCheckCommand: Command = {
  name: 'check',
  options: {},
  async run(context) {
    const report = checkPackFolder(thePackFolder(context))
    const lines = report.problems.map((problem) => packToolsText.problem(problem.file, problem.line, problem.message))
    const verdict =
      report.problems.length === 0
        ? packToolsText.checked(report.id, report.forms, report.rules, report.examples)
        : packToolsText.failed(report.id, report.problems.length)
    return { exit: report.problems.length === 0 ? 0 : 1, json: report, text: [...lines, verdict].join('\n') }
  },
}
