import { cliText } from '../../../shared/text/cli.ts'
import { outputOption, required, thePeriod } from '../arguments.ts'
import type { Command } from '../command.ts'
import { writeNamedFile } from '../disk.ts'
import { scaleOf, scaleOption } from '../scale-option.ts'
import { withSession } from '../with-session.ts'

export const summaryCommand: Command = {
  name: 'summary',
  options: { period: { type: 'string' }, ...outputOption, ...scaleOption },
  async run(context) {
    const period = thePeriod(context)
    const output = required(context, 'output')
    const scale = scaleOf(context)
    return withSession(context, async (session) => {
      const workbook = await session.call('export.summary', { period, ...scale, job: session.job })
      const file = await writeNamedFile(output, workbook.bytes)
      return { exit: 0, json: { file, bytes: workbook.bytes.length }, text: cliText.written(file) }
    })
  },
}
