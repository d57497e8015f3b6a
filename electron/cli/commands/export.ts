import { cliText } from '../../../shared/text/cli.ts'
import { formAt, formOptions, optional, outputOption, required } from '../arguments.ts'
import type { Command } from '../command.ts'
import { readNamedFile, writeNamedFile } from '../disk.ts'
import { scaleOf, scaleOption } from '../scale-option.ts'
import { withSession } from '../with-session.ts'

export const exportCommand: Command = {
  name: 'export',
  options: { ...formOptions, ...outputOption, template: { type: 'string' }, ...scaleOption },
  async run(context) {
    const at = formAt(context)
    const output = required(context, 'output')
    const scale = scaleOf(context)
    const templateFile = optional(context, 'template')
    const template = templateFile === undefined ? undefined : (await readNamedFile(templateFile)).bytes
    return withSession(context, async (session) => {
      const workbook = await session.call('export.workbook', {
        ...at,
        ...scale,
        ...(template === undefined ? {} : { template }),
        job: session.job,
      })
      const file = await writeNamedFile(output, workbook.bytes)
      return { exit: 0, json: { file, bytes: workbook.bytes.length }, text: cliText.written(file) }
    })
  },
}
