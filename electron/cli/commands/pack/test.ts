import { packToolsText } from '../../../../shared/text/pack-tools.ts'
import { checkPackFolder } from '../../../engine/packs/check-pack.ts'
import type { Command } from '../../command.ts'
import { thePackFolder } from './pack-folder.ts'

/** Runs every example of every rule. Exits 1 when one does not come out as written. */
export const packTestCommand: Command = {
  name: 'test',
  options: {},
  async run(context) {
    const report = checkPackFolder(thePackFolder(context))
    const lines = report.problems.map((problem) => packToolsText.problem(problem.file, problem.line, problem.message))
    return {
      exit: report.problems.length === 0 ? 0 : 1,
      json: report,
      text: [...lines, packToolsText.checked(report.id, report.forms, report.rules, report.examples)].join('\n'),
    }
  },
}
