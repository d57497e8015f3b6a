import { join } from 'node:path'
import type { Output } from '../../../../shared/contract/index.ts'
import { cityCliText as text } from '../../../../shared/text/cli-city.ts'
import { optional, outputOption, required, several, thePeriod } from '../../arguments.ts'
import { type Command, type CommandContext, type CommandResult, type Session, UsageError } from '../../command.ts'
import { writeNamedFile } from '../../disk.ts'
import { withSession } from '../../with-session.ts'
import { chosenPackage, packageOptions } from './chosen-package.ts'
import { writeReceipts } from './receive.ts'

const decisionOptions = { ...packageOptions, reason: { type: 'string' }, receipts: { type: 'string' } } as const

async function told(context: CommandContext, { receipt, receipts }: Output<'city.accept'>): Promise<CommandResult> {
  const names = await writeReceipts(optional(context, 'receipts'), receipts)
  return {
    exit: 0,
    json: { receipt, receipts: names },
    text: text.receipt(text.decided[receipt.kind as keyof typeof text.decided], names.at(-1) ?? ''),
  }
}

export const acceptCommand: Command = {
  name: 'accept',
  options: decisionOptions,
  run: (context) =>
    withSession(context, async (session) => {
      const sha256 = await chosenPackage(context, session)
      return told(context, await session.call('city.accept', { sha256, reason: optional(context, 'reason') ?? '' }))
    }),
}

interface Comment {
  readonly form: string
  readonly rowKey: string | null
  readonly field: string | null
  readonly text: string
}

/** `F4/4502220001/annualCoal=请核对` */
function commentOf(typed: string): Comment {
  const [, form, rowKey = null, field = null, said] = /^([A-Za-z0-9_]+)(?:\/([^/=]+))?(?:\/([A-Za-z0-9_]+))?=(.+)$/su.exec(typed) ?? []
  if (form === undefined || said === undefined) throw new UsageError(text.commentWrong(typed))
  return { form, rowKey, field, text: said }
}

/** The comments with the rows that they speak of; one about a row that is not there would reach nobody. */
async function placed(session: Session, sha256: string, comments: readonly Comment[]) {
  const forms = new Map<string, Output<'city.form'>['rows']>()
  for (const { form } of comments) if (!forms.has(form)) forms.set(form, (await session.call('city.form', { sha256, form })).rows)
  return comments.map((comment) => {
    const { form, rowKey } = comment
    if (rowKey === null) return { ...comment, rowId: null }
    const [row, ...more] = forms.get(form)?.filter(({ values }) => Object.values(values).includes(rowKey)) ?? []
    if (row === undefined || more.length > 0) throw new UsageError(text.commentRow(form, rowKey, row === undefined))
    return { ...comment, rowId: row.rowId }
  })
}

export const returnCommand: Command = {
  name: 'return',
  options: { ...decisionOptions, comment: { type: 'string', multiple: true }, by: { type: 'string' } },
  async run(context) {
    const reason = required(context, 'reason')
    const comments = several(context, 'comment').map(commentOf)
    return withSession(context, async (session) => {
      const sha256 = await chosenPackage(context, session)
      const order = { sha256, reason, comments: await placed(session, sha256, comments), resubmitBy: optional(context, 'by') ?? null }
      return told(context, await session.call('city.return', order))
    })
  },
}

const reasoned = (name: 'reopen' | 'refuse'): Command => ({
  name,
  options: decisionOptions,
  async run(context) {
    const reason = required(context, 'reason')
    return withSession(context, async (session) =>
      told(context, await session.call(`city.${name}`, { sha256: await chosenPackage(context, session), reason })),
    )
  },
})
export const reopenCommand = reasoned('reopen')
export const refuseCommand = reasoned('refuse')

export const waiveCommand: Command = {
  name: 'waive',
  options: {
    unit: { type: 'string' },
    period: { type: 'string' },
    rule: { type: 'string' },
    row: { type: 'string' },
    reason: { type: 'string' },
    ...outputOption,
  },
  async run(context) {
    const order = {
      unit: required(context, 'unit'),
      period: thePeriod(context),
      rule: required(context, 'rule'),
      reason: required(context, 'reason'),
    }
    const folder = required(context, 'output')
    return withSession(context, async (session) => {
      const { waiver, file } = await session.call('city.waive', { ...order, rowKey: optional(context, 'row') ?? null })
      const written = await writeNamedFile(join(folder, file.fileName), file.bytes)
      return { exit: 0, json: { waiver, file: written }, text: written }
    })
  },
}
