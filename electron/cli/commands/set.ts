import * as z from 'zod'
import { AppError } from '../../../shared/model/errors.ts'
import { cliText } from '../../../shared/text/cli.ts'
import { formAt, formOptions, optional, required } from '../arguments.ts'
import { type Command, type CommandResult, type Session, UsageError } from '../command.ts'
import { withSession } from '../with-session.ts'

const Text = z.string().max(200)

/** `--row 表头`: a field of the report's header, such as the names of those who sign. */
async function setHeader(
  session: Session,
  at: { form: string; period: string },
  field: string,
  value: string,
  reason: { readonly why?: string },
): Promise<CommandResult> {
  const header = z
    .strictObject({ preparer: Text, preparerPhone: Text, auditor: Text, leader: Text, fillDate: Text, dataSource: Text })
    .partial()
  const edit = header.safeParse({ [field]: value })
  if (!edit.success) throw new AppError('FIELD_UNKNOWN', { form: at.form, field })
  const before = (await session.call('report.open', at)).header
  const saved = await session.call('report.edit', { ...at, edits: [{ kind: 'header', header: edit.data }], source: 'command', ...reason })
  const kept = (await session.call('report.open', at)).header
  const [old, now] = [before, kept].map((head) => String(head[field as keyof typeof head])) // parsed above: a field of the header
  return { exit: 0, json: { ...saved, before: old, after: now }, text: cliText.set(cliText.headerRow, field, old || null, now || null) }
}

/** The key and the label of a field that is named by either. Throws FIELD_UNKNOWN. */
async function fieldNamed(session: Session, at: { form: string; period: string }, name: string): Promise<{ key: string; label: string }> {
  const { packId } = await session.call('report.open', at)
  const { forms } = await session.call('pack.get', { id: packId })
  const fields = forms.find(({ id }) => id === at.form)?.fields ?? []
  const labelled = fields.filter(({ label }) => label === name)
  const field = fields.find(({ key }) => key === name) ?? (labelled.length === 1 ? labelled[0] : undefined)
  if (field === undefined) throw new AppError('FIELD_UNKNOWN', { form: at.form, field: name })
  return field
}

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
    const why = optional(context, 'why')?.trim() ?? ''
    const reason = why === '' ? {} : { why }
    return withSession(context, async (session) => {
      if (row === cliText.headerRow) return await setHeader(session, at, field, typed, reason)
      const { key, label } = await fieldNamed(session, at, field)
      const saved = await session.call('report.set', {
        ...at,
        row,
        field: key,
        value: typed === '' ? null : typed,
        ...reason,
      })
      const told = [cliText.set(saved.row, label, saved.before, saved.after)]
      if (saved.reasonOwed !== null) told.push(cliText.reasonOwed(saved.reasonOwed, at, optional(context, 'data')))
      return { exit: 0, json: saved, text: told.join('\n') }
    })
  },
}
