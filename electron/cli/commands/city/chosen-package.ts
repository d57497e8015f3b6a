import type { Output } from '../../../../shared/contract/index.ts'
import { cityCliText as text } from '../../../../shared/text/cli-city.ts'
import { optional, required, thePeriod } from '../../arguments.ts'
import { type CommandContext, type Session, UsageError } from '../../command.ts'

/** Names a package of a unit and period; `--package` where there are several. */
export const packageOptions = { unit: { type: 'string' }, period: { type: 'string' }, package: { type: 'string' } } as const

type Standing = Output<'city.board'>['units'][number]['periods'][number]

/** What a unit's month looks like. */
export async function standingOf(context: CommandContext, session: Session): Promise<Standing | undefined> {
  const unit = required(context, 'unit')
  const period = thePeriod(context)
  const { units } = await session.call('city.board', { from: period, to: period })
  return units.find((one) => one.unit === unit)?.periods.find((one) => one.period === period)
}

/** Digest of the package that is meant: the newest one, unless another is named or several claim to be it. */
export async function chosenPackage(context: CommandContext, session: Session): Promise<string> {
  const standing = await standingOf(context, session)
  const packages = standing?.packages.map(({ facts }) => facts.sha256) ?? []
  const start = optional(context, 'package')
  const named = start === undefined ? [] : packages.filter((sha256) => sha256.startsWith(start))
  const [only, ...more] = start === undefined ? (standing?.newest ? [standing.newest.sha256] : packages) : named
  if (only === undefined) throw new UsageError(text.noPackage(required(context, 'unit'), thePeriod(context)))
  if (more.length > 0) throw new UsageError(text.severalPackages([only, ...more].map((sha256) => sha256.slice(0, 12))))
  return only
}
