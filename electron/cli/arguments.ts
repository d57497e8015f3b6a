import { AppError } from '../../shared/model/errors.ts'
import { isPeriod } from '../../shared/model/period.ts'
import { cliText } from '../../shared/text/cli.ts'
import { type CommandContext, UsageError } from './command.ts'

/** The text of an option that must be there. */
export function required(context: CommandContext, option: string): string {
  const value = context.values[option]
  if (typeof value !== 'string' || value === '') throw new UsageError(cliText.missing(`--${option}`))
  return value
}

export function optional(context: CommandContext, option: string): string | undefined {
  const value = context.values[option]
  return typeof value === 'string' ? value : undefined
}

/** Every text of an option that may be given more than once, in order. */
export function several(context: CommandContext, option: string): readonly string[] {
  const value = context.values[option]
  return Array.isArray(value) ? value : []
}

/** The one file a command works on. */
export function theFile(context: CommandContext, label: string): string {
  const file = context.files[0]
  if (file === undefined) throw new UsageError(cliText.missing(label))
  return file
}

/** `--period`, where it is given. Throws PERIOD_INVALID. */
export function periodGiven(context: CommandContext): string | undefined {
  const period = optional(context, 'period')
  if (period !== undefined && !isPeriod(period)) throw new AppError('PERIOD_INVALID', { period })
  return period
}

/** `--period`, which must be there. Throws PERIOD_INVALID. */
export const thePeriod = (context: CommandContext): string => periodGiven(context) ?? required(context, 'period')

/** Form and period, as most commands take them. */
export function formAt(context: CommandContext): { form: string; period: string } {
  return { form: required(context, 'form'), period: thePeriod(context) }
}

export const formOptions = { form: { type: 'string' }, period: { type: 'string' } } as const
export const outputOption = { output: { type: 'string', short: 'o' } } as const
