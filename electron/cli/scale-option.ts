import { cliText } from '../../shared/text/cli.ts'
import { optional } from './arguments.ts'
import { type CommandContext, UsageError } from './command.ts'

export const scaleOption = { wan: { type: 'string' } } as const

/** `--wan 2`: figures in ten thousands with two digits after the point. Nothing where it is absent. */
export function scaleOf(context: CommandContext): { readonly scale?: { readonly digits: number } } {
  const digits = optional(context, 'wan')
  if (digits === undefined) return {}
  if (!/^[0-8]$/.test(digits)) throw new UsageError(cliText.badOption(`--wan ${digits}`))
  return { scale: { digits: Number(digits) } }
}
