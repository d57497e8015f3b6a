import { basename } from 'node:path'
import type { Taken } from '../../../shared/contract/index.ts'
import { exchangeCliText as text } from '../../../shared/text/cli-exchange.ts'
import { optional, required, thePeriod } from '../arguments.ts'
import { type Command, type CommandContext, type CommandResult, UsageError } from '../command.ts'
import { readNamedFile } from '../disk.ts'
import { withSession } from '../with-session.ts'

const fileLimitMb = 16

const takeCode = (context: CommandContext, code: string): Promise<CommandResult> =>
  withSession(context, async (session) => {
    const period = thePeriod(context)
    const [newest] = (await session.call('submission.list', {}))
      .filter((one) => one.period === period)
      .sort((a, b) => b.revision - a.revision)
    if (newest === undefined) throw new UsageError(text.noPackage(period))
    const taken = await session.call('receipts.typeCode', { packageId: newest.packageId, code })
    return { exit: 0, json: taken, text: text.receipt(taken.receipt, taken.repeated) }
  })

/** Takes what the city sent back, from files or as it was read out. */
export const takeCommand: Command = {
  name: 'take',
  options: { code: { type: 'string' }, period: { type: 'string' } },
  async run(context) {
    const code = optional(context, 'code')
    if (code !== undefined) return takeCode(context, code)
    if (context.files.length === 0) throw new UsageError(text.nothing)
    return withSession(context, async (session) => {
      const taken: Taken[] = []
      for (const file of context.files) {
        const { bytes } = await readNamedFile(file, fileLimitMb)
        taken.push(await session.call('exchange.take', { fileName: basename(file), bytes }))
      }
      return { exit: 0, json: taken, text: taken.map((one) => text.taken(one)).join('\n') }
    })
  },
}

/** The comments of the city on a month, and the answers to them. */
export const returnedCommand: Command = {
  name: 'returned',
  options: { period: { type: 'string' }, id: { type: 'string' }, answer: { type: 'string' } },
  run: (context) =>
    withSession(context, async (session) => {
      const period = thePeriod(context)
      const id = optional(context, 'id')
      if (id !== undefined) await session.call('returned.answer', { id, answer: required(context, 'answer') })
      const comments = await session.call('returned.list', { period })
      return { exit: 0, json: comments, text: comments.length === 0 ? text.noComments(period) : comments.map(text.comment).join('\n') }
    }),
}
