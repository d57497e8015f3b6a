/** What there is to call. A command and all that it works with is loaded when it is called: a start waits for nothing else. */
import { cliText } from '../../shared/text/cli.ts'
import { cityCliText } from '../../shared/text/cli-city.ts'
import { exchangeCliText } from '../../shared/text/cli-exchange.ts'
import { planCliText } from '../../shared/text/cli-plan.ts'
import { hubText } from '../../shared/text/hub.ts'
import { packToolsText } from '../../shared/text/pack-tools.ts'
import { xlsxToolsText } from '../../shared/text/xlsx-tools.ts'
import type { Command } from './command.ts'

/** By the word each is called with, which is its name. */
const topLevel: ReadonlyMap<string, () => Promise<Command>> = new Map(
  Object.entries({
    packs: async () => (await import('./commands/packs.ts')).packsCommand,
    init: async () => (await import('./commands/init.ts')).initCommand,
    import: async () => (await import('./commands/import.ts')).importCommand,
    'import-book': async () => (await import('./commands/import-book.ts')).importBookCommand,
    set: async () => (await import('./commands/set.ts')).setCommand,
    reason: async () => (await import('./commands/reason.ts')).reasonCommand,
    zero: async () => (await import('./commands/zero.ts')).zeroCommand,
    show: async () => (await import('./commands/show.ts')).showCommand,
    check: async () => (await import('./commands/check.ts')).checkCommand,
    progress: async () => (await import('./commands/progress.ts')).progressCommand,
    explain: async () => (await import('./commands/explain.ts')).explainCommand,
    repair: async () => (await import('./commands/repair.ts')).repairCommand,
    export: async () => (await import('./commands/export.ts')).exportCommand,
    summary: async () => (await import('./commands/summary.ts')).summaryCommand,
    review: async () => (await import('./commands/review.ts')).reviewCommand,
    sign: async () => (await import('./commands/review.ts')).signCommand,
    submit: async () => (await import('./commands/submit.ts')).submitCommand,
    revise: async () => (await import('./commands/revise.ts')).reviseCommand,
    keys: async () => (await import('./commands/keys.ts')).keysCommand,
    take: async () => (await import('./commands/take.ts')).takeCommand,
    returned: async () => (await import('./commands/take.ts')).returnedCommand,
    verify: async () => (await import('./commands/verify.ts')).verifyCommand,
    'verify-code': async () => (await import('./commands/verify-code.ts')).verifyCodeCommand,
    history: async () => (await import('./commands/history.ts')).historyCommand,
    log: async () => (await import('./commands/log.ts')).logCommand,
    diff: async () => (await import('./commands/diff.ts')).diffCommand,
    undo: async () => (await import('./commands/undo.ts')).undoCommand,
    redo: async () => (await import('./commands/undo.ts')).redoCommand,
    backup: async () => (await import('./commands/backup.ts')).backupCommand,
    restore: async () => (await import('./commands/backup.ts')).restoreCommand,
    doctor: async () => (await import('./commands/doctor.ts')).doctorCommand,
    sync: async () => (await import('./commands/sync.ts')).syncCommand,
    serve: async () => (await import('./commands/serve.ts')).serveCommand,
    hub: async () => (await import('./commands/hub.ts')).hubCommand,
    receive: async () => (await import('./commands/city/receive.ts')).receiveCommand,
    board: async () => (await import('./commands/city/board.ts')).boardCommand,
    accept: async () => (await import('./commands/city/decide.ts')).acceptCommand,
    return: async () => (await import('./commands/city/decide.ts')).returnCommand,
    reopen: async () => (await import('./commands/city/decide.ts')).reopenCommand,
    refuse: async () => (await import('./commands/city/decide.ts')).refuseCommand,
    waive: async () => (await import('./commands/city/decide.ts')).waiveCommand,
    aggregate: async () => (await import('./commands/city/tables.ts')).aggregateCommand,
    notice: async () => (await import('./commands/city/tables.ts')).noticeCommand,
    rehearse: async () => (await import('./commands/city/tables.ts')).rehearseCommand,
    rebuild: async () => (await import('./commands/city/tables.ts')).rebuildCommand,
  }),
)

/** Commands that come as a family: `tanbao pack check …`. */
export interface CommandGroup {
  /** Undefined when there is none of that name. */
  readonly command: (name: string) => Promise<Command | undefined>
  readonly usage: string
  readonly unknown: (name: string) => string
}
const single: CommandGroup = {
  command: async (name) => topLevel.get(name)?.(),
  usage: `${cliText.usage}${exchangeCliText.usage}${cityCliText.usage}`,
  unknown: cliText.unknownCommand,
}
const groups: ReadonlyMap<string, CommandGroup> = new Map([
  [
    'pack',
    {
      command: async (name) => (await import('./commands/pack/pack-commands.ts')).packCommands.get(name),
      usage: packToolsText.usage,
      unknown: packToolsText.unknownCommand,
    },
  ],
  [
    'xlsx',
    {
      command: async (name) => (await import('./commands/xlsx/xlsx-commands.ts')).xlsxCommands.get(name),
      usage: xlsxToolsText.usage,
      unknown: xlsxToolsText.unknownCommand,
    },
  ],
  [
    'hub-account',
    {
      command: async (name) => (await import('./commands/hub-account.ts')).hubAccountCommands.get(name),
      usage: hubText.usage,
      unknown: hubText.unknownCommand,
    },
  ],
  [
    'plan',
    {
      command: async (name) => (await import('./commands/plan.ts')).planCommands.get(name),
      usage: planCliText.usage,
      unknown: planCliText.unknownCommand,
    },
  ],
])

/** The family the first word names, or the commands that stand alone; and the words behind it. */
export function commandGroup(argv: readonly string[]): { readonly group: CommandGroup; readonly words: readonly string[] } {
  const group = groups.get(argv[0] ?? '')
  return group === undefined ? { group: single, words: argv } : { group, words: argv.slice(1) }
}
