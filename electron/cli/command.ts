import type { ParseArgsConfig } from 'node:util'
import type { Call } from '../../shared/contract/index.ts'

/** How a command ends: 0 done, 1 done but findings block, 2 refused. */
export type ExitCode = 0 | 1 | 2

export interface CommandResult {
  readonly exit: ExitCode
  /** The document printed by `--json`. */
  readonly json: unknown
  /** The same for people, in Chinese. */
  readonly text: string
}

export interface Session {
  readonly call: Call
  /** Id under which long work reports its progress. */
  readonly job: string
  close(): Promise<void>
}

/** What was typed behind each option; a list where the option may be given more than once. */
export type OptionValues = Readonly<Record<string, string | boolean | readonly string[] | undefined>>

export interface CommandContext {
  readonly dataDir: string
  readonly packsDir: string
  readonly values: OptionValues
  readonly files: readonly string[]
  /** Opens the engine on the data folder; `create` makes the folder. */
  open(options?: { readonly create?: boolean }): Promise<Session>
  /** Prints at once, for commands that go on running. */
  say(text: string): void
}

export interface Command {
  readonly name: string
  readonly options: NonNullable<ParseArgsConfig['options']>
  run(context: CommandContext): Promise<CommandResult>
}

/** The command line was used wrongly; the message is shown and nothing was done. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}
