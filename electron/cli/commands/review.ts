import type { FormReview, MonthReview } from '../../../shared/contract/index.ts'
import { reviewCliText } from '../../../shared/text/cli-review.ts'
import { reviewScreenText } from '../../../shared/text/ui-review.ts'
import { findRow } from '../../engine/services/report-edits.ts'
import { optional, required, thePeriod } from '../arguments.ts'
import { type Command, type CommandContext, type CommandResult, type Session, UsageError } from '../command.ts'
import { readPasswordFile } from '../password-file.ts'
import { formatTable } from '../table.ts'
import { withSession } from '../with-session.ts'
import { reviewPackage } from './city/review.ts'

const signer = { by: { type: 'string' }, 'password-file': { type: 'string' } } as const
const text = reviewCliText

/** Who signs. */
async function signIn(context: CommandContext): Promise<{ by: string; password?: string }> {
  const by = required(context, 'by')
  const file = optional(context, 'password-file')
  return file === undefined ? { by } : { by, password: await readPasswordFile(file) }
}

const account = (month: MonthReview): string =>
  month.enabled
    ? formatTable(
        text.columns,
        month.forms.map(({ form, title, stage, preparer, auditor, leader, openNotes }) => [
          form,
          title,
          reviewScreenText.stages[stage],
          preparer,
          auditor,
          leader,
          String(openNotes),
        ]),
      )
    : text.off

/** The forms that are named, or all whose turn it is. */
async function formsOf(
  context: CommandContext,
  session: Session,
  period: string,
  stages: readonly FormReview['stage'][],
): Promise<string[]> {
  const form = optional(context, 'form')
  if (form !== undefined) return [form]
  const { forms } = await session.call('review.get', { period })
  return forms.filter(({ filled, stage }) => filled && stages.includes(stage)).map((one) => one.form)
}

async function step(context: CommandContext, session: Session, period: string, act: 'handIn' | 'pass'): Promise<CommandResult> {
  const who = await signIn(context)
  const forms = await formsOf(context, session, period, act === 'handIn' ? ['open', 'returned'] : ['handedIn'])
  if (forms.length === 0) return { exit: 1, json: await session.call('review.get', { period }), text: text.nothing }
  const month = await session.call(`review.${act}`, { period, forms, ...who })
  return { exit: 0, json: month, text: `${text.forms(text.done[act], forms)}\n\n${account(month)}` }
}

async function refuse(context: CommandContext, session: Session, period: string, said: string): Promise<CommandResult> {
  const form = required(context, 'form')
  const row = optional(context, 'row')
  const who = await signIn(context)
  const field = optional(context, 'field')
  const place = row === undefined ? {} : { row: findRow((await session.call('report.open', { form, period })).rows, row).id }
  const review = await session.call('review.refuse', {
    period,
    form,
    text: said,
    ...place,
    ...(field === undefined ? {} : { field }),
    ...who,
  })
  return { exit: 0, json: review, text: text.forms(text.done.refuse, [form]) }
}

/** Without an action it tells how far each form has come. */
export const reviewCommand: Command = {
  name: 'review',
  options: {
    period: { type: 'string' },
    form: { type: 'string' },
    on: { type: 'boolean' },
    off: { type: 'boolean' },
    submit: { type: 'boolean' },
    pass: { type: 'boolean' },
    refuse: { type: 'string' },
    row: { type: 'string' },
    field: { type: 'string' },
    unit: { type: 'string' },
    package: { type: 'string' },
    ...signer,
  },
  async run(context) {
    const said = optional(context, 'refuse')
    const { on, off, submit, pass } = context.values
    if ([on, off, submit, pass, said].filter((one) => one !== undefined && one !== false).length > 1) throw new UsageError(text.oneOnly)
    return withSession(context, async (session) => {
      if (optional(context, 'unit') !== undefined) return reviewPackage(context, session)
      if (on === true || off === true) {
        const password = off === true && optional(context, 'password-file') !== undefined ? await signIn(context) : undefined
        const profile = await session.call('review.setUp', {
          enabled: on === true,
          ...(password?.password === undefined ? {} : { password: password.password }),
        })
        return { exit: 0, json: profile, text: on === true ? text.on : text.turnedOff }
      }
      const period = thePeriod(context)
      if (submit === true) return step(context, session, period, 'handIn')
      if (pass === true) return step(context, session, period, 'pass')
      if (said !== undefined) return refuse(context, session, period, said)
      const month = await session.call('review.get', { period })
      return { exit: 0, json: month, text: account(month) }
    })
  },
}

export const signCommand: Command = {
  name: 'sign',
  options: { period: { type: 'string' }, ...signer },
  async run(context) {
    const period = thePeriod(context)
    const who = await signIn(context)
    return withSession(context, async (session) => {
      const month = await session.call('review.sign', { period, ...who })
      const signed = month.forms.filter(({ stage }) => stage === 'signed').map(({ form }) => form)
      return { exit: 0, json: month, text: text.forms(text.done.sign, signed) }
    })
  },
}
