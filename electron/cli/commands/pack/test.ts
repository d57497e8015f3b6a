import { packToolsText } from '../../../../shared/text/pack-tools.ts'
import { testPackFolder } from '../../../engine/packs/check-pack.ts'
import type { Command } from '../../command.ts'
import { thePackFolder } from './pack-folder.ts'

/** Runs every example of every rule. Exits 1 when one does not come out as written. */
export const packTestCommand: Command = {
  name: 'test',
  options: {},
  async run(context) {
    const test = testPackFolder(thePackFolder(context))
    const isGood = test.problems.length === 0 && test.failed.length === 0
    const lines = [
      ...test.problems.map((problem) => packToolsText.finding(problem)),
      ...test.failed.map((failed) => packToolsText.example(failed)),
      isGood
        ? packToolsText.tested(test.id, test.rules, test.examples)
        : packToolsText.testFailed(test.id, test.failed.length, test.examples),
    ]
    return { exit: isGood ? 0 : 1, json: test, text: lines.join('\n') }
  },
}
