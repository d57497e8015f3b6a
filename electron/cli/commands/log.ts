import { LogFilter } from '../../../shared/contract/index.ts'
import { cliText } from '../../../shared/text/cli.ts'
import { logText } from '../../../shared/text/ui-log.ts'
import { optional, outputOption } from '../arguments.ts'
import { type Command, type CommandContext, UsageError } from '../command.ts'
import { writeNamedFile } from '../disk.ts'
import { localTime } from '../local-time.ts'
import { formatTable } from '../table.ts'
import { withSession } from '../with-session.ts'

const mostShown = 1000
const options = ['form', 'period', 'who', 'kind', 'from', 'to'] as const

/** Throws UsageError. */
function filterOf(context: CommandContext): LogFilter {
  const given = options.flatMap((name) => {
    const value = optional(context, name)
    return value === undefined ? [] : [[name, value] as const]
  })
  const { data } = LogFilter.safeParse(Object.fromEntries(given))
  if (data === undefined) throw new UsageError(cliText.badOption(given.map(([name, value]) => `--${name} ${value}`).join(' ')))
  return data
}

/** The newest thousand entries of the log over all forms, or with `-o` all that fit as a workbook. */
export const logCommand: Command = {
  name: 'log',
  options: { ...Object.fromEntries(options.map((name) => [name, { type: 'string' } as const])), ...outputOption },
  async run(context) {
    const filter = filterOf(context)
    const output = optional(context, 'output')
    return withSession(context, async (session) => {
      if (output !== undefined) {
        const { bytes } = await session.call('log.export', { filter, job: session.job })
        const file = await writeNamedFile(output, bytes)
        return { exit: 0, json: { file, bytes: bytes.length }, text: cliText.written(file) }
      }
      const found = await session.call('log.list', { filter, limit: mostShown })
      const lines = found.entries.map(({ at, who, title, period, what, rowKey, label, before, after, why, doubtful }) => [
        localTime(at),
        who,
        title ?? '',
        period ?? '',
        doubtful ? `${logText.what[what]}（${logText.doubtfulMark}）` : logText.what[what],
        logText.place(rowKey ?? '', label ?? ''),
        before ?? '',
        after ?? '',
        why ?? '',
      ])
      const table = lines.length === 0 ? cliText.none : formatTable(Object.values(logText.columns), lines)
      const notes = [
        ...(found.brokenAt === null ? [] : [logText.broken(found.brokenAt)]),
        ...(found.next === null ? [] : [logText.tooMany(lines.length)]),
      ]
      return { exit: found.brokenAt === null ? 0 : 1, json: found, text: [...notes, table].join('\n') }
    })
  },
}
