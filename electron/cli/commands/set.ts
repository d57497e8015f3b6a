import { cliText } from '../../../shared/text/cli.ts'
import { formAt, formOptions, optional, required } from '../arguments.ts'
import { type Command, UsageError } from '../command.ts'

export const setCommand: Command = {
  name: 'set',
  options: { ...formOptions, row: { type: 'string' }, field: { type: 'string' }, value: { type: 'string' }, why: { type: 'string' } },
  async run(context) {
    const at = formAt(context)
    const row = required(context, 'row')
    const field = required(context, 'field')
    // An empty value is a legal answer: it makes the cell blank.
    const typed = context.values.value
    if (typeof typed !== 'string') throw new UsageError(cliText.missing('--value'))
    const why = optional(context, 'why')
    const session = await context.open()
    try {
      const saved = await session.call('report.set', {
        ...at,
        row,
        field,
        value: typed === '' ? null : typed,
        ...(why === undefined ? {} : { why }),
      })
      return { exit: 0, json: saved, text: cliText.set(saved.row, field, saved.before, saved.after) }
    } finally {
      await session.close()
    }
  },
}
