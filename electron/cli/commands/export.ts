import { FillOptions } from '../../../shared/contract/index.ts'
import { AppError } from '../../../shared/model/errors.ts'
import { cliText } from '../../../shared/text/cli.ts'
import { formAt, formOptions, optional, outputOption, required } from '../arguments.ts'
import { type Command, type CommandContext, type CommandResult, type Session, UsageError } from '../command.ts'
import { readNamedFile, writeNamedFile } from '../disk.ts'
import { scaleOf, scaleOption } from '../scale-option.ts'
import { withSession } from '../with-session.ts'

/** `--mapping FILE`: the decisions about a template as JSON, in the shape of `FillOptions`. */
async function decisions(context: CommandContext): Promise<FillOptions> {
  const path = optional(context, 'mapping')
  if (path === undefined) return {}
  const { fileName, bytes } = await readNamedFile(path)
  let parsed: unknown
  try {
    parsed = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch (cause) {
    throw new AppError('MAPPING_INVALID', { file: fileName, message: 'JSON' }, { cause })
  }
  const options = FillOptions.safeParse(parsed)
  if (options.success) return options.data
  throw new AppError('MAPPING_INVALID', { file: fileName, message: options.error.issues[0]?.path.join('.') ?? '' })
}

/** Fills in the bureau's own workbook; what is in doubt is told and nothing is written. */
async function fillTemplate(context: CommandContext, session: Session, path: string, options: FillOptions): Promise<CommandResult> {
  const template = { ...formAt(context), ...(await readNamedFile(path)), options, job: session.job }
  const preview = await session.call('export.template', template)
  if (preview.questions.length > 0) {
    const questions = preview.questions.map((question) => cliText.question(question))
    return {
      exit: 2,
      json: { written: false, preview },
      text: [cliText.templateQuestions(questions.length), ...questions, cliText.templateExample].join('\n'),
    }
  }
  const filled = await session.call('export.filled', template)
  const file = await writeNamedFile(required(context, 'output'), filled.bytes)
  const { notes, uncomputed } = filled
  return {
    exit: 0,
    json: { written: true, file, bytes: filled.bytes.length, notes, uncomputed, preview },
    text: [cliText.filled(file, preview.counts), ...notes.map((note) => `  ${note}`)].join('\n'),
  }
}

export const exportCommand: Command = {
  name: 'export',
  options: { ...formOptions, ...outputOption, template: { type: 'string' }, mapping: { type: 'string' }, ...scaleOption },
  async run(context) {
    const at = formAt(context)
    const output = required(context, 'output')
    const scale = scaleOf(context)
    const templateFile = optional(context, 'template')
    if (templateFile !== undefined && scale.scale !== undefined) throw new UsageError(cliText.badOption('--template --wan'))
    const options = await decisions(context)
    return withSession(context, async (session) => {
      if (templateFile !== undefined) return fillTemplate(context, session, templateFile, options)
      const workbook = await session.call('export.workbook', { ...at, ...scale, job: session.job })
      const file = await writeNamedFile(output, workbook.bytes)
      return { exit: 0, json: { file, bytes: workbook.bytes.length }, text: cliText.written(file) }
    })
  },
}
