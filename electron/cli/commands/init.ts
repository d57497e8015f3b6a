import type { Profile } from '../../../shared/contract/index.ts'
import { cliText } from '../../../shared/text/cli.ts'
import { optional, required } from '../arguments.ts'
import { type Command, type CommandContext, UsageError } from '../command.ts'
import { withSession } from '../with-session.ts'

const peopleOptions = {
  preparer: { type: 'string' },
  auditor: { type: 'string' },
  leader: { type: 'string' },
  phone: { type: 'string' },
} as const

/** Who fills in, reviews and signs; they stand in the header of every report from then on. */
function peopleOf(context: CommandContext): Partial<Profile['people']> {
  const named = { preparer: 'preparer', auditor: 'auditor', leader: 'leader', preparerPhone: 'phone' } as const
  return Object.fromEntries(
    Object.entries(named).flatMap(([key, option]) => [[key, optional(context, option)]].filter(([, value]) => value !== undefined)),
  )
}

export const initCommand: Command = {
  name: 'init',
  options: { pack: { type: 'string' }, unit: { type: 'string' }, role: { type: 'string' }, ...peopleOptions },
  async run(context) {
    const packId = required(context, 'pack')
    const unit = required(context, 'unit')
    const role = optional(context, 'role') ?? 'county'
    if (role !== 'county' && role !== 'city') throw new UsageError(cliText.badOption(`--role ${role}`))
    return withSession(
      context,
      async (session) => {
        const profile = await session.call('profile.create', { packId, unit, role, people: peopleOf(context) })
        return { exit: 0, json: profile, text: cliText.created(context.dataDir, profile.packId, `${profile.unitName}（${profile.unit}）`) }
      },
      { create: true },
    )
  },
}
