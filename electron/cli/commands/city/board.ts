import { cityCliText as text } from '../../../../shared/text/cli-city.ts'
import { optional, thePeriod } from '../../arguments.ts'
import type { Command } from '../../command.ts'
import { formatTable } from '../../table.ts'
import { withSession } from '../../with-session.ts'

const shownDigits = 12

export const boardCommand: Command = {
  name: 'board',
  options: { period: { type: 'string' }, to: { type: 'string' } },
  async run(context) {
    const from = thePeriod(context)
    const to = optional(context, 'to') ?? from
    return withSession(context, async (session) => {
      const board = await session.call('city.board', { from, to })
      const rows = board.units.flatMap(({ unitName, periods }) =>
        periods.map(({ period, shown, newest, claims, timesReturned }) => [
          unitName,
          period,
          shown,
          newest === null ? '' : String(newest.revision),
          timesReturned === 0 ? '' : String(timesReturned),
          [...(newest === null ? [] : [newest]), ...claims].map(({ sha256 }) => sha256.slice(0, shownDigits)).join(' '),
        ]),
      )
      return { exit: 0, json: board, text: formatTable(text.boardColumns, rows) }
    })
  },
}
