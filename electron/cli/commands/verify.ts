import { cliText } from '../../../shared/text/cli.ts'
import { verifyPackage } from '../../engine/package/verify.ts'
import { theFile } from '../arguments.ts'
import type { Command } from '../command.ts'
import { readNamedFile } from '../disk.ts'

/** What the verifier itself accepts. */
const packageLimitMb = 256

/** Needs no data folder: whoever receives a package can verify it. */
export const verifyCommand: Command = {
  name: 'verify',
  options: {},
  async run(context) {
    const { bytes } = await readNamedFile(theFile(context, 'PACKAGE'), packageLimitMb)
    const result = await verifyPackage(bytes)
    const problems = result.problems.map((problem) => `  ${problem.file}  ${problem.message}`)
    return {
      exit: result.ok ? 0 : 1,
      json: result,
      text: result.ok ? cliText.verified(result.files) : [cliText.verifyFailed(problems.length), ...problems].join('\n'),
    }
  },
}
