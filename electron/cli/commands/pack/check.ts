import { checkPackFolder, reportLines } from '../../../engine/packs/check-pack.ts'
import type { Command } from '../../command.ts'
import { thePackFolder } from './pack-folder.ts'

/** Everything wrong with a pack, with file, line and what to do. Exits 1 while anything is wrong. */
export const packCheckCommand: Command = {
  name: 'check',
  options: {},
  async run(context) {
    const report = checkPackFolder(thePackFolder(context))
    return { exit: report.problems.length === 0 ? 0 : 1, json: report, text: reportLines(report).join('\n') }
  },
}
