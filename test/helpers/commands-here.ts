/** Commands without a process of their own: the real command on an engine that is open already. */
import { parseArgs } from 'node:util'
import { type OptionValues, UsageError } from '../../electron/cli/command.ts'
import { commandGroup } from '../../electron/cli/commands.ts'
import { AppError } from '../../shared/model/errors.ts'
import { errorSentence } from '../../shared/text/errors.ts'
import { packsDir, type TestEngine } from './test-engine.ts'

export interface OutcomeHere {
  readonly exit: number
  /** What people read: the answer, or why there is none. */
  readonly text: string
  readonly json: unknown
}

/** Runs one command as `electron/cli/main.ts` does. */
export async function runHere(engine: TestEngine, ...argv: readonly string[]): Promise<OutcomeHere> {
  const { group, words } = commandGroup(argv)
  const command = await group.command(words[0] ?? '')
  if (command === undefined) throw new Error(`no command ${words[0]}`)
  try {
    const { values, positionals } = parseArgs({ args: words.slice(1), options: command.options, allowPositionals: true })
    return await command.run({
      ...{ dataDir: '', packsDir, files: positionals, say: () => {} },
      values: values as OptionValues, // only texts are declared `multiple`
      open: async () => ({ call: engine.call, job: 'here', close: async () => {} }),
    })
  } catch (error) {
    if (error instanceof UsageError) return { exit: 2, text: error.message, json: null }
    if (error instanceof AppError) return { exit: 2, text: errorSentence(error.code, error.details), json: null }
    throw error
  }
}
