/** The command line: `tanbao <command> …`. Decides nothing about data; see README.md in this folder. */
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { AppError } from '../../shared/model/errors.ts'
import { cliText } from '../../shared/text/cli.ts'
import { errorSentence } from '../../shared/text/errors.ts'
import { resourcesDir } from '../engine/entry-points.ts'
import { type CommandResult, type OptionValues, UsageError } from './command.ts'
import { commandGroup } from './commands.ts'
import { defaultDataFolder } from './data-folder.ts'
import { asksForHelp, optionFault, usageOf } from './option-help.ts'
import { openSession } from './session.ts'
import { forTerminal } from './table.ts'
import { joinText } from './text-options.ts'

const everywhere = { data: { type: 'string' }, json: { type: 'boolean' } } as const
async function run(argv: readonly string[]): Promise<CommandResult> {
  const { group, words } = commandGroup(argv)
  const [name, ...rest] = words
  if (name === undefined || name === '--help' || name === '-h' || name === 'help')
    return { exit: 0, json: { usage: group.usage }, text: group.usage }
  const command = await group.command(name)
  if (!command) throw new UsageError(group.unknown(name))
  if (asksForHelp(rest)) {
    const usage = usageOf(group.usage, name)
    return { exit: 0, json: { usage }, text: usage }
  }
  let parsed: ReturnType<typeof parseArgs>
  try {
    parsed = parseArgs({ args: joinText(rest), options: { ...everywhere, ...command.options }, allowPositionals: true })
  } catch (error) {
    throw new UsageError(cliText.badOption(optionFault(error)))
  }
  const values = parsed.values as OptionValues // only texts are declared `multiple`
  const dataDir = resolve(typeof values.data === 'string' ? values.data : defaultDataFolder(process.platform, process.env))
  const packsDir = join(resourcesDir(), 'packs')
  return command.run({
    dataDir,
    packsDir,
    values,
    files: parsed.positionals,
    open: (options) => openSession({ dataDir, packsDir, create: options?.create === true }),
    say: (text) => void process.stdout.write(`${forTerminal(text)}\n`),
  })
}

/** The sentence for people; a usage mistake carries its own, an unknown failure is logged by the engine. */
function refusal(error: unknown): string {
  if (error instanceof UsageError) return error.message
  if (error instanceof AppError) return errorSentence(error.code, error.details)
  return cliText.unexpected
}

async function main(): Promise<void> {
  const argv = process.argv.slice(2)
  const json = argv.includes('--json')
  try {
    const result = await run(argv)
    if (json) {
      if (result.json !== undefined) process.stdout.write(`${JSON.stringify(result.json)}\n`)
    } else if (result.text !== '') process.stdout.write(`${forTerminal(result.text)}\n`)
    process.exitCode = result.exit
  } catch (error) {
    process.stderr.write(`${forTerminal(refusal(error))}\n`)
    if (json) {
      const { code, details } =
        error instanceof AppError ? error : { code: error instanceof UsageError ? 'USAGE' : 'INTERNAL', details: {} }
      process.stdout.write(`${JSON.stringify({ refused: true, code, details })}\n`)
    }
    process.exitCode = 2
  }
}

await main()
