import type { HistoryEntry, Input, PastReport } from '../../../shared/contract/index.ts'
import { StepSource } from '../../../shared/contract/index.ts'
import type { FormTemplate } from '../../../shared/forms/form-schema.ts'
import { cliText } from '../../../shared/text/cli.ts'
import { cliPastText } from '../../../shared/text/cli-past.ts'
import { formAt, formOptions, optional } from '../arguments.ts'
import { type Command, type CommandContext, type Session, UsageError } from '../command.ts'
import { localTime } from '../local-time.ts'
import { momentNamed } from '../moment-name.ts'
import { formatTable } from '../table.ts'
import { withSession } from '../with-session.ts'
import { reportTable } from './show.ts'

type Entry = HistoryEntry & { readonly label: string | null }
type Filter = Input<'report.history'>['filter']

const page = 1000

/** The cells of a row that came or went, by their labels; the engine gives them as one JSON object. */
const cellsInWords = (json: string, template: FormTemplate | undefined): string => {
  const cells: unknown = JSON.parse(json)
  if (typeof cells !== 'object' || cells === null) return json
  const labels = new Map(template?.fields.map(({ key, label }) => [key, label]))
  return Object.entries(cells)
    .map(([key, value]) => cliText.cell(labels.get(key) ?? key, String(value)))
    .join('')
}

const valueInWords = (entry: HistoryEntry, value: string | null, template: FormTemplate | undefined): string => {
  if (value === null) return ''
  return entry.what === 'insertRow' || entry.what === 'deleteRow' ? cellsInWords(value, template) : value
}

/** A field by its key or by its label. */
const fieldKey = (template: FormTemplate | undefined, name: string): string =>
  template?.fields.find(({ key, label }) => key === name || label === name)?.key ?? name

function filterOf(context: CommandContext, template: FormTemplate | undefined): Filter {
  const [row, field, who, source] = ['row', 'field', 'who', 'source'].map((name) => optional(context, name))
  const known = source === undefined ? undefined : StepSource.safeParse(source).data
  if (source !== undefined && known === undefined) throw new UsageError(cliText.badOption(`--source ${StepSource.options.join(' ')}`))
  return {
    ...(row === undefined ? {} : { row }),
    ...(field === undefined ? {} : { field: fieldKey(template, field) }),
    ...(who === undefined ? {} : { who }),
    ...(known === undefined ? {} : { source: known }),
  }
}

/** All of it, however long. */
async function allEntries(session: Session, at: { form: string; period: string }, filter: Filter): Promise<Entry[]> {
  const entries: Entry[] = []
  for (let before: number | undefined; ; ) {
    const found = await session.call('report.history', { ...at, limit: page, filter, ...(before === undefined ? {} : { before }) })
    entries.push(...found)
    const last = found.at(-1)?.seq
    if (last === undefined || last === before) return entries
    before = last
  }
}

function pastInWords({ moment, report, computed, agrees, brokenAt }: PastReport, template: FormTemplate | undefined): string {
  const title = template?.title ?? report.form
  const lines = [
    moment === null
      ? cliPastText.nothingYet(title, report.period)
      : cliPastText.momentTitle(title, report.period, localTime(moment.at), moment.who),
    ...(brokenAt === null ? [] : [cliPastText.broken(brokenAt)]),
    ...(agrees === null ? [] : [agrees ? cliPastText.agrees : cliPastText.differs]),
    cliPastText.computed[computed],
  ]
  return [...lines, ...(template === undefined ? [] : [reportTable(report, template)])].join('\n')
}

export const historyCommand: Command = {
  name: 'history',
  options: {
    ...formOptions,
    at: { type: 'string' },
    row: { type: 'string' },
    field: { type: 'string' },
    who: { type: 'string' },
    source: { type: 'string' },
  },
  async run(context) {
    const at = formAt(context)
    return withSession(context, async (session) => {
      const templateIn = async (id: string, version?: string): Promise<FormTemplate | undefined> =>
        (await session.call('pack.get', { id, ...(version === undefined ? {} : { version }) })).forms.find((form) => form.id === at.form)
      const moment = optional(context, 'at')
      if (moment !== undefined) {
        const past = await session.call('report.at', { ...at, moment: await momentNamed(session, at.period, moment) })
        return { exit: 0, json: past, text: pastInWords(past, await templateIn(past.report.packId, past.report.packVersion)) }
      }
      const { profile } = await session.call('app.info', {})
      const template = profile === null ? undefined : await templateIn(profile.packId)
      const entries = await allEntries(session, at, filterOf(context, template))
      const rows = entries.map((entry) => [
        localTime(entry.at),
        entry.who,
        cliText.columns.what[entry.what],
        entry.rowKey ?? '',
        entry.label ?? entry.field ?? '',
        valueInWords(entry, entry.before, template),
        valueInWords(entry, entry.after, template),
        entry.why ?? '',
      ])
      return { exit: 0, json: entries, text: rows.length === 0 ? cliText.none : formatTable(cliText.columns.history, rows) }
    })
  },
}
