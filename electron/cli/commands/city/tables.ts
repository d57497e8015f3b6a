import { cityTables } from '../../../../shared/contract/city.ts'
import { cityText } from '../../../../shared/text/city.ts'
import { cliText } from '../../../../shared/text/cli.ts'
import { cityCliText as text } from '../../../../shared/text/cli-city.ts'
import { optional, outputOption, required, thePeriod } from '../../arguments.ts'
import { type Command, UsageError } from '../../command.ts'
import { writeNamedFile } from '../../disk.ts'
import { withSession } from '../../with-session.ts'
import { packArchive } from '../pack/pack-archive.ts'

export const aggregateCommand: Command = {
  name: 'aggregate',
  options: { period: { type: 'string' }, table: { type: 'string' }, ...outputOption },
  async run(context) {
    const period = thePeriod(context)
    const output = required(context, 'output')
    const named = optional(context, 'table') ?? 'rollUp'
    const table = cityTables.find((one) => one === named)
    if (table === undefined) throw new UsageError(text.tableWrong)
    return withSession(context, async (session) => {
      const { bytes } = await session.call('city.export', { table, period, job: session.job })
      const file = await writeNamedFile(output, bytes)
      return { exit: 0, json: { file, bytes: bytes.length }, text: cliText.written(file) }
    })
  },
}

export const noticeCommand: Command = {
  name: 'notice',
  options: { period: { type: 'string' }, ...outputOption },
  async run(context) {
    const period = thePeriod(context)
    const output = optional(context, 'output')
    return withSession(context, async (session) => {
      const notice = await session.call('city.notice', { period })
      if (output === undefined) return { exit: 0, json: notice, text: notice.text }
      const file = await writeNamedFile(output, new TextEncoder().encode(notice.text))
      return { exit: 0, json: { ...notice, file }, text: cliText.written(file) }
    })
  },
}

/** Ends with 1 when packages would have been stopped. */
export const rehearseCommand: Command = {
  name: 'rehearse',
  options: { from: { type: 'string' }, to: { type: 'string' } },
  async run(context) {
    const [from, to] = [required(context, 'from'), required(context, 'to')]
    const bytes = await packArchive(context)
    return withSession(context, async (session) => {
      const tried = await session.call('city.rehearse', { bytes, from, to, job: session.job })
      const lines = tried.rules.map(({ rule, level, added, removed, hits }) =>
        text.rehearsedRule(rule, level, added, removed, [...new Set(hits.map(({ unitName }) => unitName))]),
      )
      const head = text.rehearsed(tried.packages, tried.rules.length, tried.blocked.length)
      return { exit: tried.blocked.length > 0 ? 1 : 0, json: tried, text: [head, ...lines].join('\n') }
    })
  },
}

/** Ends with 1 when a package is damaged. */
export const rebuildCommand: Command = {
  name: 'rebuild',
  options: {},
  run: (context) =>
    withSession(context, async (session) => {
      const { packages, damaged } = await session.call('city.rebuild', { job: session.job })
      return { exit: damaged.length > 0 ? 1 : 0, json: { packages, damaged }, text: cityText.rebuilt(packages, damaged.length) }
    }),
}
