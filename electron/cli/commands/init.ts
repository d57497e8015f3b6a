import { cliText } from '../../../shared/text/cli.ts'
import { optional, required } from '../arguments.ts'
import { type Command, UsageError } from '../command.ts'

export const initCommand: Command = {
  name: 'init',
  options: { pack: { type: 'string' }, unit: { type: 'string' }, role: { type: 'string' } },
  async run(context) {
    const packId = required(context, 'pack')
    const unit = required(context, 'unit')
    const role = optional(context, 'role') ?? 'county'
    if (role !== 'county' && role !== 'city') throw new UsageError(cliText.badOption(`--role ${role}`))
    const session = await context.open({ create: true })
    try {
      const profile = await session.call('profile.create', { packId, unit, role })
      return { exit: 0, json: profile, text: cliText.created(context.dataDir, profile.packId, `${profile.unitName}（${profile.unit}）`) }
    } finally {
      await session.close()
    }
  },
}
