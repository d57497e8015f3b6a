/** `tanbao plan …`: the plan's own document. */
import type { PlanDocument } from '../../../shared/contract/index.ts'
import type { Passage } from '../../../shared/plan/clauses.ts'
import { cliText } from '../../../shared/text/cli.ts'
import { planCliText } from '../../../shared/text/cli-plan.ts'
import { theFile } from '../arguments.ts'
import { type Command, type ExitCode, UsageError } from '../command.ts'
import { readNamedFile } from '../disk.ts'
import { withSession } from '../with-session.ts'

const documentLimitMb = 32

const attachCommand: Command = {
  name: 'attach',
  options: {},
  async run(context) {
    const { fileName, bytes } = await readNamedFile(theFile(context, 'FILE'), documentLimitMb)
    return withSession(context, async (session) => {
      const document = await session.call('plan.attach', { fileName, bytes, job: session.job })
      const { paragraphs, outline, cited } = document
      return {
        exit: 0,
        json: { ...factsOf(document), paragraphs: paragraphs.length },
        text: planCliText.attached(fileName, paragraphs.length, outline.length, cited.found, cited.total),
      }
    })
  },
}

const showCommand: Command = {
  name: 'show',
  options: {},
  async run(context) {
    // A clause may hold blanks (GB/T 2589-2020); on the command line they are several words.
    const clause = context.files.join(' ')
    return withSession(context, async (session) => {
      const document = await session.call('plan.document', {})
      if (document === null) return { exit: 1, json: null, text: planCliText.none }
      if (clause === '') return { exit: 0, json: document, text: contentsOf(document) }
      const place = await session.call('plan.clause', { clause })
      const passages = (place?.passages ?? []).map((passage) => ({ ...passage, text: textOf(document, passage) }))
      const exit: ExitCode = passages.length > 0 ? 0 : 1
      const lines = [...passages.map(({ label, text }) => planCliText.passage(label, text)), place?.note ?? '']
      return { exit, json: { passages, note: place?.note ?? null }, text: lines.filter((line) => line !== '').join('\n\n') }
    })
  },
}

const detachCommand: Command = {
  name: 'detach',
  options: {},
  async run(context) {
    if (context.files.length > 0) throw new UsageError(cliText.badOption(context.files.join(' ')))
    return withSession(context, async (session) => {
      const removed = await session.call('plan.detach', {})
      return { exit: 0, json: { removed }, text: removed ? planCliText.removed : planCliText.none }
    })
  },
}

export const planCommands: ReadonlyMap<string, Command> = new Map(
  [attachCommand, showCommand, detachCommand].map((command) => [command.name, command]),
)

const factsOf = ({ fileName, format, bytes, sha256, attachedAt, cited }: PlanDocument) => ({
  fileName,
  format,
  bytes,
  sha256,
  attachedAt,
  cited,
})

const contentsOf = ({ fileName, sha256, paragraphs, outline, cited }: PlanDocument): string =>
  [
    planCliText.attached(fileName, paragraphs.length, outline.length, cited.found, cited.total),
    `SHA-256：${sha256}`,
    ...outline.map(({ mark, title, depth }) => `${'  '.repeat(depth)}${mark}${title === '' ? '' : ` ${title}`}`),
  ].join('\n')

const textOf = ({ paragraphs }: PlanDocument, { from, to, start, end }: Passage): string =>
  paragraphs
    .slice(from, to + 1)
    .map(({ text }, index) => text.slice(index === 0 ? start : 0, index === to - from ? end : undefined))
    .join('\n')
